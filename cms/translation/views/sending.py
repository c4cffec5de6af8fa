"""Sending a page for translation, in one step from its own menu; changing who has it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.core.forms import LANGUAGE_NAMES
from cms.core.languages import OTHER_LANGUAGE, language_of
from cms.translation.forms import AssignmentForm, NotNeededForm
from cms.translation.models import TranslationStatus
from cms.translation.permissions import can_submit
from cms.translation.services.ancestors import untranslated_ancestors
from cms.translation.services.deciding import CannotDecide, mark_not_needed, take_back_not_needed
from cms.translation.services.sending import CannotSend, assign, check_can_send, send_for_translation
from cms.translation.standing import refresh

from .base import back, editor_url, load_status, may_submit


def send(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask who translates the page and until when, and send it."""
    page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=page_id).specific
    if not (can_submit(request.user) and page.permissions_for_user(request.user).can_edit()):
        raise PermissionDenied
    status = refresh(page.translation_key)
    language = OTHER_LANGUAGE[language_of(page)]
    form = AssignmentForm(_posted(request), language=language)
    try:
        check_can_send(page, status)
        # Somebody else, or a second click, may have sent it since.
        sent = send_for_translation(page, request.user, **form.cleaned_data) if form.is_valid() else None
    except CannotSend as error:
        messages.warning(request, str(error))
        return redirect(editor_url(status) if status else reverse("wagtailadmin_pages:edit", args=[page.pk]))
    if sent is not None:
        messages.success(
            request,
            _("“%(title)s” was sent for translation into %(language)s. Nothing is published by this.")
            % {"title": page.get_admin_display_title(), "language": LANGUAGE_NAMES[language]},
        )
        return redirect(editor_url(sent))
    context = {
        "page": page,
        "status": status,
        "form": form,
        "language_name": LANGUAGE_NAMES[language],
        "ancestors": untranslated_ancestors(page, language),
        "has_unpublished_changes": page.live and page.has_unpublished_changes,
    }
    return render(request, "translation/send.html", context)


def change_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who translates and reviews, until when, and what they should know."""
    status = load_status(request, pk, may_submit)
    initial = {name: getattr(status, name) for name in ("translator", "reviewer", "due_on", "note")}
    form = AssignmentForm(_posted(request), language=status.target_language, initial=initial)
    if form.is_valid():
        assign(status, request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(editor_url(status))
    return render(request, "translation/assign.html", {"status": status, "form": form})


def not_needed(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a text as not for its other language, with a reason; or take that back."""
    status = load_status(request, pk, may_submit)
    if request.method == "POST" and "take_back" in request.POST:
        take_back_not_needed(status, request.user)
        messages.success(request, _("The text is to be translated after all."))
        return back(request, status)
    form = NotNeededForm(_posted(request), initial={"reason": status.not_needed_reason})
    if form.is_valid():
        try:
            mark_not_needed(status, request.user, form.cleaned_data["reason"])
        except CannotDecide as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Marked as not for this language."))
            return redirect("translation_desk:board")
    context = {
        "status": status,
        "form": form,
        "language_name": LANGUAGE_NAMES[status.target_language],
    }
    return render(request, "translation/not_needed.html", context)


def status_of_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Lead from a page to the screen of its text."""
    page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=page_id)
    status = get_object_or_404(TranslationStatus, translation_key=page.translation_key)
    return redirect(editor_url(status))


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


urlpatterns = [
    path("send/<int:page_id>/", send, name="send"),
    path("page/<int:page_id>/", status_of_page, name="of_page"),
    path("<int:pk>/assign/", change_assignment, name="assign"),
    path("<int:pk>/not-needed/", not_needed, name="not_needed"),
]
