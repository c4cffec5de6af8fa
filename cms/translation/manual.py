"""What was written by hand in a translation and stays, whatever the original does.

When synchronisation starts again, a block that has no partner in the original, or that is built otherwise, cannot be
put together from passages. It is kept as it stands and put back into every new version of the page. The same holds for
a rich text outside a stream, and for an inline child (an item of an agenda, a source) that the original does not have.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from modelcluster.models import (
    get_all_child_relations,
    get_serializable_data_for_fields,
    model_from_serializable_data,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import StringTranslation, Translation

from .models import ManualBlock
from .segments import DOUBTFUL, KEPT, Segment

# Stands for the id of a block where a field that has no blocks is kept.
WHOLE_FIELD = UUID(int=0)


def put_manual_blocks(page: Page, translation: Translation) -> None:
    """Put what was written by hand into `page`, an unsaved page."""
    kept = ManualBlock.objects.filter(status__translation_key=translation.source.object_id).order_by("pk")
    by_field: dict[str, list[ManualBlock]] = {}
    for block in kept:
        by_field.setdefault(block.field_name, []).append(block)
    for name, blocks in by_field.items():
        field = page._meta.get_field(name)
        if isinstance(field, StreamField):
            stored = stored_blocks(field, page)
            for block in blocks:
                _put(stored, block)
            setattr(page, name, field.stream_block.to_python(stored))
        elif isinstance(field, RichTextField):
            setattr(page, name, blocks[0].block["value"])
        else:
            _put_children(page, name, blocks)


def release_block(translation: Translation, segment: Segment) -> None:
    """Let what was written by hand go, because somebody translates the passages of the original instead.

    The other passages of the same block were held by texts that stood for the whole block: they are to be looked at.
    """
    place = segment.place
    released, _counts = ManualBlock.objects.filter(
        status__translation_key=translation.source.object_id,
        field_name=place.field,
        block_id=place.block_id or WHOLE_FIELD,
    ).delete()
    if released:
        rows = StringTranslation.objects.filter(
            context__object_id=translation.source.object_id,
            locale_id=translation.target_locale_id,
            tool_name=KEPT,
        )
        path = f"{place.field}.{place.block_id}" if place.block_id else place.field
        rows.filter(context__path__startswith=path).update(has_error=True, field_error=DOUBTFUL)


def stored_blocks(field: StreamField, page: Page) -> list[dict[str, Any]]:
    """Return the blocks of a stream of `page` as they are stored: type, id and value of each."""
    raw = field.get_prep_value(field.value_from_object(page))
    return json.loads(raw) if isinstance(raw, str) else list(raw)


def translated_children(model: type[Page]) -> Iterator[str]:
    """Yield the names of the page type's inline children that hold text of their own."""
    for relation in get_all_child_relations(model):
        if issubclass(relation.related_model, TranslatableMixin):
            yield relation.get_accessor_name()


def child_data(child: TranslatableMixin) -> dict[str, Any]:
    """Return an inline child as JSON can hold it."""
    return json.loads(json.dumps(get_serializable_data_for_fields(child), cls=DjangoJSONEncoder))


def _put(stored: list[dict[str, Any]], block: ManualBlock) -> None:
    ids = [each["id"] for each in stored]
    if str(block.block_id) in ids:
        stored[ids.index(str(block.block_id))] = block.block
        return
    after = str(block.after_id) if block.after_id else None
    position = ids.index(after) + 1 if after in ids else (len(stored) if after else 0)
    stored.insert(position, block.block)


def _put_children(page: Page, name: str, blocks: list[ManualBlock]) -> None:
    model = page._meta.get_field(name).related_model
    children = list(getattr(page, name).all())
    rows = {child.translation_key: child.pk for child in model.objects.filter(page_id=page.pk)}
    for block in blocks:
        child = model_from_serializable_data(model, block.block, check_fks=True, strict_fks=False)
        keys = [each.translation_key for each in children]
        if child is None or block.block_id in keys:
            continue
        child.pk = rows.get(block.block_id)
        position = (
            keys.index(block.after_id) + 1 if block.after_id in keys else (len(keys) if block.after_id else 0)
        )
        children.insert(position, child)
    for number, child in enumerate(children):
        child.sort_order = number
    setattr(page, name, children)
