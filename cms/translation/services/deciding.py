"""Saying that a language does without a text."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.translation.history import log_translation
from cms.translation.models import TranslationStatus
from cms.translation.standing import hold, refresh


class CannotDecide(Exception):
    """The mark cannot be set; the message tells the editor why."""


@transaction.atomic
def mark_not_needed(status: TranslationStatus, user: Any, reason: str) -> TranslationStatus:
    """Mark the text as not for the language it is not in, with a reason that colleagues can read.

    Raises:
        CannotDecide: without a reason, and while readers can open the translation.
    """
    reason = reason.strip()
    if not reason:
        raise CannotDecide(_("Give a reason: colleagues will ask."))
    status = hold(status)
    if status.target_is_live:
        raise CannotDecide(_("The translation is published. Unpublish it first."))
    status.not_needed_reason, status.not_needed_by, status.not_needed_at = reason, user, timezone.now()
    status.save(update_fields=["not_needed_reason", "not_needed_by", "not_needed_at"])
    log_translation(status.source_page, "not_needed", user, reason=reason)
    return refresh(status.translation_key)


@transaction.atomic
def take_back_not_needed(status: TranslationStatus, user: Any) -> TranslationStatus:
    """Take the mark back; the reason stays in the history."""
    status = hold(status)
    if not status.is_not_needed:
        return status
    status.not_needed_reason, status.not_needed_by, status.not_needed_at = "", None, None
    status.save(update_fields=["not_needed_reason", "not_needed_by", "not_needed_at"])
    log_translation(status.source_page, "needed", user)
    return refresh(status.translation_key)
