"""Reference numbers under real concurrency: threads with connections of their own, committing for real."""

import datetime
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from wagtail.models import Revision

from cms.core.models import Reference
from cms.core.services import allocate_reference
from press.models import StatementPage
from tests.factories import PressIndexPageFactory, StatementPageFactory, translate

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 20


postgresql_only = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="many writers at once are PostgreSQL's: SQLite admits one"
)


def at_once(jobs: list[Callable[[], object]]) -> list[object]:
    """Run `jobs`, each in a thread of its own, all beginning at the same moment; return what they return."""
    barrier = threading.Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=30)
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def given() -> list[int]:
    return list(Reference.objects.order_by("number").values_list("number", flat=True))


def test_numbers_taken_at_once_have_no_gap_and_no_double():
    def take() -> list[int]:
        return [allocate_reference("PS", 2026, uuid.uuid4()).number for _ in range(3)]

    taken = at_once([take] * THREADS)

    assert sorted(number for numbers in taken for number in numbers) == list(range(1, 3 * THREADS + 1))
    assert given() == list(range(1, 3 * THREADS + 1))


def test_one_text_that_many_ask_for_at_once_is_given_one_number():
    key = uuid.uuid4()

    taken = at_once([lambda: allocate_reference("PS", 2026, key).text] * THREADS)

    assert set(taken) == {"PS/2026/001"}
    assert given() == [1]


def test_series_and_years_do_not_wait_in_each_other_s_queue_for_numbers():
    jobs = [
        lambda series=series, year=year: allocate_reference(series, year, uuid.uuid4()).text
        for series in ("PS", "UA")
        for year in (2026, 2027)
        for _ in range(3)
    ]

    taken = at_once(jobs)

    assert sorted(taken) == sorted(
        f"{series}/{year}/{number:03d}"
        for series in ("PS", "UA")
        for year in (2026, 2027)
        for number in (1, 2, 3)
    )


@postgresql_only
def test_statements_published_at_once_have_no_gap_and_no_double():
    press = PressIndexPageFactory()
    revisions = [
        StatementPageFactory(
            parent=press, publish=False, issued_on=datetime.date(2026, 3, 26)
        ).latest_revision.pk
        for _ in range(THREADS)
    ]

    at_once([lambda pk=pk: publish(pk) for pk in revisions])

    references = StatementPage.objects.values_list("reference", flat=True)
    assert sorted(references) == [f"PS/2026/{number:03d}" for number in range(1, THREADS + 1)]


def test_both_languages_published_at_the_same_moment_carry_one_number():
    press = PressIndexPageFactory()
    translate(press)
    for _ in range(3):
        statement = StatementPageFactory(parent=press, publish=False)
        twin = translate(statement, publish=False)

        at_once([lambda pk=page.latest_revision.pk: publish(pk) for page in (statement, twin)])

        statement.refresh_from_db()
        twin.refresh_from_db()
        assert statement.reference == twin.reference != ""
        assert statement.live
        assert twin.live

    assert given() == [1, 2, 3]


def publish(revision_pk: int) -> None:
    Revision.objects.get(pk=revision_pk).publish()
