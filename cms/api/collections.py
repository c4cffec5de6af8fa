"""The lists of pages that the API has: all of them, and one for each type of article."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F, OrderBy

from cms.api.facets import Facet, facets_of
from cms.api.fields import Available
from cms.api.filters import Filter, own_filters, tree_filters
from cms.api.page_types import page_types
from cms.api.serializers.pages import available_fields
from cms.core.models import ArticlePage, BasePage

# What a list can be ordered by, by the word for it.
ORDERS = {
    "id": "pk",
    "title": "title",
    "path": "path",
    "first_published_at": "first_published_at",
    "last_published_at": "last_published_at",
}
BY_ID = ("id",)


@dataclass(frozen=True, eq=False)
class Collection:
    """A list of pages.

    Attributes:
        name: what it is called in addresses.
        model: the type of its pages; None for pages of all types.
        default_order: the words for the order it has unless another is asked for.
        orders: what it can be ordered by: the column, by the word for it.
        is_search: whether it lists nothing but what is looked for.
    """

    name: str
    model: type[ArticlePage] | None = None
    default_order: tuple[str, ...] = BY_ID
    orders: dict[str, str] = field(default_factory=lambda: dict(ORDERS))
    is_search: bool = False

    @cached_property
    def filters(self) -> list[Filter]:
        """What the list can be narrowed by."""
        return [*tree_filters(), *own_filters(self.model)]

    @cached_property
    def facets(self) -> dict[str, Facet]:
        """What the pages of the list can be counted by."""
        return facets_of(self.model)

    @cached_property
    def order_choices(self) -> tuple[str, ...]:
        """The words for the orders, each also backwards."""
        return tuple(sign + name for name in self.orders for sign in ("", "-"))

    def available(self, models: list[type[BasePage]]) -> Available:
        """Return the fields that pages of `models` have, any of them."""
        fields: dict[str, Available | None] = {}
        for model in models:
            fields |= available_fields(model)
        return fields

    def models(self, labels: list[str] | None) -> list[type[BasePage]]:
        """Return the page types of the list, or those of them that are called `labels`."""
        if self.model is not None:
            return [self.model]
        return [page_types()[label] for label in labels or page_types()]

    def ordering(self, order: tuple[str, ...]) -> list[OrderBy]:
        """Return `order` for the database: what has no value comes last, and the key breaks ties, for stable paging."""
        terms = []
        for word in order:
            expression = F(self.orders[word.removeprefix("-")])
            is_backwards = word.startswith("-")
            # Keys and paths are never empty, and with a condition on empty values no index would serve.
            nulls = (
                {} if self.orders[word.removeprefix("-")] in ("pk", "path", "title") else {"nulls_last": True}
            )
            terms.append(expression.desc(**nulls) if is_backwards else expression.asc(**nulls))
        if not {"id", "-id"} & set(order):
            terms.append(F("pk").desc() if order[-1].startswith("-") else F("pk").asc())
        return terms


def typed_collection(model: type[ArticlePage]) -> Collection:
    """Return the list of the pages of one type: by its own date, the newest first; by title where it has none."""
    own = model.date_field in {each.name for each in model._meta.local_fields}
    orders = {**ORDERS, "date": model.date_field} if own else dict(ORDERS)
    return Collection(model.listing_name, model, ("-date",) if own else ("title",), orders)


PAGES = Collection("pages")
SEARCH = Collection("search", is_search=True)
TYPED = [
    typed_collection(model)
    for model in sorted(
        (model for model in page_types().values() if issubclass(model, ArticlePage)),
        key=lambda each: each.listing_name,
    )
]
