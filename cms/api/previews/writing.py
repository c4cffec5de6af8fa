"""A draft in the form that the API gives to published pages."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from cms.api.fields import Selection
from cms.api.loading import LINKS, Loaded, PageFields, Wanted
from cms.api.serializers.children import child_columns
from cms.api.views.base import ReadOnlyMixin
from cms.api.views.writing import write_pages
from cms.core.models import BasePage


def write_draft(
    page: BasePage, view: ReadOnlyMixin, values: dict[str, Any], selection: Selection | None = None
) -> dict[str, Any]:
    """Return the draft `page`, which is in memory, as `pages/<id>/` would give it if it were published.

    What it points to is what readers may see, and nothing else: no other draft, no private file.
    """
    return write_pages(view, [page], values, selection, loaded=LoadedFromMemory(view.visibility))[0]


class LoadedFromMemory(Loaded):
    """What drafts refer to: the rows of their lists are their own, in memory, and not those of the database."""

    def _load_lists(self, rows: Sequence[tuple[BasePage, PageFields]], wanted: Wanted) -> None:
        for page, fields in rows:
            for name in fields.links:
                model, column = LINKS[name]
                for row in _rows(page, model._meta.get_field("page").remote_field.related_name):
                    self.add_link(page.pk, name, getattr(row, column), wanted)
            for name, relation in fields.children.items():
                columns = child_columns(relation.related_model)
                for child in _rows(page, relation.get_accessor_name()):
                    values = {field: getattr(child, column) for field, column in columns}
                    self.add_child(page.pk, name, relation.related_model, values, wanted)


def _rows(page: BasePage, relation: str) -> list[Model]:
    """Return the rows of `relation`, which are in the editor's order already."""
    return list(getattr(page, relation).all())
