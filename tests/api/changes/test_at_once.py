"""Many publish at once, and a reader reads at the same time: every change is read once, and the last one is true."""

import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, connections, transaction
from wagtail.models import Page, PageViewRestriction, Revision, Site

from cms.api.changes.cursor import Cursor
from cms.api.changes.reading import read_changes
from cms.api.changes.reality import Reality
from cms.api.changes.recording import record_everything
from cms.api.models import ContentChange, PublicPage
from cms.core.models import Topic
from tests.factories import PressIndexPageFactory, StatementPageFactory, translate

from .conftest import fresh, hide

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="transactions side by side are PostgreSQL's: SQLite has one writer",
    ),
]

PAGES = 6
WRITERS = 6
ROUNDS = 8


class Reader:
    """Reads the log a few rows at a time, with the cursor as clients have it."""

    def __init__(self) -> None:
        self.cursor: str | None = None
        self.rows: list[ContentChange] = []

    def read(self) -> list[ContentChange]:
        """Read all there is now, and return what was new."""
        new: list[ContentChange] = []
        while True:
            part = read_changes(Cursor.read(self.cursor) if self.cursor else None, 3)
            self.cursor = str(part.cursor)
            new += part.changes
            if not part.has_more:
                self.rows += new
                return new

    def new(self) -> list[tuple[int, str]]:
        return [(row.page_id, row.kind) for row in self.read()]


class Aside(threading.Thread):
    """A transaction in a thread of its own that stays open until it is told to commit."""

    def __init__(self, *steps: Callable[[], Any]) -> None:
        super().__init__()
        self.steps, self.failure = steps, None
        self.go, self.done = threading.Semaphore(0), threading.Semaphore(0)
        self.start()

    def run(self) -> None:
        try:
            with transaction.atomic():
                for step in self.steps:
                    self.go.acquire(timeout=30)
                    step()
                    self.done.release()
                self.go.acquire(timeout=30)
        except BaseException as error:
            self.failure = error
        finally:
            connections.close_all()
            self.done.release()

    def step(self) -> None:
        """Take one step, and wait until it is done; after the last, commit."""
        self.go.release()
        assert self.done.acquire(timeout=30)
        if self.failure:
            raise self.failure

    def commit(self) -> None:
        self.step()
        self.join(timeout=30)


@pytest.fixture
def section(homes) -> Page:
    section = PressIndexPageFactory(parent=homes["bn"], slug="press")
    translate(section)
    return section


@pytest.fixture
def drafts(section) -> list[Page]:
    pages = [StatementPageFactory(parent=section) for _ in range(PAGES)]
    for page in pages:
        # It keeps its reference number: to be given one, each would wait until the one before is committed.
        unpublish(page)
    return pages


@pytest.fixture
def reader() -> Reader:
    reader = Reader()
    reader.read()
    return reader


def publish(page: Page) -> None:
    Revision.objects.get(pk=page.latest_revision_id).publish()


def unpublish(page: Page) -> None:
    fresh(page).unpublish()


def show(page: Page) -> None:
    for restriction in PageViewRestriction.objects.filter(page=page.pk):
        restriction.delete()


def assert_the_log_is_true(reader: Reader) -> None:
    """The reader has seen every row once, and the last of each page is how the page is."""
    reader.read()
    keys = [row.pk for row in reader.rows]
    assert sorted(keys) == sorted(ContentChange.objects.values_list("pk", flat=True))
    assert len(keys) == len(set(keys))
    last = {row.page_id: row for row in reader.rows}
    visible = Reality().look(list(last))
    assert {pk for pk, row in last.items() if not row.is_gone} == set(visible)
    assert {pk: row.path for pk, row in last.items() if not row.is_gone} == {
        pk: page.path for pk, page in visible.items()
    }
    told = set(PublicPage.objects.filter(is_public=True).values_list("pk", flat=True))
    assert told == set(visible)
    assert_each_page_s_story_makes_sense(reader.rows)
    assert record_everything() == 0


def assert_each_page_s_story_makes_sense(rows: list[ContentChange]) -> None:
    stories = defaultdict(list)
    for row in rows:
        stories[row.page_id].append(row.kind)
    for story in stories.values():
        is_public = False
        for kind in story:
            assert (kind == "published") is not is_public, story
            is_public = kind not in ("unpublished", "deleted")


def test_what_is_committed_late_is_not_skipped(drafts, reader):
    late = Aside(lambda: publish(drafts[0]))
    late.step()
    publish(drafts[1])

    # By its key the row of the second page comes after one that is not there yet: to read it now were to skip that.
    assert reader.new() == []

    late.commit()
    assert reader.new() == [(drafts[0].pk, "published"), (drafts[1].pk, "published")]
    first, second = ContentChange.objects.order_by("-pk")[:2][::-1]
    assert (first.page_id, second.page_id) == (drafts[0].pk, drafts[1].pk)
    assert_the_log_is_true(reader)


def test_a_transaction_that_fails_leaves_no_gap(drafts, reader):
    class Changed(Exception):
        pass

    def fail() -> None:
        raise Changed

    failing = Aside(lambda: publish(drafts[0]), fail)
    failing.step()
    publish(drafts[1])
    assert reader.new() == []

    with suppress(Changed):
        failing.step()
    failing.join()

    assert reader.new() == [(drafts[1].pk, "published")]
    assert_the_log_is_true(reader)


def test_a_transaction_that_began_first_and_changed_the_page_last_has_the_last_word(drafts, reader):
    page = drafts[0]
    early = Aside(
        lambda: Topic.objects.create(slug="early", name_bn="আগে", name_en="Early"),  # gives it its number
        lambda: unpublish(page),
    )
    early.step()
    publish(page)

    early.step()
    early.commit()

    assert reader.new() == [(page.pk, "published"), (page.pk, "unpublished")]
    assert_the_log_is_true(reader)


@pytest.mark.parametrize("first", ["hides", "publishes"])
def test_a_page_that_goes_out_while_its_section_is_hidden_is_not_public_in_the_log(
    section, drafts, reader, first
):
    page = drafts[0]
    hiding, publishing = Aside(lambda: hide(section)), Aside(lambda: publish(page))
    hiding.step()
    publishing.step()

    for each in (hiding, publishing) if first == "hides" else (publishing, hiding):
        each.commit()

    assert_the_log_is_true(reader)
    assert not PublicPage.objects.filter(pk=page.pk, is_public=True).exists()
    show(section)
    assert (page.pk, "published") in reader.new()
    assert_the_log_is_true(reader)


def test_a_page_that_goes_out_while_its_section_is_renamed_is_told_its_new_address(section, drafts, reader):
    page = drafts[0]

    def rename() -> None:
        renamed = fresh(section)
        renamed.slug = "media"
        renamed.save()

    publishing = Aside(lambda: publish(page))
    publishing.step()
    # Waits for the page, whose address it has to change.
    renaming = threading.Thread(target=lambda: (rename(), connections.close_all()))
    renaming.start()
    time.sleep(0.3)
    publishing.commit()
    renaming.join(timeout=30)

    assert_the_log_is_true(reader)
    assert PublicPage.objects.get(pk=page.pk).path.startswith("/bn/media/")


def test_many_publish_while_a_reader_reads(section, drafts, reader):
    for page in drafts[: PAGES // 2]:
        publish(page)
    finished = threading.Event()

    def write(seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        try:
            for _ in range(ROUNDS):
                pages = sorted(
                    chance.sample(drafts, chance.choice([1, 1, 1, 2, 3])), key=lambda page: page.pk
                )
                with transaction.atomic():
                    if chance.random() < 0.3:
                        Topic.objects.create(slug=f"t-{seed}-{chance.random()}", name_bn="ক", name_en="K")
                    for page in pages:
                        time.sleep(chance.random() / 50)
                        chance.choice([publish, publish, unpublish])(page)
                    time.sleep(chance.random() / 20)
        finally:
            connections.close_all()

    def close_and_open() -> None:
        try:
            for _ in range(ROUNDS // 2):
                hide(section)
                time.sleep(0.1)
                show(section)
                time.sleep(0.1)
        finally:
            connections.close_all()

    def read() -> None:
        try:
            while not finished.is_set():
                reader.read()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS + 2) as pool:
        reading = pool.submit(read)
        jobs = [*(pool.submit(write, seed) for seed in range(WRITERS)), pool.submit(close_and_open)]
        try:
            for job in jobs:
                job.result(timeout=120)
        finally:
            finished.set()
        reading.result(timeout=30)

    assert len(reader.rows) > WRITERS * ROUNDS / 2
    assert_the_log_is_true(reader)


def test_what_takes_many_pages_and_what_takes_one_do_not_wait_for_each_other_in_a_circle(
    homes, section, drafts, reader
):
    for page in drafts:
        publish(page)
    keep = [StatementPageFactory(parent=section) for _ in range(2)]
    other = PressIndexPageFactory(parent=homes["bn"])
    StatementPageFactory(parent=other)

    def backwards() -> None:
        with transaction.atomic():
            for page in reversed(keep):
                publish(page)
                time.sleep(0.05)

    def delete_some() -> None:
        for page in drafts[:3]:
            fresh(page).delete()
            time.sleep(0.02)

    def rename() -> None:
        for name in ("one", "two", "three"):
            # Not the section that pages are deleted from: Wagtail would make redirects to what is gone.
            renamed = fresh(other)
            renamed.slug = name
            renamed.save()

    def change_site() -> None:
        for _ in range(3):
            Site.objects.get().save()

    def hide_and_show() -> None:
        for _ in range(3):
            for each in (section, other):
                hide(each)
                show(each)

    def run(job: Callable[[], None]) -> None:
        try:
            job()
        finally:
            connections.close_all()

    jobs = [backwards, delete_some, rename, change_site, hide_and_show, lambda: record_everything() and None]
    with ThreadPoolExecutor(len(jobs)) as pool:
        list(pool.map(run, jobs, timeout=120))

    assert_the_log_is_true(reader)
    assert ContentChange.objects.filter(kind="deleted", page_id__in=[page.pk for page in drafts[:3]]).exists()
