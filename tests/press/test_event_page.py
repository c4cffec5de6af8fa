"""What an event page says before, on and after the day, and what it refuses."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import translation

from press.models import EventPage
from tests.factories import DocumentFactory, EventPageFactory, PersonFactory
from tests.reading import LANGUAGES, chosen, fact, headings, in_english, open_page, said, text_of

pytestmark = pytest.mark.django_db

STARTS = datetime.datetime(2026, 12, 10, 4, 30, tzinfo=datetime.UTC)  # 10:30 in Dhaka
ENDS = datetime.datetime(2026, 12, 10, 6, 0, tzinfo=datetime.UTC)
WHEN = {
    "bn": "১০ ডিসেম্বর ২০২৬, সকাল ১০টা ৩০ মিনিট থেকে দুপুর ১২টা",
    "en": "10 December 2026, 10:30 am – 12:00 pm",
}
REASON = {"bn": "ঘূর্ণিঝড়ের সতর্কতা রয়েছে।", "en": "A cyclone warning is in force."}

BEFORE = datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)
AFTER = datetime.datetime(2026, 12, 20, tzinfo=datetime.UTC)


def make_event(parent, **values):
    return EventPageFactory(**{"parent": parent, "starts_at": STARTS, "ends_at": ENDS} | values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_time_is_given_large_and_by_dhakas_clock(client, press, language):
    page = make_event(press[language])

    with time_machine.travel(BEFORE):
        soup = open_page(client, page)

    assert text_of(soup, ".when") == WHEN[language]
    assert soup.select_one(".when time")["datetime"] == "2026-12-10T10:30:00+06:00"
    assert said(language, "Dhaka time (UTC+6)") in text_of(soup, ".article__header")


@pytest.mark.parametrize("language", LANGUAGES)
def test_place_audience_languages_and_contact_are_given(client, press, language):
    page = make_event(
        press[language],
        address="18 Topkhana Road\nDhaka",
        online_url="https://www.meeting.example/room/7",
        audience=EventPage.Audience.INVITED,
        spoken_languages=EventPage.Languages.BOTH,
        contact=PersonFactory(),
    )

    with time_machine.travel(BEFORE):
        soup = open_page(client, page)

    place = fact(soup, said(language, "Where"))
    for part in (page.venue, "18 Topkhana Road", "meeting.example"):
        assert part in place
    link = soup.select_one('.facts a[href="https://www.meeting.example/room/7"]')
    assert (link.get_text(), link["rel"]) == ("meeting.example", ["noreferrer"])
    assert fact(soup, said(language, "For whom")) == chosen(language, EventPage.Audience.INVITED.label)
    assert fact(soup, said(language, "Languages spoken")) == chosen(language, EventPage.Languages.BOTH.label)
    assert "media@desk.example" in fact(soup, said(language, "Contact for accreditation"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_event_without_a_place_says_so(client, press, language):
    with time_machine.travel(BEFORE):
        soup = open_page(client, make_event(press[language], venue=""))

    assert fact(soup, said(language, "Where")) == said(language, "The place is not known yet.")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "status, word, sentence",
    [
        ("cancelled", "Cancelled", "This event is cancelled."),
        ("postponed", "Postponed", "This event is postponed."),
    ],
)
def test_a_changed_event_says_so_in_words_everywhere_a_reader_looks(
    client, press, language, status, word, sentence
):
    page = make_event(press[language], status=status, status_reason=REASON[language])

    with time_machine.travel(BEFORE):
        soup = open_page(client, page)

    assert soup.title.get_text().startswith(said(language, word))
    assert text_of(soup, ".kicker .badge--alert") == said(language, word)
    banner = text_of(soup, ".notice--alert")
    assert said(language, sentence) in banner
    assert REASON[language] in banner
    assert text_of(soup).index(banner) < text_of(soup).index(text_of(soup, ".body"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_a_cancelled_event_has_its_time_struck_out(client, press, language):
    cancelled = make_event(press[language], status="cancelled", status_reason=REASON[language])
    postponed = make_event(press[language], status="postponed")

    assert open_page(client, cancelled).select_one(".when s") is not None
    assert open_page(client, cancelled).select_one(".when time") is None
    assert open_page(client, postponed).select_one(".when s") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_event_as_planned_has_no_banner(client, press, language):
    with time_machine.travel(BEFORE):
        soup = open_page(client, make_event(press[language]))

    assert soup.select_one("main .notice--alert") is None
    assert soup.select_one("main .kicker .badge") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_afterwards_the_page_says_it_is_past_and_what_came_of_it(client, press, language):
    page = make_event(
        press[language],
        recap="<p>Twenty-six journalists took part.</p>",
        attachments=[DocumentFactory()],
        contact=PersonFactory(),
    )

    with time_machine.travel(AFTER):
        soup = open_page(client, page)

    assert text_of(soup, ".kicker .badge--muted") == said(language, "Past event")
    assert "Twenty-six journalists took part." in text_of(soup)
    assert said(language, "What came of it") in headings(soup)
    assert soup.select_one('main a[href="#attachments"]') is not None
    assert soup.select_one("#attachments") is not None
    assert soup.select_one('a[href$="event.ics"]') is None
    assert fact(soup, said(language, "Contact for accreditation")) == ""


def test_materials_of_a_past_event_are_offered_before_anyone_writes_what_came_of_it(client, press):
    page = make_event(press["en"], attachments=[DocumentFactory()])

    with time_machine.travel(BEFORE):
        assert open_page(client, page).select_one('main a[href="#attachments"]') is None
    with time_machine.travel(AFTER):
        assert open_page(client, page).select_one('main a[href="#attachments"]') is not None


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_an_event_that_did_not_take_place_is_not_called_past(client, press, status):
    page = make_event(press["en"], status=status, status_reason=REASON["en"])

    with time_machine.travel(AFTER):
        soup = open_page(client, page)

    assert said("en", "Past event") not in text_of(soup)
    assert said("en", "The event is over.") not in text_of(soup)


@pytest.mark.parametrize("language", LANGUAGES)
def test_agenda_and_speakers_are_listed_in_the_editors_order(client, press, language):
    page = make_event(
        press[language],
        agenda=[
            {"starts_at": datetime.time(10, 30), "title": "Registration", "speaker": "Media desk"},
            {"starts_at": datetime.time(11, 0), "title": "Findings"},
        ],
        people=[PersonFactory(name_bn="শিরিন আক্তার", name_en="Shirin Akter")],
    )

    soup = open_page(client, page)

    items = [" ".join(item.get_text(" ").split()) for item in soup.select(".agenda li")]
    assert (
        items
        == {
            "bn": ["সকাল ১০টা ৩০ মিনিট Registration Media desk", "সকাল ১১টা Findings"],
            "en": ["10:30 am Registration Media desk", "11:00 am Findings"],
        }[language]
    )
    assert {"bn": "শিরিন আক্তার", "en": "Shirin Akter"}[language] in text_of(soup, ".people")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "status, label",
    [
        ("scheduled", "Add to calendar"),
        ("cancelled", "Update your calendar"),
        ("postponed", "Update your calendar"),
    ],
)
def test_the_calendar_link_says_what_it_does_and_works(client, press, language, status, label):
    page = make_event(press[language], status=status, status_reason=REASON[language])

    with time_machine.travel(BEFORE):
        link = open_page(client, page).select_one('a[href$="event.ics"]')

    assert " ".join(link.get_text().split()) == said(language, label)
    assert client.get(link["href"]).headers["Content-Type"] == "text/calendar; charset=utf-8"


def test_an_end_before_the_start_is_refused(press):
    page = make_event(press["bn"])
    page.ends_at = page.starts_at - datetime.timedelta(minutes=1)

    with pytest.raises(ValidationError) as refusal, translation.override("en"):
        page.full_clean()

    assert in_english(refusal) == {"ends_at": ["The event cannot end before it starts."]}


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_cancellation_without_a_reason_is_refused(press, reason):
    page = make_event(press["bn"])
    page.status, page.status_reason = EventPage.Status.CANCELLED, reason

    with pytest.raises(ValidationError) as refusal, translation.override("en"):
        page.full_clean()

    assert in_english(refusal) == {
        "status_reason": ["Say why the event is cancelled: people who planned to come will ask."]
    }


def test_all_that_is_wrong_is_said_at_once(press):
    page = make_event(press["bn"])
    page.ends_at = page.starts_at - datetime.timedelta(days=1)
    page.status = EventPage.Status.CANCELLED

    with pytest.raises(ValidationError) as refusal:
        page.full_clean()

    assert set(refusal.value.message_dict) == {"ends_at", "status_reason"}


def test_upcoming_events_come_the_next_one_first_and_include_the_running_and_the_cancelled(press):
    def event(starts, hours, **values):
        starts_at = BEFORE + datetime.timedelta(hours=starts)
        return make_event(
            press["bn"], starts_at=starts_at, ends_at=starts_at + datetime.timedelta(hours=hours), **values
        )

    later = event(48, 2)
    running = event(-1, 2)
    cancelled = event(24, 2, status="cancelled", status_reason=REASON["bn"])
    over = event(-5, 2)
    long_over = event(-50, 2)

    with time_machine.travel(BEFORE):
        assert list(EventPage.objects.upcoming()) == [running, cancelled, later]
        assert list(EventPage.objects.past()) == [over, long_over]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(EventPage.Kind))
def test_the_kind_is_printed_in_the_language_now_active(kind, language):
    with translation.override(language):
        assert EventPage(kind=kind).kind_label == str(kind.label)
