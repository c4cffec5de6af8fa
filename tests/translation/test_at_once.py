"""Two people, or ten, at one text in the same moment: nothing is lost, nothing is done twice, the board is right."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import StringTranslation

from cms.translation.history import PASSAGES
from cms.translation.models import TranslationStatus
from cms.translation.segments import load_segments
from cms.translation.services import saving
from cms.translation.services.checking import differences
from cms.translation.services.publishing import publish_translation, request_review
from cms.translation.services.saving import save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import DERIVED, attached_translation, hold, rebuild_statuses
from tests.factories import PressIndexPageFactory, StatementPageFactory

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "abcdefgh"

postgresql_only = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="rows locked in two orders are PostgreSQL's: SQLite has one writer",
)


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Run `jobs`, each in a thread of its own, all beginning at the same moment; return what they return."""
    barrier = threading.Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=30)
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_superuser("editor", "editor@example.org")


def statement(parent, **fields):
    body = [("paragraph", f"<p>অনুচ্ছেদ {word}</p>") for word in WORDS]
    return StatementPageFactory(parent=parent, title="নমুনা", summary="সার", body=body, **fields)


@pytest.fixture
def sent(press, editor):
    """A statement of ten passages, sent for translation."""
    return send_for_translation(statement(press["bn"]), editor)


def translate_all(status, editor):
    translation = attached_translation(status)
    for segment in load_segments(translation):
        save_segment(translation, segment, f"Words {segment.source[-1]}", editor)


def press_button(user, name: str, *args: Any, **fields: str) -> Callable[[], int]:
    """Return a job that sends a form of the desk and returns the status of the answer it leads to."""
    client = Client(raise_request_exception=True)
    client.force_login(user)

    def job() -> int:
        answer = client.post(reverse(name, args=args), fields)
        # The site looks for what is not there under the address of its language.
        is_gone = answer.status_code == 302 and answer.headers["Location"].startswith("/bn/")
        return 404 if is_gone else answer.status_code

    return job


def save(user, status, segment, text: str) -> Callable[[], int]:
    return press_button(
        user, "translation_desk:segment", status.pk, segment.pk, text=text, seen=segment.version
    )


def rows() -> list[dict]:
    return list(TranslationStatus.objects.order_by("translation_key").values("translation_key", *DERIVED))


def assert_board_is_true() -> None:
    found = rows()
    rebuild_statuses()
    assert found == rows()


def test_passages_saved_at_once_are_all_there_counted_and_in_the_history(sent, editor):
    segments = load_segments(attached_translation(sent))
    jobs = [save(editor, sent, each, f"Words {number}") for number, each in enumerate(segments)]

    answers = at_once(*jobs, save(editor, sent, segments[0], "Other words"))

    assert sorted(answers) == [200] * len(segments) + [409]
    assert StringTranslation.objects.count() == len(segments)
    sent.refresh_from_db()
    assert sent.translated_segments == sent.total_segments == len(segments)
    entry = PageLogEntry.objects.get(action=PASSAGES)
    assert sorted(each["order"] for each in entry.data["passages"]) == [each.order for each in segments]
    assert_board_is_true()


def test_pages_below_one_that_is_not_there_yet_are_each_sent_once(homes, editor):
    section = PressIndexPageFactory(parent=homes["bn"], slug="press")
    pages = [statement(section) for _ in range(2)]

    answers = at_once(*[press_button(editor, "translation_desk:send", page.pk) for page in pages * 2])

    assert answers == [302] * 4
    twins = Page.objects.filter(locale__language_code="en", depth__gt=2)
    assert twins.count() == 3
    assert not twins.filter(live=True).exists()
    assert PageLogEntry.objects.filter(action="translation.send").count() == 2 * len(pages)
    assert_board_is_true()


def test_what_comes_too_late_is_refused_and_not_lost_between_the_two(sent, editor):
    segments = load_segments(attached_translation(sent))
    texts = {each.pk: f"Words {each.order}" for each in segments[:4]}
    jobs = [save(editor, sent, each, texts[each.pk]) for each in segments[:4]]

    _done, *answers = at_once(press_button(editor, "translation_desk:detach", sent.pk), *jobs)

    page = Page.objects.get(pk=sent.target_page_id).specific.get_latest_revision_as_object()
    shown = f"{page.title} {page.summary} {page.body}"
    for segment, answer in zip(segments, answers, strict=False):
        assert (answer, texts[segment.pk] in shown) in [(200, True), (404, False)]
    assert_board_is_true()


@pytest.mark.parametrize("which", ["source_page", "target_page"])
def test_a_page_is_deleted_while_people_work_on_it(sent, editor, which):
    pk = getattr(sent, f"{which}_id")
    jobs = [
        save(editor, sent, each, f"Words {each.order}")
        for each in load_segments(attached_translation(sent))[:3]
    ]
    jobs += [
        press_button(editor, "translation_desk:assign", sent.pk, note="Soon"),
        press_button(editor, "translation_desk:comment", sent.pk, path="title", text="Look"),
    ]

    answers = at_once(press_button(editor, "wagtailadmin_pages:delete", pk), *jobs)

    assert set(answers) <= {200, 302, 404}
    assert not Page.objects.filter(pk=pk).exists()
    assert not StringTranslation.objects.exists()
    assert_board_is_true()


def test_the_languages_are_compared_while_the_original_is_published(sent, monkeypatch):
    page = sent.source_page.specific
    page.body = [("paragraph", '<p>আরেক <a href="https://x.example/">অনুচ্ছেদ</a></p>')]
    revision = page.save_revision()

    def publish() -> None:
        revision.publish()
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:

        def load_while_it_is_published(translation):
            wait([pool.submit(publish)], timeout=0.5)
            return load_segments(translation)

        monkeypatch.setattr(saving, "load_segments", load_while_it_is_published)
        differences(sent)

    page.refresh_from_db()
    assert "আরেক" in str(page.body)
    assert_board_is_true()


def test_a_review_is_decided_once(sent, editor, django_user_model):
    translate_all(sent, editor)
    request_review(sent, editor)
    reviewer = django_user_model.objects.create_superuser("reviewer", "reviewer@example.org")
    decide = press_button(reviewer, "translation_desk:decide", sent.pk, action="approve")
    again = press_button(reviewer, "translation_desk:decide", sent.pk, action="approve")

    at_once(decide, again)

    sent.refresh_from_db()
    assert sent.target_is_live
    published = PageLogEntry.objects.filter(action="wagtail.publish", page=sent.target_page_id)
    assert published.count() == 1
    assert_board_is_true()


@postgresql_only
def test_both_languages_go_out_for_the_first_time_while_a_passage_is_saved(press, editor):
    page = statement(press["bn"], publish=False)
    status = send_for_translation(page, editor)
    translate_all(status, editor)
    segment = load_segments(attached_translation(status))[-1]
    is_held = threading.Event()

    def publish_the_translation() -> None:
        with transaction.atomic():
            hold(status)
            is_held.set()
            # Until the original has locked whatever it locks, and waits.
            time.sleep(0.7)
            publish_translation(status, editor)

    def publish_the_original() -> None:
        is_held.wait(timeout=30)
        page.latest_revision.publish(user=editor)

    *_done, answer = at_once(
        publish_the_translation, publish_the_original, save(editor, status, segment, "Other words")
    )

    assert answer == 200
    status.refresh_from_db()
    assert status.source_is_live
    assert status.target_is_live
    assert_board_is_true()
