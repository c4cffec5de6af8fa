"""The iCalendar file of an event."""

import datetime

import icalendar
import pytest

from tests.factories import EventPageFactory, translate
from tests.reading import LANGUAGES

pytestmark = pytest.mark.django_db

STARTS = datetime.datetime(2026, 12, 10, 4, 30, tzinfo=datetime.UTC)
TITLE = {
    "bn": "সংবাদ সম্মেলন: হেফাজতে মৃত্যু, তদন্ত ও বিচার",
    "en": "Press conference: deaths in custody, inquiries; trials",
}


def make_event(parent, **values):
    return EventPageFactory(**{"parent": parent, "starts_at": STARTS} | values)


def read_event(client, page):
    response = client.get(f"{page.get_url()}event.ics")
    assert response.status_code == 200
    (event,) = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    return event


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_what_the_page_says(client, press, language):
    page = make_event(press[language], title=TITLE[language], address="18 Topkhana Road\nDhaka")

    event = read_event(client, page)

    assert str(event["SUMMARY"]) == TITLE[language]
    assert event["SUMMARY"].params["LANGUAGE"] == language
    assert str(event["DESCRIPTION"]) == page.summary
    assert str(event["LOCATION"]) == f"{page.venue}, 18 Topkhana Road, Dhaka"
    assert str(event["URL"]) == page.get_full_url()
    assert str(event["STATUS"]) == "CONFIRMED"


def test_times_are_in_utc(client, press):
    event = read_event(client, make_event(press["bn"], ends_at=STARTS + datetime.timedelta(hours=2)))

    assert event["DTSTART"].to_ical() == b"20261210T043000Z"
    assert event["DTEND"].to_ical() == b"20261210T063000Z"
    assert event["DTSTAMP"].to_ical().endswith(b"Z")


def test_both_languages_are_one_entry_of_a_calendar(client, press):
    page = make_event(press["bn"])

    assert read_event(client, page)["UID"] == read_event(client, translate(page, title="Briefing"))["UID"]


def test_two_events_are_two_entries(client, press):
    first, second = make_event(press["bn"]), make_event(press["bn"])

    assert read_event(client, first)["UID"] != read_event(client, second)["UID"]


@pytest.mark.parametrize(
    "status, written", [("scheduled", "CONFIRMED"), ("postponed", "TENTATIVE"), ("cancelled", "CANCELLED")]
)
def test_the_status_is_told_to_the_calendar(client, press, status, written):
    event = read_event(client, make_event(press["en"], status=status, status_reason="A cyclone warning."))

    assert str(event["STATUS"]) == written
    assert str(event["DESCRIPTION"]).startswith("A cyclone warning.")


def test_an_event_without_length_has_no_end(client, press):
    assert "DTEND" not in read_event(client, make_event(press["bn"], ends_at=STARTS))


def test_an_event_without_a_place_has_no_location(client, press):
    assert "LOCATION" not in read_event(client, make_event(press["bn"], venue=""))


def test_the_file_is_named_after_the_page(client, press):
    page = make_event(press["bn"], title="Workshop", slug="workshop-with-reporters")

    response = client.get(f"{page.get_url()}event.ics")

    assert response.headers["Content-Disposition"] == 'attachment; filename="workshop-with-reporters.ics"'


def test_the_calendar_of_a_draft_is_not_handed_out(client, press):
    page = make_event(press["bn"], publish=False)

    assert client.get(f"{page.get_url()}event.ics").status_code == 404
