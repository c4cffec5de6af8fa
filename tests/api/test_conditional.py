"""Conditional requests and caching: who has an answer is told so for next to nothing; who has an old one never is."""

import datetime
import email.utils

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.api import conditional
from cms.api.views.base import NotFoundView
from cms.api.views.pages import PageViewSet
from cms.core.caching import bump_content_version, content_version
from tests.factories import StatementPageFactory, TopicFactory
from tests.kept import kept_fixture

DAY = datetime.timedelta(days=1)
SHARED = "public, max-age=15, s-maxage=30, stale-while-revalidate=30"


class Reader:
    """A client that keeps to HTTP."""

    def __init__(self) -> None:
        self.client = Client()

    def get(self, path: str = "pages/", **headers: str):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(f"/api/v2/{path}", headers=names)


@pytest.fixture
def reader(db) -> Reader:
    return Reader()


@kept_fixture
def statement(press):
    return StatementPageFactory(parent=press["bn"])


@pytest.fixture
def later(statement):
    """The next day: nothing has been published lately."""
    with time_machine.travel(timezone.now() + DAY, tick=True):
        yield


@pytest.mark.parametrize("path", ["pages/", "pages/{pk}/", "schema/", "schema/?format=json"])
def test_an_answer_has_both_validators_and_is_not_made_again(reader, statement, path):
    path = path.format(pk=statement.pk)
    first = reader.get(path)

    with CaptureQueriesContext(connection) as queries:
        second = reader.get(path, If_None_Match=first["ETag"])

    assert (first.status_code, second.status_code, second.content) == (200, 304, b"")
    assert len(queries) <= 2
    assert first["ETag"].startswith('"')
    assert email.utils.parsedate_to_datetime(first["Last-Modified"]) <= timezone.now()


@pytest.mark.parametrize("path", ["pages/", "schema/"])
def test_a_304_says_what_a_cache_keeps(reader, path):
    first = reader.get(path)
    second = reader.get(path, If_None_Match=first["ETag"])

    for name in ("ETag", "Cache-Control", "Vary", "Last-Modified"):
        assert second[name] == first[name]
    assert not second.has_header("Content-Type")
    assert not second.has_header("Content-Length")


def test_the_view_is_not_run_for_a_304(reader, monkeypatch):
    tag = reader.get()["ETag"]
    monkeypatch.setattr(PageViewSet, "list", lambda *args: 1 / 0)

    assert reader.get(If_None_Match=tag).status_code == 304


def test_head_is_answered_alike(reader):
    got = reader.get()
    head = reader.client.head("/api/v2/pages/")
    unchanged = reader.client.head("/api/v2/pages/", headers={"If-None-Match": got["ETag"]})

    assert (head.status_code, head["ETag"], head["Content-Length"]) == (
        200,
        got["ETag"],
        got["Content-Length"],
    )
    assert unchanged.status_code == 304


@pytest.mark.parametrize(
    "header",
    [
        "{tag}",
        "W/{tag}",
        '"other", {tag}',
        '"with, comma",W/"x" , {tag}',
        '"a"  ,W/{tag}',
        "*",
    ],
)
def test_every_form_of_if_none_match_is_read(reader, header):
    tag = reader.get()["ETag"]

    assert reader.get(If_None_Match=header.format(tag=tag)).status_code == 304


@pytest.mark.parametrize(
    "header", ['"other"', "nonsense", '"', "W/", ",", "\x00", '"' + "x" * 5000 + '"', "০"]
)
def test_any_other_tag_gets_an_answer(reader, header):
    answer = reader.get(If_None_Match=header)

    assert answer.status_code == 200
    assert answer.json()["items"]


def test_a_tag_that_does_not_match_counts_more_than_a_date_that_does(reader, later):
    date = reader.get()["Last-Modified"]

    assert reader.get(If_Modified_Since=date).status_code == 304
    assert reader.get(If_Modified_Since=date, If_None_Match='"other"').status_code == 200


def test_the_tag_is_another_for_each_thing_an_answer_depends_on(reader, statement):
    tags = [
        reader.get("pages/")["ETag"],
        reader.get("pages/?limit=1")["ETag"],
        reader.get(f"pages/{statement.pk}/")["ETag"],
        reader.get("pages/", Accept_Language="en")["ETag"],
        reader.get("pages/?locale=en")["ETag"],
        reader.get("pages/", Host="localhost")["ETag"],
        reader.get("pages/", Accept_Encoding="br")["ETag"],
        reader.get("pages/", Accept_Encoding="gzip")["ETag"],
        reader.get("schema/")["ETag"],
        reader.get("schema/", Accept="application/json")["ETag"],
    ]

    assert len(set(tags)) == len(tags)


def test_languages_that_lead_to_the_same_answer_share_a_tag(reader):
    assert reader.get()["ETag"] == reader.get(Accept_Language="fr, bn;q=0.5")["ETag"]


def test_a_tag_outlives_no_change(reader, statement):
    path = f"pages/{statement.pk}/"
    tag = reader.get(path)["ETag"]

    statement.title = "অন্য শিরোনাম"
    statement.save_revision()
    assert reader.get(path, If_None_Match=tag).status_code == 304  # a draft is nothing to a reader

    statement.get_latest_revision().publish()
    answer = reader.get(path, If_None_Match=tag)
    assert (answer.status_code, answer.json()["title"]) == (200, "অন্য শিরোনাম")


@pytest.mark.parametrize("way", ["unpublish", "private", "delete"])
def test_what_is_withdrawn_is_gone_for_who_has_it_too(reader, statement, way):
    path = f"pages/{statement.pk}/"
    known = reader.get(path)
    # As soon as possible: in the same second.
    if way == "private":
        PageViewRestriction.objects.create(page=statement, restriction_type="login")
    else:
        getattr(statement, way)()

    assert reader.get(path, If_None_Match=known["ETag"]).status_code == 404
    assert reader.get(path, If_Modified_Since=known["Last-Modified"]).status_code == 404


def test_a_new_version_of_the_code_has_other_tags(reader, monkeypatch):
    tag = reader.get()["ETag"]
    monkeypatch.setattr(conditional, "code_fingerprint", lambda: "another")

    assert reader.get(If_None_Match=tag).status_code == 200


def test_the_code_s_fingerprint_is_the_same_in_every_process(settings, tmp_path):
    known = conditional.code_fingerprint()

    assert conditional.code_fingerprint.__wrapped__() == known
    settings.MEDIA_URL = "/elsewhere/"
    assert conditional.code_fingerprint.__wrapped__() != known


# Dates


def test_an_answer_that_is_a_day_old_is_known_by_its_date(reader, later):
    first = reader.get()
    with CaptureQueriesContext(connection) as queries:
        second = reader.get(If_Modified_Since=first["Last-Modified"])

    changed_at = content_version().changed_at
    modified_at = email.utils.parsedate_to_datetime(first["Last-Modified"])
    assert (second.status_code, second["ETag"]) == (304, first["ETag"])
    assert len(queries) <= 2
    assert changed_at < modified_at <= changed_at + datetime.timedelta(seconds=7)


def test_a_date_of_the_client_s_own_is_believed_where_there_is_an_answer(reader, later):
    tomorrow = email.utils.format_datetime(timezone.now() + DAY, usegmt=True)

    assert reader.get(If_Modified_Since=tomorrow).status_code == 304
    assert reader.get("pages/999999/", If_Modified_Since=tomorrow).status_code == 404
    assert reader.get("nothing/", If_Modified_Since=tomorrow).status_code == 404


@pytest.mark.parametrize(
    "date", ["nonsense", "", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 99 Foo 2026 25:00:00 GMT"]
)
def test_any_other_date_gets_an_answer(reader, later, date):
    assert reader.get(If_Modified_Since=date).status_code == 200


def test_two_changes_in_one_second_are_told_apart_by_the_date(reader, db):
    moment = timezone.now().replace(microsecond=0) + DAY
    with time_machine.travel(moment, tick=False):
        bump_content_version()
        first = reader.get()
        bump_content_version()
        assert reader.get(If_Modified_Since=first["Last-Modified"]).status_code == 200

    with time_machine.travel(moment + DAY, tick=False):
        assert reader.get(If_Modified_Since=first["Last-Modified"]).status_code == 200


def test_a_date_given_out_while_a_change_waits_to_be_committed_does_not_cover_it(reader, db):
    moment = timezone.now().replace(microsecond=0) + DAY
    with time_machine.travel(moment, tick=False):
        bump_content_version()
    with time_machine.travel(moment + datetime.timedelta(seconds=2), tick=False):
        before = reader.get()
    # Committed only now, it was counted at the same moment as the one before.
    with time_machine.travel(moment, tick=False):
        bump_content_version()

    with time_machine.travel(moment + DAY, tick=False):
        assert reader.get(If_Modified_Since=before["Last-Modified"]).status_code == 200


# What no version tells


def test_an_answer_that_depends_on_the_clock_is_good_for_a_minute(reader, later, monkeypatch):
    monkeypatch.setattr(PageViewSet, "depends_on_clock", lambda self, request: "limit" in request.GET)
    moment = timezone.now().replace(second=30, microsecond=0) + DAY
    with time_machine.travel(moment, tick=False):
        known = {path: reader.get(path) for path in ("pages/", "pages/?limit=1")}

    began = moment.replace(second=0)
    assert email.utils.parsedate_to_datetime(known["pages/?limit=1"]["Last-Modified"]) == began
    for seconds, status in ((29, 304), (30, 200)):
        with time_machine.travel(moment + datetime.timedelta(seconds=seconds), tick=False):
            for path, answer in known.items():
                expected = status if "limit" in path else 304
                assert reader.get(path, If_None_Match=answer["ETag"]).status_code == expected
                assert reader.get(path, If_Modified_Since=answer["Last-Modified"]).status_code == expected


def test_an_answer_that_nobody_may_keep_has_no_validators(reader, monkeypatch):
    tag = reader.get()["ETag"]
    monkeypatch.setattr(PageViewSet, "no_store", True)

    answer = reader.get(If_None_Match=tag)

    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert not answer.has_header("ETag")
    assert not answer.has_header("Last-Modified")


@pytest.mark.parametrize("path", ["pages/", "schema/"])
def test_who_may_keep_an_answer_for_how_long(reader, path):
    answer = reader.get(path)

    assert answer["Cache-Control"] == SHARED
    vary = {name.strip() for name in answer["Vary"].split(",")}
    assert vary == {"Accept-Language", "Accept-Encoding"} | ({"Accept"} if path == "schema/" else set())
    assert not answer.cookies


@pytest.mark.parametrize("path", ["pages/?limit=x", "pages/999999/", "nothing/", "schema/?format=xml"])
def test_nobody_keeps_an_error(reader, path):
    answer = reader.get(path, If_None_Match="*")

    assert answer.status_code in (400, 404)
    assert answer["Cache-Control"] == "no-store"
    assert not answer.has_header("ETag")
    assert {"Accept-Language", "Accept-Encoding"} <= set(answer["Vary"].split(", "))


def test_reading_asks_for_no_session(reader, django_user_model, homes):
    user = django_user_model.objects.create_superuser("editor", "editor@example.org")
    reader.client.force_login(user)

    with CaptureQueriesContext(connection) as queries:
        answer = reader.get()

    assert answer.status_code == 200
    assert not [query for query in queries if "session" in query["sql"] or "users_user" in query["sql"]]
    assert "Cookie" not in answer["Vary"]


def test_a_change_while_the_answer_is_made_makes_it_old_not_new(reader, monkeypatch):
    made = PageViewSet.list

    def slow(self, request):
        TopicFactory()
        return made(self, request)

    monkeypatch.setattr(PageViewSet, "list", slow)
    tag = reader.get()["ETag"]
    monkeypatch.setattr(PageViewSet, "list", made)

    assert reader.get(If_None_Match=tag).status_code == 200


def test_what_is_not_there_has_no_validators():
    assert NotFoundView.no_store
