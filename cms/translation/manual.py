"""Blocks that were written by hand in a translation and stay, whatever the original does.

When synchronisation starts again, a block that has no partner in the original, or that is built otherwise, cannot be
put together from passages. It is kept as it stands and put back into every new version of the page.
"""

import json
from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.models import Translation

from .models import ManualBlock
from .segments import Segment


def put_manual_blocks(page: Page, translation: Translation) -> None:
    """Put the blocks written by hand into the streams of `page`, an unsaved page."""
    kept = ManualBlock.objects.filter(status__translation_key=translation.source.object_id).order_by("pk")
    by_field: dict[str, list[ManualBlock]] = {}
    for block in kept:
        by_field.setdefault(block.field_name, []).append(block)
    for name, blocks in by_field.items():
        field = page._meta.get_field(name)
        stored = stored_blocks(field, page)
        for block in blocks:
            _put(stored, block)
        setattr(page, name, field.stream_block.to_python(stored))


def release_block(translation: Translation, segment: Segment) -> None:
    """Let a block that was written by hand go, because somebody translates the passages of the original instead."""
    if segment.place.block_id and segment.place.number:
        ManualBlock.objects.filter(
            status__translation_key=translation.source.object_id,
            field_name=segment.place.field,
            block_id=segment.place.block_id,
        ).delete()


def stored_blocks(field: StreamField, page: Page) -> list[dict[str, Any]]:
    """Return the blocks of a stream of `page` as they are stored: type, id and value of each."""
    raw = field.get_prep_value(field.value_from_object(page))
    return json.loads(raw) if isinstance(raw, str) else list(raw)


def _put(stored: list[dict[str, Any]], block: ManualBlock) -> None:
    ids = [each["id"] for each in stored]
    if str(block.block_id) in ids:
        stored[ids.index(str(block.block_id))] = block.block
        return
    after = str(block.after_id) if block.after_id else None
    position = ids.index(after) + 1 if after in ids else (len(stored) if after else 0)
    stored.insert(position, block.block)
