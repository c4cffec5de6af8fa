"""The collections of images and documents."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from cms.api.serializers.base import OutputSerializer
from cms.api.serializers.lists import ListMetaSerializer
from cms.api.serializers.media import DocumentSerializer, ImageSerializer
from cms.core.languages import LANGUAGES
from cms.documents.models import HouseDocument
from cms.images.models import HouseImage

TYPES = {"image": HouseImage._meta.label, "document": HouseDocument._meta.label}


class ImageMetaSerializer(OutputSerializer):
    """What an image says about itself."""

    type = serializers.ChoiceField([TYPES["image"]])
    detail_url = serializers.URLField(help_text="This image in the API.")
    locale = serializers.ChoiceField(LANGUAGES, help_text="The language of its words.")


class DocumentMetaSerializer(OutputSerializer):
    """What a document says about itself."""

    type = serializers.ChoiceField([TYPES["document"]])
    detail_url = serializers.URLField(help_text="This document in the API.")
    locale = serializers.ChoiceField(LANGUAGES, help_text="The language of its title.")


class ImageItemSerializer(ImageSerializer):
    """An image that a published page shows."""

    meta = ImageMetaSerializer()


class ImageDetailSerializer(ImageItemSerializer):
    """An image, and the published pages that show it."""

    pages = serializers.ListField(
        child=serializers.IntegerField(), help_text="The ids of the published pages that show it."
    )


class DocumentItemSerializer(DocumentSerializer):
    """A document that a published page hands out."""

    meta = DocumentMetaSerializer()


class DocumentDetailSerializer(DocumentItemSerializer):
    """A document, and the published pages that hand it out."""

    pages = serializers.ListField(
        child=serializers.IntegerField(), help_text="The ids of the published pages that hand it out."
    )


@extend_schema_serializer(many=False)
class ImageListSerializer(serializers.Serializer):
    """A part of the list of images."""

    meta = ListMetaSerializer()
    items = ImageItemSerializer(many=True)


@extend_schema_serializer(many=False)
class DocumentListSerializer(serializers.Serializer):
    """A part of the list of documents."""

    meta = ListMetaSerializer()
    items = DocumentItemSerializer(many=True)


def file_meta(kind: str, detail_url: str, language: str) -> dict[str, Any]:
    """Return what a file of a `kind`, `image` or `document`, says about itself."""
    return {"type": TYPES[kind], "detail_url": detail_url, "locale": language}
