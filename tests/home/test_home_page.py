"""The front page: what is new, in the page's language, and something to say when nothing is."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    AppealPageFactory,
    EditorialPageFactory,
    EventPageFactory,
    ImageFactory,
    SituationUpdatePageFactory,
    StandardPageFactory,
    StatementPageFactory,
    SubmissionPageFactory,
)
from tests.reading import open_page, text_of

pytestmark = pytest.mark.django_db
LANGUAGES = ("bn", "en")


def titles(soup, section: str) -> list[str]:
    return [link.text for link in soup.select(f"section[aria-labelledby={section}] .card__title a")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_site_says_so_and_offers_the_other_language(client, homes, language):
    soup = open_page(client, homes[language])

    other = {"bn": "en", "en": "bn"}[language]
    assert soup.select_one("main .empty a")["href"] == f"/{other}/"
    assert not soup.select("main .card")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_text_has_its_place(client, homes, press, international, language):
    StatementPageFactory(parent=press[language], title="S")
    EditorialPageFactory(parent=press[language], title="E")
    EventPageFactory(parent=press[language], title="V")
    SubmissionPageFactory(parent=international[language], title="R")
    AppealPageFactory(parent=international[language], title="A")
    SituationUpdatePageFactory(parent=international[language], title="U")

    soup = open_page(client, homes[language])

    places = ("statements", "editorials", "events", "submissions", "appeals", "situation")
    assert [titles(soup, f"home-{place}") for place in places] == [["S"], ["E"], ["V"], ["R"], ["A"], ["U"]]
    assert not soup.select("main .empty")


def test_statements_come_newest_first_and_only_in_the_language_of_the_page(client, homes, press):
    for day in (1, 3, 2):
        StatementPageFactory(parent=press["bn"], title=f"দিন {day}", issued_on=datetime.date(2026, 3, day))
    StatementPageFactory(parent=press["en"], title="English")
    StatementPageFactory(parent=press["bn"], title="খসড়া", publish=False)

    assert titles(open_page(client, homes["bn"]), "home-statements") == ["দিন 3", "দিন 2", "দিন 1"]


def test_past_events_are_left_out(client, homes, press):
    ago = timezone.now() - datetime.timedelta(days=2)
    EventPageFactory(parent=press["bn"], title="গত", starts_at=ago, ends_at=ago)
    EventPageFactory(parent=press["bn"], title="আসছে")

    assert titles(open_page(client, homes["bn"]), "home-events") == ["আসছে"]


def test_the_first_statement_shows_its_picture(client, homes, press):
    image = ImageFactory(alt_text_bn="মাইক্রোফোন")
    for day in (1, 2):
        StatementPageFactory(parent=press["bn"], hero_image=image, issued_on=datetime.date(2026, 3, day))

    pictures = open_page(client, homes["bn"]).select("main img")

    assert len(pictures) == 1
    assert pictures[0]["alt"] == ""


def test_the_headline_is_the_title_readers_see(client, homes):
    home = homes["bn"]
    home.lead, home.introduction = "অধিকার সবার", "আমরা কী করি"
    home.save_revision().publish()

    soup = open_page(client, home)

    assert [heading.text for heading in soup.select("h1")] == ["অধিকার সবার"]
    assert soup.select_one("meta[name=description]")["content"] == "আমরা কী করি"


def test_a_fuller_page_costs_no_more_queries(client, homes, press):
    StatementPageFactory(parent=press["bn"])
    client.get(homes["bn"].get_url())
    with CaptureQueriesContext(connection) as few:
        client.get(homes["bn"].get_url())
    for _number in range(5):
        StatementPageFactory(parent=press["bn"])
    with CaptureQueriesContext(connection) as many:
        client.get(homes["bn"].get_url())

    assert len(many) == len(few)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plain_page_shows_contact_details_only_when_told_to(client, homes, language):
    shown = StandardPageFactory(parent=homes[language], shows_contact=True)
    plain = StandardPageFactory(parent=homes[language])

    assert open_page(client, shown).select("#contact")
    soup = open_page(client, plain)
    assert not soup.select("#contact")
    assert plain.introduction in text_of(soup)
