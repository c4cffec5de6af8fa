"""How many questions an answer costs the database. The numbers are promises."""

import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from press.models import StatementPage
from tests.factories import StatementPageFactory, translate

LIST = 6
# For a page with all it can carry: every block, picture, document, vocabulary, relation and child.
DETAIL = {
    "StatementPage": 14,
    "EditorialPage": 17,  # three for the reading time, which is counted from the blocks' own values
    "EventPage": 14,
    "NetworkPage": 12,
    "SubmissionPage": 14,
    "AppealPage": 14,
    "SituationUpdatePage": 13,
    "AssessmentPage": 13,
    "StandardPage": 11,
    "PressIndexPage": 5,
    "InternationalIndexPage": 5,
    "AssessmentIndexPage": 5,
    "HomePage": 5,
}


def published_copies(page: StatementPage, count: int) -> None:
    """Add `count` published pages beside `page`."""
    parent = page.get_parent()
    for number in range(count):
        copy = StatementPage(
            title=f"{page.title} {number}",
            slug=f"copy-{number}",
            summary=page.summary,
            locale=page.locale,
            translation_key=uuid.uuid4(),
            live=True,
        )
        parent.add_child(instance=copy)


@pytest.mark.parametrize("count", [1, 20, 100])
def test_a_list_costs_the_same_at_any_length(api, press, django_assert_max_num_queries, count):
    page = StatementPageFactory(parent=press["bn"])
    translate(page)
    published_copies(page, count - 1)
    api.get("pages/")  # what a process looks up once only, it knows now

    with django_assert_max_num_queries(LIST):
        answer = api.get("pages/", type="press.StatementPage", limit="100")

    assert len(answer.data["items"]) == count


def test_a_page_with_everything_costs_a_bounded_number(api, full):
    counts = {}
    for name, page in full.items():
        if not page.get_translations().exists():
            translate(page)
        api.get(f"pages/{page.pk}/")  # makes the sizes of the pictures
        with CaptureQueriesContext(connection) as queries:
            api.get(f"pages/{page.pk}/")
        counts[name] = len(queries)

    assert counts == DETAIL


def test_more_blocks_cost_no_more_queries(api, press, with_every_block, django_assert_max_num_queries):
    few = with_every_block
    many = StatementPageFactory(parent=press["bn"], body=[(b.block_type, b.value) for b in few.body] * 5)
    for page in (few, many):
        api.get(f"pages/{page.pk}/")

    with django_assert_max_num_queries(DETAIL["StatementPage"]):
        answer = api.get(f"pages/{many.pk}/")

    assert len(answer.data["body"]) == 5 * len(few.body)


def test_a_cold_cache_costs_little_more(api, homes, django_assert_max_num_queries):
    api.get("pages/")
    cache.clear()

    with django_assert_max_num_queries(LIST + 3):
        api.get("pages/")
