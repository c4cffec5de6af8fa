"""Plain text out of rich content."""

from typing import Any

from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText, get_text_for_indexing


def plain_text(value: Any) -> str:
    """Return the words of `value` (a stream, a block's value, rich text or plain text), without markup."""
    if isinstance(value, StreamValue):
        return " ".join(value.stream_block.get_searchable_content(value))
    return get_text_for_indexing(value.source if isinstance(value, RichText) else str(value or ""))
