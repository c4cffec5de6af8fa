"""Stopping synchronisation, and starting it again without losing what was written by hand."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from django.db import transaction
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.translation.drift import FACTS, Change, Units
from cms.translation.history import log_translation
from cms.translation.manual import WHOLE_FIELD, child_data, stored_blocks, translated_children
from cms.translation.models import ManualBlock, RevisionBasis, Snapshot, TranslationStatus
from cms.translation.segments import DOUBTFUL, KEPT, has_words, load_segments
from cms.translation.standing import attached_translation, hold, note_caught_up, note_source, refresh
from cms.translation.units import bare_template, units_of

from .saving import draft_revision

_LINK = re.compile(r"</?a\b[^>]*>")


@dataclass
class Written:
    """What a page written by hand says at one path."""

    texts: list[str] = field(default_factory=list)
    attrs: list[dict] = field(default_factory=list)
    template: str = ""


@transaction.atomic
def detach(status: TranslationStatus, user: Any) -> TranslationStatus:
    """Stop synchronising: from now on the translation is edited like any page. What is translated so far is in it."""
    status = hold(status)
    translation = attached_translation(status)
    if translation is None:
        return status
    _note_basis(translation, draft_revision(translation, user), status)
    translation.enabled = False
    translation.save(update_fields=["enabled"])
    log_translation(status.target_page, "detach", user)
    return refresh(status.translation_key)


@transaction.atomic
def attach(status: TranslationStatus, user: Any) -> list[Change]:
    """Start synchronising again. Returns the paragraphs of the original that changed meanwhile.

    What was written by hand becomes the translation of the passage it stands for; where the original has changed since,
    it is kept as the former translation, to be looked at. A block that has no partner in the original, or is built
    otherwise, stays as it is. What readers see is not touched.
    """
    status = hold(status, with_page=True)
    if attached_translation(status) is not None:
        # Somebody else was quicker. What was translated since then must not be taken from the page once more.
        return list(_snapshot(status).drift)
    original = status.source_page.specific
    page = status.target_page.specific.get_latest_revision_as_object()
    source, _made = TranslationSource.update_or_create_from_instance(original)
    translation, _made = Translation.objects.update_or_create(
        source=source,
        target_locale=Locale.objects.get(language_code=status.target_language),
        defaults={"enabled": True},
    )
    status = note_source(original)
    snapshot = status.snapshot
    last = _last_basis(status)
    made_from = [snapshot.translated_units, last.units if last else {}]
    keeper = _Keeper(status, translation, user, [each for each in made_from if each], snapshot.source_units)
    keeper.keep(page, units_of(last.revision.as_object()) if last else {})
    draft_revision(translation, user)
    log_translation(status.target_page, "attach", user)
    refresh(status.translation_key)
    return list(snapshot.drift)


@transaction.atomic
def catch_up(status: TranslationStatus, user: Any) -> None:
    """Mark a translation that is on its own as up to date with its original: somebody has compared them."""
    status = hold(status, with_page=True)
    note_caught_up(status)
    log_translation(status.target_page, "catch_up", user)


@dataclass
class _Keeper:
    status: TranslationStatus
    translation: Translation
    user: Any
    made_from: list[Units]  # what the published text was made from, and what was last written at the desk
    now: Units

    def keep(self, page: Page, at_the_desk: Units) -> None:
        """Keep everything that `page` says: as translations where it fits, as blocks of its own where not.

        Args:
            at_the_desk: the units of the page as it was last written at the desk.
        """
        written = _written(page)
        source = self.translation.source
        rows: dict[str, list[StringSegment]] = defaultdict(list)
        for row in (
            StringSegment.objects.filter(source=source).select_related("string", "context").order_by("order")
        ):
            rows[row.context.path].append(row)
        templates = dict(
            TemplateSegment.objects.filter(source=source).values_list("context__path", "template__template")
        )
        attrs = _written(source.as_instance())
        ManualBlock.objects.filter(status=self.status).delete()
        built_otherwise = set(self._changed_facts(page, at_the_desk))
        for path, found in rows.items():
            there = written.get(path)
            if there is None:
                continue
            fits = (
                len(there.texts) == len(found)
                and bare_template(there.template) == bare_template(templates.get(path, ""))
                and there.attrs == attrs[path].attrs
            )
            if not fits:
                built_otherwise.add(".".join(path.split(".")[:2]))
            self._keep_texts(path, found, there.texts, KEPT if not fits else "")
        self._keep_blocks(page, source.as_instance(), built_otherwise)
        self._keep_fields(page, built_otherwise)
        self._keep_children(page, source.as_instance())

    def _changed_facts(self, page: Page, at_the_desk: Units) -> Iterator[str]:
        """Yield each block of which somebody changed by hand what is no text: a picture, a level, a figure."""
        for key, facts in units_of(page).items():
            if key.endswith(FACTS) and facts not in (at_the_desk.get(key), self.now.get(key)):
                yield key.removesuffix(FACTS)

    def _keep_texts(self, path: str, rows: list[StringSegment], texts: list[str], tool: str) -> None:
        if len(texts) > len(rows):
            texts = [*texts[: len(rows) - 1], "<br/>".join(texts[len(rows) - 1 :])]
        in_step = any(units.get(path) == self.now.get(path) for units in self.made_from)
        changed = bool(self.made_from) and not in_step
        former = self._former(path) if changed else []
        for index, (row, text) in enumerate(zip_longest(rows, texts)):
            text = text or (texts[-1] if texts and tool else "")
            if not text or (text == row.string.data and has_words(text)):
                continue
            if tool == KEPT:
                # The block itself keeps its links; here one that the original lacks would count as a mistake.
                text = _LINK.sub("", text)
            known = {each.data for each in former}
            if not changed or row.string.data in known:
                self._write(row.string, row, text, tool)
            elif index < len(former):
                self._write(former[index], row, text, tool)
            else:
                self._write(row.string, row, text, tool, is_doubtful=True)

    def _former(self, path: str) -> list[String]:
        """Return the strings that stood at `path` when the translation was made, where they are still known."""
        digests = next((units[path] for units in self.made_from if path in units), [])
        known = {
            row.data_hash.hex: row
            for row in String.objects.filter(
                locale_id=self.translation.source.locale_id, data_hash__in=digests
            )
        }
        return [known[digest] for digest in digests if digest in known]

    def _write(
        self, string: String, row: StringSegment, text: str, tool: str, is_doubtful: bool = False
    ) -> None:
        StringTranslation.objects.update_or_create(
            translation_of=string,
            context=row.context,
            locale_id=self.translation.target_locale_id,
            defaults={
                "data": text,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": tool,
                "last_translated_by": self.user,
                "has_error": is_doubtful,
                "field_error": DOUBTFUL if is_doubtful else "",
            },
        )

    def _keep_blocks(self, page: Page, original: Page, built_otherwise: set[str]) -> None:
        for stream in page._meta.get_fields():
            if not isinstance(stream, StreamField):
                continue
            partners = {block["id"] for block in stored_blocks(stream, original)}
            before = None
            for block in stored_blocks(stream, page):
                if block["id"] not in partners or f"{stream.name}.{block['id']}" in built_otherwise:
                    ManualBlock.objects.create(
                        status=self.status,
                        field_name=stream.name,
                        block_id=block["id"],
                        after_id=before,
                        block=block,
                    )
                before = block["id"]

    def _keep_fields(self, page: Page, built_otherwise: set[str]) -> None:
        for each in page._meta.get_fields():
            if isinstance(each, RichTextField) and each.name in built_otherwise:
                ManualBlock.objects.create(
                    status=self.status,
                    field_name=each.name,
                    block_id=WHOLE_FIELD,
                    block={"value": each.value_from_object(page)},
                )

    def _keep_children(self, page: Page, original: Page) -> None:
        for name in translated_children(type(page)):
            partners = {child.translation_key for child in getattr(original, name).all()}
            before = None
            for child in getattr(page, name).all():
                if child.translation_key not in partners:
                    ManualBlock.objects.create(
                        status=self.status,
                        field_name=name,
                        block_id=child.translation_key,
                        after_id=before,
                        block=child_data(child),
                    )
                before = child.translation_key


def _snapshot(status: TranslationStatus) -> Snapshot:
    return getattr(status, "snapshot", None) or Snapshot(status=status)


def _note_basis(translation: Translation, revision: Revision, status: TranslationStatus) -> None:
    """Note that `revision`, the last before a page is on its own, stands beside the whole original of now.

    Passages that were never translated are written by hand from here on; those of which an older translation is shown
    stay outdated.
    """
    older = {each.path for each in load_segments(translation) if each.previous is not None}
    units = {key: digests for key, digests in _snapshot(status).source_units.items() if key not in older}
    RevisionBasis.objects.filter(revision=revision).update(units=units)


def _last_basis(status: TranslationStatus) -> RevisionBasis | None:
    """Return what the last revision written at the desk was made from: since then the page was on its own."""
    bases = RevisionBasis.objects.filter(revision__object_id=str(status.target_page_id))
    return bases.select_related("revision").order_by("-revision__created_at", "-pk").first()


def _written(page: Page) -> dict[str, Written]:
    written: dict[str, Written] = defaultdict(Written)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            written[segment.path].texts.append(segment.string.data)
            written[segment.path].attrs.append(segment.attrs or {})
        elif isinstance(segment, TemplateSegmentValue):
            written[segment.path].template = segment.template
    return dict(written)
