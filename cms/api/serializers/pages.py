"""Pages: the short form of lists, and a serializer for each page type, made from the type's `api_fields`."""

import inspect
from functools import cache
from typing import Any

from django.db import models
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_serializer
from rest_framework import serializers
from wagtail.fields import RichTextField as WagtailRichTextField
from wagtail.fields import StreamField as WagtailStreamField
from wagtail.models import Page

from cms.api.loading import VOCABULARIES, api_field_names, child_relations, model_field
from cms.api.page_types import name_of, page_types
from cms.api.serializers import vocabulary
from cms.api.serializers.base import LinkField, LoadedList, OutputSerializer, TextField
from cms.api.serializers.blocks import StreamField
from cms.api.serializers.children import CHILDREN
from cms.api.serializers.media import DocumentSerializer, ImageSerializer
from cms.api.serializers.references import (
    PageReferenceSerializer,
    RelatedPagesList,
    TranslationList,
    TranslationSerializer,
)
from cms.api.serializers.richtext import RichTextField
from cms.core.languages import LANGUAGES
from cms.core.models import Authority, BasePage, Criterion, Mechanism, Organisation, Person, Place, Topic
from cms.core.models.vocabulary import Term
from cms.documents.models import HouseDocument
from cms.images.models import HouseImage

TERMS: dict[type[Term], type[vocabulary.TermSerializer]] = {
    Authority: vocabulary.AuthoritySerializer,
    Criterion: vocabulary.CriterionSerializer,
    Mechanism: vocabulary.MechanismSerializer,
    Organisation: vocabulary.OrganisationSerializer,
    Person: vocabulary.PersonSerializer,
    Place: vocabulary.PlaceSerializer,
    Topic: vocabulary.TopicSerializer,
}


class PageTypeField(serializers.ChoiceField):
    """The name of a page's type, such as `press.StatementPage`."""

    def __init__(self, choices: list[str]) -> None:
        super().__init__(choices, help_text="The page's type, as `app.Model`.")

    def get_attribute(self, instance: Page) -> str:
        return name_of(instance)


class DetailAddressField(serializers.URLField):
    """Where the API describes the page."""

    def get_attribute(self, instance: Page) -> str:
        return self.context["addresses"].detail(instance.pk)


class HtmlAddressField(serializers.URLField):
    """Where people read the page."""

    def get_attribute(self, instance: Page) -> str:
        return self.context["addresses"].html(instance)


class PageMetaSerializer(OutputSerializer):
    """What every page has, whatever its type."""

    type = PageTypeField(list(page_types()))
    detail_url = DetailAddressField(help_text="This page in the API.")
    html_url = HtmlAddressField(help_text="This page on the site.")
    slug = TextField(
        help_text="The last part of the page's address; nearly always the same in both languages."
    )
    locale = serializers.ChoiceField(LANGUAGES, source="locale.language_code")
    translation_key = serializers.UUIDField(help_text="What a page and its translation share.")
    first_published_at = serializers.DateTimeField(allow_null=True)
    last_published_at = serializers.DateTimeField(allow_null=True)
    translations = TranslationList(
        child=TranslationSerializer(), help_text="The same page in other languages, where it is published."
    )


class PageDetailMetaSerializer(PageMetaSerializer):
    """What every page has, with what only its own address says."""

    seo_title = TextField(help_text="The title for search engines; empty when it is the page's own.")
    search_description = TextField()
    show_in_menus = serializers.BooleanField()
    parent = PageReferenceSerializer(
        allow_null=True, help_text="The page above; null at the top of a language tree."
    )


class PageItemSerializer(OutputSerializer):
    """A page in a list."""

    id = serializers.IntegerField()
    type = PageTypeField(list(page_types()))
    meta = PageMetaSerializer(source="*")
    title = TextField()


class ListMetaSerializer(serializers.Serializer):
    """What a list says about itself."""

    total_count = serializers.IntegerField(help_text="How many there are in all.")
    locale = serializers.ChoiceField(LANGUAGES, help_text="The language of the list.")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


@extend_schema_serializer(many=False)
class PageListSerializer(serializers.Serializer):
    """A part of the list of pages."""

    meta = ListMetaSerializer()
    items = PageItemSerializer(many=True)


@cache
def page_serializer(model: type[BasePage]) -> type[OutputSerializer]:
    """Return the serializer of a page type: id, type, meta and title, then each of its `api_fields`."""
    fields: dict[str, Any] = {
        "id": serializers.IntegerField(),
        "type": PageTypeField([model._meta.label]),
        "meta": PageDetailMetaSerializer(source="*"),
        "title": TextField(),
    }
    fields |= {name: output_field(model, name) for name in api_field_names(model)}
    fields["__doc__"] = f"A page of the type {model._meta.label}."
    return type(f"{model.__name__}Serializer", (OutputSerializer,), fields)


def output_field(model: type[BasePage], name: str) -> serializers.Field:
    """Return the typed field that writes the API field `name` of a page type.

    Raises:
        TypeError: when the type of the field cannot be told. Nothing in the API is of any type.
    """
    if name in ("authors", "speakers"):
        return LoadedList(child=vocabulary.NamedPersonSerializer())
    if name in VOCABULARIES:
        return LoadedList(child=TERMS[VOCABULARIES[name]]())
    if name == "attachments":
        return LoadedList(child=DocumentSerializer())
    if name == "related_pages":
        return RelatedPagesList(child=PageReferenceSerializer())
    if name == "logo":
        return ImageSerializer(allow_null=True)
    if relation := child_relations(model).get(name):
        return LoadedList(child=CHILDREN[relation.related_model]())
    field = model_field(model, name)
    written = _from_property(model, name) if field is None else _from_model_field(field)
    if written is None:
        raise TypeError(f"{model._meta.label}.{name} is in api_fields, but the API cannot tell its type")
    return written


def _from_model_field(field: models.Field) -> serializers.Field | None:
    optional = {"allow_null": True} if field.null else {}
    match field:
        case WagtailStreamField():
            return StreamField()
        case WagtailRichTextField():
            return RichTextField()
        case models.ForeignKey(related_model=related):
            if related is HouseImage:
                return ImageSerializer(allow_null=True)
            if related is HouseDocument:
                return DocumentSerializer(allow_null=True)
            return TERMS[related](**optional) if related in TERMS else None
        case models.Field(choices=choices) if choices:
            return serializers.ChoiceField(choices, **optional)
        case models.URLField():
            return LinkField()
        case models.CharField() | models.TextField():
            return TextField()
        case models.DateTimeField():
            return serializers.DateTimeField(**optional)
        case models.DateField():
            return serializers.DateField(**optional)
        case models.BooleanField():
            return serializers.BooleanField()
        case models.IntegerField():
            return serializers.IntegerField(**optional)
    return None


def _from_property(model: type[BasePage], name: str) -> serializers.Field | None:
    attribute = inspect.getattr_static(model, name, None)
    function = getattr(attribute, "fget", None) or getattr(attribute, "func", None)
    returned = inspect.get_annotations(function, eval_str=True).get("return") if function else None
    if name == "website":
        return LinkField()
    return {str: TextField, int: serializers.IntegerField}[returned]() if returned in (str, int) else None


def any_page() -> PolymorphicProxySerializer:
    """Return the schema of a page of any type, told apart by `type`."""
    return PolymorphicProxySerializer(
        component_name="Page",
        serializers={label: page_serializer(model) for label, model in page_types().items()},
        resource_type_field_name="type",
    )
