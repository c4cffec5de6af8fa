"""Saving a whole screen of passages at once: how it is done without JavaScript."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import Translation

from cms.core.languages import in_readers_digits
from cms.translation.editor import Row
from cms.translation.models import TranslationStatus
from cms.translation.segments import Segment, load_segments, version_of
from cms.translation.services.saving import (
    SegmentConflict,
    SegmentGone,
    SegmentInvalid,
    confirm_machine,
    mark_same,
    save_segment,
)
from cms.translation.standing import attached_translation


def save_all(request: HttpRequest, status: TranslationStatus, translation: Translation) -> dict[int, Row]:
    """Save every passage of the form that was changed, and tell the user how many were.

    Returns:
        What could not be saved, by passage: a row with what was typed, and the error or what stands there now.
    """
    trouble: dict[int, Row] = {}
    saved = 0
    segments = load_segments(translation)
    tell_of_strays(request, {str(each.pk) for each in segments})
    for segment in segments:
        typed = request.POST.get(f"text-{segment.pk}")
        if typed is None:
            continue
        typed = typed.replace("\r\n", "\n")
        seen = request.POST.get(f"seen-{segment.pk}", "")
        row = Row(segment, status.source_language, text=typed, seen=seen)
        try:
            saved += _save(request, translation, segment, typed, seen)
        except SegmentConflict as conflict:
            row.segment = row.conflict = conflict.current
            row.seen = conflict.current.version
            trouble[segment.pk] = row
        except SegmentInvalid as error:
            row.error = str(error)
            trouble[segment.pk] = row
        except SegmentGone:
            _give_back(request, typed, is_over=attached_translation(status) is None)
    if saved:
        text = ngettext("%(count)s passage saved.", "%(count)s passages saved.", saved)
        messages.success(request, text % {"count": in_readers_digits(saved)})
    if trouble:
        messages.error(
            request, _("Not everything was saved; see the marked passages. What you typed is still there.")
        )
    return trouble


def tell_of_strays(request: HttpRequest, known: set[str] | None = None) -> None:
    """Give back what was typed for passages that are not `known`: their original has changed meanwhile.

    Without `known`, what was typed for any: the translation was set on its own, or deleted.
    """
    for name, typed in request.POST.items():
        pk = name.removeprefix("text-")
        if pk == name or (known and pk in known):
            continue
        text = typed.replace("\r\n", "\n")
        if text.strip() and version_of(text) != request.POST.get(f"was-{pk}", ""):
            _give_back(request, text, is_over=known is None)


def _give_back(request: HttpRequest, text: str, *, is_over: bool) -> None:
    if is_over:
        message = _("Not saved, because the translation is not written here any more: “%(text)s”")
    else:
        message = _("Not saved, because the original of this passage has changed: “%(text)s”")
    messages.warning(request, message % {"text": text})


def _save(request: HttpRequest, translation: Translation, segment: Segment, typed: str, seen: str) -> bool:
    """Do with one passage what the form asks for. Returns whether it asked for anything."""
    is_changed = version_of(typed) != request.POST.get(f"was-{segment.pk}", "")
    wants_same = f"same-{segment.pk}" in request.POST
    was_same = f"was-same-{segment.pk}" in request.POST
    if is_changed or (was_same and not wants_same):
        save_segment(translation, segment, typed, request.user, seen=seen)
    elif wants_same and not was_same:
        mark_same(translation, segment, request.user, seen=seen)
    elif f"confirm-{segment.pk}" in request.POST:
        confirm_machine(translation, segment, request.user, seen=seen)
    else:
        return False
    return True
