"""Revisions that point to what is no longer there."""

from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations


def without_dangling(model: type[models.Model], data: dict[str, Any]) -> dict[str, Any]:
    """Return the stored `data` of a page without protected links to rows that are gone.

    A link of the page itself is emptied; an inline child with such a link is left out. `PROTECT` guards only what
    rows point to: a revision may outlive a term, and modelcluster cannot read it then.
    """
    cleaned = data | dict.fromkeys(_gone(model, data))
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if rows := cleaned.get(name):
            cleaned[name] = [row for row in rows if not _gone(relation.related_model, row)]
    return cleaned


def _gone(model: type[models.Model], row: dict[str, Any]) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete is models.PROTECT
        and row.get(field.name) is not None
        and not field.related_model._base_manager.filter(pk=row[field.name]).exists()
    ]
