"""What recording costs: a few queries a page, and batches for what is below one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.api.changes.recording import BATCH, record_everything, record_saved
from cms.api.models import ContentChange, PublicPage
from home.corpus.building import corpus_sections, make_corpus
from tests.factories import StatementPageFactory

from .conftest import fresh

pytestmark = pytest.mark.django_db

# Where every statement has at most 999 values, SQLite takes some hundred rows at a time.
QUERIES_A_BATCH = 30


@pytest.mark.parametrize("corpus", [0, 50])
def test_a_page_costs_the_same_however_many_there_are(press, django_assert_num_queries, corpus):
    page = StatementPageFactory(parent=press["bn"])
    if corpus:
        make_corpus(corpus)
        record_everything()

    with django_assert_num_queries(4):
        record_saved(page.pk)

    Page.objects.filter(pk=page.pk).update(last_published_at=timezone.now())
    with django_assert_num_queries(10):  # three for who is told of it
        record_saved(page.pk)

    PublicPage.objects.filter(pk=page.pk).delete()
    with django_assert_num_queries(14):
        record_saved(page.pk)


def test_a_draft_costs_nothing(press):
    page = StatementPageFactory(parent=press["bn"])

    with CaptureQueriesContext(connection) as queries:
        page.save_revision()

    assert [query["sql"] for query in queries if "api_" in query["sql"]] == []


def test_what_is_below_a_page_is_recorded_in_batches(homes):
    count = BATCH + 100
    make_corpus(count)
    with CaptureQueriesContext(connection) as queries:
        assert record_everything() == 2 * count
    assert len(queries) <= QUERIES_A_BATCH * 3
    section = corpus_sections()["bn"]

    with CaptureQueriesContext(connection) as queries:
        PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    # The twin follows, and all that is below it.
    assert ContentChange.objects.filter(kind="unpublished").count() == 2 * (count + 1)
    assert len(queries) <= QUERIES_A_BATCH * 6

    PageViewRestriction.objects.all().delete()
    section = fresh(section)
    section.slug = "renamed"
    with CaptureQueriesContext(connection) as queries:
        section.save()
    assert ContentChange.objects.filter(kind="moved", path__startswith="/bn/renamed/").count() == count + 1
    assert len(queries) <= QUERIES_A_BATCH * 6


def test_publishing_a_section_does_not_look_through_all_below_it(homes):
    make_corpus(60)
    record_everything()
    section = fresh(corpus_sections()["bn"])

    with CaptureQueriesContext(connection) as queries:
        section.save_revision().publish()

    assert len([query for query in queries if "api_publicpage" in query["sql"]]) <= 4
