"""The sizes in which readers get a picture: what they are called, which there are, and how they are made.

The site and the API show the same sizes, so that each is made once. A picture is never made larger than it is:
one that is 1,000 pixels wide has the widths 480, 800 and 1,000. WebP is quick to make, and a reader who is the
first to ask for it waits for it. AVIF is smaller by a third and takes seconds: only the background worker makes it
(`cms.images.tasks`), and readers get it when it is there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from io import BytesIO
from typing import NamedTuple

from django.core.files.base import File
from django.db import transaction
from PIL import Image as Pillow
from wagtail.images.models import Filter

from .models import HouseImage, HouseRendition

WIDTHS = (480, 800, 1200, 1600)
# From the one that every reader can show to the smallest.
FORMATS = ("webp", "avif")
SPECS = {form: tuple(f"width-{width}|format-{form}" for width in WIDTHS) for form in FORMATS}
ALL_SPECS = tuple(spec for form in FORMATS for spec in SPECS[form])
# How many images are asked for at a time.
BATCH = 500

# What opening, decoding and encoding a file that is missing, cut short or no picture can raise.
BROKEN_FILE_ERRORS = (OSError, ValueError, SyntaxError, EOFError, MemoryError, Pillow.DecompressionBombError)


class Size(NamedTuple):
    """One size of a picture in one format, as readers get it. `url` is the storage's own, mostly a path."""

    url: str
    width: int
    height: int
    type: str

    @property
    def is_webp(self) -> bool:
        """Whether every reader's program can show it."""
        return self.type == "image/webp"


def specs_for(width: int, forms: Collection[str] = FORMATS, widths: Sequence[int] = WIDTHS) -> list[str]:
    """Return the specs, in `forms`, of the sizes that a picture `width` pixels wide has.

    Those narrower than the picture, and the next one, which comes out as wide as the picture is.
    """
    enough = next((index for index, limit in enumerate(widths) if limit >= width), len(widths) - 1)
    return [f"width-{limit}|format-{form}" for form in forms for limit in widths[: enough + 1]]


def in_order(sizes: Iterable[Size]) -> list[Size]:
    """Return `sizes`, the smallest first, AVIF before WebP, each width once in each format."""
    once = {(size.width, size.type): size for size in sizes}
    return [once[key] for key in sorted(once)]


def largest(sizes: Sequence[Size]) -> Size:
    """Return the largest of `sizes`, which are in order, that every reader's program can show."""
    return next(size for size in reversed(sizes) if size.is_webp)


def lacking_sizes(images: Iterable[HouseImage]) -> list[HouseImage]:
    """Return those of `images` of which a size is not there, in either format. One query for some hundred images."""
    images, lacking = list(images), []
    for start in range(0, len(images), BATCH):
        batch = images[start : start + BATCH]
        stored = _stored_sizes([image.pk for image in batch])
        lacking += [image for image in batch if not stored[image.pk].keys() >= set(specs_for(image.width))]
    return lacking


def make_missing_sizes(image: HouseImage) -> int:
    """Make the sizes of `image` that are not there yet, in both formats; return how many that were.

    Raises:
        BROKEN_FILE_ERRORS: when the file cannot be read.
    """
    stored = _stored_sizes([image.pk])[image.pk]
    return len(make_sizes(image, [spec for spec in specs_for(image.width) if spec not in stored]))


def make_sizes(image: HouseImage, specs: Iterable[str]) -> dict[str, Size]:
    """Make `image` in the sizes `specs` and store them; return them by spec.

    Sizes that somebody else stored meanwhile are returned as they are. When the image was deleted or its file
    replaced meanwhile, nothing more is stored and the rest is missing in the result.

    Raises:
        BROKEN_FILE_ERRORS: when the file cannot be read.
    """
    made: dict[str, Size] = {}
    specs = list(specs)
    if not specs:
        return made
    with image.open_file() as file:
        source = file.read()
    for spec in specs:
        picture = image.generate_rendition_file(
            Filter(spec), source=File(BytesIO(source), name=image.file.name)
        )
        rendition = _store(image, spec, picture)
        if rendition is None:
            break
        made[spec] = size_of(spec, rendition.file.name, rendition.width, rendition.height)
    return made


def find_for_page(image: HouseImage, widths: Sequence[int]) -> dict[str, HouseRendition]:
    """Return the renditions of `image` by spec for a page of the site: as AVIF, if all are there, and as WebP.

    It costs what WebP alone costs. Wagtail keeps renditions in the cache; the database is asked, once for both
    formats, only when a WebP is not in there. WebP that does not exist is made.

    Raises:
        BROKEN_FILE_ERRORS: when it has to be made and the file cannot be read.
    """
    webp = {spec: Filter(spec) for spec in specs_for(image.width, ["webp"], widths)}
    avif = {spec: Filter(spec) for spec in specs_for(image.width, ["avif"], widths)}
    found = _in_cache(image, [*avif, *webp])
    if not found.keys() >= webp.keys():
        stored = image.find_existing_renditions(*avif.values(), *webp.values())
        found = {each.spec: rendition for each, rendition in stored.items()}
        if missing := [each for spec, each in webp.items() if spec not in found]:
            found |= image.get_renditions(*missing)
        _keep_in_cache(image, found)
    if not found.keys() >= avif.keys():
        avif = {}
    return {spec: found[spec] for spec in (*avif, *webp)}


def _in_cache(image: HouseImage, specs: Iterable[str]) -> dict[str, HouseRendition]:
    keys = {HouseRendition.construct_cache_key(image, "", spec): spec for spec in specs}
    found = {keys[key]: each for key, each in HouseRendition.cache_backend.get_many(keys).items()}
    for rendition in found.values():
        rendition.image = image  # whose words are in the language of the page
    return found


def _keep_in_cache(image: HouseImage, renditions: dict[str, HouseRendition]) -> None:
    HouseRendition.cache_backend.set_many(
        {HouseRendition.construct_cache_key(image, "", spec): each for spec, each in renditions.items()}
    )


def _store(image: HouseImage, spec: str, picture: File) -> HouseRendition | None:
    """Store `picture` as the size `spec` of `image`, unless it is a picture of a file that is no longer there.

    An editor replaces a file because somebody in it must not be seen. Making a size takes seconds; without looking
    again under a lock, a size of the old file could be stored right after Wagtail had removed all of them.
    """
    with transaction.atomic():
        now = (
            HouseImage.objects.select_for_update().filter(pk=image.pk).values_list("file", flat=True).first()
        )
        if now != image.file.name:
            return None
        rendition, _is_new = HouseRendition.objects.get_or_create(
            image=image, filter_spec=spec, focal_point_key="", defaults={"file": picture}
        )
        return rendition


def _stored_sizes(keys: Collection[int]) -> dict[int, dict[str, Size]]:
    """Return the sizes that are there by the image's key and by spec. One query, without making model instances."""
    found: dict[int, dict[str, Size]] = defaultdict(dict)
    if keys:
        rows = HouseRendition.objects.filter(image_id__in=keys, filter_spec__in=ALL_SPECS, focal_point_key="")
        for key, spec, *rest in rows.values_list("image_id", "filter_spec", "file", "width", "height"):
            found[key][spec] = size_of(spec, *rest)
    return found


def size_of(spec: str, name: str, width: int, height: int) -> Size:
    """Return the size `spec` of a picture whose file `name` is so wide and high."""
    url = HouseRendition._meta.get_field("file").storage.url(name)
    return Size(url, width, height, f"image/{spec.rpartition('-')[2]}")
