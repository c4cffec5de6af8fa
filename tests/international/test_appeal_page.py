"""What an appeal asks, until when, how it ended, and what it refuses."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import translation

from cms.core.models import Place
from cms.core.text import paragraphs_of
from international.models import AppealPage
from tests.factories import AppealPageFactory, AuthorityFactory, OrganisationFactory
from tests.reading import LANGUAGES, fact, headings, in_english, open_page, said, text_of

pytestmark = pytest.mark.django_db

ACT_BY = datetime.date(2026, 12, 15)
LETTER = "<p>Dear Sir or Madam,</p><p>I ask you:</p><ul><li>to tell the family;</li><li>to inquire.</li></ul>"


def noon_in_dhaka(day: datetime.date) -> datetime.datetime:
    return datetime.datetime(day.year, day.month, day.day, 6, tzinfo=datetime.UTC)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_facts_say_where_of_whom_and_with_whom(client, international, language):
    page = AppealPageFactory(
        parent=international[language],
        country=Place.objects.get(code="BD"),
        act_by=ACT_BY,
        authorities=[AuthorityFactory(name_bn="পুলিশ সদর দপ্তর", name_en="Police Headquarters")],
        organisations=[OrganisationFactory(name_bn="ব্লাস্ট", name_en="BLAST")],
    )

    soup = open_page(client, page)

    expected = {
        "Country concerned": {"bn": "বাংলাদেশ", "en": "Bangladesh"}[language],
        "Issued": {"bn": "১ মার্চ ২০২৬", "en": "1 March 2026"}[language],
        "Act by": {"bn": "১৫ ডিসেম্বর ২০২৬", "en": "15 December 2026"}[language],
        "Addressed to": {"bn": "পুলিশ সদর দপ্তর", "en": "Police Headquarters"}[language],
        "Together with": {"bn": "ব্লাস্ট", "en": "BLAST"}[language],
    }
    assert {term: fact(soup, said(language, term)) for term in expected} == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("days", [1, 21])
def test_an_open_appeal_counts_the_days_left(client, international, language, days):
    page = AppealPageFactory(parent=international[language], act_by=ACT_BY)

    with time_machine.travel(noon_in_dhaka(ACT_BY - datetime.timedelta(days=days))):
        deadline = text_of(open_page(client, page), ".deadline")

    shown = {("bn", 1): "১", ("bn", 21): "২১", ("en", 1): "1", ("en", 21): "21"}[language, days]
    with translation.override(language):
        left = translation.ngettext("%(shown)s day left", "%(shown)s days left", days) % {"shown": shown}
    assert left in deadline
    assert {"bn": "১৫ ডিসেম্বর ২০২৬", "en": "15 December 2026"}[language] in deadline


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_day_is_called_so(client, international, language):
    page = AppealPageFactory(parent=international[language], act_by=ACT_BY)

    with time_machine.travel(noon_in_dhaka(ACT_BY)):
        soup = open_page(client, page)

    assert said(language, "Today is the last day.") in text_of(soup, ".deadline")


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_the_day_the_page_says_so_and_asks_for_nothing_more(client, international, language):
    page = AppealPageFactory(
        parent=international[language],
        act_by=ACT_BY,
        letter=LETTER,
        actions=[{"text": "Write to the minister."}],
    )

    with time_machine.travel(noon_in_dhaka(ACT_BY + datetime.timedelta(days=1))):
        soup = open_page(client, page)

    assert said(language, "The day to act by has passed") in text_of(soup, ".article__header .badge")
    assert "Write to the minister." not in text_of(soup)
    assert soup.select_one(".letter-text") is None
    assert "to tell the family" in text_of(soup, ".letter")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_closed_appeal_puts_the_outcome_first(client, international, language):
    outcome = "The man was brought before a court."
    page = AppealPageFactory(
        parent=international[language], status="closed", outcome=outcome, actions=[{"text": "Write."}]
    )

    soup = open_page(client, page)

    assert text_of(soup, ".article__header .badge") == said(language, "Closed")
    assert outcome in text_of(soup, ".outcome")
    assert text_of(soup).index(outcome) < text_of(soup).index(text_of(soup, ".body"))
    assert said(language, "What you can do") not in headings(soup)


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_and_actions_are_given_and_the_letter_can_be_copied(client, international, language):
    page = AppealPageFactory(
        parent=international[language],
        letter=LETTER,
        actions=[{"text": "Write to the minister."}, {"text": "Tell your embassy."}],
    )

    soup = open_page(client, page)

    assert [item.get_text() for item in soup.select(".actions li")] == [
        "Write to the minister.",
        "Tell your embassy.",
    ]
    assert soup.select_one(".letter")["lang"] == language
    copied = soup.select_one(".letter-text textarea").get_text().strip()
    assert copied == "Dear Sir or Madam,\n\nI ask you:\n\n- to tell the family;\n- to inquire."


def test_the_plain_letter_keeps_lines_and_characters_but_no_markup():
    assert (
        paragraphs_of("<p>Law &amp; order<br/>now</p><p><b>ক</b> &lt;খ&gt;</p>")
        == "Law & order\nnow\n\nক <খ>"
    )


def test_open_appeals_are_those_a_reader_can_still_act_on(international):
    parent = international["bn"]
    endless = AppealPageFactory(parent=parent)
    last_day = AppealPageFactory(parent=parent, act_by=ACT_BY)
    overdue = AppealPageFactory(parent=parent, act_by=ACT_BY - datetime.timedelta(days=1))
    closed = AppealPageFactory(parent=parent, status="closed", outcome="Released.", act_by=ACT_BY)

    # Half past midnight in Dhaka; in UTC it is still the day before.
    with time_machine.travel(datetime.datetime(2026, 12, 14, 18, 30, tzinfo=datetime.UTC)):
        assert set(AppealPage.objects.open()) == {endless, last_day}
        assert {page for page in (endless, last_day, overdue, closed) if page.is_open} == {endless, last_day}
        assert [page.days_left for page in (endless, last_day, overdue)] == [None, 0, None]


@pytest.mark.parametrize("outcome", ["", "  \n"])
def test_closing_without_an_outcome_is_refused(international, outcome):
    page = AppealPageFactory(parent=international["bn"])
    page.status, page.outcome = AppealPage.Status.CLOSED, outcome

    with pytest.raises(ValidationError) as refusal, translation.override("en"):
        page.full_clean()

    assert in_english(refusal) == {"outcome": ["Say what came of the appeal before closing it."]}


def test_a_day_to_act_by_before_the_appeal_is_refused(international):
    page = AppealPageFactory(parent=international["bn"])
    page.act_by = page.issued_on - datetime.timedelta(days=1)

    with pytest.raises(ValidationError) as refusal, translation.override("en"):
        page.full_clean()

    assert in_english(refusal) == {"act_by": ["The day to act by cannot lie before the date issued."]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(AppealPage.Kind))
def test_the_kind_is_printed_in_the_language_now_active(kind, language):
    with translation.override(language):
        assert AppealPage(kind=kind).kind_label == str(kind.label)
