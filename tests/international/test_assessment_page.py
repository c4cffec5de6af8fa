"""One year's assessment of the Commission."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from cms.core.models import Criterion
from international.models import AssessmentPage, Rating
from tests.factories import AssessmentPageFactory, DocumentFactory, translate
from tests.reading import LANGUAGES, fact, headings, in_english, open_page, said, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def criteria():
    """Two criteria that come with the migrations."""
    return list(Criterion.objects.all()[:2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_criterion_is_rated_in_words_and_on_the_scale(client, assessments, criteria, language):
    page = AssessmentPageFactory(
        parent=assessments[language],
        ratings=[
            {"criterion": criteria[0], "rating": 4, "comment": "The law is clear."},
            {"criterion": criteria[1], "rating": 1},
        ],
    )

    rows = open_page(client, page).select("table.ratings tbody tr")

    assert [text_of(row, "th[scope=row]") for row in rows] == [
        getattr(criterion, f"name_{language}") for criterion in criteria
    ]
    assert text_of(rows[0], ".rating__word") == said(language, "largely met")
    digits = {"bn": {"rating": "৪", "best": "৫"}, "en": {"rating": "4", "best": "5"}}[language]
    assert text_of(rows[0], ".rating__figure") == said(language, "%(rating)s of %(best)s", **digits)
    assert [len(row.select(".rating__step.is-reached")) for row in rows] == [4, 1]
    assert len(rows[0].select(".rating__step")) == 5
    assert "The law is clear." in text_of(rows[0], ".rating__comment")


@pytest.mark.parametrize("language", LANGUAGES)
def test_year_date_and_document_are_given(client, assessments, language):
    document = DocumentFactory()
    page = AssessmentPageFactory(
        parent=assessments[language], year=2025, published_on=datetime.date(2026, 2, 1), document=document
    )

    soup = open_page(client, page)

    assert fact(soup, said(language, "Year assessed")) == {"bn": "২০২৫", "en": "2025"}[language]
    assert (
        fact(soup, said(language, "Published")) == {"bn": "১ ফেব্রুয়ারি ২০২৬", "en": "1 February 2026"}[language]
    )
    assert soup.select_one(f'.facts a[href="{document.url}"]') is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_assessment_without_ratings_has_no_empty_table(client, assessments, language):
    soup = open_page(client, AssessmentPageFactory(parent=assessments[language]))

    assert soup.select("table") == []
    assert said(language, "Ratings") not in headings(soup)


def test_a_second_assessment_of_a_year_in_one_language_is_refused(assessments):
    AssessmentPageFactory(parent=assessments["bn"], year=2025)
    page = AssessmentPageFactory(parent=assessments["bn"], year=2024)
    page.year = 2025

    with pytest.raises(ValidationError) as refusal, translation.override("en"):
        page.full_clean()

    assert in_english(refusal) == {"year": ["There is already an assessment of this year in this language."]}


def test_the_other_language_may_assess_the_same_year(assessments):
    page = AssessmentPageFactory(parent=assessments["bn"], year=2025)

    assert translate(page, title="Assessment of 2025").year == 2025


@pytest.mark.parametrize("year", [2006, 2101])
def test_a_year_without_a_commission_is_refused(assessments, year):
    page = AssessmentPageFactory(parent=assessments["bn"])
    page.year = year

    with pytest.raises(ValidationError) as refusal:
        page.full_clean()

    assert set(refusal.value.message_dict) == {"year"}


def test_a_criterion_is_rated_once_a_year(assessments, criteria):
    page = AssessmentPageFactory(parent=assessments["bn"], ratings=[{"criterion": criteria[0], "rating": 4}])

    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(page=page, criterion=criteria[0], rating=3, locale=page.locale)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_kind_of_a_type_without_kinds_is_its_name(language):
    with translation.override(language):
        assert AssessmentPage().kind_label == str(AssessmentPage._meta.verbose_name)
