"""What a project on Wagtail's API v2 writes to give the facts that the house's API gives.

Written as Wagtail's documentation has it: an `ImageRenditionField` for each size of a picture, nested serializers of
the REST framework, and the models' own properties, each of which fetches what it needs in one query. Fields are
declared one by one, which is quicker than letting `ModelSerializer` find them for each answer.
"""

from typing import Any

from rest_framework import serializers
from wagtail.api.v2.serializers import StreamField
from wagtail.api.v2.utils import get_full_url, get_object_detail_url
from wagtail.images.api.fields import ImageRenditionField
from wagtail.models import Page

from cms.images.renditions import ALL_SPECS as SPECS


class TermSerializer(serializers.Serializer):
    """A row of a vocabulary, named in the language now active."""

    slug = serializers.CharField()
    name = serializers.CharField()


class OrganisationSerializer(TermSerializer):
    """An organisation behind a page."""

    kind = serializers.CharField()
    acronym = serializers.CharField()
    website = serializers.CharField()


class NamedPersonSerializer(TermSerializer):
    """An author or a speaker."""

    role = serializers.CharField()


class PersonSerializer(NamedPersonSerializer):
    """A person to be reached."""

    email = serializers.CharField()
    phone = serializers.CharField()


class PlaceSerializer(TermSerializer):
    """A place."""

    level = serializers.CharField()
    code = serializers.CharField()


def size_fields() -> dict[str, ImageRenditionField]:
    """Return a field for each size and format of a picture, such as `width_480_format_webp`."""
    return {spec.replace("-", "_").replace("|", "_"): ImageRenditionField(spec, source="*") for spec in SPECS}


class ImageWords(serializers.Serializer):
    """A picture's words."""

    id = serializers.IntegerField()
    alt = serializers.CharField(source="default_alt_text")
    caption = serializers.CharField()
    credit = serializers.CharField()


ImageSerializer = type("ImageSerializer", (ImageWords,), size_fields())


class DocumentSerializer(serializers.Serializer):
    """A document to download."""

    id = serializers.IntegerField()
    title = serializers.CharField(source="display_title")
    url = serializers.SerializerMethodField()
    extension = serializers.CharField(source="file_extension")
    size = serializers.IntegerField(source="file_size")
    language = serializers.CharField(source="document_language")

    def get_url(self, document: Any) -> str:
        """Return where the document is."""
        return get_full_url(self.context["request"], document.url)


class PageReferenceSerializer(serializers.Serializer):
    """Another page, as a page points to it."""

    id = serializers.IntegerField()
    type = serializers.SerializerMethodField()
    title = serializers.CharField()
    locale = serializers.CharField(source="locale.language_code")
    detail_url = serializers.SerializerMethodField()
    html_url = serializers.CharField(source="full_url")

    def get_type(self, page: Page) -> str:
        """Return the page's type."""
        return page.specific_class._meta.label

    def get_detail_url(self, page: Page) -> str:
        """Return where the API describes the page."""
        return get_object_detail_url(self.context["router"], self.context["request"], Page, page.pk)


class TranslationsField(serializers.Field):
    """The published translations of a page. (Ours leaves out private ones too.)"""

    def get_attribute(self, instance: Page) -> Page:
        return instance

    def to_representation(self, value: Page) -> list[dict[str, Any]]:
        pages = value.get_translations().live().select_related("locale")
        return PageReferenceSerializer(pages, many=True, context=self.context).data


class AgendaItemSerializer(serializers.Serializer):
    """One item of an event's agenda."""

    id = serializers.UUIDField(source="translation_key")
    starts_at = serializers.TimeField(format="%H:%M")
    title = serializers.CharField()
    speaker = serializers.CharField()


class CorrectionSerializer(serializers.Serializer):
    """What a statement had wrong."""

    id = serializers.UUIDField(source="translation_key")
    made_on = serializers.DateField()
    text = serializers.CharField()


class BodyField(StreamField):
    """A body. Blocks that point to something say it as blocks with a `get_api_representation` of their own do."""

    def to_representation(self, value: Any) -> list[dict[str, Any]]:
        return [{"type": child.block_type, "value": self._value(child), "id": child.id} for child in value]

    def _value(self, child: Any) -> Any:
        match child.block_type:
            case "image":
                image = child.value["image"]
                return {"image": image and ImageSerializer(image, context=self.context).data}
            case "document":
                document = child.value["document"]
                file = document and DocumentSerializer(document, context=self.context).data
                return {"document": file, "label": child.value["label"]}
            case "demands":
                return {"intro": child.value["intro"], "items": list(map(self._demand, child.value["items"]))}
            case "related_pages":
                pages = [page for page in child.value["pages"] if page]
                return {"pages": PageReferenceSerializer(pages, many=True, context=self.context).data}
        return child.block.get_api_representation(child.value, context=self.context)

    def _demand(self, item: Any) -> dict[str, Any]:
        authority = item["authority"]
        return {"text": item["text"], "authority": authority and TermSerializer(authority).data}
