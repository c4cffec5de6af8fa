"""Images and documents."""

from typing import Any

from rest_framework import serializers

from cms.api.loading import RENDITIONS
from cms.api.serializers.base import OutputSerializer, TextField
from cms.documents.models import HouseDocument
from cms.images.models import HouseImage


class RenditionSerializer(OutputSerializer):
    """One size of an image, as WebP."""

    url = serializers.URLField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class ImageSerializer(OutputSerializer):
    """An image with its words in the language of the answer.

    The file that was uploaded is not public: it may say where and by whom a picture was taken. `url` is the
    largest size there is.
    """

    id = serializers.IntegerField()
    alt = TextField(source="default_alt_text", help_text="Empty for a picture that only decorates.")
    caption = TextField()
    credit = TextField()
    url = serializers.URLField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    srcset = RenditionSerializer(many=True, help_text="All sizes, the smallest first.")

    def get_attribute(self, instance: Any) -> HouseImage | None:
        """Return the image that a page or a block has under the field's name, as loaded."""
        return self.loaded.images.get(_key_of(instance, self.field_name))

    def to_representation(self, instance: HouseImage) -> dict[str, Any]:
        sizes = {
            rendition.width: {
                "url": self.addresses.absolute(rendition.url),
                "width": rendition.width,
                "height": rendition.height,
            }
            for rendition in instance.get_renditions(*RENDITIONS).values()
        }
        srcset = [sizes[width] for width in sorted(sizes)]
        return {
            "id": instance.pk,
            "alt": instance.default_alt_text,
            "caption": instance.caption,
            "credit": instance.credit,
            **srcset[-1],
            "srcset": srcset,
        }


class DocumentSerializer(OutputSerializer):
    """A document to download, titled in the language of the answer."""

    id = serializers.IntegerField()
    title = TextField(source="display_title")
    url = serializers.URLField()
    extension = TextField(source="file_extension", help_text="Such as `pdf`.")
    size = serializers.IntegerField(allow_null=True, help_text="In bytes.")
    language = serializers.ChoiceField(HouseDocument.Language.choices)

    def get_attribute(self, instance: Any) -> HouseDocument | None:
        """Return the document that a page or a block has under the field's name, as loaded."""
        return self.loaded.documents.get(_key_of(instance, self.field_name))

    def to_representation(self, instance: HouseDocument) -> dict[str, Any]:
        return {
            "id": instance.pk,
            "title": instance.display_title,
            "url": self.addresses.absolute(instance.url),
            "extension": instance.file_extension,
            "size": instance.file_size,
            "language": instance.document_language,
        }


def _key_of(instance: Any, name: str) -> int:
    """Return the key of the file that a page, or the plain value of a block, has under `name`; 0 for none."""
    if isinstance(instance, dict):
        return instance[name] or 0
    if name == "logo":
        return instance.organisation.logo_id or 0
    return getattr(instance, f"{name}_id") or 0
