"""Rows of the pictures and documents that an answer names: one query for both, with all sizes of the pictures."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import JSONObject

from cms.api.prepared import Among, Prepared
from cms.api.rows import MAX_SHAPES, TermRow, collect_terms, term_queries, union
from cms.api.visibility import in_public_collection, plain
from cms.core.models import Organisation
from cms.core.models.vocabulary import Term
from cms.documents.models import HouseDocument
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


def fetch_files(images: Collection[int] = (), documents: Collection[int] = ()) -> FileRows:
    """Return what is known of those of `images` and `documents` that are in no private collection: one query."""
    return fetch_terms_and_files({}, images, documents)[1]


def fetch_terms_and_files(
    terms: Mapping[type[Term], Collection[int]],
    images: Collection[int],
    documents: Collection[int],
    logos_of: Collection[int] = (),
) -> tuple[dict[tuple[type[Term], int], TermRow], FileRows]:
    """Return vocabulary terms by model and key, and files: one query, none when nothing is wanted.

    Args:
        terms: keys of each vocabulary.
        images: keys of pictures.
        documents: keys of documents.
        logos_of: keys of organisations whose logos are wanted too.
    """
    models = tuple(model for model, keys in terms.items() if keys)
    shape = (models, bool(images or logos_of), bool(documents))
    if not any(shape):
        return {}, FileRows()
    by_name = {str(model._meta.model_name): terms[model] for model in models}
    given = {"images": images, "logos_of": logos_of, "documents": documents}
    rows = list(_query(*shape).rows(**by_name, **given))
    return collect_terms(models, rows), collect_files(rows)


@lru_cache(maxsize=MAX_SHAPES)
def _query(models: tuple[type[Term], ...], has_images: bool, has_documents: bool) -> Prepared:
    queries = term_queries(models)
    if has_images:
        logos = plain(Organisation).filter(Among(F("pk"), "logos_of"), logo__isnull=False).values("logo")
        wanted = Q(Among(F("pk"), "images")) | Q(pk__in=logos)
        public = plain(HouseImage).filter(wanted, in_public_collection())
        renditions = plain(HouseRendition).filter(
            image__in=public.values("pk"), filter_spec__in=ALL_SPECS, focal_point_key=""
        )
        queries += [
            public.values_list(*_row("image", "pk", IMAGE)),
            renditions.values_list(*_row("rendition", "image_id", RENDITION)),
        ]
    if has_documents:
        public = plain(HouseDocument).filter(Among(F("pk"), "documents"), in_public_collection())
        queries.append(public.values_list(*_row("document", "pk", DOCUMENT)))
    return Prepared(union([query.order_by() for query in queries]))


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
