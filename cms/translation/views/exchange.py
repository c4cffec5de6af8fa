"""Handing a text out to a translator outside the house, and taking the file back."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from wagtail_localize.models import Translation

from cms.core.languages import in_readers_digits
from cms.translation.exchange.document import Document, document_of
from cms.translation.exchange.forms import ImportForm
from cms.translation.exchange.po import write_po
from cms.translation.exchange.reading import MOST_BYTES
from cms.translation.exchange.report import Report
from cms.translation.exchange.xliff import write_xliff
from cms.translation.history import log_translation
from cms.translation.models import TranslationStatus
from cms.translation.permissions import REVIEW, can_submit, can_translate
from cms.translation.segments import load_segments
from cms.translation.services.importing import import_file
from cms.translation.standing import attached_translation

from .base import editor_url, load_status

# What a format is called in addresses: its writer, the end of a file's name, its media type.
FORMATS: dict[str, tuple[Callable[[Document], bytes], str, str]] = {
    "po": (write_po, "po", "text/x-gettext-translation; charset=utf-8"),
    "xliff": (write_xliff, "xlf", "application/xliff+xml; charset=utf-8"),
}


def _may_export(user: Any, status: TranslationStatus) -> bool:
    return can_translate(user, status.target_language) or can_submit(user) or bool(user.has_perm(REVIEW))


def _may_import(user: Any, status: TranslationStatus) -> bool:
    return can_translate(user, status.target_language)


@require_safe
def export(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """Hand out the passages, with what is translated so far."""
    status = load_status(request, pk, _may_export)
    if format not in FORMATS:
        raise Http404
    translation = _translation(status)
    if translation is None:
        return _nothing_to_exchange(request, status)
    write, ending, media_type = FORMATS[format]
    content = write(document_of(translation, load_segments(translation)))
    log_translation(status.target_page, "export", request.user, format=format)
    name = f"{_ascii(status.source_page.slug)}-{status.source_language}-{status.target_language}.{ending}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=disposition)


def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a file, take over what is right in it, and say what became of each line."""
    status = load_status(request, pk, _may_import)
    translation = _translation(status)
    if translation is None:
        return _nothing_to_exchange(request, status)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    report = None
    if form.is_valid():
        file = form.cleaned_data["file"]
        # One byte more than is allowed is enough to see that it is too large.
        data = file.read(MOST_BYTES + 1)
        try:
            report = import_file(
                status, translation, file.name, data, request.user, overwrite=form.cleaned_data["overwrite"]
            )
        except Translation.DoesNotExist:
            return _nothing_to_exchange(request, status)
    context = {"status": status, "form": form, "report": report, "summary": _summary(report)}
    return render(request, "translation/exchange.html", context)


def _translation(status: TranslationStatus) -> Translation | None:
    return attached_translation(status) if status.target_page is not None else None


def _nothing_to_exchange(request: HttpRequest, status: TranslationStatus) -> HttpResponse:
    messages.warning(
        request,
        _("There are no passages to export or import: the translation is not begun, or edited on its own."),
    )
    return redirect(editor_url(status))


def _ascii(slug: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", slug).strip("-") or "page"


def _summary(report: Report | None) -> list[str]:
    """Return how many passages were taken over, refused, and left as they were, each in a sentence."""
    if report is None or report.fatal:
        return []
    taken, refused = len(report.accepted), len(report.refused)
    lines = [
        (taken, ngettext("%(count)s passage was taken over.", "%(count)s passages were taken over.", taken)),
        (refused, ngettext("%(count)s passage was refused.", "%(count)s passages were refused.", refused)),
        (
            report.unchanged,
            ngettext(
                "%(count)s passage says what is here already.",
                "%(count)s passages say what is here already.",
                report.unchanged,
            ),
        ),
        (
            report.untranslated,
            ngettext(
                "%(count)s passage is still empty in the file.",
                "%(count)s passages are still empty in the file.",
                report.untranslated,
            ),
        ),
    ]
    # That nothing was taken over has to be said; of the others, what there is none of goes without saying.
    return [
        text % {"count": in_readers_digits(count)} for count, text in lines if count or text is lines[0][1]
    ]


urlpatterns = [
    path("<int:pk>/export/<slug:format>/", export, name="export"),
    path("<int:pk>/import/", take_back, name="import"),
]
