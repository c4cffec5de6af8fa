"""Keeping the table of which pages show which files (`FileUse`) in step with the pages as they are stored.

A page's row and what is written here commit together, so there is no moment at which the API still shows a picture
that an editor has taken off its page. All ways lead through saving the page: publishing, copying, aliases that follow,
translations. What is written past `save()`, such as a bulk import, is caught up by `manage.py record_file_uses`.
"""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import ForeignKey
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.api.blocks import References
from cms.api.loading import api_field_names, fields_of, model_field, read_contents
from cms.api.models import FileUse
from cms.api.page_types import page_types
from cms.core.models import BasePage, Organisation
from cms.images.models import HouseImage
from cms.images.renditions import lacking_sizes
from cms.images.tasks import make_renditions

BATCH = 200
# The largest key that either database can hold; rich text may name any number.
MAX_KEY = 2**63 - 1

# A page, and the image or the document that it shows.
Use = tuple[int, int | None, int | None]


def referenced_files(page: BasePage) -> References:
    """Return the images and documents that the API shows of `page`, read from it as it is in memory."""
    found = References()
    fields = fields_of(type(page), None)
    assert fields is not None, "a page of the house has fields of its own"  # noqa: S101
    read_contents(page, fields, found)
    if has_attachments(type(page)):
        found.documents |= {link.document_id for link in page.attachment_links.all()}
    if "logo" in fields.terms:
        # The page may hold its organisation as it was some time ago.
        logos = Organisation.objects.filter(pk=page.organisation_id, logo__isnull=False)
        found.images |= set(logos.values_list("logo_id", flat=True))
    return found


def has_attachments(model: type[BasePage]) -> bool:
    """Whether the API shows documents that are attached to pages of a type."""
    return "attachments" in api_field_names(model)


def file_fields(model: type[BasePage]) -> set[str]:
    """Return the names of the columns of a page type that may name a file."""
    fields = [model_field(model, name) for name in api_field_names(model)]
    kinds = StreamField | RichTextField | ForeignKey
    return {field.name for field in fields if isinstance(field, kinds)} | {"organisation"}


def record_uses(pages: Iterable[BasePage]) -> set[int]:
    """Write down which files `pages` show; return the keys of the images that the live ones among them show.

    To be called in the transaction that stored the pages, or with their rows locked. The number of queries does not
    grow with the pages, if their attachments were fetched with them.
    """
    pages = list(pages)
    wanted: set[Use] = set()
    shown: set[int] = set()
    for page in pages:
        found = referenced_files(page)
        images = {key for key in found.images if key <= MAX_KEY}
        wanted |= {(page.pk, key, None) for key in images}
        wanted |= {(page.pk, None, key) for key in found.documents if key <= MAX_KEY}
        shown |= images if page.live else set()
    uses = FileUse.objects.filter(page_id__in=[page.pk for page in pages])
    stored = {tuple(use): key for key, *use in uses.values_list("pk", "page_id", "image_id", "document_id")}
    if gone := [key for use, key in stored.items() if use not in wanted]:
        FileUse.objects.filter(pk__in=gone).delete()
    FileUse.objects.bulk_create(
        [
            FileUse(page_id=page, image_id=image, document_id=document)
            for page, image, document in wanted
            if (page, image, document) not in stored
        ],
        ignore_conflicts=True,
    )
    return shown


def record_again(pages: Iterable[int], model: type[BasePage]) -> set[int]:
    """Write down anew which files the pages `pages`, all of the type `model`, show; return what `record_uses` does.

    Their rows are locked meanwhile, so that nobody stores another version of them in between.
    """
    with transaction.atomic():
        rows = Page.objects.select_for_update().filter(pk__in=list(pages)).order_by("pk")
        found = model.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))
        return record_uses(found.prefetch_related("attachment_links") if has_attachments(model) else found)


def record_all_uses() -> int:
    """Write down anew which files every page shows, some hundred pages at a time, and have missing sizes made.

    Returns:
        How many pages there are.
    """
    total = 0
    for model in page_types().values():
        keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
        total += len(keys)
        for start in range(0, len(keys), BATCH):
            record_again(keys[start : start + BATCH], model)
    request_sizes(shown_images())
    return total


def request_sizes(images: Iterable[HouseImage]) -> int:
    """Have the background worker make what sizes `images` lack; return how many images that are.

    The task is stored in the current transaction: it is there exactly when what is written now is.
    """
    lacking = lacking_sizes(images)
    for image in lacking:
        make_renditions.enqueue(image.pk)
    return len(lacking)


def request_sizes_of(keys: Collection[int]) -> None:
    """Have the background worker make what sizes the images `keys` lack."""
    if keys:
        request_sizes(HouseImage.objects.filter(pk__in=keys))


def shown_images() -> list[HouseImage]:
    """Return the images that some live page shows: those whose sizes are public, or will be when it is read.

    A page that only some may read is among them. Its readers' browsers fetch the same files, and their names are as
    hard to guess as the picture's own.
    """
    keys = FileUse.objects.filter(page__live=True, image__isnull=False).values("image_id")
    return list(HouseImage.objects.filter(pk__in=keys).order_by("pk"))
