"""Pictures without what the camera wrote into them.

A photograph's EXIF and XMP name the place, the time and the device: enough to find the person who took it, or the
person in it. What is uploaded here is stored without them, so that no rendition and no backup holds them either.
"""

from io import BytesIO

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps, ImageSequence

# What Pillow is told when it writes each format again; quality is kept high, since renditions are made from this file.
SAVE_OPTIONS = {
    "JPEG": {"quality": 92, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 92, "method": 4},
    "AVIF": {"quality": 80},
    "GIF": {},
}

# What a decoder needs to show the pixels as they are meant. Anything else in a file is about the one who made it.
HARMLESS = {
    "adobe", "adobe_transform", "background", "blend", "chromaticity", "default_image", "disposal", "dpi", "duration",
    "extension", "gamma", "icc_profile", "interlace", "jfif", "jfif_density", "jfif_unit", "jfif_version", "loop",
    "progression", "progressive", "srgb", "timestamp", "transparency", "version",
}  # fmt: skip
HARMLESS_SEGMENTS = {"APP0", "APP2", "APP14"}  # JFIF, colour profile, Adobe's colour transform


def _is_clean(picture: Image.Image) -> bool:
    picture.load()  # a PNG's texts may stand after its pixels
    if picture.format == "MPO":
        return False
    segments = {name for name, _content in getattr(picture, "applist", [])}
    return not picture.getexif() and set(picture.info) <= HARMLESS and segments <= HARMLESS_SEGMENTS


def without_metadata(file: File) -> ContentFile | File:
    """Return the picture in `file` upright and with nothing but its pixels and its colour profile.

    A picture that carries nothing else is returned untouched. So is a file that is not one of the formats the desk may
    upload; the upload form refuses it.
    """
    file.seek(0)
    try:
        picture = Image.open(file)
        # What Pillow calls MPO is a JPEG with more pictures behind it, as many telephones write it; one is kept.
        form = "JPEG" if picture.format == "MPO" else picture.format
        if form not in SAVE_OPTIONS or _is_clean(picture):
            return file
        options = dict(SAVE_OPTIONS[form])
        if form != "JPEG" and getattr(picture, "is_animated", False):
            frames = [frame.copy() for frame in ImageSequence.Iterator(picture)]
            options |= {"save_all": True, "append_images": frames[1:], "loop": picture.info.get("loop", 0)}
            options["duration"] = picture.info.get("duration", 100)
            plain = frames[0]
        else:
            # The orientation is part of the EXIF too: turn the pixels, then drop the note.
            plain = ImageOps.exif_transpose(picture)
    except (OSError, ValueError, Image.DecompressionBombError):
        return file
    finally:
        file.seek(0)
    plain.info = {}
    output = BytesIO()
    plain.save(output, format=form, icc_profile=picture.info.get("icc_profile"), **options)
    return ContentFile(output.getvalue(), name=file.name)
