"""Whole answers are kept between requests, and none outlives what it says."""

import datetime
import threading
import zoneinfo

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.api import answers
from cms.api.views.pages import PageViewSet
from tests.factories import EventPageFactory, StatementPageFactory, TopicFactory, translate
from tests.kept import kept_fixture

PATHS = ["pages/", "pages/?fields=*&limit=20", "statements/?facets=topic", "pages/{pk}/", "topics/", "site/"]
SENT = (
    "Content-Type",
    "Content-Language",
    "Content-Encoding",
    "ETag",
    "Cache-Control",
    "Vary",
    "Content-Length",
)


@kept_fixture
def statement(press):
    page = StatementPageFactory(parent=press["bn"], title="হেফাজতে মৃত্যু", topics=[TopicFactory()])
    translate(page, title="Death in custody")
    return page


@pytest.fixture
def get(db):
    client = Client()

    def ask(path: str, language: str = "bn", encoding: str = "", **headers: str):
        given = {"Accept-Language": language, "Accept-Encoding": encoding} | headers
        return client.get(f"/api/v2/{path}", headers=given)

    return ask


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
@pytest.mark.parametrize("path", PATHS)
def test_the_same_answer_is_given_again_for_one_query(get, statement, path, encoding, language):
    path = path.format(pk=statement.pk)
    first = get(path, language, encoding)

    with CaptureQueriesContext(connection) as queries:
        second = get(path, language, encoding)

    assert (first.status_code, second.status_code) == (200, 200)
    assert len(queries) == 1
    assert second.content == first.content
    assert {name: second.get(name) for name in SENT} == {name: first.get(name) for name in SENT}
    assert {*second.headers} == {*first.headers}
    assert second["X-Request-Id"] != first["X-Request-Id"]


def test_the_view_is_not_run_again(get, statement, monkeypatch):
    first = get("pages/")
    monkeypatch.setattr(PageViewSet, "list", lambda *args: 1 / 0)

    assert get("pages/").content == first.content


def test_each_language_and_each_encoding_has_its_own(get, statement):
    path = f"pages/{statement.pk}/?names=all"
    lists = {language: get("pages/?fields=title", language).content.decode() for language in ("bn", "en")}
    again = {language: get("pages/?fields=title", language).content.decode() for language in ("bn", "en")}
    encodings = [
        get(path, encoding=encoding).get("Content-Encoding")
        for encoding in ("br", "gzip", "", "br", "gzip", "")
    ]

    assert again == lists
    assert "হেফাজতে মৃত্যু" in again["bn"]
    assert "Death in custody" in again["en"]
    assert encodings == ["br", "gzip", None, "br", "gzip", None]


WITHDRAWALS = {
    "unpublished": lambda page: page.unpublish(),
    "deleted": lambda page: page.delete(),
    "private": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
    "under a private page": lambda page: PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type="login"
    ),
}


@pytest.mark.parametrize("withdraw", WITHDRAWALS.values(), ids=WITHDRAWALS)
def test_nothing_is_left_of_what_is_withdrawn(get, statement, withdraw):
    detail, listing = f"pages/{statement.pk}/", "statements/?fields=title"
    assert [get(detail).status_code, get(detail).status_code] == [200, 200]
    assert "হেফাজতে মৃত্যু" in get(listing).content.decode()

    withdraw(statement)

    assert get(detail).status_code == 404
    assert "হেফাজতে মৃত্যু" not in get(listing).content.decode()


def test_what_is_published_is_there_at_once(get, statement):
    get(f"pages/{statement.pk}/")
    statement.title = "হেফাজতে মৃত্যুর বিচার চাই"
    statement.save_revision().publish()

    assert get(f"pages/{statement.pk}/").json()["title"] == "হেফাজতে মৃত্যুর বিচার চাই"


def test_an_answer_that_a_withdrawal_overtakes_is_kept_for_nobody(get, statement, monkeypatch):
    """Between the look at the version and the look at the content, the text is withdrawn, or comes back."""
    detail = f"pages/{statement.pk}/"
    usual = answers.find

    def withdraw_before_reading(known):
        monkeypatch.setattr(answers, "find", usual)
        statement.unpublish()
        return usual(known)

    monkeypatch.setattr(answers, "find", withdraw_before_reading)
    assert get(detail).status_code == 404
    assert get(detail).status_code == 404

    statement.get_latest_revision().publish()
    assert get(detail).status_code == 200


def test_no_error_no_draft_and_no_log_is_kept(get, statement, monkeypatch):
    kept = []
    monkeypatch.setattr(answers, "_keep", lambda request, response, known: kept.append(response))

    for path in (
        "pages/999999/",
        "pages/?nothing=1",
        "changes/",
        f"pages/{statement.pk}/preview/?token=x",
        "nothing/",
    ):
        get(path)
    assert kept == []

    get("pages/")
    assert len(kept) == 1


def test_what_depends_on_the_clock_is_made_again_after_a_minute(get, press):
    start = datetime.datetime(2026, 12, 1, 10, 0, 30, tzinfo=zoneinfo.ZoneInfo("Asia/Dhaka"))
    with time_machine.travel(start, tick=False) as clock:
        EventPageFactory(parent=press["bn"], starts_at=start, ends_at=start + datetime.timedelta(seconds=40))
        assert get("events/?upcoming=true").json()["meta"]["total_count"] == 1
        clock.shift(60)
        assert get("events/?upcoming=true").json()["meta"]["total_count"] == 0


def test_who_asks_for_the_head_leaves_the_body_for_others(statement):
    head = Client().head("/api/v2/pages/")
    got = Client().get("/api/v2/pages/")

    assert head.content == b""
    assert len(got.content) == int(head["Content-Length"]) > 100


@pytest.mark.parametrize(
    "header", [{"If-None-Match": "*"}, {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}]
)
def test_conditions_hold_for_a_kept_answer_too(get, statement, header):
    assert [get("pages/", **header).status_code for _each in range(3)] == [304, 304, 304]
    get("pages/")
    assert get("pages/", **header).status_code == 304


def test_a_large_answer_is_not_kept(get, statement, monkeypatch):
    monkeypatch.setattr(answers, "LARGEST", 100)
    get("pages/")
    with CaptureQueriesContext(connection) as queries:
        get("pages/")

    assert len(queries) > 1


def test_people_read_on_when_nothing_can_be_kept(get, statement, settings, tmp_path, caplog):
    """A full disk, or a folder that is none."""
    (tmp_path / "answers").write_text("a file")
    files = "django.core.cache.backends.filebased.FileBasedCache"
    usual = settings.CACHES
    settings.CACHES = usual | {"answers": {"BACKEND": files, "LOCATION": str(tmp_path / "answers")}}
    try:
        contents = {get("pages/?fields=title").content.decode() for _each in range(3)}
    finally:
        settings.CACHES = usual
        answers._Health.is_failing = False

    assert len(contents) == 1
    assert "হেফাজতে মৃত্যু" in contents.pop()
    assert [record.message for record in caplog.records if "cannot be kept" in record.message] == [
        "Answers cannot be kept; each is made anew."
    ]


def test_answers_push_nothing_else_out_of_the_cache(get, statement):
    caches["default"].set("count", 1)
    for number in range(5):
        get(f"pages/?offset={number}")

    assert caches["default"].get("count") == 1
    assert django_settings.CACHES["answers"] != django_settings.CACHES["default"]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_the_same(homes):
    page = StatementPageFactory(title="হেফাজতে মৃত্যু")
    contents = []

    def ask() -> None:
        contents.append(Client().get(f"/api/v2/pages/{page.pk}/").content)
        connection.close()

    threads = [threading.Thread(target=ask) for _each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(contents) == 8
    assert len({*contents}) == 1
