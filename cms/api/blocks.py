"""Stored streams as plain values, and what they point to.

The API reads streams as they lie in the database and never asks a block for its value: a block would fetch
what it points to by itself, while the loader fetches it for all blocks of all pages of an answer at once.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from wagtail import blocks
from wagtail.blocks.list_block import ListBlock
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.core.models import Authority
from cms.core.text import list_items


@dataclass
class References:
    """The keys of everything that some content points to."""

    pages: set[int] = field(default_factory=set)
    images: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    authorities: set[int] = field(default_factory=set)


def unpack_stream(stream: blocks.StreamValue, found: References) -> list[dict[str, Any]]:
    """Return the blocks of `stream` as type, id and plain value, and add to `found` what they point to.

    A block of a type that no longer exists is left out, as Wagtail does.
    """
    kinds = stream.stream_block.child_blocks
    return [
        {
            "type": child["type"],
            "id": str(child.get("id") or ""),
            "value": unpack(kinds[child["type"]], child["value"], found),
        }
        for child in stream.raw_data
        if child["type"] in kinds
    ]


def unpack(block: blocks.Block, raw: Any, found: References) -> Any:
    """Return the stored value `raw` of `block` as plain values: what is missing in it is empty.

    Raises:
        TypeError: for a kind of block that the API does not know yet.
    """
    known = _readers.get(id(block))
    if known is None:
        # The block is kept with its reader, so that no other is ever given its identity.
        known = _readers[id(block)] = (block, _reader(block))
    return known[1](raw, found)


# A reader turns a stored value into plain ones. Which one a block has is looked up once for each block there is.
Reader = Callable[[Any, References], Any]
_readers: dict[int, tuple[blocks.Block, Reader]] = {}


def _reader(block: blocks.Block) -> Reader:
    match block:
        case blocks.StructBlock():
            children = [(name, _reader(child)) for name, child in block.child_blocks.items()]
            return lambda raw, found: {name: read((raw or {}).get(name), found) for name, read in children}
        case ListBlock():
            read_item = _reader(block.child_block)
            return lambda raw, found: [read_item(item, found) for item in list_items(raw)]
        case blocks.RichTextBlock():
            return _read_rich_text
        case ImageChooserBlock():
            return lambda raw, found: _key(raw, found.images)
        case DocumentChooserBlock():
            return lambda raw, found: _key(raw, found.documents)
        case blocks.PageChooserBlock():
            return lambda raw, found: _key(raw, found.pages)
        case SnippetChooserBlock() if block.target_model is Authority:
            return lambda raw, found: _key(raw, found.authorities)
        case TableBlock():
            return lambda raw, found: raw if isinstance(raw, dict) else {}
        case blocks.DecimalBlock():
            return lambda raw, found: _number(raw)
        case blocks.DateBlock():
            return lambda raw, found: block.to_python(raw)
        case blocks.ChoiceBlock():
            return lambda raw, found: raw or block.get_default()
        case blocks.CharBlock() | blocks.TextBlock() | blocks.URLBlock():
            return lambda raw, found: raw or ""
    raise TypeError(f"the API cannot read blocks of the kind {type(block).__name__}")


def _read_rich_text(raw: Any, found: References) -> str:
    collect_links(raw or "", found)
    return raw or ""


def collect_links(html: str, found: References) -> None:
    """Add to `found` the pages and documents that the stored rich text `html` links to."""
    if "linktype=" not in html:
        return
    targets = {"page": found.pages, "document": found.documents}
    for attributes in map(extract_attrs, FIND_A_TAG.findall(html)):
        keys = targets.get(attributes.get("linktype", ""))
        if keys is not None and (key := link_key(attributes)):
            keys.add(key)


def link_key(attributes: dict[str, str]) -> int | None:
    """Return the key of what a stored link points to."""
    key = attributes.get("id", "")
    return int(key) if key.isascii() and key.isdigit() else None


def _key(raw: Any, found: set[int]) -> int | None:
    if not raw:
        return None
    found.add(int(raw))
    return int(raw)


def _number(raw: Any) -> Decimal:
    try:
        number = Decimal(str(raw))
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() else Decimal(0)
