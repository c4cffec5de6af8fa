"""When it is asked what became of pages: on whatever changes what readers see, by whatever way.

A page that is published, unpublished, scheduled, expired, moved, renamed or copied is saved, and Wagtail saves pages in
transactions; its own signals for these acts are sent later, some of them after the commit.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, Site, get_page_models
from wagtail.signals import page_slug_changed, post_page_move

from cms.api.changes.recording import (
    ids_in_trees,
    ids_of_all,
    look_again,
    record_after_commit,
    record_deleted,
    record_everything,
    record_saved,
    record_trees,
)
from cms.api.models import PublicPage

ALIAS_COLUMNS = {"alias_of", "alias_of_id"}
# Columns that decide whether and where readers see a page, and since when. A draft is saved without any of them.
SEEN_COLUMNS = ALIAS_COLUMNS | {
    "content_type",
    "content_type_id",
    "last_published_at",
    "live",
    "locale",
    "locale_id",
    "path",
    "slug",
    "translation_key",
    "url_path",
}


def note_before_saving(sender, instance: Page, raw: bool = False, **kwargs: Any) -> None:
    """Note whether the addresses of the pages below will change; afterwards it can no longer be told."""
    instance._takes_pages_along = False
    if not raw and instance.numchild and not instance._state.adding:
        instance._takes_pages_along = (
            Page.objects.filter(pk=instance.pk).exclude(url_path=instance.url_path).exists()
        )


def note_saved_page(
    sender, instance: Page, created: bool, update_fields: Any = None, raw: bool = False, **kwargs: Any
) -> None:
    """Record what became of a page, and of what is below it when that goes along."""
    if raw or instance.depth < 2 or (update_fields is not None and SEEN_COLUMNS.isdisjoint(update_fields)):
        return
    key = instance.pk
    if created and not instance.live:
        return
    if created and instance.alias_of_id:
        # Sending a page for translation makes aliases of the pages above it, and drafts of these before it ends.
        record_after_commit(lambda: [key])
    elif instance._takes_pages_along:
        _hold_pages(Page.objects.filter(path__startswith=instance.path))
        record_trees([key])
    elif update_fields is not None and not ALIAS_COLUMNS.isdisjoint(update_fields):
        record_trees([key])
    else:
        record_saved(key)


def note_deleted_page(sender, instance: Page, **kwargs: Any) -> None:
    """Record that a page is gone; those below it are deleted one by one as well."""
    record_deleted(instance.pk)


for model in get_page_models():
    pre_save.connect(note_before_saving, sender=model, dispatch_uid=f"note before {model._meta.label}")
    post_save.connect(note_saved_page, sender=model, dispatch_uid=f"record saved {model._meta.label}")
post_delete.connect(note_deleted_page, sender=Page, dispatch_uid="record deleted page")


@receiver([post_page_move, page_slug_changed])
def note_new_address(sender, instance: Page, **kwargs: Any) -> None:
    """Look once more at all that has a new address: a page may have come below meanwhile."""
    record_trees([instance.pk])


@receiver(post_save, sender=PageViewRestriction)
@transaction.atomic
def note_hidden_pages(sender, instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    """Record what a restriction hides."""
    if not raw:
        record_trees(_hidden_together(instance.page_id))


@receiver(pre_delete, sender=PageViewRestriction)
@transaction.atomic
def note_before_showing(sender, instance: PageViewRestriction, **kwargs: Any) -> None:
    """Note what a restriction hides, which can no longer be told when its page is deleted with it."""
    instance._hidden = _hidden_together(instance.page_id)


@receiver(post_delete, sender=PageViewRestriction)
def note_shown_pages(sender, instance: PageViewRestriction, origin: Any = None, **kwargs: Any) -> None:
    """Record what is shown again."""
    if _is_about(origin, PageViewRestriction):
        record_trees(instance._hidden)
    else:
        # Its page is being deleted, and what is below: for a moment they are there and not private.
        record_after_commit(lambda: ids_in_trees(instance._hidden))


@receiver([post_save, post_delete], sender=Site)
def note_site(sender, raw: bool = False, origin: Any = None, **kwargs: Any) -> None:
    """Record what a site shows or does not show any more."""
    if not raw and (origin is None or _is_about(origin, Site)):
        record_everything()
        look_again(ids_of_all)


@receiver(post_migrate)
def begin_the_log(sender, using: str, **kwargs: Any) -> None:
    """Record what is older than the log, and what no signal told of. All migrations have run when this is called."""
    if sender.label != "api" or using != DEFAULT_DB_ALIAS:
        return
    # Unless it was the tables that were just taken away.
    if {PublicPage._meta.db_table, Page._meta.db_table} <= {*connections[using].introspection.table_names()}:
        record_everything()


def _hidden_together(page_id: int) -> list[int]:
    """Return the pages that are private when the page is: its twin, which follows it, and the aliases of both.

    They are locked, in one order, before any row of the log's.
    """
    of_the_text = Q(
        translation_key__in=Page.objects.filter(pk=page_id, depth__gt=1).values("translation_key")
    )
    aliases = Q(alias_of=page_id) | Q(alias_of__alias_of=page_id)
    return _hold_pages(Page.objects.filter(Q(pk=page_id) | of_the_text | aliases))


def _hold_pages(pages: QuerySet[Page]) -> list[int]:
    """Lock the rows of `pages`, in the order in which whoever publishes several locks them: see `recording`."""
    return list(
        pages.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk", flat=True)
    )


def _is_about(origin: Model | QuerySet | None, model: type[Model]) -> bool:
    """Whether a deletion began with rows of `model`, and not with what takes them along."""
    return origin is None or (origin.model if isinstance(origin, QuerySet) else type(origin)) is model
