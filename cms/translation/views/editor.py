"""The screen where a translation is written."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_user_display_name
from wagtail_localize.models import Translation

from cms.core.forms import LANGUAGE_NAMES
from cms.core.languages import in_readers_digits
from cms.core.parallel import render_parallel
from cms.translation import machine
from cms.translation.board import ICONS
from cms.translation.editor import (
    Show,
    add_differences,
    build_editor,
    build_rows,
    editable,
    open_differences,
    open_threads,
    readable,
)
from cms.translation.forms import people_of_the_desk
from cms.translation.memory import near_matches
from cms.translation.models import TranslationStatus
from cms.translation.permissions import can_comment, can_see_board, can_submit, can_translate
from cms.translation.places import Places
from cms.translation.presence import others_here
from cms.translation.segments import Segment, load_segments
from cms.translation.services.saving import (
    SegmentConflict,
    SegmentGone,
    SegmentInvalid,
    confirm_machine,
    mark_same,
    preview_page,
    save_segment,
)
from cms.translation.standing import any_translation, attached_translation

from .base import load_status, may_publish, may_run
from .editor_form import save_all, tell_of_strays
from .editor_words import words


def _may_look(user: Any, status: TranslationStatus) -> bool:
    return can_see_board(user)


def _may_write(user: Any, status: TranslationStatus) -> bool:
    return can_translate(user, status.target_language)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the passages of a translation, and save what was typed when there is no JavaScript to do it."""
    status = load_status(request, pk, _may_look)
    translation = attached_translation(status)
    if translation is None:
        if request.method == "POST":
            tell_of_strays(request)
        begun = any_translation(status) is not None
        context = _common(request, status) | {"was_begun": begun, "threads": open_threads(status)}
        return render(request, "translation/unattached.html", context)
    show = _choice(request.GET.get("show"))
    if request.method == "POST":
        if not _may_write(request.user, status):
            raise PermissionDenied
        trouble = save_all(request, status, translation)
        if not trouble:
            return redirect(request.get_full_path())
    else:
        trouble = {}
    editor = build_editor(status, translation, request.user, show)
    for row in editor.rows:
        if problem := trouble.get(row.segment.pk):
            row.text, row.seen = problem.text, problem.seen
            row.error, row.conflict = problem.error, problem.conflict
    context = _common(request, status) | {
        "editor": editor,
        "show": show,
        "words": words(),
        "key": f"desk:{request.user.pk}:{status.pk}",
        "filters": [(each, editor.counts[each.value]) for each in Show],
        "machine": machine.is_configured(),
        "review": _review_actions(request.user, status),
        "passage": request.GET.get("passage", ""),
    }
    return render(request, "translation/editor.html", context, status=200 if request.method == "GET" else 409)


@require_POST
def segment(request: HttpRequest, pk: int, segment_pk: int) -> JsonResponse:
    """Save one passage. Answers 409 when somebody saved it meanwhile, 422 when the text cannot be taken."""
    status = load_status(request, pk, _may_write)
    translation, found = _find_segment(status, segment_pk)
    # Whoever says nothing of what they saw has seen an empty field.
    seen = request.POST.get("seen", "")
    try:
        if request.POST.get("same"):
            saved = mark_same(translation, found, request.user, seen=seen)
        elif "confirm" in request.POST:
            saved = confirm_machine(translation, found, request.user, seen=seen)
        else:
            saved = save_segment(translation, found, request.POST.get("text", ""), request.user, seen=seen)
    except SegmentConflict as conflict:
        return JsonResponse(_state(status, conflict.current), status=409)
    except SegmentInvalid as error:
        return JsonResponse({"error": str(error)}, status=422)
    except SegmentGone:
        raise Http404 from None
    status.refresh_from_db()
    return JsonResponse(_state(status, saved))


def suggestions(request: HttpRequest, pk: int, segment_pk: int) -> HttpResponse:
    """Show what was translated before and is like this passage."""
    status = load_status(request, pk, _may_look)
    translation, found = _find_segment(status, segment_pk)
    (matches,) = near_matches([found.source], translation.source.locale_id, translation.target_locale_id)
    usable = [
        {"score": each.score, "source": readable(each.source), "shown": readable(each.translation),
         "value": editable(found, each.translation)}
        for each in matches
        if each.translation != found.translation
    ]  # fmt: skip
    context = {"matches": usable, "status": status, "can_translate": _may_write(request.user, status)}
    return render(request, "translation/suggestions.html", context)


def parity_notes(request: HttpRequest, pk: int) -> JsonResponse:
    """Say how both languages differ now, passage by passage."""
    status = load_status(request, pk, _may_look)
    translation = attached_translation(status)
    if translation is None:
        raise Http404
    rows = build_rows(translation)
    general = add_differences(rows, open_differences(status))
    passages = {row.segment.pk: [each.message for each in row.differences] for row in rows if row.differences}
    return JsonResponse(
        {
            "passages": passages,
            "general": [f"{each.label}: {each.message}" for each in general],
            "count": f" ({in_readers_digits(len(passages))})",
        }
    )


@xframe_options_sameorigin
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the translation beside its original, both as a visitor would see them."""
    status = load_status(request, pk, _may_look)
    translation = any_translation(status)
    if translation is None or status.target_page is None:
        raise Http404
    if translation.enabled:
        original, translated = translation.source.as_instance(), preview_page(translation)
    else:
        original = status.source_page.specific
        translated = status.target_page.specific.get_latest_revision_as_object()
    return render_parallel(request, original, translated, is_preview=True)


def _find_segment(status: TranslationStatus, segment_pk: int) -> tuple[Translation, Segment]:
    translation = attached_translation(status)
    if translation is None:
        raise Http404
    found = next((each for each in load_segments(translation) if each.pk == segment_pk), None)
    if found is None:
        raise Http404
    return translation, found


def _state(status: TranslationStatus, found: Segment) -> dict[str, Any]:
    by = found.translated_by
    return {
        "text": editable(found, found.translation),
        "version": found.version,
        "progress": found.progress.value,
        "label": found.label,
        "error": found.error,
        "by": get_user_display_name(by) if by else "",
        "translated": status.translated_segments,
        "total": status.total_segments,
        "percent": _("%(percent)s%% translated") % {"percent": in_readers_digits(status.percent)},
        "same": found.is_same,
        "summary": _summary(status),
    }


def _summary(status: TranslationStatus) -> str:
    return _("%(done)s of %(total)s passages") % {
        "done": in_readers_digits(status.translated_segments),
        "total": in_readers_digits(status.total_segments),
    }


def _common(request: HttpRequest, status: TranslationStatus) -> dict[str, Any]:
    user = request.user
    source, target = status.source_page, status.target_page
    can_edit_source = source.permissions_for_user(user).can_edit()
    can_edit_target = target is not None and target.permissions_for_user(user).can_edit()
    history = reverse("wagtailadmin_pages:history", args=[(target or source).pk])
    return {
        "status": status,
        "summary": _summary(status),
        "icon": ICONS[status.state],
        "target_title": getattr(status, f"title_{status.target_language}"),
        "source_name": LANGUAGE_NAMES[status.source_language],
        "target_name": LANGUAGE_NAMES[status.target_language],
        "others": others_here(status, user),
        "drift": _drift(status),
        "can_translate": _may_write(user, status),
        "can_comment": can_comment(user, status.target_language),
        "colleagues": people_of_the_desk(with_writers=True).exclude(pk=user.pk),
        "can_submit": can_submit(user),
        "can_publish": may_publish(user, status),
        "can_run": may_run(user, status),
        "can_edit_source": can_edit_source,
        "can_edit_target": can_edit_target,
        "history_url": history if (can_edit_target if target else can_edit_source) else "",
    }


def _drift(status: TranslationStatus) -> list[dict[str, str]]:
    """Return the paragraphs of the original that differ from what the translation was made from, in words."""
    snapshot = getattr(status, "snapshot", None)
    if snapshot is None or not snapshot.drift or status.target_page is None:
        return []
    kinds = {
        "changed": _("changed"),
        "added": _("new"),
        "removed": _("gone"),
        "facts": _("facts changed"),
        "moved": _("order changed"),
    }
    places = Places(status.source_page.specific)
    return [{"where": places.describe(each["key"]), "kind": kinds[each["change"]]} for each in snapshot.drift]


def _review_actions(user: Any, status: TranslationStatus) -> list[str]:
    """Return what `user` may do in the review under way: `approve`, `reject`."""
    if status.state != "in_review" or status.target_page is None:
        return []
    page = status.target_page.specific
    state = page.current_workflow_task_state
    if state is None:
        return []
    return list(dict.fromkeys(action[0] for action in state.task.specific.get_actions(page, user)))


def _choice(value: str | None) -> Show:
    return Show(value) if value in Show.values else Show.ALL


urlpatterns = [
    path("<int:pk>/", edit, name="edit"),
    path("<int:pk>/segments/<int:segment_pk>/", segment, name="segment"),
    path("<int:pk>/segments/<int:segment_pk>/suggestions/", suggestions, name="suggestions"),
    path("<int:pk>/differences/", parity_notes, name="differences"),
    path("<int:pk>/preview/", preview, name="preview"),
]
