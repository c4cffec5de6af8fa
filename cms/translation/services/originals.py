"""What the desk does when an original changes."""

from typing import Any

from django.db import transaction
from rapidfuzz import fuzz
from wagtail.models import Page
from wagtail_localize.models import (
    String,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)

from cms.translation.drift import FACTS, ORDER, Units, differing
from cms.translation.history import log_translation
from cms.translation.mail import notify_outdated
from cms.translation.memory import fill_exact
from cms.translation.models import TranslationStatus
from cms.translation.standing import any_translation, hold, note_small_correction, note_source


@transaction.atomic
def take_over_original(page: Page, before: TranslationStatus) -> TranslationStatus | None:
    """Have the translators see what `page`, an original, says now. Nothing of the other language is changed.

    Args:
        page: what was just published.
        before: the row of its text, as it stood until then.
    """
    source = TranslationSource.objects.filter(
        object_id=page.translation_key, locale_id=page.locale_id
    ).first()
    if source is not None:
        TranslationSource.update_or_create_from_instance(page)
        for translation in source.translations.filter(enabled=True).select_related("source", "target_locale"):
            fill_exact(translation)
    status = note_source(page)
    if status and status.outdated_segments > before.outdated_segments:
        notify_outdated(status)
    return status


@transaction.atomic
def accept_small_correction(status: TranslationStatus, user: Any) -> int:
    """Take the last publication of the original of `status` for a small correction.

    What was translated before stays translated: each passage that was only corrected takes its translation along.
    New passages and changed facts are not settled by this.

    Returns:
        How many paragraphs remain outdated all the same.
    """
    hold(status)
    translation = any_translation(status)
    if translation is not None:
        snapshot = status.snapshot
        _carry_over(translation, snapshot.previous_units, snapshot.source_units)
    note_small_correction(status)
    log_translation(status.source_page, "small", user)
    status.refresh_from_db()
    return status.outdated_segments


def _carry_over(translation: Translation, before: Units, after: Units) -> None:
    for path in differing(before, after):
        if path.endswith((FACTS, ORDER)) or path not in before or path not in after:
            continue
        # A paragraph with more or fewer passages than before is no small correction (`drift.accept_small`).
        if len(before[path]) != len(after[path]):
            continue
        context = TranslationContext.objects.filter(object=translation.source.object, path=path).first()
        if context is not None:
            _carry_over_passages(translation, context, before[path], after[path])


def _carry_over_passages(
    translation: Translation, context: TranslationContext, before: list[str], after: list[str]
) -> None:
    known = {
        row.data_hash.hex: row
        for row in String.objects.filter(
            locale_id=translation.source.locale_id, data_hash__in=_hashes([*before, *after])
        )
    }
    old = [known[each] for each in before if each in known and each not in after]
    for digest in after:
        if digest not in known or digest in before or not old:
            continue
        new = known[digest]
        nearest = max(old, key=lambda each: fuzz.ratio(each.data, new.data))
        old.remove(nearest)
        found = StringTranslation.objects.filter(
            translation_of=nearest, context=context, locale_id=translation.target_locale_id
        ).first()
        if found is not None:
            StringTranslation.objects.get_or_create(
                translation_of=new,
                context=context,
                locale_id=translation.target_locale_id,
                defaults={
                    "data": found.data,
                    "translation_type": found.translation_type,
                    "tool_name": found.tool_name,
                    "last_translated_by": found.last_translated_by,
                    "has_error": found.has_error,
                    "field_error": found.field_error,
                },
            )


def _hashes(digests: list[str]) -> list[str]:
    # Digests of templates and attributes stand among those of strings; they have the same form and find nothing.
    return [each for each in digests if len(each) == 32]
