"""Asking a machine for suggestions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cms.core.languages import in_readers_digits
from cms.translation.history import log_translation
from cms.translation.machine import MachineUnavailable, apply_suggestions, is_configured
from cms.translation.models import TranslationStatus
from cms.translation.permissions import can_translate
from cms.translation.segments import load_segments
from cms.translation.standing import attached_translation

from .base import editor_url, load_status


def _may_write(user: Any, status: TranslationStatus) -> bool:
    return can_translate(user, status.target_language)


@require_POST
def machine(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill what is not translated with a machine's suggestions, each to be looked at by a person."""
    status = load_status(request, pk, _may_write)
    translation = attached_translation(status)
    if not is_configured() or translation is None:
        raise Http404
    try:
        applied = apply_suggestions(translation, request.user, load_segments(translation))
    except MachineUnavailable as error:
        messages.error(request, str(error))
        return redirect(editor_url(status))
    log_translation(status.target_page, "machine", request.user)
    if applied.filled:
        text = ngettext(
            "%(count)s suggestion was filled in. Read it, then mend or confirm it.",
            "%(count)s suggestions were filled in. Read each, then mend or confirm it.",
            applied.filled,
        ) % {"count": in_readers_digits(applied.filled)}
        messages.success(request, text)
    else:
        messages.info(request, _("The machine had nothing to suggest."))
    return redirect(f"{editor_url(status)}?show=todo")


urlpatterns = [path("<int:pk>/machine/", machine, name="machine")]
