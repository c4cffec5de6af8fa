"""How many questions an answer costs the database. The numbers are promises."""

import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.api.collections import TYPED
from press.models import StatementPage
from tests.factories import StatementPageFactory, translate

pytestmark = pytest.mark.usefixtures("nothing_kept")

LIST, DETAIL, FACETS = 8, 8, 1


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
@pytest.mark.parametrize("fields", [{}, {"fields": "*"}], ids=["short", "whole"])
def test_a_list_costs_the_same_at_any_length(api, press, django_assert_max_num_queries, count, fields):
    page = StatementPageFactory(parent=press["bn"])
    translate(page)
    published_copies(page, count - 1)
    api.get("pages/")  # what a process looks up once only, it knows now

    with django_assert_max_num_queries(LIST):
        answer = api.get("statements/", limit="100", **fields)

    assert len(answer.data["items"]) == count


def test_a_list_with_everything_costs_a_bounded_number(api, full):
    lists = ["pages/", *(f"{collection.name}/" for collection in TYPED)]
    counts = {}
    for path in lists:
        api.get(path, fields="*", limit="100")  # makes the sizes of the pictures
        with CaptureQueriesContext(connection) as queries:
            answer = api.get(path, fields="*", limit="100")
        counts[path] = len(queries)
        assert answer.data["items"]

    assert {path: count for path, count in counts.items() if count > LIST} == {}


@pytest.mark.parametrize("collection", TYPED, ids=lambda collection: collection.name)
def test_all_facets_of_a_list_cost_one_query(api, full, collection):
    api.get(f"{collection.name}/")
    with CaptureQueriesContext(connection) as without:
        api.get(f"{collection.name}/")
    with CaptureQueriesContext(connection) as with_facets:
        api.get(f"{collection.name}/", facets=",".join(collection.facets))

    assert len(with_facets) == len(without) + FACETS


def test_a_page_with_everything_costs_a_bounded_number(api, full):
    counts = {}
    for name, page in full.items():
        if not page.get_translations().exists():
            translate(page)
        api.get(f"pages/{page.pk}/")  # makes the sizes of the pictures
        with CaptureQueriesContext(connection) as queries:
            api.get(f"pages/{page.pk}/")
        counts[name] = len(queries)

    assert {name: count for name, count in counts.items() if count > DETAIL} == {}


def test_more_blocks_cost_no_more_queries(api, press, with_every_block, django_assert_max_num_queries):
    few = with_every_block
    many = StatementPageFactory(parent=press["bn"], body=[(b.block_type, b.value) for b in few.body] * 5)
    for page in (few, many):
        api.get(f"pages/{page.pk}/")

    with django_assert_max_num_queries(DETAIL):
        answer = api.get(f"pages/{many.pk}/")

    assert len(answer.data["body"]) == 5 * len(few.body)


def test_a_cold_cache_costs_little_more(api, homes, django_assert_max_num_queries):
    api.get("pages/")
    cache.clear()

    with django_assert_max_num_queries(LIST + 3):
        api.get("pages/")
