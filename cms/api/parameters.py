"""Query parameters: each endpoint names its own; any other, and any value out of bounds, is an error."""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter

from cms.api.errors import InvalidParameters
from cms.bangla.graphemes import truncate
from cms.core.languages import in_readers_digits

# Longer numbers than any bound has digits are not read at all.
NUMBER = re.compile(r"[0-9]{1,10}")
SLUG = re.compile(r"[A-Za-z0-9_-]{1,100}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# SQLite and PostgreSQL refuse to compare a key with a larger number.
MAX_KEY = 2**31 - 1


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
    required: bool = False

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
            self.name,
            self.schema(),
            description=self.description,
            required=self.required,
            explode=False,
            style="form",
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
        bounds = {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}
        return bounds | ({"default": self.default} if self.default is not None else {})


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


@dataclass(frozen=True, kw_only=True)
class Flag(Parameter):
    """`true` or `false`."""

    def read(self, text: str) -> bool:
        if text not in ("true", "false"):
            raise NotAllowedError(
                _("“%(value)s” is not one of the allowed values.") % {"value": shown(text)},
                allowed=["true", "false"],
            )
        return text == "true"

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True, kw_only=True)
class Text(Parameter):
    """Words of a reader."""

    max_length: int = 200

    def read(self, text: str) -> str:
        if not text.strip() or len(text) > self.max_length or "\0" in text:
            raise NotAllowedError(
                _("This has to be text of 1 to %(maximum)s characters.")
                % {"maximum": in_readers_digits(self.max_length)},
                maximum=self.max_length,
            )
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.max_length}


@dataclass(frozen=True, kw_only=True)
class Slugs(Parameter):
    """Short ASCII names, with commas between them: any of them will do."""

    maximum: int = 20

    def read(self, text: str) -> list[str]:
        slugs = text.split(",")
        if len(slugs) > self.maximum or not all(SLUG.fullmatch(slug) for slug in slugs):
            raise NotAllowedError(
                _("“%(value)s” is not a list of names of Latin letters, digits and hyphens.")
                % {"value": shown(text)}
            )
        return slugs

    def schema(self) -> dict[str, Any]:
        return {
            "type": "array",
            "items": {"type": "string", "pattern": f"^{SLUG.pattern}$"},
            "minItems": 1,
            "maxItems": self.maximum,
        }


@dataclass(frozen=True, kw_only=True)
class Keys(Parameter):
    """Ids, with commas between them."""

    maximum: int = 100

    def read(self, text: str) -> list[int]:
        keys = text.split(",")
        if len(keys) > self.maximum or not all(NUMBER.fullmatch(key) and int(key) <= MAX_KEY for key in keys):
            raise NotAllowedError(
                _("“%(value)s” is not a list of at most %(maximum)s ids.")
                % {"value": shown(text), "maximum": in_readers_digits(self.maximum)}
            )
        return [int(key) for key in keys]

    def schema(self) -> dict[str, Any]:
        item = {"type": "integer", "minimum": 0, "maximum": MAX_KEY}
        return {"type": "array", "items": item, "minItems": 1, "maxItems": self.maximum}


@dataclass(frozen=True, kw_only=True)
class PageKey(Parameter):
    """The id of a page, or `root` for the home page of the list's language."""

    def read(self, text: str) -> int | str:
        if text == "root":
            return text
        if not NUMBER.fullmatch(text) or int(text) > MAX_KEY:
            raise NotAllowedError(
                _("“%(value)s” is not the id of a page.") % {"value": shown(text)}, minimum=1, maximum=MAX_KEY
            )
        return int(text)

    def schema(self) -> dict[str, Any]:
        return {
            "oneOf": [
                {"type": "integer", "minimum": 0, "maximum": MAX_KEY},
                {"type": "string", "enum": ["root"]},
            ]
        }


@dataclass(frozen=True, kw_only=True)
class Day(Parameter):
    """A day from 1900 to 2200, in ISO 8601."""

    def read(self, text: str) -> date:
        try:
            if not DAY.fullmatch(text) or not 1900 <= int(text[:4]) <= 2200:
                raise ValueError
            return date.fromisoformat(text)
        except ValueError:
            raise NotAllowedError(
                _("“%(value)s” is not a date such as 2026-03-26.") % {"value": shown(text)}
            ) from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


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
            errors.append(describe_error(name, error))
    for parameter in known.values():
        if parameter.required and parameter.name not in query:
            errors.append(describe_error(parameter.name, NotAllowedError(_("This parameter is needed."))))
    if errors:
        raise InvalidParameters(errors[:20])
    return values


def describe_error(name: str, error: NotAllowedError) -> dict[str, Any]:
    """Return what an answer says of the parameter `name` that `error` is about."""
    return {
        "parameter": shown(name),
        "detail": error.detail,
        "allowed": error.limits.get("allowed"),
        "minimum": error.limits.get("minimum"),
        "maximum": error.limits.get("maximum"),
    }


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
