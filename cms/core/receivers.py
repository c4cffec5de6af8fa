"""When the content version grows: what counts of what is done to pages; and what is watched on a connection."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, post_save, pre_migrate, pre_save
from django.dispatch import receiver
from wagtail.models import Page, get_page_models
from wagtail.signals import page_unpublished

from cms.core.caching import bump_content_version
from cms.core.models import ContentVersionSlot
from cms.core.writes import Migrating, count_writes, save_in_one_transaction, seen_models

# Columns that the desk works with. A save of nothing else, as of each draft, changes nothing for a reader.
DESK_COLUMNS = {
    "draft_title",
    "expire_at",
    "expired",
    "go_live_at",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "locked",
    "locked_at",
    "locked_by",
    "owner",
}


def note_before_saving(
    sender, instance: Page, update_fields: Any = None, raw: bool = False, **kwargs
) -> None:
    """Note on the page whether readers will see a difference; afterwards it can no longer be told."""
    instance._is_seen_change = raw or _is_seen_change(instance, update_fields)


def count_saving(sender, instance: Page, **kwargs: Any) -> None:
    """Count the change of a page. Wagtail saves pages in a transaction, which this is still part of."""
    if instance._is_seen_change:
        bump_content_version()


@receiver(page_unpublished)
def count_deletion(sender, **kwargs: Any) -> None:
    """Count that a published page is being deleted.

    Wagtail takes each published page offline just before it deletes it, in the same transaction, and says so; once it
    is deleted, nothing tells it from a draft. (When a page is only taken offline, its saving was counted already.)
    """
    bump_content_version()


def _is_seen_change(page: Page, update_fields: Any) -> bool:
    if update_fields is not None and DESK_COLUMNS.issuperset(update_fields):
        return False
    if page.live:
        return True
    if page._state.adding:
        return False
    # It was published until now; or pages under it are, and their addresses change when it is moved or renamed.
    return Page.objects.filter(path__startswith=page.path, live=True).exists()


for model in get_page_models():
    pre_save.connect(note_before_saving, sender=model, dispatch_uid=f"note before saving {model._meta.label}")
    post_save.connect(count_saving, sender=model, dispatch_uid=f"count saving {model._meta.label}")


for model in seen_models():
    save_in_one_transaction(model)


@receiver(connection_created)
def watch_connection(sender, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Have each statement looked at, on each connection, which keeps its wrappers when it is opened again."""
    if count_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(count_writes)


@receiver(pre_migrate)
def stop_counting(sender, **kwargs: Any) -> None:
    """Count nothing while the tables are being made."""
    Migrating.now = True


@receiver(post_migrate)
def count_migration(sender, using: str, plan: Any = None, **kwargs: Any) -> None:
    """Count all that the migrations changed as one change; without one to run, nothing has changed."""
    Migrating.now = False
    if sender.label != "core" or using != DEFAULT_DB_ALIAS or not plan:
        return
    # Unless it was the counters that were just taken away.
    if ContentVersionSlot._meta.db_table in connections[using].introspection.table_names():
        bump_content_version()
