"""Lists: newest first over all types, filtered by address, paged, and never an error for bad input."""

import datetime
import zoneinfo

import pytest
from django.http import QueryDict
from django.utils import translation
from wagtail.models import PageViewRestriction

from cms.core.listing import build_listing
from press.models import EditorialPage, EventPage, StatementPage
from tests.factories import (
    AppealPageFactory,
    EditorialPageFactory,
    EventPageFactory,
    StatementPageFactory,
    SubmissionPageFactory,
    TopicFactory,
)
from tests.kept import kept_fixture

DHAKA = zoneinfo.ZoneInfo("Asia/Dhaka")


@kept_fixture
def pages(press) -> dict:
    """Pages of each type; the event is on the first day of 2027 in Dhaka, still 2026 in London."""
    section = press["bn"]
    custody = TopicFactory(slug="custody", name="Custody")
    deaths = TopicFactory(slug="deaths", name="Deaths in custody", parent=custody)
    return {
        "statement": StatementPageFactory(
            parent=section, issued_on=datetime.date(2026, 3, 8), kind="protest", topics=[custody]
        ),
        "older": StatementPageFactory(
            parent=section, issued_on=datetime.date(2025, 12, 31), kind="reaction", topics=[deaths, custody]
        ),
        "editorial": EditorialPageFactory(
            parent=section, published_on=datetime.date(2026, 3, 15), topics=[deaths]
        ),
        "event": EventPageFactory(
            parent=section,
            kind="workshop",
            starts_at=datetime.datetime(2027, 1, 1, 0, 30, tzinfo=DHAKA),
            ends_at=datetime.datetime(2027, 1, 1, 2, tzinfo=DHAKA),
        ),
    }


def listed(section, query: str = "") -> list[str]:
    return [page.pk for page in section.build_listing(QueryDict(query)).pages]


def keys(pages: dict, *names: str) -> list[int]:
    return [pages[name].pk for name in names]


def test_types_are_mixed_newest_first_by_the_date_each_calls_its_own(press, pages):
    assert listed(press["bn"]) == keys(pages, "event", "editorial", "statement", "older")


def test_pages_of_one_day_keep_one_order(press):
    day = datetime.date(2026, 5, 5)
    made = [StatementPageFactory(parent=press["bn"], issued_on=day).pk for _ in range(3)]
    made.append(EditorialPageFactory(parent=press["bn"], published_on=day).pk)

    assert listed(press["bn"]) == sorted(made, reverse=True)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("type=statements", ["statement", "older"]),
        ("type=events", ["event"]),
        ("kind=protest", ["statement"]),
        ("kind=workshop", ["event"]),
        ("topic=deaths", ["editorial", "older"]),
        ("topic=custody", ["editorial", "statement", "older"]),
        ("year=2025", ["older"]),
        ("year=2026", ["editorial", "statement"]),
        ("year=2027", ["event"]),
        ("type=statements&topic=deaths&year=2025&kind=reaction", ["older"]),
        ("type=editorials&kind=protest", []),
        ("type=&kind=&topic=&year=", ["event", "editorial", "statement", "older"]),
        ("something=else", ["event", "editorial", "statement", "older"]),
        ("year=2026&year=2025", ["older"]),
    ],
)
def test_filters(press, pages, query, names):
    assert listed(press["bn"], query) == keys(pages, *names)
    assert press["bn"].build_listing(QueryDict(query)).hints == []


def test_a_page_with_a_topic_and_its_parent_is_listed_once(press, pages):
    assert listed(press["bn"], "topic=custody").count(pages["older"].pk) == 1


def test_a_list_holds_what_is_published_and_public_under_its_own_section(press, international):
    shown = StatementPageFactory(parent=press["bn"])
    StatementPageFactory(parent=press["bn"], publish=False)
    StatementPageFactory(parent=press["en"])
    SubmissionPageFactory(parent=international["bn"])
    private = StatementPageFactory(parent=press["bn"])
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert listed(press["bn"]) == [shown.pk]


def test_a_list_under_a_private_section_is_empty(press):
    StatementPageFactory(parent=press["bn"])
    PageViewRestriction.objects.create(page=press["bn"], restriction_type=PageViewRestriction.LOGIN)

    assert listed(press["bn"]) == []


def test_filters_offer_what_there_is(press, pages):
    form = press["bn"].build_listing(QueryDict("")).form

    assert [value for value, _label in form.fields["type"].choices] == [
        "",
        "statements",
        "editorials",
        "events",
    ]
    assert [value for value, _label in form.fields["year"].choices] == ["", "2027", "2026", "2025"]
    assert [value for value, _label in form.fields["topic"].choices] == ["", "custody", "deaths"]


def test_a_topic_only_a_draft_carries_is_not_offered(press):
    StatementPageFactory(parent=press["bn"], topics=[TopicFactory(slug="secret")], publish=False)
    StatementPageFactory(parent=press["bn"])

    assert "topic" not in press["bn"].build_listing(QueryDict("")).form.fields


def test_a_topic_only_a_private_page_carries_is_not_offered(press):
    private = StatementPageFactory(parent=press["bn"], topics=[TopicFactory(slug="secret")])
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    StatementPageFactory(parent=press["bn"])

    assert "topic" not in press["bn"].build_listing(QueryDict("")).form.fields


def test_a_text_without_a_date_comes_last(international):
    undated = SubmissionPageFactory(parent=international["bn"], status="planned", submitted_on=None)
    dated = SubmissionPageFactory(parent=international["bn"], submitted_on=datetime.date(2001, 1, 1))

    assert listed(international["bn"]) == [dated.pk, undated.pk]


def test_a_parent_topic_is_offered_when_only_its_child_is_used(press):
    parent = TopicFactory(slug="rights")
    StatementPageFactory(parent=press["bn"], topics=[TopicFactory(slug="children", parent=parent)])

    choices = press["bn"].build_listing(QueryDict("")).form.fields["topic"].choices
    assert [value for value, _label in choices] == ["", "rights", "children"]


@pytest.mark.parametrize(("language", "labels"), [("bn", ["২০২৭", "২০২৬", "২০২৫"]), ("en", ["2026"])])
def test_years_are_printed_in_the_digits_of_the_section_s_language(press, pages, language, labels):
    StatementPageFactory(parent=press["en"], issued_on=datetime.date(2026, 1, 1))

    choices = press[language].build_listing(QueryDict("")).form.fields["year"].choices
    assert [label for _value, label in choices][1:] == labels


def test_a_list_of_one_type_has_no_filter_by_type(press):
    listing = build_listing([StatementPage], press["bn"], QueryDict(""))

    assert "type" not in listing.form.fields


@pytest.mark.parametrize("topics", [0, 2])
def test_topics_come_with_the_page_in_the_editor_s_order(press, topics, django_assert_num_queries):
    wanted = [TopicFactory(slug=f"z-{9 - n}") for n in range(topics)]
    StatementPageFactory(parent=press["bn"], topics=wanted)
    page = press["bn"].build_listing(QueryDict("")).pages[0]

    with django_assert_num_queries(0):
        assert page.topics == wanted


@kept_fixture
def section(press):
    for day in range(1, 6):
        StatementPageFactory(parent=press["bn"], issued_on=datetime.date(2026, 1, day), kind="protest")
    return press["bn"]


class TestPaging:
    def build(self, section, query: str):
        return build_listing(
            [StatementPage, EditorialPage, EventPage], section, QueryDict(query), page_size=2
        )

    def test_each_screen_follows_the_one_before(self, section):
        days = [
            [page.issued_on.day for page in self.build(section, f"page={number}").pages]
            for number in (1, 2, 3)
        ]

        assert days == [[5, 4], [3, 2], [1]]

    def test_links_to_other_screens_keep_the_filters_and_nothing_else(self, section):
        listing = self.build(section, "page=2&kind=protest&year=2026&utm=x&type=nonsense")

        assert listing.previous_query == "?kind=protest&year=2026"
        assert listing.next_query == "?kind=protest&year=2026&page=3"

    def test_the_first_and_last_screens_have_no_further_ones(self, section):
        assert self.build(section, "").previous_query is None
        assert self.build(section, "page=3").next_query is None

    def test_it_says_how_many_there_are(self, section):
        listing = self.build(section, "")

        assert (listing.total, listing.number, listing.paginator.num_pages) == (5, 1, 3)

    @pytest.mark.parametrize(
        ("asked", "number", "hint"),
        [
            ("0", 1, "nearest"),
            ("-1", 1, "nearest"),
            ("-999999999999", 1, "nearest"),
            ("4", 3, "nearest"),
            ("1000000000", 3, "nearest"),
            ("9" * 4000, 3, "nearest"),
            ("9" * 6000, 1, "not a page number"),
            ("abc", 1, "not a page number"),
            ("", 1, "not a page number"),
            ("1.5", 1, "not a page number"),
            ("%00", 1, "not a page number"),
            ("2%00", 1, "not a page number"),
            ("' OR 1=1", 1, "not a page number"),
            ("last", 1, "not a page number"),
            ("NaN", 1, "not a page number"),
            ("Infinity", 1, "not a page number"),
        ],
        ids=lambda value: str(value)[:20],
    )
    def test_a_page_number_out_of_reach_becomes_the_nearest_with_a_hint(self, section, asked, number, hint):
        with translation.override("en"):
            listing = self.build(section, f"page={asked}")

        assert listing.number == number
        assert [hint in text for text in listing.hints] == [True]
        assert "\0" not in listing.hints[0]
        assert listing.pages

    def test_bangla_digits_are_a_page_number(self, section):
        assert self.build(section, "page=২").number == 2


@pytest.mark.parametrize("name", ["type", "kind", "topic", "year"])
@pytest.mark.parametrize(
    "value", ["nonsense", "%00", "'\"", "%27", "9" * 5000, "\U0001f600" * 500, "২০২৬", "2026.0", "../../etc"]
)
def test_a_filter_value_that_is_not_offered_is_left_out_with_a_hint(press, pages, name, value):
    with translation.override("en"):
        listing = press["bn"].build_listing(QueryDict(f"{name}={value}"))

    assert len(listing.pages) == 4
    assert listing.filters == {}
    assert len(listing.hints) == 1
    assert "left out" in listing.hints[0]
    assert len(listing.hints[0]) < 200
    assert "\0" not in listing.hints[0]


@pytest.mark.parametrize("rows", [1, 20])
@pytest.mark.parametrize("query", ["", "topic=custody&kind=urgent_appeal"])
def test_a_list_costs_the_same_at_one_row_and_at_twenty(
    international, rows, query, django_assert_num_queries
):
    topic = TopicFactory(slug="custody")
    for _ in range(rows):
        AppealPageFactory(parent=international["bn"], topics=[topic])

    # Topics, years, count, keys, rows of the one type, topics of the rows.
    with django_assert_num_queries(6):
        listing = international["bn"].build_listing(QueryDict(query))
        assert len([page.topics for page in listing.pages]) == rows
        assert [page.language for page in listing.pages] == ["bn"] * rows
