"""Typed lists: filters that fit each type, orders, and counts of what there is."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from cms.api.collections import TYPED
from cms.core.models import Mechanism, Place
from international.models import AppealPage, SubmissionPage
from press.models import EventPage, StatementPage
from tests.factories import (
    AppealPageFactory,
    AssessmentPageFactory,
    AuthorityFactory,
    EditorialPageFactory,
    EventPageFactory,
    NetworkPageFactory,
    OrganisationFactory,
    PersonFactory,
    StatementPageFactory,
    SubmissionPageFactory,
    TopicFactory,
    translate,
)


def ids(answer) -> list[int]:
    assert answer.status == 200, answer.text
    return [item["id"] for item in answer.data["items"]]


@pytest.mark.parametrize("language", ["bn", "en"])
def test_each_type_of_article_has_a_list_of_its_own(api, full, language):
    for page in full.values():
        if hasattr(page, "listing_name"):
            page = page if language == "bn" else translate(page)
            answer = api.get(f"{page.listing_name}/", language=language)

            assert page.pk in ids(answer)
            assert {item["type"] for item in answer.data["items"]} == {page._meta.label}
            assert answer.data["meta"]["locale"] == language


def test_there_are_the_lists_that_the_desk_works_in():
    assert {collection.name for collection in TYPED} == {
        "statements", "editorials", "events", "networks", "submissions", "appeals", "assessments", "situation-updates",
    }  # fmt: skip


def test_the_newest_come_first_by_the_types_own_date(api, press):
    days = [datetime.date(2026, 3, day) for day in (2, 9, 5)]
    pages = {day: StatementPageFactory(parent=press["bn"], issued_on=day).pk for day in days}

    assert ids(api.get("statements/")) == [pages[day] for day in sorted(days, reverse=True)]
    assert ids(api.get("statements/", order="date")) == [pages[day] for day in sorted(days)]
    assert ids(api.get("statements/", order="id")) == sorted(pages.values())


def test_a_text_without_a_date_comes_last_in_either_order(api, international):
    dated = SubmissionPageFactory(parent=international["bn"], due_on=datetime.date(2026, 5, 1))
    undated = SubmissionPageFactory(parent=international["bn"], due_on=None)
    SubmissionPage.objects.filter(pk=undated.pk).update(dated_on=None)

    for order in ("date", "-date"):
        assert ids(api.get("submissions/", order=order)) == [dated.pk, undated.pk]


def test_an_unknown_order_is_an_error_that_says_which_there_are(api, press):
    error = api.get("statements/", order="colour").data["errors"][0]

    assert error["parameter"] == "order"
    assert {"id", "-id", "date", "-date", "title"} < set(error["allowed"])


def test_topics_include_those_under_them(api, press):
    above = TopicFactory(slug="violence")
    below = TopicFactory(slug="torture", parent=above)
    other = TopicFactory(slug="labour")
    with_below = StatementPageFactory(parent=press["bn"], topics=[below])
    with_both = StatementPageFactory(parent=press["bn"], topics=[above, other])
    StatementPageFactory(parent=press["bn"])

    assert set(ids(api.get("statements/", topic="violence"))) == {with_below.pk, with_both.pk}
    assert ids(api.get("statements/", topic="torture")) == [with_below.pk]
    assert set(ids(api.get("statements/", topic="labour,torture"))) == {with_below.pk, with_both.pk}
    assert set(ids(api.get("pages/", topic="labour"))) == {with_both.pk}


@pytest.mark.parametrize("name", ["topic", "authority", "organisation", "network"])
def test_a_term_that_there_is_not_is_an_error_that_names_those_there_are(api, press, name):
    TopicFactory(slug="torture")

    error = api.get("statements/", **{name: "nonsense"}).data["errors"][0]

    assert (error["parameter"], "nonsense" in error["detail"]) == (name, True)
    assert error["allowed"] == (["torture"] if name == "topic" else [])


def test_statements_are_found_by_whom_they_address_and_who_signed(api, press):
    authority, network = AuthorityFactory(slug="police"), OrganisationFactory(slug="apwld", kind="network")
    partner = OrganisationFactory(slug="partner", kind="partner")
    page = StatementPageFactory(parent=press["bn"], authorities=[authority], organisations=[network, partner])
    StatementPageFactory(parent=press["bn"])

    for query in ({"authority": "police"}, {"organisation": "partner"}, {"network": "apwld"}):
        assert ids(api.get("statements/", **query)) == [page.pk]
    assert api.get("statements/", network="partner").status == 400


def test_statements_are_found_by_place_with_all_that_is_in_it(api, press):
    district = Place.objects.filter(level="district", parent__parent__isnull=False).first()
    page = StatementPageFactory(parent=press["bn"], incident_place=district)
    other = StatementPageFactory(parent=press["bn"], place_issued=district)
    StatementPageFactory(parent=press["bn"])

    for place in (district, district.parent, district.parent.parent):
        assert set(ids(api.get("statements/", place=place.slug))) == {page.pk, other.pk}


@pytest.mark.parametrize(
    "query, expected",
    [
        ({"year": "2026"}, ["new year", "last day"]),
        ({"from": "2026-12-31"}, ["last day", "after"]),
        ({"to": "2025-12-31"}, ["eve"]),
        ({"from": "2026-01-01", "to": "2026-01-01"}, ["new year"]),
        ({"year": "2024"}, []),
    ],
)
def test_dates_are_those_of_dhaka(api, press, query, expected):
    def at(year, month, day, hour, minute):
        return timezone.make_aware(datetime.datetime(year, month, day, hour, minute))

    moments = {
        "eve": at(2025, 12, 31, 23, 59),
        "new year": at(2026, 1, 1, 0, 0),
        "last day": at(2026, 12, 31, 23, 59),
        "after": at(2027, 1, 1, 0, 0),
    }
    events = {
        name: EventPageFactory(
            parent=press["bn"], starts_at=moment, ends_at=moment + datetime.timedelta(hours=1)
        ).pk
        for name, moment in moments.items()
    }
    statements = {
        name: StatementPageFactory(
            parent=press["bn"], issued_on=timezone.localdate(moment), incident_on=None
        ).pk
        for name, moment in moments.items()
    }

    assert ids(api.get("events/", order="date", **query)) == [events[name] for name in expected]
    assert ids(api.get("statements/", order="date", **query)) == [statements[name] for name in expected]


@pytest.mark.parametrize(
    "value", ["2026", "2026-13-01", "26-03-2026", "0001-01-01", "9999-12-31", "২০২৬-০১-০১", ""]
)
def test_what_is_no_date_is_an_error(api, press, value):
    answer = api.get("events/", **{"from": value})

    assert (answer.status, answer.data["errors"][0]["parameter"]) == (400, "from")


@time_machine.travel("2026-06-15T12:00:00+06:00", tick=False)
def test_events_to_come_and_past_ones(api, press):
    now = timezone.now()
    hour = datetime.timedelta(hours=1)
    past = EventPageFactory(parent=press["bn"], starts_at=now - 3 * hour, ends_at=now - hour).pk
    going_on = EventPageFactory(parent=press["bn"], starts_at=now - hour, ends_at=now + hour).pk
    coming = EventPageFactory(parent=press["bn"], starts_at=now + hour, ends_at=now + 2 * hour).pk

    assert ids(api.get("events/", upcoming="true", order="date")) == [going_on, coming]
    assert ids(api.get("events/", upcoming="false")) == [past]
    assert api.get("events/", upcoming="yes").data["errors"][0]["allowed"] == ["true", "false"]


@time_machine.travel("2026-06-15T12:00:00+06:00", tick=False)
def test_appeals_that_readers_can_still_act_on(api, international):
    section, day = international["bn"], datetime.date(2026, 6, 15)
    last_day = AppealPageFactory(parent=section, act_by=day).pk
    endless = AppealPageFactory(parent=section, act_by=None).pk
    before = day - datetime.timedelta(days=1)
    late = AppealPageFactory(parent=section, issued_on=before, act_by=before).pk
    closed = AppealPageFactory(
        parent=section, act_by=None, status=AppealPage.Status.CLOSED, outcome="Done."
    ).pk

    assert set(ids(api.get("appeals/", open="true"))) == {last_day, endless}
    assert set(ids(api.get("appeals/", open="false"))) == {late, closed}
    assert ids(api.get("appeals/", status="closed")) == [closed]


@pytest.mark.parametrize("query", ["events/?upcoming=true", "appeals/?open=true"])
def test_a_list_that_changes_with_the_time_is_made_anew_after_it(api, homes, query):
    with time_machine.travel("2026-06-15T12:00:00+06:00", tick=False) as clock:
        tag = api.client.get(f"/api/v2/{query}").headers["ETag"]
        at_once = api.client.get(f"/api/v2/{query}", headers={"If-None-Match": tag})
        clock.shift(datetime.timedelta(minutes=1))
        later = api.client.get(f"/api/v2/{query}", headers={"If-None-Match": tag})

    assert (at_once.status_code, later.status_code) == (304, 200)


def test_other_types_have_filters_of_their_own(api, press, international, assessments):
    person, network = PersonFactory(slug="analyst"), OrganisationFactory(slug="apwld", kind="network")
    mechanism = Mechanism.objects.filter(kind="upr").first()
    country = Place.objects.filter(level="country").first()
    cases = {
        "editorials/": (EditorialPageFactory(parent=press["bn"], people=[person]), {"author": "analyst"}),
        "events/": (
            EventPageFactory(parent=press["bn"], people=[person], audience="public"),
            {"speaker": "analyst"},
        ),
        "networks/": (
            NetworkPageFactory(parent=international["bn"], organisation=network),
            {"network": "apwld"},
        ),
        "submissions/": (
            SubmissionPageFactory(parent=international["bn"], mechanism=mechanism, kind="upr"),
            {"mechanism": mechanism.slug, "kind": "upr", "status": "planned,submitted,drafting,reviewed"},
        ),
        "appeals/": (AppealPageFactory(parent=international["bn"], country=country), {"place": country.slug}),
        "assessments/": (AssessmentPageFactory(parent=assessments["bn"], year=2024), {"year": "2024"}),
    }
    for path, (page, query) in cases.items():
        assert ids(api.get(path, **query)) == [page.pk], path
    assert ids(api.get("events/", audience="press")) == []
    assert ids(api.get("assessments/", year="2023")) == []


def test_pages_are_found_by_their_place_in_the_tree(api, press, homes):
    page = StatementPageFactory(parent=press["bn"])

    assert ids(api.get("pages/", child_of="root")) == [press["bn"].pk]
    assert ids(api.get("pages/", child_of=str(press["bn"].pk))) == [page.pk]
    assert ids(api.get("pages/", descendant_of="root")) == [press["bn"].pk, page.pk]
    assert ids(api.get("pages/", ancestor_of=str(page.pk))) == [homes["bn"].pk, press["bn"].pk]
    assert ids(api.get("pages/", slug=f"{page.slug},nothing")) == [page.pk]
    assert ids(api.get("pages/", show_in_menus="true")) == []


def test_a_list_by_ids_is_in_the_languages_of_the_pages(api, press):
    page = StatementPageFactory(parent=press["bn"])
    twin = translate(page)

    assert ids(api.get("pages/", id=f"{twin.pk},{page.pk},999999")) == [page.pk, twin.pk]
    assert ids(api.get("pages/", id=f"{twin.pk},{page.pk}", locale="en")) == [twin.pk]
    assert ids(api.get("pages/", translation_of=str(page.pk))) == [twin.pk]
    assert api.get("pages/", translation_of=str(page.pk)).data["meta"]["locale"] == "en"
    assert ids(api.get("pages/", child_of=str(press["en"].pk))) == [twin.pk]


@pytest.mark.parametrize("name", ["child_of", "descendant_of", "ancestor_of", "translation_of"])
def test_a_draft_is_no_place_to_look_under(api, press, name):
    draft = StatementPageFactory(parent=press["bn"], publish=False)

    for key in (draft.pk, 999_999, "x", "-1", "9" * 30):
        answer = api.get("pages/", **{name: str(key)})

        assert (answer.status, answer.data["errors"][0]["parameter"]) == (400, name)


@pytest.mark.parametrize(
    "language, topic, kind, year", [("bn", "নির্যাতন", "প্রতিবাদ", "২০২৬"), ("en", "Torture", "protest", "2026")]
)
def test_facets_say_how_many_there_are_of_each(api, press, language, topic, kind, year):
    torture = TopicFactory(slug="torture", name_bn="নির্যাতন", name_en="Torture")
    labour = TopicFactory(slug="labour")
    common = {"parent": press["bn"], "issued_on": datetime.date(2026, 3, 1), "incident_on": None}
    for topics in ([torture], [torture, labour], []):
        page = StatementPageFactory(topics=topics, kind=StatementPage.Kind.PROTEST, **common)
        translate(page)

    facets = api.get("statements/", language=language, facets="topic,kind,year").data["meta"]["facets"]

    assert [(each["value"], each["count"]) for each in facets["topic"]] == [("torture", 2), ("labour", 1)]
    assert facets["topic"][0]["name"] == topic
    assert facets["kind"] == [{"value": "protest", "name": kind, "count": 3}]
    assert facets["year"] == [{"value": "2026", "name": year, "count": 3}]


def test_a_facet_counts_what_the_other_filters_leave(api, press):
    first, second = TopicFactory(slug="first"), TopicFactory(slug="second")
    for topic, kind in ((first, "protest"), (second, "protest"), (second, "reaction")):
        StatementPageFactory(parent=press["bn"], topics=[topic], kind=kind)
    StatementPageFactory(parent=press["bn"], topics=[first], publish=False)

    answer = api.get("statements/", topic="first", kind="protest", facets="topic,kind")

    counted = {
        name: {each["value"]: each["count"] for each in values}
        for name, values in answer.data["meta"]["facets"].items()
    }
    assert counted == {"topic": {"first": 1, "second": 1}, "kind": {"protest": 1}}
    assert answer.data["meta"]["total_count"] == 1


@pytest.mark.parametrize("status", EventPage.Status.values)
def test_an_event_keeps_its_place_in_lists_whatever_its_status(api, press, status):
    page = EventPageFactory(parent=press["bn"], status=status, status_reason="Rain.")

    assert ids(api.get("events/", status=status)) == [page.pk]
