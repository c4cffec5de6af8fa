"""What the house's templates can say: dates and numbers in the active language, the frame, links.

The active language is that of the text being printed: `base.html` switches to the page's own language for
its content and back to the reader's for the frame.
"""

import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat
from django.urls import NoReverseMatch
from django.utils.translation import get_language
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from cms.bangla import dates, numerals
from cms.bangla.languages import Language, language_of
from cms.core.blocks.figures import is_number
from cms.core.charts import Drawing, draw
from cms.core.models import OrganisationSettings
from cms.core.navigation import Navigation, in_readers_language, navigation_for

register = template.Library()


def active_language() -> Language:
    """Return the language now active, `bn` or `en`; Bangla when none is."""
    return language_of(get_language() or "bn")


@register.filter
def digits(value: Any) -> str:
    """Return `value` as text with its digits in those of the active language."""
    text = "" if value is None else str(value)
    return numerals.to_bangla_digits(text) if active_language() == "bn" else numerals.to_latin_digits(text)


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """Return a number grouped in lakhs, in the active language's digits; nothing for what is no number."""
    try:
        exact = value if isinstance(value, int | Decimal) else Decimal(str(value))
        return numerals.format_number(_plain(exact), active_language(), decimals)
    except (InvalidOperation, ValueError):
        return ""


@register.filter
def cell(value: str) -> str:
    """Return a table's cell: a number in the digits of the active language, anything else as it is."""
    return digits(value) if is_number(value) else value


@register.filter
def is_numeric(value: str) -> bool:
    """Whether a table's cell holds only a number."""
    return is_number(value)


@register.filter
def numeric_columns(rows: list[list[str]]) -> set[int]:
    """Return which columns of a table hold numbers and nothing else; empty cells do not count."""
    columns: dict[int, list[str]] = {}
    for row in rows:
        for index, value in enumerate(row):
            columns.setdefault(index, []).append(value)
    return {
        index
        for index, values in columns.items()
        if any(values) and all(is_number(value) for value in values if value)
    }


@register.filter
def telephone(value: str) -> str:
    """Return a telephone number as a `tel:` link wants it (RFC 3966): Latin digits and the plus."""
    return "".join(sign for sign in numerals.to_latin_digits(value) if sign in "+0123456789")


@register.filter
def own_query(listing: Any) -> str:
    """Return the query string that leads to this very screen of a list; empty for the first, unfiltered."""
    query = listing.query_for(listing.number) if listing else ""
    return "" if query == "?" else query


@register.filter
def file_size(size: int) -> str:
    """Return a file's size for a reader of the active language, such as ১.২ MB."""
    return digits(filesizeformat(size))


@register.filter
def on_date(value: datetime.date | None) -> str:
    """Return ২৬ মার্চ ২০২৬ or 26 March 2026; a moment gives its date in Dhaka."""
    return dates.format_date(value, active_language()) if value else ""


@register.filter
def at_time(value: datetime.time | datetime.datetime | None) -> str:
    """Return সকাল ১০টা ৩০ মিনিট or 10:30 am."""
    return dates.format_time(value, active_language()) if value is not None else ""


@register.simple_tag
def date_range(start: datetime.date, end: datetime.date | None = None) -> str:
    """Return ২৬–২৮ মার্চ ২০২৬ or 26–28 March 2026; one date when there is no end."""
    return dates.format_date_range(start, end or start, active_language()) if start else ""


@register.simple_tag
def datetime_range(start: datetime.datetime, end: datetime.datetime | None = None) -> str:
    """Return ২৬ মার্চ ২০২৬, সকাল ১০টা থেকে দুপুর ১টা or its English counterpart."""
    return dates.format_datetime_range(start, end or start, active_language()) if start else ""


@register.simple_tag(takes_context=True)
def navigation(context: template.Context, page: Any = None) -> Navigation:
    """Return the frame of `page`: menu, path, language switch, alternates, footer."""
    return navigation_for(_request(context), page if isinstance(page, Page) else None)


@register.simple_tag(takes_context=True)
def organisation(context: template.Context) -> OrganisationSettings:
    """Return the organisation's settings, read once for a request."""
    request = _request(context)
    known = getattr(request, "_kantho_navigation", None)
    return (known or navigation_for(request, None)).organisation


@register.simple_tag(takes_context=True)
def page_url(context: template.Context, page: Page) -> str:
    """Return the address of `page`, also in an `include … only`, where Wagtail's tag loses the request."""
    return page.get_url(_request(context)) or ""


@register.simple_tag(takes_context=True)
def absolute_url(context: template.Context, url: str) -> str:
    """Return `url` with scheme and host, as OpenGraph wants it."""
    request = _request(context)
    return request.build_absolute_uri(url) if request is not None else url


@register.simple_tag
def readers_pages(pages: list[Page]) -> list[Page]:
    """Return the published page for each of `pages`, in the active language if there is one, in order."""
    kept = [page for page in pages if page is not None]
    found = in_readers_language(kept, active_language())
    return [found[key] for key in dict.fromkeys(page.translation_key for page in kept) if key in found]


@register.simple_tag(takes_context=True)
def data_url(context: template.Context, page: Any, block_id: str | None) -> str:
    """Return the address of the data of a chart or table; empty where the page hands out none."""
    if not block_id or not isinstance(page, RoutablePageMixin) or not page.pk:
        return ""
    try:
        name = page.reverse_subpage("data", kwargs={"block_id": block_id})
    except NoReverseMatch:
        return ""
    return f"{page.get_url(_request(context)) or ''}{name}"


@register.simple_tag
def drawing(chart: Any) -> Drawing:
    """Return the chart block's value as shapes to draw."""
    return draw(chart, active_language())


def _plain(value: int | Decimal) -> int | Decimal:
    # 14.0 and 1E+3 are how a database and a JSON document may hand back 14 and 1000.
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


def _request(context: template.Context) -> Any:
    return context.get("request") or getattr(context, "request", None)
