"""Plain text out of rich content."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.blocks.list_block import ListBlock
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.rich_text import RichText, get_text_for_indexing


def plain_text(value: Any) -> str:
    """Return the words of `value` (a stream, a block's value, rich text or plain text), without markup.

    A stream is read as it is stored: nothing that it points to is fetched for its words.
    """
    if isinstance(value, blocks.StreamValue):
        kinds = value.stream_block.child_blocks
        stored = (child for child in value.raw_data if child["type"] in kinds)
        return " ".join(text for child in stored for text in _texts(kinds[child["type"]], child["value"]))
    return get_text_for_indexing(value.source if isinstance(value, RichText) else str(value or ""))


def paragraphs_of(html: str) -> str:
    """Return the words of rich text, a blank line between paragraphs and a dash before each list item."""
    marked = re.sub(r"<li[^>]*>", "\n- ", html)
    marked = re.sub(r"<br\s*/?>", "\n", marked)
    marked = re.sub(r"</(p|ul|ol)>", "\n\n", marked)
    return re.sub(r"\n{3,}", "\n\n", unescape(strip_tags(marked))).strip()


def list_items(raw: Any) -> Iterator[Any]:
    """Yield the values of a stored list block, which has had two forms (the older one without ids)."""
    for item in raw or []:
        is_wrapped = isinstance(item, dict) and item.get("type") == "item" and "value" in item
        yield item["value"] if is_wrapped else item


def _texts(block: blocks.Block, raw: Any) -> Iterator[str]:
    """Yield the texts that people wrote in the stored value `raw` of `block`."""
    match block:
        case _ if not raw:
            return
        case blocks.StructBlock():
            for name, child in block.child_blocks.items():
                yield from _texts(child, raw.get(name))
        case ListBlock():
            for item in list_items(raw):
                yield from _texts(block.child_block, item)
        case blocks.RichTextBlock():
            yield get_text_for_indexing(raw)
        case TableBlock():
            yield from (str(cell) for row in raw.get("data") or [] for cell in row if cell)
        case blocks.CharBlock() | blocks.TextBlock():
            yield raw
