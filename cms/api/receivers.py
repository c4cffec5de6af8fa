"""What the API writes down when something is stored."""

from collections.abc import Iterable
from typing import Any

from django.db import connections
from django.db.models.signals import post_migrate, post_save
from django.dispatch import receiver

from cms.api.loading import api_field_names
from cms.api.models import FileUse
from cms.api.page_types import page_types
from cms.api.uses import file_fields, record_again, record_all_uses, record_uses, request_sizes_of
from cms.core.models import BasePage, Organisation
from cms.images.models import HouseImage
from cms.images.tasks import make_renditions


def note_files_of_page(
    sender: type[BasePage],
    instance: BasePage,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    """Write down which files the stored page shows, in the transaction that stores it.

    An editor's draft of a published page is stored in a revision; the page is then saved with a few fields only, and
    holds in memory what is not public. Its files are read from memory only when all of it was stored.
    """
    if raw:
        return
    if update_fields is None:
        request_sizes_of(record_uses([instance]))
    elif file_fields(sender) & set(update_fields):
        request_sizes_of(record_again([instance.pk], sender))


for model in page_types().values():
    post_save.connect(note_files_of_page, sender=model, dispatch_uid=f"note files of {model._meta.label}")


@receiver(post_save, sender=Organisation)
def note_logo(sender: type[Organisation], instance: Organisation, raw: bool = False, **kwargs: Any) -> None:
    """Write down the organisation's logo as a file of the pages about it: they show it without being saved."""
    if raw:
        return
    for model in page_types().values():
        if "logo" in api_field_names(model):
            pages = model.objects.filter(organisation=instance).values_list("pk", flat=True)
            request_sizes_of(record_again(pages, model))


@receiver(post_save, sender=HouseImage)
def renew_sizes(
    sender: type[HouseImage], instance: HouseImage, raw: bool = False, created: bool = False, **kwargs: Any
) -> None:
    """Have the sizes of a picture made again when it may have a new file: Wagtail removes the old ones.

    It removes them after this, so whether some are missing is seen when the task runs.
    """
    if raw or created:
        return
    if FileUse.objects.filter(image=instance, page__live=True).exists():
        make_renditions.enqueue(instance.pk)


@receiver(post_migrate)
def fill_the_table(sender: Any, using: str, **kwargs: Any) -> None:
    """Write down which files the pages show that were there before this table. All migrations have run."""
    if sender.label != "api":
        return
    # Unless it was this app's own tables that were just taken away.
    tables = connections[using].introspection.table_names()
    if FileUse._meta.db_table in tables and not FileUse.objects.exists():
        record_all_uses()
