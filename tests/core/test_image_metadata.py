"""What a camera wrote into a picture never reaches the disk."""

from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image

from cms.images.models import HouseImage

pytestmark = pytest.mark.any_database

SECRET = "SECRET-DEVICE-123"


def photograph(form: str = "JPEG", orientation: int = 1) -> ImageFile:
    """Return a picture, red on the left and blue on the right, that names the device it was taken with."""
    picture = Image.new("RGB", (60, 40), "red")
    picture.paste("blue", (30, 0, 60, 40))
    exif = Image.Exif()
    exif[0x0110] = SECRET
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "N"
    output = BytesIO()
    picture.save(output, format=form, exif=exif)
    assert SECRET.encode() in output.getvalue()
    return ImageFile(output, name=f"photo.{form.lower()}")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_an_uploaded_picture_is_stored_without_its_metadata(db, form):
    image = HouseImage.objects.create(title="Photo", file=photograph(form))

    with image.file.open() as stored:
        content = stored.read()
    assert SECRET.encode() not in content
    assert dict(Image.open(BytesIO(content)).getexif()) == {}
    assert (image.width, image.height) == (60, 40)


def test_a_picture_taken_sideways_is_stored_upright(db):
    image = HouseImage.objects.create(title="Photo", file=photograph(orientation=6))

    image.refresh_from_db()
    with image.file.open() as stored:
        picture = Image.open(stored)
        assert picture.size == (40, 60)
        assert picture.getpixel((20, 5))[0] > 200
    assert (image.width, image.height) == (40, 60)


def test_a_picture_is_not_written_again_when_only_its_words_change(db):
    image = HouseImage.objects.create(title="Photo", file=photograph())
    name, digest = image.file.name, image.get_file_hash()

    image.alt_text_bn = "একটি ছবি"
    image.save()

    image.refresh_from_db()
    assert (image.file.name, image.file_hash) == (name, digest)


def test_an_animated_picture_still_moves(db):
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "green", "blue")]
    output = BytesIO()
    frames[0].save(
        output, format="GIF", save_all=True, append_images=frames[1:], duration=50, comment=SECRET.encode()
    )

    image = HouseImage.objects.create(title="Moving", file=ImageFile(output, name="moving.gif"))

    with image.file.open() as stored:
        content = stored.read()
    assert SECRET.encode() not in content
    assert Image.open(BytesIO(content)).n_frames == 3


def test_a_clean_picture_is_stored_untouched(db):
    output = BytesIO()
    Image.new("RGB", (60, 40), "red").save(output, format="PNG")

    image = HouseImage.objects.create(title="Drawing", file=ImageFile(output, name="drawing.png"))

    with image.file.open() as stored:
        assert stored.read() == output.getvalue()


def test_a_telephone_s_jpeg_with_a_second_picture_is_stored_without_metadata(db):
    frames = [Image.new("RGB", (60, 40), color) for color in ("red", "blue")]
    exif = Image.Exif()
    exif[0x0110] = SECRET
    output = BytesIO()
    frames[0].save(output, format="MPO", save_all=True, append_images=frames[1:], exif=exif)
    assert SECRET.encode() in output.getvalue()

    image = HouseImage.objects.create(title="Telephone", file=ImageFile(output, name="telephone.jpg"))

    with image.file.open() as stored:
        content = stored.read()
    assert SECRET.encode() not in content
    assert Image.open(BytesIO(content)).format == "JPEG"
