"""How many queries a page costs that nothing was kept of. Run with `-s` to see the numbers."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.core.models import ArticlePage
from tests.factories import (
    AppealPageFactory,
    AssessmentPageFactory,
    CriterionFactory,
    EditorialPageFactory,
    EventPageFactory,
    NetworkPageFactory,
    OrganisationFactory,
    SituationUpdatePageFactory,
    StatementPageFactory,
    SubmissionPageFactory,
    TopicFactory,
)
from tests.factories.registry import HOUSE_PAGES, make_page, rich_body, rich_relations

pytestmark = pytest.mark.any_database

ARTICLES = [model for model in HOUSE_PAGES if issubclass(model, ArticlePage)]
ARTICLE_BUDGET = 15
INDEX_BUDGET = 20
# What each list costs, at few rows and at many alike; all within INDEX_BUDGET.
PRESS_COST = 16
INTERNATIONAL_COST = 17
ASSESSMENTS_COST = 10
NETWORK_COST = 14


@pytest.fixture(scope="module")
def table() -> Iterator[list[tuple[str, int]]]:
    """Collect the numbers and print them at the end."""
    rows: list[tuple[str, int]] = []
    yield rows
    print("\n" + "\n".join(f"{count:>4}  {name}" for name, count in sorted(rows)))


@pytest.fixture
def cost(client, table):
    """Count the queries of a GET. One before it fills what a process keeps: sites, renditions."""

    def measure(name: str, url: str) -> int:
        warm = f"{url}{'&' if '?' in url else '?'}warm=1"
        assert client.get(warm).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        table.append((name, len(captured)))
        return len(captured)

    return measure


@pytest.mark.parametrize("model", ARTICLES, ids=lambda model: model.__name__)
def test_an_article_with_all_its_relations(model, sections, cost):
    related = [StatementPageFactory(parent=sections["press"]["en"]) for _ in range(3)]
    page = make_page(
        model, "en", sections, body=[("paragraph", "<p>Words.</p>")], **rich_relations(model, related)
    )

    assert cost(f"article: {model.__name__}", page.url) <= ARTICLE_BUDGET


@pytest.mark.parametrize("model", ARTICLES, ids=lambda model: model.__name__)
def test_an_article_with_every_block(model, sections, cost):
    related = [StatementPageFactory(parent=sections["press"]["en"]) for _ in range(3)]
    page = make_page(model, "en", sections, body=rich_body(related[0]), **rich_relations(model, related))

    assert cost(f"article with every block: {model.__name__}", page.url) <= ARTICLE_BUDGET + 6


@pytest.mark.parametrize("twice", [False, True])
def test_the_same_block_again_costs_nothing_more(press, cost, twice):
    def body() -> list[tuple]:
        return rich_body(press["en"]) * (3 if twice else 1)

    page = StatementPageFactory(parent=press["en"], body=body())

    assert (
        cost(f"statement, every block {'three times' if twice else 'once'}", page.url) <= ARTICLE_BUDGET + 6
    )


def fill_press(parent, rows: int) -> None:
    topics = TopicFactory.create_batch(3)
    for number in range(rows):
        factory = [StatementPageFactory, EditorialPageFactory, EventPageFactory][number % 3]
        factory(parent=parent, topics=topics)


def fill_international(parent, rows: int) -> None:
    topics = TopicFactory.create_batch(3)
    for number in range(rows):
        factory = [SubmissionPageFactory, AppealPageFactory, SituationUpdatePageFactory][number % 3]
        factory(parent=parent, topics=topics)


@pytest.mark.parametrize("rows", [3, 21])
def test_the_press_section(press, cost, rows):
    fill_press(press["en"], rows)

    assert cost(f"press section, {min(rows, 20)} rows", "/en/press/") == PRESS_COST <= INDEX_BUDGET


@pytest.mark.parametrize("rows", [3, 21])
def test_the_press_section_filtered(press, cost, rows):
    fill_press(press["en"], rows)

    assert cost(f"press section filtered, {rows // 3} rows", "/en/press/?type=statements") <= PRESS_COST


@pytest.mark.parametrize("rows", [3, 21])
def test_the_international_section(international, cost, rows):
    fill_international(international["en"], rows)
    for _ in range(rows // 3):
        NetworkPageFactory(parent=international["en"])

    count = cost(f"international section, {min(rows, 20)} rows, {rows // 3} networks", "/en/international/")
    assert count == INTERNATIONAL_COST <= INDEX_BUDGET


@pytest.mark.parametrize("rows", [1, 12])
def test_the_index_of_assessments(assessments, cost, rows):
    criteria = CriterionFactory.create_batch(4)
    for _ in range(rows):
        ratings = [{"criterion": criterion, "rating": 3, "comment": "So."} for criterion in criteria]
        AssessmentPageFactory(parent=assessments["en"], ratings=ratings)

    count = cost(f"index of assessments, {rows} years", "/en/international/assessments/")
    assert count == ASSESSMENTS_COST <= INDEX_BUDGET


@pytest.mark.parametrize("rows", [1, 20])
def test_a_network_with_what_was_made_together(press, international, cost, rows):
    organisation = OrganisationFactory()
    page = NetworkPageFactory(parent=international["en"], organisation=organisation)
    for _ in range(rows):
        StatementPageFactory(parent=press["en"], organisations=[organisation])

    assert cost(f"network, {rows} made together", page.url) == NETWORK_COST <= INDEX_BUDGET


@pytest.mark.parametrize("rows", [3, 21])
def test_the_home_page(press, international, cost, rows):
    fill_press(press["en"], rows)
    fill_international(international["en"], rows)

    assert cost(f"home page, {rows} + {rows} texts", "/en/") <= INDEX_BUDGET


@pytest.mark.parametrize("rows", [3, 21])
def test_the_feed_of_a_section(press, cost, rows):
    fill_press(press["en"], rows)

    assert cost(f"feed, {min(rows, 20)} entries", "/en/press/feed/") <= INDEX_BUDGET


@pytest.mark.parametrize("rows", [1, 20])
def test_the_sitemap(press, cost, rows):
    for _ in range(rows):
        StatementPageFactory(parent=press["en"])

    assert cost(f"sitemap, {rows} statements", "/sitemap.xml") <= 8
