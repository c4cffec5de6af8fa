"""Sending a text for translation, and saying who has it until when."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from cms.core.languages import OTHER_LANGUAGE, language_of
from cms.translation.history import log_translation
from cms.translation.mail import notify_assigned
from cms.translation.memory import fill_exact
from cms.translation.models import TranslationStatus
from cms.translation.standing import hold, lock_texts, note_source, refresh

from .saving import draft_revision

# The columns of a row that are written when a text is sent or given to somebody; the others are worked out.
DECIDED = [
    "translator", "reviewer", "due_on", "note", "submitted_by", "submitted_at", "not_needed_at", "not_needed_by",
    "not_needed_reason",
]  # fmt: skip


class CannotSend(Exception):
    """The page cannot be sent for translation; the message tells the editor why."""


@transaction.atomic
def send_for_translation(
    page: Page,
    user: Any,
    *,
    translator: Any = None,
    reviewer: Any = None,
    due_on: date | None = None,
    note: str = "",
) -> TranslationStatus:
    """Begin the translation of `page` into the other language, as a draft, and give it to people.

    Pages above it that have no page in the other language are begun with it, as drafts. Nothing goes live by this.
    Exact repeats are filled in from the translation memory.

    Raises:
        CannotSend: for a page that is itself a translation, and for one whose translation was begun already.
    """
    # Who sends it at the same time waits here, and then finds that it was begun already. So does who sends another
    # page below the same one: both would begin that one too.
    lock_texts(page.get_ancestors(inclusive=True).values("translation_key"))
    # As it is now: it may have been published meanwhile.
    page = Page.objects.get(pk=page.pk).specific
    status = refresh(page.translation_key)
    check_can_send(page, status)
    locale = Locale.objects.get(language_code=OTHER_LANGUAGE[language_of(page)])
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation, _made = Translation.objects.update_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    twin = page.copy_for_translation(locale, copy_parents=True)
    if page.view_restrictions.exists():
        source.sync_view_restrictions(page, twin)
    fill_exact(translation, user)
    status = note_source(page)
    status.not_needed_at, status.not_needed_by, status.not_needed_reason = None, None, ""
    status.submitted_by, status.submitted_at = user, timezone.now()
    _assign(status, translator, reviewer, due_on, note)
    draft_revision(translation, user)
    log_translation(page, "send", user, language=status.target_language)
    log_translation(twin, "send", user, language=status.target_language)
    _tell(status, user, None, None)
    return refresh(page.translation_key)


@transaction.atomic
def assign(
    status: TranslationStatus,
    user: Any,
    *,
    translator: Any = None,
    reviewer: Any = None,
    due_on: date | None = None,
    note: str = "",
) -> None:
    """Say anew who translates and who reviews, until when, and what they should know."""
    status = hold(status)
    before = status.translator_id, status.reviewer_id
    _assign(status, translator, reviewer, due_on, note)
    log_translation(status.target_page or status.source_page, "assign", user)
    _tell(status, user, *before)


def check_can_send(page: Page, status: TranslationStatus | None) -> None:
    """Check that a translation of `page` can be begun.

    Raises:
        CannotSend: with the reason.
    """
    if status is None or page.depth < 2:
        raise CannotSend(_("This page cannot be translated."))
    if status.source_page_id != page.pk:
        raise CannotSend(_("This page is itself a translation; its original is in the other language."))
    if status.target_page_id is not None:
        raise CannotSend(_("The translation of this page was begun already."))


def _assign(
    status: TranslationStatus, translator: Any, reviewer: Any, due_on: date | None, note: str
) -> None:
    status.translator, status.reviewer, status.due_on, status.note = translator, reviewer, due_on, note
    status.save(update_fields=DECIDED)


def _tell(status: TranslationStatus, user: Any, translator: int | None, reviewer: int | None) -> None:
    """Write to those who have been given the translation and did not have it before."""
    if status.translator_id and status.translator_id != translator:
        notify_assigned(status, "translator", user)
    if status.reviewer_id and status.reviewer_id != reviewer:
        notify_assigned(status, "reviewer", user)
