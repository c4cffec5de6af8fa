"""Query parameters: each endpoint names its own; any other, and any value out of bounds, is an error."""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter

from cms.api.errors import InvalidParameters
from cms.bangla.graphemes import truncate
from cms.core.languages import in_readers_digits

# Longer numbers than any bound has digits are not read at all.
NUMBER = re.compile(r"[0-9]{1,10}")


class NotAllowedError(Exception):
    """A value is not allowed; carries what the answer says about it."""

    def __init__(self, detail: str, **limits: Any) -> None:
        super().__init__(detail)
        self.detail, self.limits = detail, limits


@dataclass(frozen=True, kw_only=True)
class Parameter(ABC):
    """One query parameter. `description` is for the OpenAPI document, which is in English."""

    name: str
    description: str
    default: Any = None

    @abstractmethod
    def read(self, text: str) -> Any:
        """Return the value that `text` stands for.

        Raises:
            NotAllowedError: with what is allowed.
        """

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""

    def describe(self) -> OpenApiParameter:
        """Return the parameter for the OpenAPI document."""
        return OpenApiParameter(
            self.name, self.schema(), description=self.description, explode=False, style="form"
        )


@dataclass(frozen=True, kw_only=True)
class Number(Parameter):
    """A whole number between two bounds."""

    minimum: int
    maximum: int

    def read(self, text: str) -> int:
        if not NUMBER.fullmatch(text) or not self.minimum <= int(text) <= self.maximum:
            raise NotAllowedError(
                _("“%(value)s” is not a whole number from %(minimum)s to %(maximum)s.")
                % {
                    "value": shown(text),
                    "minimum": in_readers_digits(self.minimum),
                    "maximum": in_readers_digits(self.maximum),
                },
                minimum=self.minimum,
                maximum=self.maximum,
            )
        return int(text)

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum, "default": self.default}


@dataclass(frozen=True, kw_only=True)
class Choice(Parameter):
    """One of a few words."""

    choices: tuple[str, ...]

    def read(self, text: str) -> Any:
        if text not in self.choices:
            raise NotAllowedError(
                _("“%(value)s” is not one of the allowed values.") % {"value": shown(text)},
                allowed=list(self.choices),
            )
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.choices)}


@dataclass(frozen=True, kw_only=True)
class Choices(Choice):
    """One or more of a few words, with commas between them."""

    def read(self, text: str) -> list[str]:
        return [super(Choices, self).read(word) for word in text.split(",")]

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": super().schema(), "minItems": 1}


def read_parameters(query: QueryDict, parameters: Iterable[Parameter]) -> dict[str, Any]:
    """Return the value of each of `parameters` in `query`, or its default.

    Raises:
        InvalidParameters: naming every unknown parameter and every bad value, all at once.
    """
    known = {parameter.name: parameter for parameter in parameters}
    values = {parameter.name: parameter.default for parameter in known.values()}
    errors: list[dict[str, Any]] = []
    for name, texts in query.lists():
        try:
            values[name] = _read_one(name, texts, known)
        except NotAllowedError as error:
            errors.append(
                {
                    "parameter": shown(name),
                    "detail": error.detail,
                    "allowed": error.limits.get("allowed"),
                    "minimum": error.limits.get("minimum"),
                    "maximum": error.limits.get("maximum"),
                }
            )
    if errors:
        raise InvalidParameters(errors[:20])
    return values


def _read_one(name: str, texts: list[str], known: dict[str, Parameter]) -> Any:
    if name not in known:
        raise NotAllowedError(
            _("There is no parameter “%(name)s” here.") % {"name": shown(name)}, allowed=sorted(known)
        )
    if len(texts) != 1:
        raise NotAllowedError(_("“%(name)s” may be given once only.") % {"name": name})
    return known[name].read(texts[0])


def shown(text: str) -> str:
    """Return `text`, which came from outside, short and without control characters, to quote in an answer."""
    start = "".join(character for character in text[:200] if unicodedata.category(character)[0] != "C")
    return truncate(start, 60)
