"""What stands at the addresses of wagtail-localize's own screens, which links of the admin still lead to."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.translation.forms import SafeUpdateTranslationsForm
from cms.translation.models import TranslationStatus
from cms.translation.standing import lock_texts, note_source


class SafeUpdateTranslationsView(UpdateTranslationsView):
    """Take a changed source into its translations, publishing nothing.

    A published source is taken over when it is published; this is for one that is still a draft.
    """

    def get_form(self) -> SafeUpdateTranslationsForm:
        """Return the form that cannot publish."""
        return SafeUpdateTranslationsForm(self.request.POST if self.request.method == "POST" else None)

    def form_valid(self, form: Any) -> HttpResponse:
        """Take the source over, and note what it says now."""
        with transaction.atomic():
            lock_texts([self.object.object_id])
            response = super().form_valid(form)
            page = self.object.get_source_instance()
            if isinstance(page, Page):
                note_source(page)
        return response


def send_instead(request: HttpRequest, page_id: int) -> HttpResponse:
    """Lead to our own screen for sending a page."""
    return redirect("translation_desk:send", page_id)


def board_instead(request: HttpRequest) -> HttpResponse:
    """Lead to the board, which shows what wagtail-localize's report showed, and more."""
    return redirect("translation_desk:board")


def refuse(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Refuse what our own screens do with more care.

    wagtail-localize's editor saves without looking who saved meanwhile; its files are taken without a check; turning a
    translation into an alias puts the source's text live at its address; its lists name every snippet to everybody,
    other people's own terms too.

    Raises:
        PermissionDenied: always.
    """
    raise PermissionDenied


def edit_at_the_desk(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead from the edit form of a page to the translation editor when the page is kept in step with an original."""
    status = TranslationStatus.objects.filter(target_page=page.pk).first()
    if status is None or not status.is_attached:
        return None
    if request.method == "POST":
        messages.warning(
            request,
            _("Nothing was changed: this page is a translation, and is written at the translation desk."),
        )
    return redirect("translation_desk:edit", status.pk)
