"""What the screens of the desk share: finding a text, asking who may, going back."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from cms.translation.models import TranslationStatus
from cms.translation.permissions import can_publish, can_submit

Allowed = Callable[[Any, TranslationStatus], bool]


def load_status(request: HttpRequest, pk: int, allowed: Allowed) -> TranslationStatus:
    """Return the text `pk` for a user who is `allowed` to do what the view does.

    Raises:
        Http404: when there is no such text.
        PermissionDenied: when the user may not.
    """
    rows = TranslationStatus.objects.select_related(
        "source_page__locale", "target_page__locale", "translator", "reviewer", "snapshot", "submitted_by"
    )
    status = get_object_or_404(rows, pk=pk)
    if not allowed(request.user, status):
        raise PermissionDenied
    return status


def may_submit(user: Any, status: TranslationStatus) -> bool:
    """Whether `user` may decide about the translation of the text: who has it, and whether it is kept in step."""
    return can_submit(user)


def may_publish(user: Any, status: TranslationStatus) -> bool:
    """Whether `user` may publish the translation."""
    return can_publish(user, status.target_page)


def may_run(user: Any, status: TranslationStatus) -> bool:
    """Whether `user` may stop and start synchronisation: who may send texts and edit the translation's page."""
    page = status.target_page
    return page is not None and can_submit(user) and page.permissions_for_user(user).can_edit()


def editor_url(status: TranslationStatus) -> str:
    """Return the address of the screen where the translation is written."""
    return reverse("translation_desk:edit", args=[status.pk])


def back(request: HttpRequest, status: TranslationStatus) -> HttpResponseRedirect:
    """Lead back to where the form said it came from, if that is a screen of the desk; else to the editor."""
    target = request.POST.get("next", "")
    if target.startswith("/cms/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return redirect(target)
    return redirect(editor_url(status))
