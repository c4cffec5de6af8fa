"""The sizes of pictures: which there are, that AVIF is AVIF, and that nothing goes wrong when it is done twice."""

import io
import random

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from cms.api.file_rows import fetch_files
from cms.images.models import HouseImage, HouseRendition
from cms.images.renditions import (
    Size,
    in_order,
    lacking_sizes,
    largest,
    make_missing_sizes,
    make_sizes,
    specs_for,
)
from cms.images.tasks import make_renditions
from tests.factories import ImageFactory
from tests.factories.files import png

pytestmark = pytest.mark.django_db


def load_sizes(images: list[HouseImage]) -> dict[int, list[Size]]:
    """Return the sizes that an answer gives of each of `images`, by key."""
    with CaptureQueriesContext(connection) as queries:
        sizes = fetch_files(images=[image.pk for image in images]).sizes
    load_sizes.queries = len(queries)
    return sizes


def photograph(width: int = 1000, height: int = 600) -> bytes:
    """Return a picture with as much going on in it as in a photograph: soft shapes and some grain."""
    chance = random.Random(1)  # noqa: S311 - not for secrets
    small = Image.new("RGB", (width // 20, height // 20))
    small.putdata([tuple(chance.randrange(256) for _ in "rgb") for _ in range(small.width * small.height)])
    grain = Image.effect_noise((width, height), 20).convert("RGB")
    buffer = io.BytesIO()
    Image.blend(small.resize((width, height), Image.Resampling.BICUBIC), grain, 0.15).save(
        buffer, "JPEG", quality=92
    )
    return buffer.getvalue()


def image_of(content: bytes, name: str = "picture.png") -> HouseImage:
    return ImageFactory(file=ContentFile(content, name=name))


def content_of(image: HouseImage, spec: str) -> bytes:
    with HouseRendition.objects.get(image=image, filter_spec=spec).file.open() as file:
        return file.read()


@pytest.mark.parametrize(
    "width, widths",
    [
        (64, [64]),
        (480, [480]),
        (481, [480, 481]),
        (1000, [480, 800, 1000]),
        (1600, [480, 800, 1200, 1600]),
        (2000, [480, 800, 1200, 1600]),
    ],
)
def test_a_picture_is_made_smaller_and_never_larger(width, widths):
    image = image_of(png(width, 100))

    make_missing_sizes(image)

    sizes = load_sizes([image])[image.pk]
    for form in ("image/avif", "image/webp"):
        assert [size.width for size in sizes if size.type == form] == widths
    assert HouseRendition.objects.filter(image=image).count() == 2 * len(widths)
    assert largest(sizes)[1:] == (widths[-1], load_sizes([image])[image.pk][-1].height, "image/webp")


def test_avif_is_avif_of_the_right_size_and_smaller_than_webp():
    image = image_of(photograph(), "photograph.jpg")

    make_missing_sizes(image)

    for width in (480, 800, 1200):
        avif = content_of(image, f"width-{width}|format-avif")
        webp = content_of(image, f"width-{width}|format-webp")
        assert avif[4:12] == b"ftypavif"
        assert (webp[:4], webp[8:12]) == (b"RIFF", b"WEBP")
        shown = Image.open(io.BytesIO(avif))
        assert (shown.format, shown.width) == ("AVIF", min(width, 1000))
        assert abs(shown.height - shown.width * 0.6) <= 1
        assert len(avif) < len(webp)


@pytest.mark.parametrize("mode, form", [("L", "JPEG"), ("P", "PNG"), ("LA", "PNG"), ("RGBA", "PNG"), ("CMYK", "JPEG"),
                                        ("I;16", "PNG"), ("P", "GIF"), ("RGB", "WEBP"), ("RGB", "AVIF")])  # fmt: skip
def test_every_kind_of_picture_has_all_sizes(mode, form):
    buffer = io.BytesIO()
    Image.new(mode, (900, 30)).save(buffer, form)
    image = image_of(buffer.getvalue(), f"picture.{form.lower()}")

    assert make_renditions.call(image.pk) == 6
    assert len(load_sizes([image])[image.pk]) == 6


def test_who_reads_makes_webp_and_never_avif():
    image = image_of(png(900, 30))

    sizes = load_sizes([image])[image.pk]

    assert [(size.width, size.type) for size in sizes] == [(each, "image/webp") for each in (480, 800, 900)]


def test_sizes_come_in_one_query_for_any_number_of_images():
    images = [ImageFactory() for _ in range(20)]
    load_sizes(images)

    assert len(load_sizes(images)) == 20
    assert load_sizes.queries == 1


def test_sizes_are_listed_once_a_width_and_the_smallest_first():
    image = image_of(png(500, 100))
    make_sizes(image, [f"width-{width}|format-webp" for width in (1600, 1200, 800, 480)])
    make_sizes(image, ["width-480|format-avif"])

    sizes = load_sizes([image])[image.pk]

    assert [(size.width, size.type) for size in sizes] == [
        (480, "image/avif"),
        (480, "image/webp"),
        (500, "image/webp"),
    ]
    assert in_order(reversed(sizes)) == sizes
    assert largest(sizes).width == 500


def test_the_names_of_sizes_do_not_name_the_file_that_was_uploaded():
    image = image_of(png(), "Rahima-Begum-witness.png")

    make_missing_sizes(image)

    assert not [size.url for size in load_sizes([image])[image.pk] if "ahima" in size.url]


def test_the_task_done_twice_makes_everything_once():
    image = image_of(png(900, 30))

    assert make_renditions.call(image.pk) == 6
    first = set(HouseRendition.objects.values_list("pk", "file"))

    assert make_renditions.call(image.pk) == 0
    assert set(HouseRendition.objects.values_list("pk", "file")) == first
    assert lacking_sizes([image]) == []


def test_the_task_for_an_image_that_is_gone_does_nothing():
    assert make_renditions.call(10**9) == 0


def test_what_others_stored_meanwhile_is_kept():
    image = image_of(png())
    specs = specs_for(image.width)
    make_sizes(image, specs)
    stored = dict(HouseRendition.objects.values_list("filter_spec", "file"))

    again = make_sizes(image, specs)

    assert dict(HouseRendition.objects.values_list("filter_spec", "file")) == stored
    assert {spec: size.url.rpartition("/")[2] for spec, size in again.items()} == {
        spec: name.rpartition("/")[2] for spec, name in stored.items()
    }


def test_no_size_is_stored_of_a_file_that_was_replaced_while_it_was_made():
    image = image_of(png(colour="#ff0000"))
    same_image = HouseImage.objects.get(pk=image.pk)
    same_image.file = ContentFile(png(colour="#0000ff"), name="without-faces.png")
    same_image.save()

    assert make_sizes(image, specs_for(image.width)) == {}
    assert not HouseRendition.objects.exists()


def test_no_size_is_stored_of_an_image_that_was_deleted_while_it_was_made():
    image = image_of(png())
    HouseImage.objects.filter(pk=image.pk).delete()

    assert make_sizes(image, specs_for(image.width)) == {}


def overwrite(image: HouseImage, content: bytes | None) -> None:
    storage = image.file.storage
    storage.delete(image.file.name)
    if content is not None:
        storage.save(image.file.name, ContentFile(content))


@pytest.mark.parametrize(
    "content",
    [None, b"", b"no picture at all", png()[:60], photograph(200, 200)[:700], b"GIF89a\x01\x00"],
    ids=["missing", "empty", "text", "cut PNG", "cut JPEG", "cut GIF"],
)
def test_a_broken_file_gives_no_picture_and_stops_nothing(content, caplog):
    good, broken = image_of(png()), image_of(png())
    overwrite(broken, content)

    assert load_sizes([broken, good]).keys() == {good.pk}
    assert make_renditions.call(broken.pk) == 0
    assert f"image {broken.pk}" in caplog.text
    assert broken.file.name not in caplog.text


def test_sizes_made_before_the_file_broke_are_still_shown():
    image = image_of(png(900, 30))
    make_sizes(image, ["width-480|format-webp"])
    overwrite(image, None)

    assert [size.width for size in load_sizes([image])[image.pk]] == [480]
