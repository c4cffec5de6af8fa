"""The order of the log, where transactions are what orders it."""

import pytest

from cms.api.changes.log import base_of
from cms.api.changes.reading import read_changes, read_end
from cms.api.models import ChangeLog, ContentChange, PublicPage
from tests.factories import StatementPageFactory

from .conftest import fresh

LONG_AGO = 10**15


@pytest.mark.parametrize(
    "base, newest, following, expected",
    [
        (0, 0, 1, 0),  # SQLite, from the beginning
        (0, 900, 901, 0),  # PostgreSQL, the last transaction wrote
        (0, 900, 5000, 0),
        (0, 900, 900, 901),  # none of this cluster can have written 900
        (0, 900, 12, 901),
        (901, 905, 12, 901),  # already counted anew
        (901, 950, 12, 951),  # and moved once more
        (0, 900, 1, 901),  # moved to SQLite
    ],
)
def test_numbers_grow_when_a_database_is_moved(base, newest, following, expected):
    assert base_of(base, newest, following) == expected


@pytest.mark.django_db
def test_a_database_that_came_from_another_cluster_is_read_to_its_end_and_goes_on_from_there(press, api):
    page = StatementPageFactory(parent=press["bn"])
    ContentChange.objects.update(transaction=LONG_AGO)
    PublicPage.objects.update(transaction=LONG_AGO)

    cursor = api.get("changes/", since="now").data["meta"]["cursor"]
    rows = ContentChange.objects.count()
    assert len(api.get("changes/").data["items"]) == rows

    fresh(page).unpublish()
    assert ContentChange.objects.latest("pk").transaction > LONG_AGO
    # Not yet readable on PostgreSQL, where the test's own transaction is open: see test_at_once.
    new = ContentChange.objects.order_by("transaction", "pk").last()
    assert (new.page_id, new.kind) == (page.pk, "unpublished")
    assert api.get("changes/", since=cursor).status == 200
    assert ChangeLog.objects.get().base > LONG_AGO


@pytest.mark.django_db
def test_the_end_of_the_log_is_where_reading_it_leads(press):
    StatementPageFactory(parent=press["bn"])

    assert read_changes(None, 500).cursor == read_end()
