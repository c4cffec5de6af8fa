"""What all serializers of the API share.

A serializer says twice what an answer holds, in one place: its fields are the schema, and its `write` makes the answer.
Writing takes plain values that were fetched for the whole answer beforehand, and asks the database nothing. It does not
go through the framework's own fields, which cost more than all else an answer takes (measured).
"""

import datetime
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.encoding import iri_to_uri
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cms.api.output import Output

# Takes a plain value and returns what the answer holds.
Writer = Callable[[Any, Output], Any]


class OutputSerializer(serializers.Serializer):
    """An object of an answer. Fields that are not required are those that a parameter asks for."""

    @classmethod
    def write(cls, value: Any, out: Output) -> Any:
        """Return the object for `value`, a mapping with a plain value for each field."""
        return {name: write(value[name], out) if write else value[name] for name, write in plan(cls)}


@cache
def plan(serializer: type[OutputSerializer]) -> tuple[tuple[str, Writer | None], ...]:
    """Return the fields of a serializer with what writes each; None for values that are written as they are."""
    return tuple((name, writer(field)) for name, field in serializer._declared_fields.items())


def writer(field: serializers.Field) -> Writer | None:
    """Return what writes the values of `field`; None when they are written as they are."""
    match field:
        case serializers.ListSerializer() | serializers.ListField():
            return _list_writer(writer(field.child))
        case OutputSerializer() | OutputField():
            return field.write
        case serializers.DateTimeField():
            return lambda value, _out: write_moment(value)
        case serializers.DateField():
            return lambda value, _out: write_date(value)
        case serializers.UUIDField():
            return lambda value, _out: str(UUID(str(value)))  # SQLite's JSON has it without hyphens
    return None


def write_moment(value: datetime.datetime | None) -> str | None:
    """Return a point in time as ISO 8601 with Dhaka's zone."""
    return timezone.localtime(value).isoformat() if value is not None else None


def write_date(value: datetime.date | str | None) -> str | None:
    """Return a day as ISO 8601; as text it is that already."""
    return value.isoformat() if isinstance(value, datetime.date) else value


def _list_writer(write: Writer | None) -> Writer:
    if write is None:
        return lambda values, _out: list(values)
    return lambda values, out: [written for value in values if (written := write(value, out)) is not None]


class OutputField(serializers.Field):
    """A value of an answer. A subclass says how it is written."""

    @staticmethod
    def write(value: Any, out: Output) -> Any:
        """Return what the answer holds for `value`."""
        return value


@extend_schema_field({"type": "number"})
class NumberField(OutputField):
    """A number as JSON writes numbers: 41 stays 41, 12.50 becomes 12.5."""

    @staticmethod
    def write(value: Decimal, out: Output) -> int | float:
        return int(value) if value == value.to_integral_value() else float(value)


@extend_schema_field({"type": ["string", "null"], "format": "uri"})
class LinkField(OutputField):
    """A URL that an editor gave, in ASCII; null when there is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**(kwargs | {"allow_null": True}))

    @staticmethod
    def write(value: str, out: Output) -> str | None:
        return str(iri_to_uri(value)) or None


@extend_schema_field({"type": "string", "pattern": r"^\d\d:\d\d$"})
class ClockField(OutputField):
    """A time of day, such as 09:30. JSON Schema's own format for times would want a zone with it."""

    @staticmethod
    def write(value: datetime.time | str, out: Output) -> str:
        return str(value)[:5]


@extend_schema_field(OpenApiTypes.STR)
class TextField(serializers.Field):
    """Text as it is stored, without the limits and checks of an input field."""
