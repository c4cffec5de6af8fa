"""Pages: the short form of lists, and a form for each page type, made from the type's `api_fields`."""

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import models
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers
from wagtail.fields import RichTextField as WagtailRichTextField
from wagtail.fields import StreamField as WagtailStreamField
from wagtail.models import Page

from cms.api.fields import Available, Selection
from cms.api.loading import (
    LINKS,
    OF_ORGANISATION,
    VOCABULARIES,
    api_field_names,
    child_relations,
    model_field,
)
from cms.api.output import Output
from cms.api.page_types import name_of, page_types
from cms.api.rows import STATES, TermRow
from cms.api.serializers.base import LinkField, OutputSerializer, TextField, write_moment, writer
from cms.api.serializers.blocks import StreamField
from cms.api.serializers.children import CHILDREN
from cms.api.serializers.media import DocumentSerializer, ImageSerializer
from cms.api.serializers.references import PageReferenceSerializer, TranslationSerializer, write_targets
from cms.api.serializers.richtext import RichTextField
from cms.api.serializers.vocabulary import TERMS, NamedPersonSerializer
from cms.core.languages import LANGUAGES, language_of
from cms.core.models import BasePage, Organisation
from cms.documents.models import HouseDocument
from cms.images.models import HouseImage

# Reads a field of a page and returns what the answer holds.
PageWriter = Callable[[Any, Output], Any]


def page_type_field(choices: list[str]) -> serializers.ChoiceField:
    """Return the schema of the name of a page's type, such as `press.StatementPage`."""
    return serializers.ChoiceField(choices, help_text="The page's type, as `app.Model`.")


class PageMetaSerializer(OutputSerializer):
    """What every page has, whatever its type."""

    type = page_type_field(list(page_types()))
    detail_url = serializers.URLField(help_text="This page in the API.")
    html_url = serializers.URLField(help_text="This page on the site.")
    slug = TextField(
        help_text="The last part of the page's address; nearly always the same in both languages."
    )
    locale = serializers.ChoiceField(LANGUAGES)
    is_fallback = serializers.BooleanField(
        help_text="Whether it stands in for a page that is not published in the language asked for."
    )
    translation_key = serializers.UUIDField(help_text="What a page and its translation share.")
    translation_state = serializers.ChoiceField(
        STATES,
        help_text="`original`: the text was written in this language. `current`: it says what the original says."
        " `outdated`: the original has been published with changes since. `detached`: it goes its own way.",
    )
    first_published_at = serializers.DateTimeField(allow_null=True)
    last_published_at = serializers.DateTimeField(allow_null=True)
    translations = TranslationSerializer(
        many=True, help_text="The same page in other languages, where it is published."
    )


class PageDetailMetaSerializer(PageMetaSerializer):
    """What every page has, with what lists leave out unless they are asked for it."""

    seo_title = TextField(help_text="The title for search engines; empty when it is the page's own.")
    search_description = TextField()
    show_in_menus = serializers.BooleanField()
    parent = PageReferenceSerializer(
        allow_null=True, help_text="The page above; null at the top of a language tree."
    )


META: dict[str, PageWriter] = {
    "type": lambda page, out: name_of(page),
    "detail_url": lambda page, out: out.addresses.detail(page.pk),
    "html_url": lambda page, out: out.addresses.page(page),
    "slug": lambda page, out: page.slug,
    "locale": lambda page, out: language_of(page),
    "is_fallback": lambda page, out: out.asked not in (None, language_of(page)),
    "translation_key": lambda page, out: str(page.translation_key),
    "translation_state": lambda page, out: out.loaded.state(page),
    "first_published_at": lambda page, out: write_moment(page.first_published_at),
    "last_published_at": lambda page, out: write_moment(page.last_published_at),
    "translations": lambda page, out: [
        TranslationSerializer.write(twin, out) for twin in out.loaded.translations(page)
    ],
    "seo_title": lambda page, out: page.seo_title,
    "search_description": lambda page, out: page.search_description,
    "show_in_menus": lambda page, out: page.show_in_menus,
    "parent": lambda page, out: PageReferenceSerializer.write(out.loaded.parent(page), out),
}
LIST_FIELDS = frozenset({"title", *PageMetaSerializer._declared_fields})


class PageItemSerializer(OutputSerializer):
    """A page in a list, unless `fields` asks for more."""

    id = serializers.IntegerField()
    type = page_type_field(list(page_types()))
    meta = PageMetaSerializer()
    title = TextField()


@cache
def page_serializer(model: type[BasePage]) -> type[OutputSerializer]:
    """Return the schema of a page type: id, type, meta and title, then each of its `api_fields`."""
    fields: dict[str, Any] = {
        "id": serializers.IntegerField(),
        "type": page_type_field([model._meta.label]),
        "meta": PageDetailMetaSerializer(),
        "title": TextField(),
    }
    fields |= {name: output_field(model, name) for name in api_field_names(model)}
    fields["__doc__"] = f"A page of the type {model._meta.label}."
    return type(f"{model.__name__}Serializer", (OutputSerializer,), fields)


def write_page(page: Page, out: Output, selection: Selection | None = None) -> dict[str, Any]:
    """Return `page`, of its own type if any of its own fields is selected, as an answer holds it.

    Args:
        page: what was loaded into `out`.
        out: the language, the form and what the page refers to.
        selection: the fields to write; None for all.
    """
    label = name_of(page)
    chosen = None if selection is None else selection.names
    written: dict[str, Any] = {"id": page.pk, "type": label}
    meta = {name: write(page, out) for name, write in META.items() if chosen is None or name in chosen}
    if meta:
        written["meta"] = meta
    if chosen is None or "title" in chosen:
        written["title"] = page.title
    if isinstance(page, BasePage):
        for name, write in page_writers(type(page)):
            if chosen is None or name in chosen:
                written[name] = write(page, out)
    if selection is not None:
        for name, inner in selection.nested.items():
            holder = meta if name in META else written
            if name in holder:
                holder[name] = inner.pick(holder[name])
    return written


@cache
def page_writers(model: type[BasePage]) -> tuple[tuple[str, PageWriter], ...]:
    """Return the API fields of a page type with what writes each."""
    return tuple((name, _page_writer(model, name)) for name in api_field_names(model))


@cache
def available_fields(model: type[BasePage]) -> Available:
    """Return the names that `fields` may hold for a page type, with the names inside each."""
    meta, own = PageDetailMetaSerializer._declared_fields, page_serializer(model)._declared_fields
    return {name: _inside(field) for name, field in {**meta, **own}.items() if name not in ("id", "meta")}


def _inside(field: serializers.Field) -> Available | None:
    inner = field.child if isinstance(field, serializers.ListSerializer) else field
    if not isinstance(inner, OutputSerializer):
        return None
    return {name: _inside(each) for name, each in inner._declared_fields.items()}


def _page_writer(model: type[BasePage], name: str) -> PageWriter:
    schema, field = output_field(model, name), model_field(model, name)
    write = writer(schema)
    if name == "related_pages":
        return lambda page, out: write_targets(out.loaded.links[page.pk, name], out)
    if name in LINKS:
        return lambda page, out: write(out.loaded.links[page.pk, name], out)
    if isinstance(field, WagtailStreamField):
        return lambda page, out: write(out.loaded.streams[page.pk, name], out)
    if name in child_relations(model):
        return lambda page, out: write(out.loaded.children[page.pk, name], out)
    if field is None and name in OF_ORGANISATION:
        return lambda page, out: _of_organisation(
            name, out.loaded.terms[Organisation, page.organisation_id], out
        )
    attribute = field.attname if isinstance(field, models.ForeignKey) else name
    if write is None:
        return lambda page, out: getattr(page, attribute)
    return lambda page, out: write(getattr(page, attribute), out)


def _of_organisation(name: str, organisation: TermRow, out: Output) -> Any:
    match name:
        case "official_name":
            return organisation.named(out.language)
        case "logo":
            return ImageSerializer.write(organisation.facts["logo"], out)
        case "website":
            return LinkField.write(organisation.facts["website"], out)
    return organisation.facts[name]


def output_field(model: type[BasePage], name: str) -> serializers.Field:
    """Return the schema of the API field `name` of a page type.

    Raises:
        TypeError: when the type of the field cannot be told. Nothing in the API is of any type.
    """
    if name in ("authors", "speakers"):
        return NamedPersonSerializer(many=True)
    if name in VOCABULARIES:
        return TERMS[VOCABULARIES[name]](many=True)
    if name == "attachments":
        return DocumentSerializer(many=True)
    if name == "related_pages":
        return PageReferenceSerializer(many=True)
    if name == "logo":
        return ImageSerializer(allow_null=True)
    if relation := child_relations(model).get(name):
        return CHILDREN[relation.related_model](many=True)
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
