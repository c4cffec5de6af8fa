"""Publishing, reviewing, stopping and starting: what is done to a translation as a whole."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Revision

from cms.bangla.dates import format_datetime
from cms.bangla.normalise import normalise
from cms.core.languages import in_readers_digits
from cms.translation.models import TranslationStatus
from cms.translation.permissions import can_translate
from cms.translation.services.attachment import attach, catch_up, detach
from cms.translation.services.checking import blockers
from cms.translation.services.publishing import NotReady, publish_translation, renew_review, request_review
from cms.translation.standing import attached_translation, hold

from .base import back, editor_url, load_status, may_publish, may_run


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands against publication, and publish when nothing does."""
    status = load_status(request, pk, may_publish)
    if attached_translation(status) is None:
        return redirect(editor_url(status))
    reason = normalise(request.POST.get("reason", ""))
    if request.method == "POST":
        try:
            revision = publish_translation(status, request.user, reason=reason)
        except NotReady as error:
            found = error.blockers
        else:
            messages.success(request, _published(status, revision))
            return redirect(editor_url(status))
    else:
        found = blockers(status)
    context = {
        "status": status,
        "title": _title(status),
        "blockers": found,
        "can_be_published": all(each.can_be_overridden for each in found),
        "needs_reason": any(each.can_be_overridden for each in found),
        "was_refused": request.method == "POST",
        "reason": reason,
    }
    return render(request, "translation/publish.html", context)


def _may_ask_for_review(user: Any, status: TranslationStatus) -> bool:
    return can_translate(user, status.target_language)


@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a review of the translation as it is now."""
    status = load_status(request, pk, _may_ask_for_review)
    if attached_translation(status) is None:
        return redirect(editor_url(status))
    try:
        request_review(status, request.user)
    except NotReady as error:
        for blocker in error.blockers:
            messages.error(request, blocker.message)
    else:
        messages.success(request, _("Sent for review."))
    return back(request, status)


def _may_look(user: Any, status: TranslationStatus) -> bool:
    return status.target_page is not None


@require_POST
@transaction.atomic
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the translation under review, or return it with a comment, as the workflow's step allows."""
    # Of two who decide at once, the second finds it decided; who writes meanwhile is seen, or waits.
    status = hold(load_status(request, pk, _may_look), with_page=True)
    page = status.target_page.specific
    state, action = page.current_workflow_task_state, request.POST.get("action", "")
    if state is None:
        messages.warning(request, _("There is no review under way."))
        return redirect(editor_url(status))
    task = state.task.specific
    if action not in {each[0] for each in task.get_actions(page, request.user)}:
        raise PermissionDenied
    try:
        if action == "approve" and renew_review(status):
            messages.warning(
                request,
                _(
                    "Passages were changed since the review was asked for. Read them as they are now, then approve."
                ),
            )
            return redirect(editor_url(status))
        comment = normalise(request.POST.get("comment", "")).strip()
        with transaction.atomic():
            task.on_action(state, request.user, action, comment=comment)
    except NotReady as error:
        for blocker in error.blockers:
            messages.error(request, blocker.message)
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        done = {"approve": _("Approved."), "reject": _("Returned to the translator.")}
        messages.success(request, done.get(action, _("Done.")))
    return redirect(editor_url(status))


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop synchronising."""
    status = load_status(request, pk, may_run)
    detach(status, request.user)
    messages.success(
        request,
        _(
            "Synchronising has stopped. The page is now edited like any other; what changes in the original is "
            "still listed."
        ),
    )
    return redirect(editor_url(status))


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Start synchronising again, keeping what was written by hand."""
    status = load_status(request, pk, may_run)
    if attached_translation(status) is not None:
        return redirect(editor_url(status))
    changes = attach(status, request.user)
    text = _("Synchronising has started again. What was written by hand stays as it is.")
    if changes:
        text += " " + ngettext(
            "%(count)s paragraph of the original has changed since and is listed as outdated.",
            "%(count)s paragraphs of the original have changed since and are listed as outdated.",
            len(changes),
        ) % {"count": in_readers_digits(len(changes))}
    messages.success(request, text)
    return redirect(f"{editor_url(status)}{'?show=outdated' if changes else ''}")


@require_POST
def mark_as_current(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a translation on its own as compared with its original."""
    status = load_status(request, pk, may_run)
    if attached_translation(status) is None:
        catch_up(status, request.user)
        messages.success(request, _("Marked as up to date."))
    return back(request, status)


def _published(status: TranslationStatus, revision: Revision) -> str:
    """Return what to say of a publication: a text whose original is scheduled goes out with it."""
    if revision.approved_go_live_at is None:
        return _("Published: “%(title)s”.") % {"title": _title(status)}
    moment = format_datetime(revision.approved_go_live_at, get_language() or "bn")
    return _("“%(title)s” will be published on %(moment)s, as its original is.") % {
        "title": _title(status),
        "moment": moment,
    }


def _title(status: TranslationStatus) -> str:
    return getattr(status, f"title_{status.target_language}") or status.title


urlpatterns = [
    path("<int:pk>/publish/", publish, name="publish"),
    path("<int:pk>/review/", review, name="review"),
    path("<int:pk>/decide/", decide, name="decide"),
    path("<int:pk>/detach/", stop, name="detach"),
    path("<int:pk>/attach/", start, name="attach"),
    path("<int:pk>/catch-up/", mark_as_current, name="catch_up"),
]
