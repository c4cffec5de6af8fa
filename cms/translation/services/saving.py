"""Writing translations down: one passage at a time, and all of them into a revision of the page."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, Revision
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationLog
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue, extract_ids

from cms.bangla.graphemes import count
from cms.bangla.normalise import normalise
from cms.core.languages import in_readers_digits
from cms.translation.exchange import markup
from cms.translation.history import log_passages
from cms.translation.manual import put_manual_blocks, release_block
from cms.translation.models import RevisionBasis, TranslationStatus
from cms.translation.segments import (
    BY_HAND,
    SAME,
    Progress,
    Segment,
    error_of,
    load_segments,
    progress_of,
    version_of,
)
from cms.translation.standing import lock_texts, refresh

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
# A title, a heading, a name: what has so little room is one line (`rich.js` says the same).
LINE = 255
_LINE_END = re.compile(r"\s*\n\s*")


class SegmentConflict(Exception):
    """Somebody saved the passage meanwhile. `current` is the passage as it is now."""

    def __init__(self, current: Segment):
        super().__init__(current.path)
        self.current = current


class SegmentGone(Exception):
    """There is no such passage any more: its original was changed, or the page deleted or set on its own meanwhile."""


class SegmentInvalid(Exception):
    """The text cannot be taken; the message tells the translator why."""


@transaction.atomic
def save_segment(
    translation: Translation,
    segment: Segment,
    text: str,
    user: Any,
    *,
    seen: str | None = None,
    tool: str = BY_HAND,
) -> Segment:
    """Write `text` down as the translation of `segment`, and return the passage as it is then.

    Takes and raises what `write_segment` does.

    Raises:
        SegmentGone: when there is no such passage any more.
    """
    _hold(translation, segment)
    saved = write_segment(translation, segment, text, user, seen=seen, tool=tool)
    note_saved(translation, [segment], user)
    return saved


def write_segment(
    translation: Translation,
    segment: Segment,
    text: str,
    user: Any,
    *,
    seen: str | None = None,
    tool: str = BY_HAND,
) -> Segment:
    """Write one of several passages down: `note_saved` has to be called for them all at the end.

    An empty text takes the translation back. A comparison with what the user saw, under the row's lock, keeps two
    people from overwriting each other. To be called in a transaction.

    Args:
        text: the engine's HTML for a rich passage; plain text with newlines for any other.
        seen: the `version` the user had before them; None leaves the comparison out.
        tool: where the text comes from, as in `cms.translation.segments`.

    Raises:
        SegmentConflict: when the passage was saved by somebody else since.
        SegmentInvalid: when the markup cannot be used or the text is too long.
    """
    data = usable(segment, text)
    row = _locked(translation, segment)
    if seen is not None and version_of(row.data if row else "") not in (seen, version_of(data)):
        raise SegmentConflict(_renewed(segment, row))
    if not data:
        if row is not None:
            row.delete()
        row = None
    elif row is None:
        try:
            with transaction.atomic():
                row = _new(translation, segment, data, user, tool)
        except IntegrityError:
            raise SegmentConflict(_renewed(segment, _locked(translation, segment))) from None
    else:
        row.data, row.tool_name, row.last_translated_by = data, tool, user
        row.translation_type, row.has_error, row.field_error = MANUAL, False, ""
        row.save()
    release_block(translation, segment)
    return _renewed(segment, row)


def note_saved(translation: Translation, segments: Sequence[Segment], user: Any) -> None:
    """Work out how the text stands now that `segments` were written, and write down in its history who wrote them.

    Once for all of them: what it costs grows with the text.
    """
    if not segments:
        return
    status = refresh(translation.source.object_id)
    if status is not None and status.target_page is not None:
        log_passages(status.target_page, segments, user)


def mark_same(translation: Translation, segment: Segment, user: Any, *, seen: str | None = None) -> Segment:
    """Say that the passage is the same in both languages. Raises as `save_segment` does."""
    text = segment.source if segment.place.is_rich else StringValue(segment.source).render_text()
    return save_segment(translation, segment, text, user, seen=seen, tool=SAME)


@transaction.atomic
def confirm_machine(
    translation: Translation, segment: Segment, user: Any, *, seen: str | None = None
) -> Segment:
    """Say that somebody has read a text that nobody stands by, and takes it as it is.

    That is a machine's suggestion, or what was written before the original changed. Raises `SegmentConflict` and
    `SegmentGone` as `save_segment` does.
    """
    _hold(translation, segment)
    row = _locked(translation, segment)
    if seen is not None and version_of(row.data if row else "") != seen:
        raise SegmentConflict(_renewed(segment, row))
    if row is not None and (row.translation_type != MANUAL or row.has_error):
        row.translation_type, row.last_translated_by = MANUAL, user
        row.has_error, row.field_error = False, ""
        row.save()
        note_saved(translation, [segment], user)
    return _renewed(segment, row)


def usable(segment: Segment, text: str) -> str:
    """Return `text` as the engine stores it, normalised.

    Raises:
        SegmentInvalid: for tags other than bold, italic, link and line break, for comments and whatever else a
            browser may read otherwise than the engine, for a link that the original does not have, and for a text
            longer than its place allows. (A link that is missing is the parity check's matter.)
    """
    text = normalise(text).strip()
    if not text:
        return ""
    limit = segment.place.max_length
    if segment.place.is_rich:
        try:
            links = markup.links_of(markup.parse(text))
            data = StringValue.from_translated_html(text).data
        except ValueError as error:
            raise SegmentInvalid(str(error.args[0])) from None
        for name in sorted(links - extract_ids(segment.source) - {""}):
            raise SegmentInvalid(
                _("%(link)s is a link that the original does not have.") % {"link": f'<a id="{name}">'}
            )
    else:
        if limit and limit <= LINE:
            text = _LINE_END.sub(" ", text)
        data = StringValue.from_plaintext(text).data
    if limit and (length := len(StringValue(data).render_text())) > limit:
        raise SegmentInvalid(
            _("Too long: %(length)s characters; there is room for %(limit)s.")
            % {"length": in_readers_digits(max(length, count(text))), "limit": in_readers_digits(limit)}
        )
    return data


@transaction.atomic
def preview_page(translation: Translation) -> Page:
    """Return the translation's page, unsaved, with everything translated so far filled in.

    A passage that is not translated yet shows what it said before its original changed, else the original's words.
    Under lock, also where nothing is written: passages of one state of the original do not fit into another.
    """
    lock_texts([translation.source.object_id])
    translation.source.refresh_from_db(fields=["content_json"])
    source = translation.source
    original = source.as_instance()
    page = translation.get_target_instance().get_latest_revision_as_object()
    copy_synchronised_fields(original, page)
    ingest_segments(original, page, source.locale, translation.target_locale, _values(translation))
    put_manual_blocks(page, translation)
    return page


@transaction.atomic
def draft_revision(translation: Translation, user: Any, *, clean: bool = False) -> Revision:
    """Write everything translated so far into a new revision of the translation's page, and return it.

    What readers see stays as it is: the row of a published page is not touched.

    Args:
        clean: refuse what could not be published.

    Raises:
        ValidationError: when `clean` is asked for and the page is not fit to be published.
    """
    status = TranslationStatus.objects.get(translation_key=translation.source.object_id)
    page = preview_page(translation)
    # Under one embargo: a translation does not go out before its original, nor stay when that has run out.
    page.go_live_at, page.expire_at = status.source_page.go_live_at, status.source_page.expire_at
    if page.depth > 2:
        parent = page.get_parent()
        page.slug = find_available_slug(parent, slugify(page.slug), ignore_page_id=page.pk)
    if not page.live:
        page.save(clean=False)
    revision = page.save_revision(user=user, changed=True, clean=clean)
    open_paths = {each.path for each in load_segments(translation) if each.progress is not Progress.DONE}
    snapshot = getattr(status, "snapshot", None)
    units = snapshot.source_units if snapshot else {}
    RevisionBasis.objects.create(
        revision=revision,
        units={key: digests for key, digests in units.items() if key not in open_paths},
        gaps=len(open_paths),
    )
    TranslationLog.objects.create(
        source=translation.source, locale_id=translation.target_locale_id, revision=revision
    )
    return revision


def _hold(translation: Translation, segment: Segment) -> None:
    """Lock the row of the text, and look again whether `segment` is to be translated.

    Who deletes the page, sets it on its own or publishes another original at the same time has done it before this,
    or does it after the passage is saved.
    """
    lock_texts([translation.source.object_id])
    rows = StringSegment.objects.filter(pk=segment.pk, source=translation.source_id)
    if not rows.filter(
        source__translations__in=[translation.pk], source__translations__enabled=True
    ).exists():
        raise SegmentGone


def _values(translation: Translation) -> list[Any]:
    """Return what the engine puts into the page: its own segments, and the strings with our fallback."""
    source, locale = translation.source, translation.target_locale
    engine = source._get_segments_for_translation(locale, fallback=True)
    values = [each for each in engine if not isinstance(each, StringSegmentValue)]
    attrs = dict(source.stringsegment_set.values_list("pk", "attrs"))
    for segment in load_segments(translation):
        data = segment.source
        if segment.translation and segment.progress is not Progress.BROKEN:
            data = segment.translation
        elif segment.previous is not None and _fits(segment.source, segment.previous.translation):
            data = segment.previous.translation
        value = StringSegmentValue(segment.path, StringValue(data), attrs=json.loads(attrs[segment.pk]))
        values.append(value.with_order(segment.order))
    return values


def _fits(source: str, data: str) -> bool:
    """Whether every link of `data` is one of `source`."""
    return extract_ids(data) <= extract_ids(source)


def _locked(translation: Translation, segment: Segment) -> StringTranslation | None:
    return (
        StringTranslation.objects.select_for_update(of=("self",))
        .filter(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale_id=translation.target_locale_id,
        )
        .select_related("context", "translation_of", "last_translated_by")
        .first()
    )


def _new(translation: Translation, segment: Segment, data: str, user: Any, tool: str) -> StringTranslation:
    return StringTranslation.objects.create(
        translation_of_id=segment.string_id,
        context_id=segment.context_id,
        locale_id=translation.target_locale_id,
        data=data,
        translation_type=MANUAL,
        tool_name=tool,
        last_translated_by=user,
    )


def _renewed(segment: Segment, row: StringTranslation | None) -> Segment:
    return replace(
        segment,
        translation=row.data if row else "",
        progress=progress_of(segment.source, row),
        error=error_of(row),
        tool=row.tool_name if row else "",
        translated_by=row.last_translated_by if row else None,
        translated_at=row.updated_at if row else None,
    )


def validation_messages(error: ValidationError, model: type[Page]) -> list[str]:
    """Return what is wrong with a page of the type `model`, each with the name of its field where it has one."""
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    labels = {each.name: f"{capfirst(str(each.verbose_name))}: " for each in model._meta.fields}
    return [f"{labels.get(name, '')}{text}" for name, found in error.message_dict.items() for text in found]
