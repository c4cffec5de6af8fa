"""How many pages of a list there are for each value of a filter: by one query for all facets of a request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast, ExtractYear
from rest_framework import serializers

from cms.api.loading import api_field_names
from cms.api.rows import union
from cms.api.serializers.base import OutputSerializer, TextField
from cms.api.visibility import plain
from cms.core.languages import in_readers_digits
from cms.core.models import (
    ArticlePage,
    BasePage,
    PageAuthority,
    PageOrganisation,
    PagePerson,
    PageTopic,
)
from international.models import NetworkPage

# Takes the pages and returns value, name in Bangla, name in English, and how many pages.
Rows = Callable[[QuerySet[Any]], QuerySet[Any]]


@dataclass(frozen=True)
class Facet:
    """The values of the filter `name`. `label` names a value that has no name of its own, in the active language."""

    name: str
    rows: Rows
    label: Callable[[str], str] = str
    newest_first: bool = False


class FacetValueSerializer(OutputSerializer):
    """A value of a filter, and how many pages it would leave."""

    value = TextField(help_text="What the filter takes.")
    name = TextField(help_text="In the language of the answer.")
    count = serializers.IntegerField()


def count_facets(
    facets: list[Facet], pages: QuerySet[Any], conditions: Mapping[str, Q], language: str
) -> dict[str, list[dict[str, Any]]]:
    """Return for each of `facets` its values among `pages`: one query.

    The values of a facet are counted as if its own filter were not set, so that a reader sees what else there is.

    Args:
        facets: what was asked for.
        pages: the pages before they are narrowed.
        conditions: what they are narrowed by, by the name of the filter.
        language: that of the names; it has to be the active one.
    """
    queries = []
    for facet in facets:
        others = [condition for name, condition in conditions.items() if name != facet.name]
        rows = facet.rows(pages.filter(*others).order_by())
        queries.append(rows.values_list(Value(facet.name, CharField()), "value", "bn", "en", "count"))
    counted: dict[str, list[dict[str, Any]]] = {facet.name: [] for facet in facets}
    by_name = {facet.name: facet for facet in facets}
    for name, value, bangla, english, count in union(queries):
        if value is not None:
            names = (bangla, english) if language == "bn" else (english, bangla)
            label = names[0] or names[1] or by_name[name].label(value)
            counted[name].append({"value": value, "name": label, "count": count})
    for facet in facets:
        counted[facet.name].sort(key=lambda each: each["value"])
        counted[facet.name].sort(
            key=lambda each: each["value"] if facet.newest_first else each["count"], reverse=True
        )
    return counted


def facets_of(model: type[BasePage] | None) -> dict[str, Facet]:
    """Return the facets of a page type, by name; for None, those of pages of all types."""
    names = api_field_names(model) if model else ["topics", "authorities", "organisations"]
    facets = []
    if "topics" in names:
        facets.append(Facet("topic", _linked(PageTopic, "topic")))
    if "authorities" in names:
        facets.append(Facet("authority", _linked(PageAuthority, "authority")))
    if "organisations" in names:
        facets.append(Facet("organisation", _linked(PageOrganisation, "organisation")))
    for list_name, name in (("authors", "author"), ("speakers", "speaker")):
        if list_name in names:
            facets.append(Facet(name, _linked(PagePerson, "person")))
    if model is not None:
        facets += _own_facets(model, names)
    return {facet.name: facet for facet in facets}


def _own_facets(model: type[BasePage], names: list[str]) -> list[Facet]:
    facets = []
    if "mechanism" in names:
        facets.append(Facet("mechanism", _pointed("mechanism")))
    if place := next((name for name in ("incident_place", "country") if name in names), None):
        facets.append(Facet("place", _pointed(place)))
    if model is NetworkPage:
        facets.append(Facet("network", _pointed("organisation")))
    for name in (getattr(model, "kind_field", None), "status", "audience"):
        if name and name in names:
            labels = dict(model._meta.get_field(name).flatchoices)
            facets.append(
                Facet(name, _plain(F(name)), lambda value, labels=labels: str(labels.get(value, value)))
            )
    if issubclass(model, ArticlePage):
        year = F("year") if "year" in names else ExtractYear(model.date_field)
        facets.append(Facet("year", _plain(year), in_readers_digits, newest_first=True))
    return facets


def _linked(model: Any, column: str) -> Rows:
    """Return the rows of a facet whose terms pages point to by the link table `model`."""
    return lambda pages: _named(plain(model).filter(page__in=pages.values("pk")), column, Count("page_id"))


def _pointed(column: str) -> Rows:
    """Return the rows of a facet whose terms pages point to by a column of their own."""
    return lambda pages: _named(pages.filter(**{f"{column}__isnull": False}), column, Count("pk"))


def _named(rows: QuerySet[Any], column: str, count: Count) -> QuerySet[Any]:
    named = rows.order_by().values(
        value=F(f"{column}__slug"), bn=F(f"{column}__name_bn"), en=F(f"{column}__name_en")
    )
    return named.annotate(count=count)


def _plain(expression: Any) -> Rows:
    """Return the rows of a facet whose values are in a column, and have no name in the database."""
    nothing = Value("", CharField())
    return lambda pages: (
        pages.order_by()
        .values(value=Cast(expression, CharField()), bn=nothing, en=nothing)
        .annotate(count=Count("pk"))
    )
