"""Rows of the pictures and documents that an answer names: one query for both, with all sizes of the pictures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.functions import JSONObject

from cms.api.rows import union
from cms.api.visibility import Visibility
from cms.images.models import HouseImage, HouseRendition

# The site's own pictures have these sizes too (see components/picture.html), so that each is made once.
RENDITIONS = tuple(f"width-{width}|format-webp" for width in (480, 800, 1200, 1600))

IMAGE = ("is_decorative", "alt_text_bn", "alt_text_en", "caption_bn", "caption_en", "credit_bn", "credit_en")
RENDITION = ("file", "width", "height", "filter_spec")
DOCUMENT = ("title", "public_title_bn", "public_title_en", "file", "file_size", "document_language")


@dataclass
class FileRows:
    """Pictures, with their sizes, and documents, by key. Values are those of the columns named above."""

    images: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    renditions: dict[int, list[Mapping[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    documents: dict[int, Mapping[str, Any]] = field(default_factory=dict)


def fetch_files(visibility: Visibility, images: Iterable[int], documents: Iterable[int]) -> FileRows:
    """Return what is known of those of `images` and `documents` that are in no private collection: one query.

    A picture whose sizes were never made gets them now, and is left out when its file is missing or broken: readers
    are shown no picture, not an error.
    """
    queries = []
    if images:
        public = visibility.images(images)
        renditions = HouseRendition.objects.filter(image__in=public.values("pk"), filter_spec__in=RENDITIONS)
        queries += [
            public.values_list(*_row("image", "pk", IMAGE)),
            renditions.values_list(*_row("rendition", "image_id", RENDITION)),
        ]
    if documents:
        queries.append(visibility.documents(documents).values_list(*_row("document", "pk", DOCUMENT)))
    found = FileRows()
    for kind, key, values in union([query.order_by() for query in queries]):
        if kind == "image":
            found.images[key] = values
        elif kind == "document":
            found.documents[key] = values
        else:
            found.renditions[key].append(values)
    _make_missing(found)
    return found


def _row(kind: str, key: str, columns: Iterable[str]) -> tuple[Any, ...]:
    return Value(kind, CharField()), key, JSONObject(**{name: F(name) for name in columns})


def _make_missing(found: FileRows) -> None:
    missing = [key for key in found.images if key not in found.renditions]
    if not missing:
        return
    for image in HouseImage.objects.filter(pk__in=missing):
        try:
            made = image.get_renditions(*RENDITIONS)
        except OSError:
            del found.images[image.pk]
            continue
        found.renditions[image.pk] = [
            {
                "file": each.file.name,
                "width": each.width,
                "height": each.height,
                "filter_spec": each.filter_spec,
            }
            for each in made.values()
        ]
