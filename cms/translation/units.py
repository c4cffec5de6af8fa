"""Digests of everything a page says, each under its place: what two versions of an original are compared by."""

import json
import re
from collections import defaultdict
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_serializable_data_for_fields
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import String
from wagtail_localize.segments import (
    OverridableSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments

from .drift import FACTS, ORDER

_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
# What says where a row belongs, not what it says.
_LINKS = {"pk", "id", "page", "sort_order", "locale", "translation_key", "latest_revision", "live_revision"}


def units_of(page: Page) -> dict[str, list[str]]:
    """Return the units of `page`, a page of its own type, saved or not.

    Words are digested as wagtail-localize does (`String.data_hash`), so that a digest leads back to the words.
    """
    units: dict[str, list[str]] = defaultdict(list)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            units[segment.path].append(string_digest(segment.string.data))
            if segment.attrs:
                units[segment.path].append(_digest(segment.attrs))
        elif isinstance(segment, TemplateSegmentValue):
            units[segment.path].append(_digest(bare_template(segment.template)))
        elif isinstance(segment, OverridableSegmentValue) and "'" not in segment.path:
            units[f"{segment.path}{FACTS}"].append(_digest(segment.data))
    units.update(_facts_of_page(page))
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            units.update(_facts_of_stream(field, page))
    return dict(units)


def bare_template(template: str) -> str:
    """Return a rich text's template without the keys that the admin's editor gives to paragraphs for itself.

    They come and go when a page is saved in the admin, and say nothing to a reader.
    """
    return _BLOCK_KEY.sub("", template)


def string_digest(data: str) -> str:
    """Return wagtail-localize's own digest of the string `data`, in hexadecimal digits."""
    return String._get_data_hash(data).hex


def _facts_of_page(page: Page) -> dict[str, list[str]]:
    facts: dict[str, Any] = {}
    units = {}
    for rule in get_translatable_fields(type(page)):
        field = rule.get_field(type(page))
        if isinstance(field, StreamField) or not rule.is_synchronized(page):
            continue
        if isinstance(field, models.ManyToOneRel) and isinstance(field.remote_field, ParentalKey):
            rows = [_row(child) for child in getattr(page, field.name).all()]
            if issubclass(field.related_model, TranslatableMixin):
                for child in getattr(page, field.name).all():
                    units[f"{field.name}.{child.translation_key}{FACTS}"] = [_digest(_own_facts(child))]
            else:
                facts[field.name] = rows
        elif not rule.is_translated(page):
            facts[field.name] = field.value_from_object(page)
    # Two children that change places are moved; a child's own words and facts are units of their own.
    units[FACTS] = [_digest(facts)]
    return units


def _row(child: models.Model) -> dict[str, Any]:
    data = get_serializable_data_for_fields(child)
    return {name: value for name, value in data.items() if name not in _LINKS}


def _own_facts(child: models.Model) -> dict[str, Any]:
    words = {rule.field_name for rule in get_translatable_fields(type(child)) if rule.is_translated(child)}
    return {name: value for name, value in _row(child).items() if name not in words}


def _facts_of_stream(field: StreamField, page: Page) -> dict[str, list[str]]:
    value = field.value_from_object(page)
    raw = field.get_prep_value(value)
    stored = json.loads(raw) if isinstance(raw, str) else raw
    units = {f"{field.name}{ORDER}": [block["id"] for block in stored]}
    for block in stored:
        definition = value.stream_block.child_blocks.get(block["type"])
        facts = _block_facts(definition, block["value"]) if definition is not None else None
        units[f"{field.name}.{block['id']}{FACTS}"] = [_digest([block["type"], facts])]
    return units


def _block_facts(block: blocks.Block, value: Any) -> Any:
    """Return what of a stored block's value is no text to translate."""
    if hasattr(block, "get_translatable_segments"):
        words = {segment.string.render_text() for segment in block.get_translatable_segments(value)}
        if isinstance(value, dict) and "data" in value:
            # A table: the rest is how its grid was last drawn in the admin.
            value = {name: value.get(name) for name in ("data", "table_header_choice")}
        return _without(value, words)
    if isinstance(block, blocks.StructBlock):
        children = block.child_blocks
        return {name: _block_facts(children[name], each) for name, each in value.items() if name in children}
    if isinstance(block, blocks.ListBlock):
        items = [each["value"] if isinstance(each, dict) and "value" in each else each for each in value]
        return [_block_facts(block.child_block, each) for each in items]
    if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.RichTextBlock):
        return None
    return value


def _without(value: Any, words: set[str]) -> Any:
    if isinstance(value, dict):
        return {key: _without(each, words) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(each, words) for each in value]
    return None if isinstance(value, str) and value in words else value


class _Encoder(DjangoJSONEncoder):
    """Writes a moment the same whatever the time zone it is held in: a form has Dhaka's, the database UTC."""

    def default(self, o: Any) -> Any:
        if isinstance(o, datetime) and o.tzinfo is not None:
            o = o.astimezone(UTC)
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def _digest(value: Any) -> str:
    text = json.dumps(value, cls=_Encoder, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:32]
