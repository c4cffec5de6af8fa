"""What follows when a page is made, published, moved or deleted, by whatever way.

The board's row is worked out anew, and the other language follows where it can.
"""

from typing import Any

from django.db import connections
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, Revision, WorkflowState, get_page_models
from wagtail.signals import (
    copy_for_translation_done,
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)
from wagtail_localize.models import TranslatableObject, Translation

from cms.core.publishing import publication_begins

from .following import follow_move, follow_new_slug, follow_privacy, follow_schedule
from .models import TranslationStatus
from .services.ancestors import turn_alias_into_draft
from .services.originals import take_over_original
from .standing import forget_translation, lock_texts, note_translation, rebuild_statuses, refresh


@receiver(copy_for_translation_done)
def keep_untranslated_ancestors_offline(sender, source_obj, target_obj, **kwargs: Any) -> None:
    """Submit a page's untranslated ancestors with it, as drafts.

    To have a place for the page, Wagtail copies them as live aliases: the wrong language at the right
    address.
    """
    if isinstance(target_obj, Page) and target_obj.alias_of_id:
        turn_alias_into_draft(source_obj.specific, target_obj)


@receiver(page_published)
def note_publication(sender, instance: Page, revision: Revision | None = None, **kwargs: Any) -> None:
    """Note what is published now, and in which language it was written first."""
    # The signal is also sent when a page is only scheduled: then it is not live. (A revision that goes out at its
    # minute still carries the minute here, so that says nothing.)
    if instance.alias_of_id or instance.depth < 2:
        return
    if not instance.live:
        if revision is not None and revision.approved_go_live_at:
            follow_schedule(instance, revision.approved_go_live_at)
        return
    status = refresh(instance.translation_key)
    if status is None:
        return
    if status.source_page_id == instance.pk:
        take_over_original(instance, status)
    else:
        note_translation(status, revision)


@receiver([page_unpublished, workflow_submitted, workflow_approved, workflow_rejected, workflow_cancelled])
def note_change(sender, instance: Any, **kwargs: Any) -> None:
    """Work out the row again."""
    page = instance.content_object if isinstance(instance, WorkflowState) else instance
    if isinstance(page, Page):
        refresh(page.translation_key)


@receiver(publication_begins)
def hold_published_text(sender, instance: Page, **kwargs: Any) -> None:
    """Lock the row of a page's text before the rows of its pages and its number: the desk locks them in this order."""
    lock_texts([instance.translation_key])


def hold_saved_text(sender, instance: Page, raw: bool = False, **kwargs: Any) -> None:
    """Lock the row of a page's text before its page, as the desk does."""
    if not raw and not instance._state.adding:
        lock_texts([instance.translation_key])


def hold_deleted_text(sender, instance: Page, **kwargs: Any) -> None:
    """Let whoever writes in a text finish before it is deleted."""
    lock_texts([instance.translation_key])


def note_saved_page(sender, instance: Page, raw: bool = False, **kwargs: Any) -> None:
    """Work out the row of a page that was made, or that an editor saved."""
    if not raw and instance.depth > 1:
        refresh(instance.translation_key)


def note_deleted_page(sender, instance: Page, **kwargs: Any) -> None:
    """Work out the row of what is left of a text, and forget what was written by hand in a translation that is gone."""
    status = refresh(instance.translation_key)
    if status is not None and status.target_page_id is None:
        forget_translation(status)


for model in get_page_models():
    pre_save.connect(hold_saved_text, sender=model, dispatch_uid=f"hold saved {model._meta.label}")
    post_save.connect(note_saved_page, sender=model, dispatch_uid=f"note saved {model._meta.label}")
pre_delete.connect(hold_deleted_text, sender=Page, dispatch_uid="hold deleted page")
post_delete.connect(note_deleted_page, sender=Page, dispatch_uid="note deleted page")


@receiver(post_save, sender=Translation)
@receiver(post_delete, sender=Translation)
def note_translation_record(sender, instance: Translation, raw: bool = False, **kwargs: Any) -> None:
    """Work out the row when the engine begins, stops or forgets a translation."""
    if not raw:
        refresh(instance.source.object_id)


@receiver(post_delete, sender=TranslatableObject)
def note_forgotten_text(sender, instance: TranslatableObject, **kwargs: Any) -> None:
    """Work out the row when the engine has forgotten all of a text: that gives a draft its former title back."""
    refresh(instance.translation_key)


@receiver(page_slug_changed)
def rename_twin(sender, instance: Page, instance_before: Page, **kwargs: Any) -> None:
    """Give the translation the original's new name in addresses; redirects follow as for any renamed page."""
    follow_new_slug(instance)


@receiver(post_page_move)
def move_twin(
    sender, instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    """Move the other language's page to the same place in its own tree."""
    if parent_page_before.pk != parent_page_after.pk:
        follow_move(instance, parent_page_before, parent_page_after)


@receiver(post_save, sender=PageViewRestriction)
def hide_twin(sender, instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    """Make the other language's page private too."""
    if not raw:
        follow_privacy(instance)


@receiver(m2m_changed, sender=PageViewRestriction.groups.through)
def hide_twin_from_the_same(sender, instance: Any, action: str, reverse: bool, **kwargs: Any) -> None:
    """Let the same groups see the other language's page, and no more."""
    if action.startswith("post_") and not reverse:
        follow_privacy(instance)


@receiver(post_migrate)
def fill_the_board(sender, using: str, **kwargs: Any) -> None:
    """Give every text that was there before the board a row on it. All migrations have run when this is called."""
    if sender.label != "translation":
        return
    # Unless it was this app's own tables that were just taken away.
    tables = connections[using].introspection.table_names()
    if TranslationStatus._meta.db_table in tables and not TranslationStatus.objects.exists():
        rebuild_statuses()
