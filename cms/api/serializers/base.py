"""What all serializers of the API share: they only write, and they read what the loader has fetched."""

from datetime import time
from decimal import Decimal
from typing import Any

from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cms.api.addresses import Addresses
from cms.api.loading import Loaded


class OutputSerializer(serializers.Serializer):
    """A serializer whose every field is in every answer. Its context holds `loaded` and `addresses`."""

    @property
    def loaded(self) -> Loaded:
        """What the pages of the answer refer to."""
        return self.context["loaded"]

    @property
    def addresses(self) -> Addresses:
        """Where things are."""
        return self.context["addresses"]

    @property
    def language(self) -> str:
        """The language being written: that of the page, for which the view activates it."""
        return get_language() or "bn"


class LoadedList(serializers.ListSerializer):
    """A list of the page's, such as its topics, as the loader has fetched it."""

    def get_attribute(self, instance: Any) -> list[Any]:
        return self.context["loaded"].rows(instance, self.field_name)


@extend_schema_field({"type": "number"})
class NumberField(serializers.Field):
    """A number as JSON writes numbers: 41 stays 41, 12.50 becomes 12.5."""

    def to_representation(self, value: Decimal) -> int | float:
        return int(value) if value == value.to_integral_value() else float(value)


@extend_schema_field({"type": ["string", "null"], "format": "uri"})
class LinkField(serializers.Field):
    """A URL that an editor gave, in ASCII; null when there is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**(kwargs | {"allow_null": True}))

    def to_representation(self, value: str) -> str | None:
        return iri_to_uri(value) or None


@extend_schema_field({"type": "string", "pattern": r"^\d\d:\d\d$"})
class ClockField(serializers.Field):
    """A time of day, such as 09:30. JSON Schema's own format for times would want a zone with it."""

    def to_representation(self, value: time) -> str:
        return f"{value:%H:%M}"


@extend_schema_field(OpenApiTypes.STR)
class TextField(serializers.Field):
    """Text as it is stored, without the limits and checks of an input field."""

    def to_representation(self, value: Any) -> str:
        return str(value)
