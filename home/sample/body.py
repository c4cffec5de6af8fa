"""Bodies of sample pages: YAML into blocks, with the same block ids in both languages."""

import datetime
import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from .library import Library
from .reading import Entry

TABLE_KEYS = {"caption", "header", "rows", "source"}


def stable_id(*parts: Any) -> str:
    """Return an id made from `parts`: the same for both languages of a page, and on every machine."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "kantho-sample:" + "/".join(map(str, parts))))


@dataclass(frozen=True)
class BodyBuilder:
    """Makes the raw value of a body in one language. `slug` is the page's, from which block ids are made."""

    library: Library
    language: str
    slug: str

    def build(self, block: blocks.StreamBlock, body: Entry) -> blocks.StreamValue:
        """Return the value of `block` that `body` describes, checked as the edit form would check it.

        Raises:
            SampleError: naming the block and the key.
        """
        raw = [self._child(block, number, item) for number, item in enumerate(body.items())]
        value = blocks.StreamValue(block, raw, is_lazy=True)
        try:
            block.clean(value)
        except ValidationError as error:
            raise body.error(_reasons(error)) from error
        return value

    def _child(self, block: blocks.StreamBlock, number: int, item: Entry) -> dict[str, Any]:
        entries = item.entries()
        if len(entries) != 1 or entries[0][0] not in block.child_blocks:
            raise item.error(f"a block is one of {', '.join(block.child_blocks)}.")
        name, entry = entries[0]
        key = (number,)
        return {"type": name, "value": self._value(block.child_blocks[name], entry, key), "id": self._id(key)}

    def _value(self, block: blocks.Block, entry: Entry, key: tuple) -> Any:
        # What a struct of ours is made of decides how its YAML is read; a new block needs nothing here.
        if isinstance(block, blocks.StructBlock):
            return self._struct(block, entry, key)
        if isinstance(block, blocks.ListBlock):
            return [
                {
                    "type": "item",
                    "value": self._value(block.child_block, item, (*key, i)),
                    "id": self._id((*key, i)),
                }
                for i, item in enumerate(entry.items())
            ]
        if isinstance(block, WagtailTableBlock):
            return self._grid(entry)
        if isinstance(block, ImageChooserBlock):
            return self.library.image(entry).pk
        if isinstance(block, SnippetChooserBlock):
            return self.library.term(block.target_model, entry).pk
        if isinstance(block, blocks.DateBlock):
            if type(entry.value) is not datetime.date:
                raise entry.error("a date was expected, such as 2026-03-26.")
            return entry.value.isoformat()
        if isinstance(block, blocks.DecimalBlock):
            return str(entry.value)
        if isinstance(block, blocks.RichTextBlock | blocks.CharBlock | blocks.TextBlock):
            return entry.text(self.language)
        if isinstance(block, blocks.URLBlock | blocks.ChoiceBlock):
            return entry.value
        raise entry.error(f"{type(block).__name__} cannot be written in a sample file.")

    def _struct(self, block: blocks.StructBlock, entry: Entry, key: tuple) -> dict[str, Any]:
        if "table" in block.child_blocks:
            entry.only(TABLE_KEYS)
            table = {"header": entry["header"].value, "rows": entry["rows"].value}
            renamed = {"title": entry["caption"].value, "table": table}
            if "source" in entry:
                renamed["source"] = entry["source"].value
            entry = Entry(renamed, entry.place)
        entry.only(set(block.child_blocks))
        return {
            name: self._value(child, entry[name], (*key, name)) if name in entry else _left_out(child)
            for name, child in block.child_blocks.items()
        }

    def _grid(self, table: Entry) -> dict[str, Any]:
        rows = [table["header"], *table["rows"].items()]
        data = [[self._cell(cell) for cell in row.items()] for row in rows]
        if len({len(row) for row in data}) != 1:
            raise table.error("every row needs as many cells as the header.")
        return {
            "data": data,
            "cell": [],
            "table_caption": "",
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_header_choice": "row",
        }

    def _cell(self, cell: Entry) -> str:
        return str(cell.value) if isinstance(cell.value, int | float) else cell.text(self.language)

    def _id(self, key: tuple) -> str:
        return stable_id(self.slug, "body", *key)


def _left_out(block: blocks.Block) -> Any:
    """Return what the edit form gives for a field that is left as it is; for a text, that is not None."""
    value = block.get_prep_value(block.get_default())
    is_text = isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.URLBlock)
    return "" if value is None and is_text else value


def _reasons(error: ValidationError) -> str:
    """Return the reasons of a block's error, which sit at different depths, as one line."""
    as_json = getattr(error, "as_json_data", None)
    return json.dumps(as_json(), ensure_ascii=False) if as_json else "; ".join(error.messages)
