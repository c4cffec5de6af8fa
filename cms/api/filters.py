"""What lists of pages can be narrowed by: each filter is a parameter and what it asks of the database."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.api.errors import InvalidParameters
from cms.api.loading import api_field_names
from cms.api.parameters import (
    Choices,
    Day,
    Flag,
    Keys,
    NotAllowedError,
    Number,
    PageKey,
    Parameter,
    Slugs,
    describe_error,
    shown,
)
from cms.api.visibility import Visibility, plain
from cms.core.languages import OTHER_LANGUAGE
from cms.core.models import ArticlePage, Authority, BasePage, Mechanism, Organisation, Person, Place, Topic
from cms.core.models.vocabulary import Term
from international.models import AppealPage, NetworkPage
from press.models import EventPage

# Takes the value that was read and returns what holds of the pages wanted.
Condition = Callable[[Any, Visibility, str], Q]


@dataclass(frozen=True)
class Filter:
    """A parameter that narrows a list. `condition` takes its value, what is visible and the list's language."""

    parameter: Parameter
    condition: Condition

    @property
    def name(self) -> str:
        """The parameter's name."""
        return self.parameter.name


def conditions_of(
    filters: list[Filter], values: dict[str, Any], visibility: Visibility, language: str
) -> dict[str, Q]:
    """Return the condition of each of `filters` that a value was given for, by name.

    Raises:
        InvalidParameters: for values that name nothing there is.
    """
    conditions, errors = {}, []
    for each in filters:
        if values.get(each.name) is None:
            continue
        try:
            conditions[each.name] = each.condition(values[each.name], visibility, language)
        except NotAllowedError as error:
            errors.append(describe_error(each.name, error))
    if errors:
        raise InvalidParameters(errors)
    return conditions


def in_language(language: str, visibility: Visibility, with_fallback: bool) -> Q:
    """Return the condition that a page is in `language`, or stands in for one that is not published in it."""
    own = Q(locale__language_code=language)
    if not with_fallback:
        return own
    twins = Page.objects.filter(
        visibility.is_visible, translation_key=OuterRef("translation_key"), locale__language_code=language
    )
    return own | Q(~Exists(twins), locale__language_code=OTHER_LANGUAGE[language])


def tree_filters() -> list[Filter]:
    """Return the filters that every list of pages has."""
    return [
        Filter(
            Keys(name="id", description="Only the pages with these ids, with commas between them."),
            lambda keys, visibility, language: Q(pk__in=keys),
        ),
        Filter(
            Slugs(name="slug", description="Only pages with one of these last parts of their address."),
            lambda slugs, visibility, language: Q(slug__in=slugs),
        ),
        Filter(
            PageKey(name="child_of", description="Only pages right under this one: an id, or `root`."),
            lambda key, visibility, language: _child_of(_page(key, visibility, language)),
        ),
        Filter(
            PageKey(
                name="descendant_of", description="Only pages somewhere under this one: an id, or `root`."
            ),
            lambda key, visibility, language: _descendant_of(_page(key, visibility, language)),
        ),
        Filter(
            PageKey(name="ancestor_of", description="Only pages above this one: an id, or `root`."),
            lambda key, visibility, language: _ancestor_of(_page(key, visibility, language)),
        ),
        Filter(
            PageKey(
                name="translation_of", description="Only the translation of this page: an id, or `root`."
            ),
            lambda key, visibility, language: _translation_of(_page(key, visibility, language)),
        ),
        Filter(
            Flag(name="show_in_menus", description="Only pages that are, or are not, shown in menus."),
            lambda value, visibility, language: Q(show_in_menus=value),
        ),
    ]


def own_filters(model: type[BasePage] | None) -> list[Filter]:
    """Return the filters that fit a page type; for None, those that fit pages of all types."""
    names = api_field_names(model) if model else ["topics", "authorities", "organisations"]
    filters = [*_vocabulary_filters(model, names)]
    if model is None:
        return filters
    for name in (getattr(model, "kind_field", None), "status", "audience"):
        if name and name in names:
            filters.append(_choice_filter(model, name))
    if issubclass(model, ArticlePage):
        filters += _date_filters(model)
    if model is EventPage:
        filters.append(
            Filter(
                Flag(
                    name="upcoming",
                    description="Only events that are not over; with `false`, only past ones.",
                ),
                lambda value, visibility, language: (
                    Q(ends_at__gte=timezone.now()) if value else Q(ends_at__lt=timezone.now())
                ),
            )
        )
    if model is AppealPage:
        filters.append(
            Filter(
                Flag(
                    name="open",
                    description="Only appeals that readers can still act on; with `false`, the others.",
                ),
                lambda value, visibility, language: _open() if value else ~_open(),
            )
        )
    return filters


def _vocabulary_filters(model: type[BasePage] | None, names: list[str]) -> list[Filter]:
    filters = []
    if "topics" in names:
        filters.append(
            _term_filter("topic", Topic, "topic_links__topic__in", "about one of these topics or theirs")
        )
    if "authorities" in names:
        filters.append(
            _term_filter(
                "authority", Authority, "authority_links__authority__in", "addressed to one of these"
            )
        )
    if "organisations" in names:
        path = "organisation_links__organisation__in"
        filters.append(
            _term_filter("organisation", Organisation, path, "made with one of these organisations")
        )
        filters.append(
            _term_filter(
                "network",
                Organisation,
                path,
                "made with one of these networks",
                kind=Organisation.Kind.NETWORK,
            )
        )
    if model is NetworkPage:
        filters.append(
            _term_filter("network", Organisation, "organisation__in", "that are the profile of one of these")
        )
    for name, label in (("authors", "author"), ("speakers", "speaker")):
        if name in names:
            filters.append(
                _term_filter(label, Person, "person_links__person__in", f"with one of these as {label}")
            )
    if "mechanism" in names:
        filters.append(_term_filter("mechanism", Mechanism, "mechanism__in", "to one of these mechanisms"))
    if places := [name for name in ("incident_place", "place_issued", "country") if name in names]:
        filters.append(
            _term_filter(
                "place",
                Place,
                [f"{name}__in" for name in places],
                "about one of these places or what is in it",
            )
        )
    return filters


def _term_filter(
    name: str, model: type[Term], paths: str | list[str], what: str, **conditions: Any
) -> Filter:
    lookups = [paths] if isinstance(paths, str) else paths

    def condition(slugs: list[str], visibility: Visibility, language: str) -> Q:
        known = set(plain(model).filter(slug__in=slugs, **conditions).values_list("slug", flat=True))
        if unknown := [slug for slug in slugs if slug not in known]:
            raise NotAllowedError(
                _("“%(value)s” is not one of the allowed values.") % {"value": shown(", ".join(unknown))},
                allowed=list(
                    plain(model).filter(**conditions).order_by("slug").values_list("slug", flat=True)
                ),
            )
        terms = terms_under(model, slugs)
        # As a subquery, so that a page with two of the terms is in the list once.
        pages = Q(pk__in=[])
        for lookup in lookups:
            pages |= _pages_with(lookup, terms)
        return pages

    return Filter(
        Slugs(name=name, description=f"Only pages {what}: slugs with commas between them."), condition
    )


def terms_under(model: type[Term], slugs: list[str]) -> QuerySet[Any]:
    """Return the terms with `slugs` and those that belong under them."""
    found = Q(slug__in=slugs)
    levels = getattr(model, "max_level", 1)
    for level in range(1, levels):
        found |= Q(**{f"{'parent__' * level}slug__in": slugs})
    return plain(model).filter(found).order_by().values("pk")


def _pages_with(lookup: str, terms: QuerySet[Any]) -> Q:
    link, _separator, column = lookup.partition("_links__")
    if not column:
        return Q(**{lookup: terms})
    relation: Any = Page._meta.get_field(f"{link}_links")
    rows: type[Model] = relation.related_model
    return Q(pk__in=plain(rows).filter(**{column: terms}).values("page_id"))


def _choice_filter(model: type[BasePage], name: str) -> Filter:
    choices = tuple(value for value, _label in model._meta.get_field(name).choices)
    description = f"Only pages with one of these as `{name}`, with commas between them."
    return Filter(
        Choices(name=name, description=description, choices=choices),
        lambda values, visibility, language: Q(**{f"{name}__in": values}),
    )


def _date_filters(model: type[ArticlePage]) -> list[Filter]:
    name = model.date_field
    is_moment = model._meta.get_field(name).get_internal_type() == "DateTimeField"
    filters = [
        Filter(
            Day(name="from", description=f"Only pages whose `{name}` is on this day (Dhaka time) or later."),
            lambda day, visibility, language: Q(**{f"{name}__gte": _begin(day) if is_moment else day}),
        ),
        Filter(
            Day(name="to", description=f"Only pages whose `{name}` is on this day (Dhaka time) or earlier."),
            lambda day, visibility, language: _until(name, day, is_moment),
        ),
    ]
    year = Number(name="year", description="Only pages of this year.", minimum=1900, maximum=2200)
    if "year" in api_field_names(model):
        filters.append(Filter(year, lambda value, visibility, language: Q(year=value)))
    else:
        filters.append(Filter(year, lambda value, visibility, language: _in_year(name, value, is_moment)))
    return filters


def _in_year(name: str, year: int, is_moment: bool) -> Q:
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return Q(**{f"{name}__gte": _begin(first) if is_moment else first}) & _until(name, last, is_moment)


def _until(name: str, day: datetime.date, is_moment: bool) -> Q:
    if is_moment:
        return Q(**{f"{name}__lt": _begin(day + datetime.timedelta(days=1))})
    return Q(**{f"{name}__lte": day})


def _begin(day: datetime.date) -> datetime.datetime:
    """Return the first moment of `day` in Dhaka."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def _open() -> Q:
    return Q(pk__in=AppealPage.objects.open().values("pk"))


def _page(key: int | str, visibility: Visibility, language: str) -> Page:
    """Return the visible page `key`, or the home page in `language`.

    Raises:
        NotAllowedError: when there is none.
    """
    wanted = Q(path=visibility.trees.paths.get(language, "")) if key == "root" else Q(pk=key)
    page: Page | None = visibility.pages().filter(wanted).first()
    if page is None:
        raise NotAllowedError(_("There is no published page %(id)s.") % {"id": key})
    return page


def _child_of(page: Page) -> Q:
    return Q(path__startswith=page.path, depth=page.depth + 1)


def _descendant_of(page: Page) -> Q:
    return Q(path__startswith=page.path, depth__gt=page.depth)


def _ancestor_of(page: Page) -> Q:
    paths = [page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)]
    return Q(path__in=paths)


def _translation_of(page: Page) -> Q:
    return Q(translation_key=page.translation_key) & ~Q(pk=page.pk)
