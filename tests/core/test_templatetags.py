"""Dates, numbers and links in the active language."""

import datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from cms.bangla.dates import DHAKA
from tests.factories import StatementPageFactory, translate

pytestmark = pytest.mark.any_database

MOMENT = datetime.datetime(2026, 3, 26, 10, 30, tzinfo=DHAKA)
DAY = datetime.date(2026, 3, 26)


def render(source: str, language: str = "bn", **context) -> str:
    with translation.override(language):
        return Template("{% load kantho %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "bangla", "english"),
    [
        ("{{ value|on_date }}", DAY, "২৬ মার্চ ২০২৬", "26 March 2026"),
        ("{{ value|on_date }}", MOMENT, "২৬ মার্চ ২০২৬", "26 March 2026"),
        ("{{ value|at_time }}", datetime.time(0, 0), "রাত ১২টা", "12:00 am"),
        ("{% date_range value value %}", DAY, "২৬ মার্চ ২০২৬", "26 March 2026"),
        ("{% date_range value %}", DAY, "২৬ মার্চ ২০২৬", "26 March 2026"),
        (
            "{% datetime_range value %}",
            MOMENT,
            "২৬ মার্চ ২০২৬, সকাল ১০টা ৩০ মিনিট",
            "26 March 2026, 10:30 am",
        ),
        ("{{ value|number }}", 1234567, "১২,৩৪,৫৬৭", "12,34,567"),
        ("{{ value|number }}", Decimal("14.0"), "১৪", "14"),
        ("{{ value|number }}", Decimal("1E+3"), "১,০০০", "1,000"),
        ("{{ value|number:1 }}", Decimal("2.25"), "২.৩", "2.3"),
        ("{{ value|number }}", "কয়েকটি", "", ""),
        ("{{ value|digits }}", "অনুচ্ছেদ 33", "অনুচ্ছেদ ৩৩", "অনুচ্ছেদ 33"),
        ("{{ value|digits }}", "১৯৯৮", "১৯৯৮", "1998"),
        ("{{ value|cell }}", "1,234", "১,২৩৪", "1,234"),
        ("{{ value|cell }}", "১২%", "১২%", "12%"),
        ("{{ value|cell }}", "A/HRC/44", "A/HRC/44", "A/HRC/44"),
        ("{{ value|telephone }}", "+৮৮০ ২ (০০০০)", "+88020000", "+88020000"),
    ],
)
def test_values_are_printed_in_the_active_language(source, value, bangla, english):
    assert render(source, "bn", value=value) == bangla
    assert render(source, "en", value=value) == english


@pytest.mark.parametrize(
    "source",
    [
        "{{ value|on_date }}",
        "{{ value|at_time }}",
        "{{ value|digits }}",
        "{{ value|number }}",
        "{% date_range value %}",
        "{% datetime_range value %}",
    ],
)
def test_nothing_is_printed_for_nothing(source):
    assert render(source, value=None) == ""


def test_a_column_is_numeric_when_all_its_filled_cells_are():
    rows = [["ক", "1", "", "1"], ["খ", "২", "", "দুই"], ["গ", "", "", "3"]]
    source = "{% for n in rows|numeric_columns %}{{ n }} {% endfor %}"

    assert render(source, "en", rows=rows) == "1 "


@pytest.mark.django_db
def test_pages_are_offered_in_the_readers_language(press):
    only_bangla = StatementPageFactory(parent=press["bn"], title="শুধু বাংলায়")
    both = StatementPageFactory(parent=press["bn"], title="দুই ভাষায়")
    translate(both, title="In both")
    draft = StatementPageFactory(parent=press["bn"], title="খসড়া", publish=False)
    source = "{% readers_pages pages as found %}{% for page in found %}{{ page.title }};{% endfor %}"

    pages = [both, only_bangla, draft, None, both]

    assert render(source, "en", pages=pages) == "In both;শুধু বাংলায়;"
    assert render(source, "bn", pages=pages) == "দুই ভাষায়;শুধু বাংলায়;"
