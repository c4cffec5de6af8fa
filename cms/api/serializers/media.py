"""Images and documents."""

from typing import Any

from rest_framework import serializers

from cms.api.output import Output
from cms.api.serializers.base import OutputSerializer, TextField
from cms.documents.models import HouseDocument
from cms.images.renditions import FORMATS, largest


class RenditionSerializer(OutputSerializer):
    """One size of an image in one format."""

    url = serializers.URLField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    type = serializers.ChoiceField([f"image/{form}" for form in FORMATS])


class ImageSerializer(OutputSerializer):
    """An image with its words in the language of the answer.

    The file that was uploaded is not public: it may say where and by whom a picture was taken. `url` is the
    largest size there is as WebP, which every program can show.
    """

    id = serializers.IntegerField()
    alt = TextField(help_text="Empty for a picture that only decorates.")
    caption = TextField()
    credit = TextField()
    url = serializers.URLField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    srcset = RenditionSerializer(
        many=True,
        help_text="All sizes, the smallest first, as AVIF and WebP; a new picture has WebP only for a while.",
    )

    @classmethod
    def write(cls, value: int | None, out: Output) -> dict[str, Any] | None:
        """Return the image with the key `value`; None when readers may not see it."""
        image = out.loaded.files.images.get(value or 0)
        if image is None:
            return None
        sizes = out.loaded.files.sizes[value or 0]
        shown = largest(sizes)
        return {
            "id": value,
            "alt": "" if image["is_decorative"] else image[f"alt_text_{out.language}"] or "",
            "caption": image[f"caption_{out.language}"] or "",
            "credit": image[f"credit_{out.language}"] or "",
            "url": out.addresses.absolute(shown.url),
            "width": shown.width,
            "height": shown.height,
            "srcset": [
                {
                    "url": out.addresses.absolute(size.url),
                    "width": size.width,
                    "height": size.height,
                    "type": size.type,
                }
                for size in sizes
            ],
        }


class DocumentSerializer(OutputSerializer):
    """A document to download, titled in the language of the answer."""

    id = serializers.IntegerField()
    title = TextField()
    url = serializers.URLField()
    extension = TextField(help_text="Such as `pdf`.")
    size = serializers.IntegerField(allow_null=True, help_text="In bytes.")
    language = serializers.ChoiceField(
        HouseDocument.Language.choices, help_text="What the document is written in, or `both`."
    )

    @classmethod
    def write(cls, value: int | None, out: Output) -> dict[str, Any] | None:
        """Return the document with the key `value`; None when readers may not have it."""
        document = out.loaded.files.documents.get(value or 0)
        if document is None:
            return None
        return {
            "id": value,
            "title": document[f"public_title_{out.language}"] or document["title"],
            "url": out.addresses.document(value or 0, document["file"]),
            "extension": document["file"].rpartition(".")[2].lower() if "." in document["file"] else "",
            "size": document["file_size"],
            "language": document["document_language"],
        }
