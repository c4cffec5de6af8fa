"""The parity check on the screen: how the two languages differ in what must be the same, and what is let pass."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.translation.models import TranslationStatus
from cms.translation.permissions import can_comment, can_translate
from cms.translation.services.checking import UnknownDifference, differences, waive
from cms.translation.standing import attached_translation

from .base import load_status, may_publish


def _may_check(user: Any, status: TranslationStatus) -> bool:
    return can_comment(user, status.target_language) or may_publish(user, status)


def _may_waive(user: Any, status: TranslationStatus) -> bool:
    return can_translate(user, status.target_language) or may_publish(user, status)


def parity(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every difference, paragraph by paragraph, side by side."""
    status = load_status(request, pk, _may_check)
    return _show(request, status)


@require_POST
def let_pass(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one difference pass, or all that are named, for a reason that is kept."""
    status = load_status(request, pk, _may_waive)
    fingerprints, reason = request.POST.getlist("difference"), request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, _("Give a reason: it is kept in the history."))
        return _show(request, status, chosen=fingerprints)
    if not fingerprints:
        messages.error(request, _("Nothing is ticked: choose the differences to let pass."))
        return _show(request, status, reason=reason)
    try:
        for fingerprint in fingerprints:
            waive(status, fingerprint, request.user, reason)
    except UnknownDifference:
        messages.error(request, _("The texts have changed meanwhile. Look at the differences again."))
        return _show(request, status, chosen=fingerprints, reason=reason)
    messages.success(request, _("Let pass. The reason is kept in the history."))
    return redirect("translation_desk:parity", status.pk)


def _show(
    request: HttpRequest, status: TranslationStatus, chosen: list[str] | None = None, reason: str = ""
) -> HttpResponse:
    found = differences(status)
    context = {
        "status": status,
        "open": [each for each in found if each.waiver is None],
        "passed": [each for each in found if each.waiver is not None],
        "chosen": chosen or [],
        "reason": reason,
        "can_waive": _may_waive(request.user, status),
        "can_translate": can_translate(request.user, status.target_language),
        "can_publish": may_publish(request.user, status),
        "is_attached": attached_translation(status) is not None,
    }
    return render(request, "translation/parity.html", context)


urlpatterns = [
    path("<int:pk>/parity/", parity, name="parity"),
    path("<int:pk>/parity/waive/", let_pass, name="waive"),
]
