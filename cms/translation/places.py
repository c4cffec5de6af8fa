"""Where the passages of a page stand, and what each of them is, in words.

A path of wagtail-localize such as `body.<block id>.text` says nothing to a person; here it becomes “Heading, level 2,
block 3 of 9”.
"""

from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.core.languages import in_readers_digits

from .drift import FACTS, ORDER

LIST_ITEM = _("list item")


@dataclass(frozen=True)
class Place:
    """Where a passage stands in its page."""

    field: str  # the model's field, such as `body`
    field_label: str
    kind: str  # the block's type, or the field's name outside a stream
    label: str  # what the passage is, in words: “heading”, “who said it”
    block_id: str = ""
    number: int = 0  # of the block in its stream, from 1
    count: int = 0  # of blocks in that stream
    block_label: str = ""  # what the block is, where the passage is but a part of it
    position: tuple[int, ...] = ()  # of an item in its list, or row and column of a cell, from 1
    level: str = ""  # of a heading: `h2` or `h3`
    is_rich: bool = False  # holds bold, italic and links
    max_length: int | None = None

    @property
    def where(self) -> str:
        """Where the passage stands, in words: “Body, block 3 of 9: chart”, or the field's name."""
        if not self.number:
            return self.field_label
        where = gettext("%(field)s, block %(number)s of %(count)s") % {
            "field": self.field_label,
            "number": in_readers_digits(self.number),
            "count": in_readers_digits(self.count),
        }
        return f"{where}: {self.block_label}" if self.block_label else where

    @property
    def what(self) -> str:
        """What the passage is, in words: “paragraph”, “heading, level 2”, “cell in row 2, column 1”."""
        if self.level:
            return gettext("heading, level %(level)s") % {"level": in_readers_digits(int(self.level[1:]))}
        numbers = [in_readers_digits(number) for number in self.position]
        if len(numbers) == 2:
            return gettext("cell in row %(row)s, column %(column)s") % {
                "row": numbers[0],
                "column": numbers[1],
            }
        if numbers:
            return gettext("%(label)s, no. %(number)s") % {"label": self.label, "number": numbers[0]}
        return str(self.label)


@dataclass
class Places:
    """Finds the places of paths in one page."""

    page: Page
    _streams: dict[str, dict[str, tuple[int, Any]]] = field(default_factory=dict)
    _children: dict[str, list[str]] = field(default_factory=dict)

    def find(self, path: str, template: str | None = None, index: int = 0) -> Place:
        """Return the place of the passage at `path`, the `index`th of those that stand at that very path."""
        name, *rest = path.split(".")
        model_field = self.page._meta.get_field(name)
        if isinstance(model_field, StreamField):
            return self._in_stream(model_field, rest, template, index)
        if isinstance(model_field, models.ManyToOneRel):
            child_field = model_field.related_model._meta.get_field(rest[1])
            return Place(
                field=name,
                field_label=capfirst(str(model_field.related_model._meta.verbose_name_plural)),
                kind=f"{name}.{rest[1]}",
                label=str(child_field.verbose_name),
                block_id=rest[0],
                position=self._position_of_child(name, rest[0]),
                is_rich=isinstance(child_field, RichTextField),
                max_length=getattr(child_field, "max_length", None),
            )
        is_rich = isinstance(model_field, RichTextField)
        label = LIST_ITEM if is_rich and _is_list_item(template, index) else model_field.verbose_name
        return Place(
            field=name,
            field_label=capfirst(str(model_field.verbose_name)),
            kind=name,
            label=str(label),
            is_rich=is_rich,
            max_length=model_field.max_length,
        )

    def describe(self, key: str) -> str:
        """Return where a paragraph of the page stands, in words, by its key in a drift (`cms.translation.drift`)."""
        if key == FACTS:
            return gettext("facts of the page")
        name, *rest = key.removesuffix(ORDER).split(".")
        model_field = self.page._meta.get_field(name)
        if not isinstance(model_field, StreamField):
            related = getattr(model_field, "related_model", None)
            label = related._meta.verbose_name_plural if rest and related else model_field.verbose_name
            return capfirst(str(label))
        label = capfirst(str(model_field.verbose_name))
        for number, child in enumerate(model_field.value_from_object(self.page), 1):
            if rest and str(child.id) == rest[0]:
                numbered = {"field": label, "number": in_readers_digits(number), "block": child.block.label}
                return gettext("%(field)s, block %(number)s: %(block)s") % numbered
        return label

    def _in_stream(self, stream: StreamField, rest: list[str], template: str | None, index: int) -> Place:
        if stream.name not in self._streams:
            value = stream.value_from_object(self.page)
            self._streams[stream.name] = {
                str(child.id): (number, child) for number, child in enumerate(value, 1)
            }
        known = self._streams[stream.name]
        block_id, *inner = rest
        number, child = known[block_id]
        leaf, position = _leaf(child.block, child.value, inner)
        is_rich = isinstance(leaf, blocks.RichTextBlock)
        label = leaf.label or child.block.label
        if is_rich and _is_list_item(template, index):
            label = LIST_ITEM
        level = child.value["level"] if child.block_type == "heading" else ""
        return Place(
            field=stream.name,
            field_label=capfirst(str(stream.verbose_name)),
            kind=child.block_type,
            label=str(label),
            block_id=block_id,
            number=number,
            count=len(known),
            block_label=str(child.block.label) if inner and not level else "",
            position=position,
            level=level,
            is_rich=is_rich,
            max_length=getattr(getattr(leaf, "field", None), "max_length", None),
        )

    def _position_of_child(self, name: str, key: str) -> tuple[int, ...]:
        if name not in self._children:
            self._children[name] = [str(each.translation_key) for each in getattr(self.page, name).all()]
        known = self._children[name]
        return (known.index(key) + 1,) if key in known else ()


def _leaf(block: blocks.Block, value: Any, path: list[str]) -> tuple[blocks.Block, tuple[int, ...]]:
    """Return the definition of the block at the end of `path`, and its position where it is one of many."""
    position: tuple[int, ...] = ()
    for step in path:
        if isinstance(block, blocks.StructBlock):
            block, value = block.child_blocks[step], value[step]
        elif isinstance(block, blocks.ListBlock):
            ids = [str(child.id) for child in value.bound_blocks]
            position = (ids.index(step) + 1,)
            block, value = block.child_block, value.bound_blocks[ids.index(step)].value
        else:  # the cell of a table
            position = tuple(int(number) + 1 for number in step.split("-"))
            break
    return block, position


def _is_list_item(template: str | None, index: int) -> bool:
    """Whether the `index`th passage of a rich text's `template` stands in a list."""
    if not template:
        return False
    found = BeautifulSoup(template, "html.parser").find_all("text")
    return index < len(found) and found[index].find_parent("li") is not None
