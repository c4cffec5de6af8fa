"""What an update on the situation says and refuses."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tests.factories import DocumentFactory, SituationUpdatePageFactory
from tests.reading import LANGUAGES, fact, headings, in_english, open_page, said, text_of

pytestmark = pytest.mark.django_db

PERIOD = {"bn": "১ জানুয়ারি – ৩১ মার্চ ২০২৬", "en": "1 January – 31 March 2026"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_period_and_the_day_of_publication_are_told_apart(client, international, language):
    soup = open_page(client, SituationUpdatePageFactory(parent=international[language]))

    assert PERIOD[language] in text_of(soup, ".article__header")
    assert fact(soup, said(language, "Period")) == PERIOD[language]
    assert fact(soup, said(language, "Published")) == {"bn": "১০ এপ্রিল ২০২৬", "en": "10 April 2026"}[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sources_are_listed_with_links_where_there_are_any(client, international, language):
    page = SituationUpdatePageFactory(
        parent=international[language],
        sources=[
            {"text": "Ten national newspapers"},
            {"text": "The Commission's yearly report", "url": "https://commission.example/report"},
        ],
    )

    soup = open_page(client, page)

    items = soup.select(".sources li")
    assert [item.get_text() for item in items] == [
        "Ten national newspapers",
        "The Commission's yearly report",
    ]
    assert items[0].a is None
    assert (items[1].a["href"], items[1].a["rel"]) == ("https://commission.example/report", ["noreferrer"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_update_without_sources_or_document_has_no_empty_headings(client, international, language):
    soup = open_page(client, SituationUpdatePageFactory(parent=international[language]))

    assert said(language, "Sources") not in headings(soup)
    assert soup.select(".facts a") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_can_be_downloaded(client, international, language):
    document = DocumentFactory()

    soup = open_page(client, SituationUpdatePageFactory(parent=international[language], document=document))

    assert soup.select_one(f'.facts a[href="{document.url}"]') is not None


def test_a_period_that_ends_before_it_begins_is_refused(international):
    page = SituationUpdatePageFactory(parent=international["bn"])
    page.period_end = page.period_start - datetime.timedelta(days=1)

    with pytest.raises(ValidationError) as refusal, translation.override("en"):
        page.full_clean()

    assert in_english(refusal) == {"period_end": ["The period cannot end before it begins."]}


def test_a_period_of_one_day_is_accepted(client, international):
    page = SituationUpdatePageFactory(parent=international["en"], period_end=datetime.date(2026, 1, 1))

    assert fact(open_page(client, page), "Period") == "1 January 2026"
