"""Rows of the pictures and documents that an answer names: one query for both, with all sizes of the pictures."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import JSONObject

from cms.api.rows import union
from cms.api.visibility import Visibility, plain
from cms.core.models import Organisation
from cms.images.models import HouseImage, HouseRendition
from cms.images.renditions import (
    ALL_SPECS,
    BROKEN_FILE_ERRORS,
    Size,
    in_order,
    make_sizes,
    size_of,
    specs_for,
)

IMAGE = (
    "width", "is_decorative", "alt_text_bn", "alt_text_en", "caption_bn", "caption_en", "credit_bn", "credit_en",
)  # fmt: skip
RENDITION = ("filter_spec", "file", "width", "height")
DOCUMENT = ("title", "public_title_bn", "public_title_en", "file", "file_size", "document_language")

Row = Mapping[str, Any]


@dataclass
class FileRows:
    """Pictures, their sizes in order, and documents, by key. Values are those of the columns named above."""

    images: dict[int, Row] = field(default_factory=dict)
    sizes: dict[int, list[Size]] = field(default_factory=dict)
    documents: dict[int, Row] = field(default_factory=dict)


def fetch_files(visibility: Visibility, images: Collection[int], documents: Collection[int]) -> FileRows:
    """Return what is known of those of `images` and `documents` that are in no private collection: one query."""
    return collect_files(union(file_queries(visibility, images, documents)))


def file_queries(
    visibility: Visibility,
    images: Collection[int],
    documents: Collection[int],
    logos_of: Collection[int] = (),
) -> list[QuerySet[Any]]:
    """Return queries for the rows of files, in the form of `term_rows`, to be made one with others.

    Args:
        visibility: what readers may see.
        images: keys of pictures.
        documents: keys of documents.
        logos_of: keys of organisations whose logos are wanted too.
    """
    queries: list[QuerySet[Any]] = []
    if images or logos_of:
        logos = plain(Organisation).filter(pk__in=logos_of, logo__isnull=False).values("logo")
        wanted = Q(pk__in=images) | Q(pk__in=logos) if logos_of else Q(pk__in=images)
        public = visibility.public_images().filter(wanted)
        renditions = HouseRendition.objects.filter(
            image__in=public.values("pk"), filter_spec__in=ALL_SPECS, focal_point_key=""
        )
        queries += [
            public.values_list(*_row("image", "pk", IMAGE)),
            renditions.values_list(*_row("rendition", "image_id", RENDITION)),
        ]
    if documents:
        queries.append(visibility.documents(documents).values_list(*_row("document", "pk", DOCUMENT)))
    return [query.order_by() for query in queries]


def collect_files(rows: Iterable[tuple[Any, ...]]) -> FileRows:
    """Return the files among `rows`, which may be of other kinds as well.

    WebP that was never made of a picture is made now. A picture is left out when its file is missing or broken:
    readers are shown no picture, not an error.
    """
    found = FileRows()
    stored: dict[int, dict[str, Size]] = defaultdict(dict)
    for kind, key, *_words, values in rows:
        if kind == "image":
            found.images[key] = values
        elif kind == "document":
            found.documents[key] = values
        elif kind == "rendition":
            spec, *rest = (values[name] for name in RENDITION)
            stored[key][spec] = size_of(spec, *rest)
    _make_missing(found.images, stored)
    found.sizes = {key: in_order(stored[key].values()) for key in found.images}
    for key in [key for key, sizes in found.sizes.items() if not any(size.is_webp for size in sizes)]:
        del found.images[key], found.sizes[key]
    return found


def _row(kind: str, key: str, columns: Iterable[str]) -> tuple[Any, ...]:
    nothing = Value("", CharField())
    return (
        Value(kind, CharField()),
        key,
        nothing,
        nothing,
        nothing,
        JSONObject(**{name: F(name) for name in columns}),
    )


def _make_missing(images: Mapping[int, Row], stored: dict[int, dict[str, Size]]) -> None:
    missing = {
        key: lacking
        for key, image in images.items()
        if (lacking := [spec for spec in specs_for(image["width"], ["webp"]) if spec not in stored[key]])
    }
    if not missing:
        return
    for image in HouseImage.objects.filter(pk__in=missing):
        try:
            stored[image.pk] |= make_sizes(image, missing[image.pk])
        except BROKEN_FILE_ERRORS:
            continue  # what was made of it before is still good
