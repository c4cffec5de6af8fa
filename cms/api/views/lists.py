"""Lists of pages: filtered, ordered, counted, a part at a time."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.models import Page

from cms.api.collections import BY_ID, Collection
from cms.api.errors import InvalidParameters
from cms.api.facets import count_facets
from cms.api.fields import FIELDS, Selection, select
from cms.api.filters import conditions_of, in_language
from cms.api.negotiation import negotiated_language
from cms.api.page_types import content_types, page_types
from cms.api.pagination import AFTER, LIMIT, OFFSET, neighbours, with_query
from cms.api.parameters import Choice, Choices, Flag, NotAllowedError, Parameter, Text, describe_error
from cms.api.searching import find_matches
from cms.api.serializers.pages import LIST_FIELDS
from cms.api.views.base import ReadOnlyViewSet
from cms.api.views.writing import NAMES, RICH_TEXT, fetch_specific, write_pages
from cms.core.languages import LANGUAGES, language_of

LOCALE = Choice(
    name="locale",
    description="The language of the list; otherwise Accept-Language decides, else it is Bangla.",
    choices=LANGUAGES,
)
FALLBACK = Flag(
    name="fallback",
    description="Whether the page in the other language stands in for one that is not published in this one.",
    default=False,
)
TYPE = Choices(
    name="type",
    description="Only pages of these types, as `app.Model`, with commas between them.",
    choices=tuple(page_types()),
)
SEARCH = Text(name="search", description="Only pages in which these words are found, the best match first.")
OPERATOR = Choice(
    name="search_operator",
    description="Whether all words of `search` have to be there, or one is enough.",
    choices=("and", "or"),
    default="and",
)
# A list by ids is in whatever languages the pages are, unless one is asked for.
NAMING_PAGES = {"id", "child_of", "descendant_of", "ancestor_of", "translation_of"}


# Filters whose answer is another one later, though nothing was published.
BY_THE_CLOCK = {"upcoming", "open"}
QUERY = Text(name="query", description="The words to look for.", required=True)


def list_parameters(collection: Collection) -> list[Parameter]:
    """Return the parameters of a list of pages."""
    order = Choices(
        name="order",
        description="What to order by, with commas between them; a hyphen in front turns an order round.",
        choices=collection.order_choices,
    )
    facets = Choices(
        name="facets",
        description="Filters for whose values to count the pages, with commas between them.",
        choices=tuple(collection.facets),
    )
    return [
        LOCALE,
        FALLBACK,
        *([TYPE] if collection.model is None else []),
        *(each.parameter for each in collection.filters),
        QUERY if collection.is_search else SEARCH,
        OPERATOR,
        order,
        facets,
        FIELDS,
        NAMES,
        RICH_TEXT,
        LIMIT,
        *([] if collection.is_search else [AFTER]),
        OFFSET,
    ]


class PageListViewSet(ReadOnlyViewSet):
    """A list of published pages. A subclass names the collection."""

    collection: ClassVar[Collection]

    def depends_on_clock(self, request: HttpRequest) -> bool:
        """Whether the list changes with the time alone: what is to come becomes what was."""
        return any(name in request.GET for name in BY_THE_CLOCK)

    def list(self, request: Request) -> Response:
        """Answer with a part of the list."""
        values = {"after": None, **self.read(list_parameters(self.collection))}
        values.setdefault("search", values.get("query"))
        language = values["locale"] or negotiated_language(request._request)
        with translation.override(language):
            return self._list(request, values, language)

    def _list(self, request: Request, values: dict[str, Any], language: str) -> Response:
        models = self.collection.models(values.get("type"))
        selection = _checked(
            "fields", lambda: select(values["fields"], self.collection.available(models), LIST_FIELDS)
        )
        order = self._order(values)
        conditions = conditions_of(self.collection.filters, values, self.visibility, language)
        pages = self._visible(values, language)
        if values.get("type"):
            pages = pages.filter(content_type__in=content_types(models))
        chosen = pages.filter(*conditions.values())
        if values["search"]:
            total, items = self._search(values, chosen, order)
        else:
            total, items = self._browse(values, chosen, order)
        written = write_pages(self, items, values, selection, language)
        meta = {
            "total_count": total,
            "locale": _language_of_all(items, language),
            **self._neighbours(request, values, total, order, items),
        }
        if values["facets"]:
            facets = [self.collection.facets[name] for name in dict.fromkeys(values["facets"])]
            meta["facets"] = count_facets(facets, pages, conditions, language)
        return self.answer({"meta": meta, "items": written}, meta["locale"])

    def _visible(self, values: dict[str, Any], language: str) -> QuerySet[Any]:
        """Return what readers may see of the collection, in the language asked for."""
        model = self.collection.model or Page
        pages = self.visibility.among(model._default_manager.all())
        if values["locale"] is None and any(values[name] not in (None, "root") for name in NAMING_PAGES):
            return pages
        return pages.filter(in_language(language, self.visibility, values["fallback"]))

    def _order(self, values: dict[str, Any]) -> tuple[str, ...] | None:
        """Return the order of the list; None when it is how well a search matches.

        Raises:
            InvalidParameters: when `after` is asked for in another order than that of the ids.
        """
        order = tuple(values["order"]) if values["order"] else None
        if values["after"] is None:
            return order or (None if values["search"] else self.collection.default_order)
        if values["search"] or order not in (None, BY_ID):
            error = NotAllowedError(_("“after” goes with the order of the ids alone: add order=id."))
            raise InvalidParameters([describe_error("after", error)])
        return BY_ID

    def _browse(
        self, values: dict[str, Any], pages: QuerySet[Any], order: tuple[str, ...] | None
    ) -> tuple[int, list[Page]]:
        total = pages.count()
        if values["after"] is not None:
            pages = pages.filter(pk__gt=values["after"])
        ordered = pages.order_by(*self.collection.ordering(order or BY_ID))
        start = values["offset"] or 0
        return total, self._fetch(values, ordered, start)

    def _search(
        self, values: dict[str, Any], pages: QuerySet[Any], order: tuple[str, ...] | None
    ) -> tuple[int, list[Page]]:
        matches = find_matches(values["search"], values["search_operator"], pages)
        start = values["offset"] or 0
        if order is not None:
            found = pages.filter(pk__in=matches).order_by(*self.collection.ordering(order))
            return len(matches), self._fetch(values, found, start)
        wanted = matches[start : start + values["limit"]]
        found = self._fetch(values, pages.filter(pk__in=wanted).order_by(), 0)
        return len(matches), sorted(found, key=lambda page: wanted.index(page.pk))

    def _fetch(self, values: dict[str, Any], pages: QuerySet[Any], start: int) -> list[Page]:
        return fetch_specific(
            pages[start : start + values["limit"]], needs_own_fields=values["fields"] is not None
        )

    def _neighbours(
        self,
        request: Request,
        values: dict[str, Any],
        total: int,
        order: tuple[str, ...] | None,
        items: list[Page],
    ) -> dict[str, str | None]:
        if order != BY_ID or values["offset"] is not None:
            return neighbours(request.path, request.query_params, values, total, self.addresses)
        has_more = len(items) == values["limit"] and (values["after"] is not None or total > len(items))
        link = (
            with_query(request.path, request.query_params, self.addresses, after=items[-1].pk)
            if has_more
            else None
        )
        return {"next": link, "previous": None}


def _checked(name: str, act: Any) -> Selection | None:
    try:
        return act()
    except NotAllowedError as error:
        raise InvalidParameters([describe_error(name, error)]) from None


def _language_of_all(pages: list[Page], language: str) -> str:
    """Return the language that all of `pages` are in; `language` when they are in both, or there are none."""
    languages = {language_of(page) for page in pages}
    return languages.pop() if len(languages) == 1 else language
