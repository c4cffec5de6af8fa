"""`?fields=`: which fields of an answer are written, in the syntax of Wagtail's API v2."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from wagtail.api.v2.utils import FieldsParameterParseError, parse_fields_parameter

from cms.api.parameters import NotAllowedError, Parameter, shown

MAX_LENGTH, MAX_DEPTH = 1000, 3

# The fields of an object by name, each with the fields of the objects in it, None where there are none.
Available = Mapping[str, "Available | None"]
# What the syntax says: name, whether it is left out, and what is said of the fields in it.
Config = list[tuple[str, bool, Any]]


@dataclass(frozen=True)
class Selection:
    """The fields of an object that are written, and those of the objects in it where not all of them are."""

    names: frozenset[str]
    nested: Mapping[str, "Selection"] = field(default_factory=dict)

    def pick(self, value: Any) -> Any:
        """Return of `value`, a written object, a list of them or None, what is selected."""
        if isinstance(value, list):
            return [self.pick(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {
            name: self.nested[name].pick(each) if name in self.nested else each
            for name, each in value.items()
            if name in self.names
        }


@dataclass(frozen=True, kw_only=True)
class Fields(Parameter):
    """The parameter. Its value says what to take and what to leave out, and is not yet held against what there is."""

    name: str = "fields"
    description: str = (
        "Which fields to write, with commas between them: `*` for all and `_` for none, in the first place; `-name` to"
        " leave one out; `name(…)` for the fields of an object. `id` and `type` are always there."
    )

    def read(self, text: str) -> Config:
        depth = max(
            (text[:end].count("(") - text[:end].count(")") for end in range(len(text[:MAX_LENGTH]))),
            default=0,
        )
        try:
            if len(text) > MAX_LENGTH or depth > MAX_DEPTH:
                raise FieldsParameterParseError
            return list(parse_fields_parameter(text))
        except FieldsParameterParseError:
            raise NotAllowedError(
                _("“%(value)s” is not a list of fields, such as “*,-body” or “_,title,hero_image(url)”.")
                % {"value": shown(text)}
            ) from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": MAX_LENGTH}


FIELDS = Fields()


def select(config: Config | None, available: Available, default: frozenset[str]) -> Selection | None:
    """Return what `config` selects of the fields `available`; None when it selects all there is.

    Args:
        config: what the parameter says; None when it was not given.
        available: the fields there are.
        default: those that are written unless something else is said.

    Raises:
        NotAllowedError: naming the fields that there are not, and those there are.
    """
    config = list(config or [])
    names = set(default)
    if config and config[0][0] in ("*", "_"):
        names = set(available) if config[0][0] == "*" else set()
        config = config[1:]
    unknown = [name for name, _is_negated, _inner in config if name not in available]
    if unknown:
        raise NotAllowedError(
            _("There is no field “%(name)s” here.") % {"name": shown(", ".join(unknown))},
            allowed=sorted(available),
        )
    nested: dict[str, Selection] = {}
    for name, is_negated, inner in config:
        (names.discard if is_negated else names.add)(name)
        if inner is None:
            continue
        inside = available[name]
        if inside is None or is_negated:
            raise NotAllowedError(_("“%(name)s” has no fields of its own to choose from.") % {"name": name})
        if (chosen := select(inner, inside, frozenset(inside))) is not None:
            nested[name] = chosen
    if not nested and names == set(available):
        return None
    return Selection(frozenset(names), nested)
