"""The passages of a text as a translator sees them: where each stands, and what it is in both languages."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    TemplateSegment,
    Translation,
    TranslationSource,
)
from wagtail_localize.strings import StringValue

from cms.documents.models import HouseDocument

from .places import Place, Places

# What `StringTranslation.tool_name` says of where a translation came from.
SAME = "same"  # a person said: the same in both languages
MEMORY = "memory"  # an exact repeat, filled in
KEPT = "kept"  # written by hand while the page was on its own, in a block built otherwise
BY_HAND = ""
# What `StringTranslation.field_error` says of a text whose original changed while the page was on its own.
DOUBTFUL = "doubtful"

# From this likeness on, in per cent, one text is taken for a former state of another.
SURE = 70


class Progress(models.TextChoices):
    """How far one passage is."""

    MISSING = "missing", _("not translated")
    MACHINE = "machine", _("suggested by a machine, not looked at yet")
    EQUAL = "equal", _("the same words as the original")
    BROKEN = "broken", _("cannot be used as it is")
    DONE = "done", _("translated")


@dataclass(frozen=True)
class Previous:
    """What a passage said before its original was changed, in both languages, as translatable HTML."""

    source: str
    translation: str


@dataclass(frozen=True)
class Segment:
    """One passage to translate. Texts are the engine's HTML: inline tags, links reduced to `<a id="a1">`."""

    pk: int  # of the engine's StringSegment
    path: str
    order: int
    string_id: int
    string_hash: UUID
    context_id: int
    place: Place
    source: str
    links: dict[str, str]  # the link's id to where it leads
    translation: str = ""
    progress: Progress = Progress.MISSING
    error: str = ""
    tool: str = ""
    translated_by: Any = None
    translated_at: datetime | None = None
    previous: Previous | None = None

    @property
    def version(self) -> str:
        """A name for the translation as it is now: whoever saves says which one they saw."""
        return version_of(self.translation)

    @property
    def label(self) -> str:
        """How far the passage is, in words; of a repeat that was filled in, that nobody typed it here."""
        if self.progress is Progress.DONE and self.tool == MEMORY:
            return gettext("translated as it was before, elsewhere")
        return str(self.progress.label)

    @property
    def is_same(self) -> bool:
        """Whether somebody said that the passage is the same in both languages."""
        return self.tool == SAME


def version_of(text: str) -> str:
    """Return a short name for `text`; that of an empty text is empty."""
    return sha256(text.encode()).hexdigest()[:16] if text else ""


def progress_of(source: str, translation: StringTranslation | None) -> Progress:
    """Return how far the passage `source` is with `translation`."""
    if translation is None or not translation.data:
        return Progress.MISSING
    if translation.has_error:
        return Progress.BROKEN
    if translation.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE:
        return Progress.MACHINE
    if translation.data == source and translation.tool_name != SAME and has_words(source):
        return Progress.EQUAL
    return Progress.DONE


def error_of(translation: StringTranslation | None) -> str:
    """Return what is wrong with `translation`, in the active language; empty when nothing is."""
    if translation is None:
        return ""
    if translation.has_error and translation.field_error == DOUBTFUL:
        return gettext("The original has changed since this was written. Compare them and save.")
    return translation.get_error() or ""


def has_words(html: str) -> bool:
    """Whether `html` holds a letter of any script outside its tags: a bare number or dash is the same in all."""
    return any(char.isalpha() for char in StringValue(html).render_text())


def load_segments(translation: Translation) -> list[Segment]:
    """Return the passages of `translation` in the order of the page, in a constant number of queries."""
    try:
        return _load(translation)
    except LookupError:
        # Between two of the queries another original was published: its passages have no place in the former one.
        translation.source.refresh_from_db(fields=["content_json"])
        return _load(translation)


def _load(translation: Translation) -> list[Segment]:
    source = translation.source
    page = source.as_instance()
    rows = list(
        StringSegment.objects.filter(source=source).select_related("string", "context").order_by("order")
    )
    translations = _translations(source, translation.target_locale_id)
    templates = dict(
        TemplateSegment.objects.filter(source=source).values_list("context_id", "template__template")
    )
    now = {(row.string_id, row.context_id) for row in rows}
    old = defaultdict(list)
    for each in translations.values():
        if (each.translation_of_id, each.context_id) not in now and each.data:
            old[each.context_id].append(each)
    sources = defaultdict(list)
    for row in rows:
        sources[row.context_id].append(row.string.data)
    places = Places(page)
    seen: dict[int, int] = defaultdict(int)
    segments = []
    for row in rows:
        found = translations.get((row.string_id, row.context_id))
        place = places.find(row.context.path, templates.get(row.context_id), seen[row.context_id])
        seen[row.context_id] += 1
        segments.append(_segment(row, found, place, old[row.context_id], sources[row.context_id]))
    return segments


def _segment(
    row: StringSegment,
    found: StringTranslation | None,
    place: Place,
    old: list[StringTranslation],
    texts: list[str],
) -> Segment:
    progress = progress_of(row.string.data, found)
    attrs = json.loads(row.attrs or "null") or {}
    return Segment(
        pk=row.pk,
        path=row.context.path,
        order=row.order,
        string_id=row.string_id,
        string_hash=row.string.data_hash,
        context_id=row.context_id,
        place=place,
        source=row.string.data,
        links={name: link_target(each) for name, each in attrs.items()},
        translation=found.data if found else "",
        progress=progress,
        error=error_of(found),
        tool=found.tool_name if found else "",
        translated_by=found.last_translated_by if found else None,
        translated_at=found.updated_at if found else None,
        previous=nearest(row.string.data, old, texts) if progress is not Progress.DONE else None,
    )


def _translations(source: TranslationSource, locale_id: int) -> dict[tuple[int, int], StringTranslation]:
    rows = StringTranslation.objects.filter(
        context__object_id=source.object_id, locale_id=locale_id
    ).select_related("last_translated_by", "translation_of", "context")
    return {(row.translation_of_id, row.context_id): row for row in rows}


def nearest(text: str, old: Iterable[StringTranslation], texts: Iterable[str] = ()) -> Previous | None:
    """Return which of the `old` passages of the same place `text` was before; the likest, then the latest.

    What is clearly a former state of another of the `texts` that stand there now is left to that one: a new paragraph
    among translated ones was nothing before.
    """
    from rapidfuzz import fuzz

    others = set(texts) - {text}
    ranked = []
    for each in old:
        likeness = fuzz.ratio(text, each.translation_of.data)
        elsewhere = max((fuzz.ratio(other, each.translation_of.data) for other in others), default=0)
        if elsewhere < SURE or elsewhere <= likeness:
            ranked.append((likeness, each.updated_at, each.pk, each))
    if not ranked:
        return None
    best = max(ranked)[-1]
    return Previous(best.translation_of.data, best.data)


def link_target(attrs: dict[str, str]) -> str:
    """Return where a link of the engine leads: an address, or `page:12`, `document:3`."""
    if attrs.get("linktype"):
        return f"{attrs['linktype']}:{attrs.get('id', '')}"
    return attrs.get("href", "")


def linked_titles(targets: Iterable[str]) -> dict[str, str]:
    """Return the title of each page and document among `targets`, as `link_target` gives them. Two queries at most."""
    titles: dict[str, str] = {}
    targets = [target.partition(":") for target in targets]
    for kind, model in (("page", Page), ("document", HouseDocument)):
        keys = {key for name, _colon, key in targets if name == kind and key.isdecimal()}
        rows = model.objects.filter(pk__in=keys).values_list("pk", "title") if keys else ()
        titles |= {f"{kind}:{pk}": title for pk, title in rows}
    return titles
