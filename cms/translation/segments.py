"""The passages of a text as a translator sees them: what kind each is, where it stands, what it is in both languages.

wagtail-localize takes a page apart into strings, each with a path such as `body.<block id>.text`. A path says nothing
to a person; here it becomes “Heading, level 2, block 3 of 9”.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from bs4 import BeautifulSoup
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    TemplateSegment,
    Translation,
    TranslationSource,
)
from wagtail_localize.strings import StringValue

from cms.core.languages import in_readers_digits

from .drift import FACTS, ORDER

# What `StringTranslation.tool_name` says of where a translation came from.
SAME = "same"  # a person said: the same in both languages
MEMORY = "memory"  # an exact repeat, filled in
KEPT = "kept"  # written by hand while the page was on its own, in a block built otherwise
BY_HAND = ""
# What `StringTranslation.field_error` says of a text whose original changed while the page was on its own.
DOUBTFUL = "doubtful"

LIST_ITEM = _("list item")
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
class Place:
    """Where a passage stands in its page."""

    field: str  # the model's field, such as `body`
    field_label: str
    kind: str  # the block's type, or the field's name outside a stream
    label: str  # what the passage is, in words: “heading”, “who said it”
    block_id: str = ""
    number: int = 0  # of the block in its stream, from 1
    count: int = 0  # of blocks in that stream
    level: str = ""  # of a heading: `h2` or `h3`
    is_rich: bool = False  # holds bold, italic and links
    max_length: int | None = None

    @property
    def where(self) -> str:
        """Where the passage stands, in words: “Body, block 3 of 9”, or the field's name."""
        if not self.number:
            return self.field_label
        return gettext("%(field)s, block %(number)s of %(count)s") % {
            "field": self.field_label,
            "number": in_readers_digits(self.number),
            "count": in_readers_digits(self.count),
        }

    @property
    def what(self) -> str:
        """What the passage is, in words: “paragraph”, “heading of level 2”."""
        if self.level:
            return gettext("heading, level %(level)s") % {"level": in_readers_digits(int(self.level[1:]))}
        return str(self.label)


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


@dataclass
class Places:
    """Finds the places of paths in one page."""

    page: Page
    _streams: dict[str, dict[str, tuple[int, Any]]] = field(default_factory=dict)

    def find(self, path: str, template: str | None = None, index: int = 0) -> Place:
        """Return the place of the passage at `path`, the `index`th of those that stand at that very path."""
        name, *rest = path.split(".")
        model_field = self.page._meta.get_field(name)
        if isinstance(model_field, StreamField):
            return self._in_stream(model_field, rest, template, index)
        if isinstance(model_field, models.ManyToOneRel):
            child_field = model_field.related_model._meta.get_field(rest[1])
            return Place(
                field=name,
                field_label=capfirst(str(model_field.related_model._meta.verbose_name_plural)),
                kind=f"{name}.{rest[1]}",
                label=str(child_field.verbose_name),
                block_id=rest[0],
                is_rich=isinstance(child_field, RichTextField),
                max_length=getattr(child_field, "max_length", None),
            )
        is_rich = isinstance(model_field, RichTextField)
        label = LIST_ITEM if is_rich and _is_list_item(template, index) else model_field.verbose_name
        return Place(
            field=name,
            field_label=capfirst(str(model_field.verbose_name)),
            kind=name,
            label=str(label),
            is_rich=is_rich,
            max_length=model_field.max_length,
        )

    def describe(self, key: str) -> str:
        """Return where a paragraph of the page stands, in words, by its key in a drift (`cms.translation.drift`)."""
        if key == FACTS:
            return gettext("facts of the page")
        name, *rest = key.removesuffix(ORDER).split(".")
        model_field = self.page._meta.get_field(name)
        if not isinstance(model_field, StreamField):
            related = getattr(model_field, "related_model", None)
            label = related._meta.verbose_name_plural if rest and related else model_field.verbose_name
            return capfirst(str(label))
        label = capfirst(str(model_field.verbose_name))
        for number, child in enumerate(model_field.value_from_object(self.page), 1):
            if rest and str(child.id) == rest[0]:
                numbered = {"field": label, "number": in_readers_digits(number), "block": child.block.label}
                return gettext("%(field)s, block %(number)s: %(block)s") % numbered
        return label

    def _in_stream(self, stream: StreamField, rest: list[str], template: str | None, index: int) -> Place:
        if stream.name not in self._streams:
            value = stream.value_from_object(self.page)
            self._streams[stream.name] = {
                str(child.id): (number, child) for number, child in enumerate(value, 1)
            }
        known = self._streams[stream.name]
        block_id, *inner = rest
        number, child = known[block_id]
        leaf = _leaf(child.block, inner)
        is_rich = isinstance(leaf, blocks.RichTextBlock)
        label = leaf.label or child.block.label
        if is_rich and _is_list_item(template, index):
            label = LIST_ITEM
        level = child.value["level"] if child.block_type == "heading" else ""
        return Place(
            field=stream.name,
            field_label=capfirst(str(stream.verbose_name)),
            kind=child.block_type,
            label=str(label),
            block_id=block_id,
            number=number,
            count=len(known),
            level=level,
            is_rich=is_rich,
            max_length=getattr(getattr(leaf, "field", None), "max_length", None),
        )


def _leaf(block: blocks.Block, path: list[str]) -> blocks.Block:
    """Return the definition of the block at the end of `path` below `block`."""
    for step in path:
        if isinstance(block, blocks.StructBlock):
            block = block.child_blocks[step]
        elif isinstance(block, blocks.ListBlock):
            block = block.child_block
        else:  # the cell of a table
            break
    return block


def _is_list_item(template: str | None, index: int) -> bool:
    """Whether the `index`th passage of a rich text's `template` stands in a list."""
    if not template:
        return False
    found = BeautifulSoup(template, "html.parser").find_all("text")
    return index < len(found) and found[index].find_parent("li") is not None
