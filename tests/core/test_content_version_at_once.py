"""The content version in real transactions: committed with the change, by many at once, waiting for nobody."""

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from cms.core.caching import bump_content_version, content_version
from cms.core.models import ContentVersionSlot, Topic
from tests.core.test_reference_concurrency import at_once, postgresql_only
from tests.factories import StandardPageFactory, TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 12


def test_a_change_that_is_rolled_back_leaves_nothing(homes):
    TopicFactory(slug="kept")
    before = content_version()

    with transaction.atomic():
        bump_content_version()
        TopicFactory(slug="lost")
        StandardPageFactory(parent=homes["bn"], slug="about-us", body=[])
        assert content_version().number > before.number
        transaction.set_rollback(True)

    assert content_version() == before


def test_a_change_outside_of_a_transaction_is_committed_with_its_number():
    """A word that is saved on its own and cannot be counted is not saved."""
    TopicFactory(slug="first")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_contentversionslot RENAME TO elsewhere")
    try:
        with pytest.raises(Exception, match="core_contentversionslot"):
            TopicFactory(slug="second")
        assert [topic.slug for topic in Topic.objects.filter(slug__in=["first", "second"])] == ["first"]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO core_contentversionslot")


def test_none_of_many_changes_at_once_is_lost():
    def change() -> None:
        for _ in range(5):
            with transaction.atomic():
                bump_content_version()

    before = content_version().number
    at_once([change] * THREADS)

    assert content_version().number == before + 5 * THREADS


@postgresql_only
def test_nobody_waits_for_another_s_transaction_to_end():
    held = threading.Barrier(THREADS)

    def hold() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '1ms'")
        with transaction.atomic():
            bump_content_version()
            TopicFactory(slug=f"topic-{uuid.uuid4().hex}")
            held.wait(timeout=30)  # all have bumped, none has committed
            seen = content_version().number
            held.wait(timeout=30)
            return seen

    before = content_version().number
    seen = at_once([hold] * THREADS)

    changes = content_version().number - before
    assert changes == 2 * THREADS
    assert set(seen) == {before + 2}  # each saw its own change and nobody else's
    assert ContentVersionSlot.objects.count() >= THREADS


@postgresql_only
def test_locks_taken_in_any_order_end_in_no_deadlock():
    topics = [TopicFactory(slug=f"topic-{number}") for number in range(THREADS)]
    before = content_version().number

    def change(own: Topic) -> Callable[[], None]:
        def job() -> None:
            for _ in range(5):
                with transaction.atomic():
                    bump_content_version()
                    Topic.objects.filter(pk=own.pk).update(name_en="changed")
                    bump_content_version()

        return job

    at_once([change(topic) for topic in topics])

    assert content_version().number == before + 15 * THREADS
