"""All assessments of the Commission side by side."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.core.models import Criterion
from international.models.assessments import Rating, change_between
from tests.factories import AssessmentPageFactory
from tests.reading import LANGUAGES, open_page, said, text_of

pytestmark = pytest.mark.django_db


def assess(parent, year, *ratings):
    """Publish the assessment of `year`; each of `ratings` is a criterion and its value."""
    rows = [{"criterion": criterion, "rating": value} for criterion, value in ratings]
    return AssessmentPageFactory(parent=parent, year=year, ratings=rows)


@pytest.fixture
def criteria():
    """Three criteria that come with the migrations, in the order they are printed."""
    return list(Criterion.objects.all()[:3])


@pytest.mark.parametrize("language", LANGUAGES)
def test_years_stand_side_by_side_the_latest_first_each_with_a_link(client, assessments, criteria, language):
    older = assess(assessments[language], 2024, (criteria[0], 2))
    newer = assess(assessments[language], 2025, (criteria[0], 3))

    heads = open_page(client, assessments[language]).select("table thead th")

    assert [head["scope"] for head in heads] == ["col"] * 3
    assert [head.get_text() for head in heads[1:]] == {"bn": ["২০২৫", "২০২৪"], "en": ["2025", "2024"]}[
        language
    ]
    assert [head.a["href"] for head in heads[1:]] == [newer.get_url(), older.get_url()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_change_since_the_assessment_before_is_said_in_words_with_an_arrow(
    client, assessments, criteria, language
):
    assess(assessments[language], 2024, (criteria[0], 2), (criteria[1], 4), (criteria[2], 3))
    assess(assessments[language], 2025, (criteria[0], 3), (criteria[1], 1), (criteria[2], 3))

    rows = open_page(client, assessments[language]).select("table tbody tr")

    assert [text_of(row, ".change") for row in rows] == [
        said(language, word) for word in ("improved", "got worse", "unchanged")
    ]
    assert len({str(row.select_one(".change svg")) for row in rows}) == 3
    assert rows[0].select("td")[1].select(".change") == [], "the first year has nothing to be compared with"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_criterion_that_was_not_rated_in_a_year_says_so(client, assessments, criteria, language):
    assess(assessments[language], 2024, (criteria[0], 2))
    assess(assessments[language], 2025, (criteria[1], 3))

    rows = open_page(client, assessments[language]).select("table tbody tr")

    assert [[text_of(cell, "span") for cell in row.select("td")][i] for i, row in enumerate(rows)] == [
        said(language, "not rated")
    ] * 2
    assert all(row.select(".change") == [] for row in rows)


def test_only_criteria_that_were_rated_are_rows_in_the_order_of_the_vocabulary(assessments, criteria):
    page = assess(assessments["bn"], 2025, (criteria[2], 3), (criteria[0], 3))

    compared = assessments["bn"].compare([page])

    assert [row.criterion for row in compared] == [criteria[0], criteria[2]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_the_first_assessment_the_page_says_there_is_none(client, assessments, language):
    soup = open_page(client, assessments[language])

    assert said(language, "No assessment has been published here yet.") in text_of(soup)
    assert soup.select("table") == []


def test_drafts_and_the_other_language_are_not_compared(client, assessments, criteria):
    assess(assessments["en"], 2024, (criteria[0], 2))
    AssessmentPageFactory(parent=assessments["bn"], year=2025, publish=False)

    assert open_page(client, assessments["bn"]).select("table") == []


def test_the_table_can_be_scrolled_with_the_keyboard(client, assessments, criteria):
    assess(assessments["en"], 2025, (criteria[0], 2))

    region = open_page(client, assessments["en"]).select_one(".table-scroll")

    assert (region["tabindex"], region["role"]) == ("0", "region")
    assert region["aria-label"] == "The data as a table"
    assert region["aria-label"] != text_of(region.find_parent("section"), "h2")


def test_the_comparison_costs_the_same_for_any_number_of_years(client, assessments, criteria):
    def queries() -> int:
        client.get(assessments["bn"].get_url())
        with CaptureQueriesContext(connection) as captured:
            open_page(client, assessments["bn"])
        return len(captured)

    assess(assessments["bn"], 2020, (criteria[0], 2))
    with_one = queries()
    for year in range(2021, 2026):
        assess(assessments["bn"], year, *((criterion, 3) for criterion in criteria))

    assert queries() == with_one


@pytest.mark.parametrize(
    "earlier, later, change",
    [(2, 3, "up"), (3, 2, "down"), (3, 3, "same"), (None, 3, ""), (3, None, ""), (None, None, "")],
)
def test_change_is_told_only_between_two_ratings(earlier, later, change):
    ratings = [None if value is None else Rating(rating=value) for value in (earlier, later)]

    assert change_between(*ratings) == change
