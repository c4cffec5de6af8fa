"""Lists of pages of several types: newest first, filtered by address, paged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.bangla.graphemes import truncate
from cms.bangla.normalise import normalise
from cms.bangla.numerals import to_bangla_digits
from cms.core.models.pages import ArticlePage
from cms.core.models.relations import PageTopic
from cms.core.models.vocabulary import Topic
from cms.core.querysets import private_pages

PAGE_SIZE = 20
FILTER_NAMES = ("type", "kind", "topic", "year")


@dataclass
class Listing:
    """One screen of a list: what a template needs, and nothing it would have to compute."""

    pages: list[ArticlePage]
    paginator: Paginator
    number: int
    filters: dict[str, Any]
    form: forms.Form
    hints: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many pages match."""
        return self.paginator.count

    @property
    def is_filtered(self) -> bool:
        """Whether anything is filtered out."""
        return bool(self.filters)

    @property
    def previous_query(self) -> str | None:
        """The query string of the screen before, filters kept; None on the first."""
        return self.query_for(self.number - 1) if self.number > 1 else None

    @property
    def next_query(self) -> str | None:
        """The query string of the screen after, filters kept; None on the last."""
        return self.query_for(self.number + 1) if self.number < self.paginator.num_pages else None

    def query_for(self, number: int) -> str:
        """Return the query string, with its question mark, of screen `number` of the same filtered list."""
        query = QueryDict(mutable=True)
        query.update(self.filters)
        if number > 1:
            query["page"] = str(number)
        return f"?{query.urlencode()}"


class ListingForm(forms.Form):
    """The filters of a list. A value that is not among those offered becomes a hint, never an error page."""

    def __init__(
        self, data, *, models: Sequence[type[ArticlePage]], topics: list[Topic], years: list[int], year_label
    ):
        """Offer what there is to choose from: a filter with nothing to choose is left out."""
        super().__init__(data, auto_id="filter-%s")
        types = [(model.listing_name, model._meta.verbose_name_plural) for model in models]
        kinds = [
            (model._meta.verbose_name_plural, model._meta.get_field(model.kind_field).choices)
            for model in models
            if model.kind_field
        ]
        if len(types) > 1:
            self._offer("type", _("Type"), _("All types"), types)
        self._offer("kind", _("Kind"), _("All kinds"), kinds)
        self._offer("topic", _("Topic"), _("All topics"), _topic_choices(topics))
        self._offer("year", _("Year"), _("All years"), [(str(year), year_label(year)) for year in years])

    def _offer(self, name: str, label: str, everything: str, choices: list) -> None:
        if choices:
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=[("", everything), *choices]
            )


def build_listing(
    models: Sequence[type[ArticlePage]],
    section: Page,
    query: QueryDict,
    year_label=str,
    page_size: int = PAGE_SIZE,
) -> Listing:
    """Return the screen of the list of `models` under `section` that `query` asks for.

    Bad input costs the reader nothing: an unknown filter value is left out and an unreachable page number
    becomes the nearest one, each with a hint that says so.

    Args:
        models: the page types of the list.
        section: the page whose published descendants are listed.
        query: `type`, `kind`, `topic`, `year` and `page`; anything else is ignored.
        year_label: how a year is printed, such as in Bangla digits.
        page_size: how many pages a screen holds.
    """
    querysets = {model: _published_under(model, section) for model in models}
    form = ListingForm(
        query,
        models=models,
        topics=_topics_in_use(section),
        years=_years(querysets.values()),
        year_label=year_label,
    )
    form.is_valid()
    filters = {name: form.cleaned_data[name] for name in FILTER_NAMES if form.cleaned_data.get(name)}
    hints = [
        _("“%(value)s” is not a choice for “%(filter)s”; it was left out.")
        % {"value": _shown(form.data.get(name, "")), "filter": form.fields[name].label}
        for name in form.errors
    ]
    rows = _union(_narrow(model, queryset, filters) for model, queryset in querysets.items())
    paginator = Paginator(rows, page_size)
    number, page_hint = _page_number(paginator, query.get("page"))
    if page_hint:
        hints.append(page_hint)
    pages = _fetch(models, paginator.page(number).object_list)
    return Listing(pages=pages, paginator=paginator, number=number, filters=filters, form=form, hints=hints)


def load_topics(pages: Iterable[ArticlePage]) -> None:
    """Give each of `pages` its topics, by one query for pages of all types."""
    by_page: dict[int, list[Topic]] = {page.pk: [] for page in pages}
    for link in PageTopic.objects.filter(page_id__in=by_page).select_related("topic").order_by("sort_order"):
        by_page[link.page_id].append(link.topic)
    for page in pages:
        page.topics = by_page[page.pk]


def _published_under(model: type[ArticlePage], section: Page) -> QuerySet:
    date_field = model._meta.get_field(model.date_field)
    as_date = (
        Cast(model.date_field, DateField()) if type(date_field) is DateField else TruncDate(model.date_field)
    )
    published = model.objects.published().descendant_of(section)
    return published.annotate(list_date=as_date, list_year=F("list_date__year"))


def _narrow(model: type[ArticlePage], queryset: QuerySet, filters: dict[str, str]) -> QuerySet:
    if filters.get("type") not in (None, model.listing_name):
        return queryset.none()
    if kind := filters.get("kind"):
        kinds = dict(model._meta.get_field(model.kind_field).choices) if model.kind_field else {}
        queryset = queryset.filter(**{model.kind_field: kind}) if kind in kinds else queryset.none()
    if slug := filters.get("topic"):
        queryset = queryset.about(Topic.objects.filter(slug=slug) | Topic.objects.filter(parent__slug=slug))
    if year := filters.get("year"):
        queryset = queryset.filter(list_year=int(year))
    return queryset


def _union(querysets: Iterable[QuerySet]) -> QuerySet:
    rows = [
        queryset.annotate(list_type=Value(index, IntegerField()))
        .order_by()
        .values_list("list_type", "pk", "list_date")
        for index, queryset in enumerate(querysets)
    ]
    combined = rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]
    # Databases disagree on where a missing date belongs; a text that has none yet comes last.
    return combined.order_by(F("list_date").desc(nulls_last=True), "-pk")


def _years(querysets: Iterable[QuerySet]) -> list[int]:
    years = [queryset.order_by().values_list("list_year", flat=True).distinct() for queryset in querysets]
    combined = years[0].union(*years[1:]) if len(years) > 1 else years[0]
    return sorted((year for year in combined if year), reverse=True)


def _topics_in_use(section: Page) -> list[Topic]:
    pages = Page.objects.live().exclude(private_pages()).descendant_of(section)
    used = Topic.objects.filter(pk__in=PageTopic.objects.filter(page__in=pages).values("topic_id"))
    parents = Topic.objects.filter(pk__in=used.values("parent_id"))
    return list((used | parents).order_by("name", "pk"))


def _topic_choices(topics: list[Topic]) -> list[tuple[str, str]]:
    children: dict[int | None, list[Topic]] = {}
    for topic in topics:
        children.setdefault(topic.parent_id, []).append(topic)
    choices = []
    for topic in children.get(None, []):
        choices.append((topic.slug, topic.name))
        choices += [(child.slug, f"– {child.name}") for child in children.get(topic.pk, [])]
    return choices


def _shown(value: object) -> str:
    """Return what the reader asked for, short enough to repeat, a number in the digits of their language."""
    text = truncate(normalise(str(value)), 60)
    is_bangla = (get_language() or "").startswith("bn")
    return to_bangla_digits(text) if is_bangla and text.isdecimal() else text


def _page_number(paginator: Paginator, asked: str | None) -> tuple[int, str | None]:
    if asked is None:
        return 1, None
    try:
        return paginator.validate_number(asked), None
    except PageNotAnInteger:
        return 1, _("“%(value)s” is not a page number; this is the first page.") % {"value": _shown(asked)}
    except EmptyPage:
        nearest = 1 if asked.lstrip().startswith("-") or asked.strip("0+ ") == "" else paginator.num_pages
        return nearest, _("There is no page with this number; this is the nearest one.")


def _fetch(models: Sequence[type[ArticlePage]], rows: Iterable[tuple[int, int, Any]]) -> list[ArticlePage]:
    rows = list(rows)
    found: dict[int, ArticlePage] = {}
    for index, model in enumerate(models):
        keys = [key for type_index, key, _date in rows if type_index == index]
        if keys:
            found |= model.objects.select_related("locale").defer_streamfields().in_bulk(keys)
    pages = [found[key] for _type, key, _date in rows if key in found]
    load_topics(pages)
    return pages
