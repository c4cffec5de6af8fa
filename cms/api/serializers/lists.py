"""Lists: what they say of themselves, and what is in them."""

from functools import cache

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_serializer
from rest_framework import serializers

from cms.api.facets import FacetValueSerializer, facets_of
from cms.api.page_types import page_types
from cms.api.serializers.pages import PageItemSerializer, page_serializer
from cms.core.languages import LANGUAGES
from cms.core.models import ArticlePage


class ListMetaSerializer(serializers.Serializer):
    """What a list says about itself."""

    total_count = serializers.IntegerField(help_text="How many there are in all.")
    locale = serializers.ChoiceField(LANGUAGES, help_text="The language of the list.")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


@cache
def list_serializer(model: type[ArticlePage] | None) -> type[serializers.Serializer]:
    """Return the schema of the answer of a list of pages of the type `model`, or of all types.

    An item is in the short form, or whole with `fields=*`, or in part with other `fields`.
    """
    name = model.__name__ if model else "Page"
    models = [model] if model else list(page_types().values())
    facets = {
        each: FacetValueSerializer(many=True, required=False, help_text="Only when `facets` asks for it.")
        for each in facets_of(model)
    }
    facets_name = f"{name}Facets"
    facets["__doc__"] = "How many pages there are for each value of a filter."
    meta = type(
        f"{name}ListMetaSerializer",
        (ListMetaSerializer,),
        {
            "facets": type(f"{facets_name}Serializer", (serializers.Serializer,), facets)(required=False),
            "__doc__": ListMetaSerializer.__doc__,
        },
    )
    items = PolymorphicProxySerializer(
        component_name=f"{name}ListItem",
        serializers=[PageItemSerializer, *(page_serializer(each) for each in models)],
        resource_type_field_name=None,
        many=True,
    )
    fields = {"meta": meta(), "items": items, "__doc__": "A part of a list of pages."}
    return extend_schema_serializer(many=False)(
        type(f"{name}ListSerializer", (serializers.Serializer,), fields)
    )
