"""Programs on other sites may read; every answer has a number to speak of it by."""

import logging
import re

import pytest
from django.test import Client

from cms.api.views.pages import PageViewSet

EVERYWHERE = ["pages/", "pages/999999/", "pages/?limit=x", "nothing/", "nothing", "schema/", ""]


@pytest.fixture
def client(db) -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_may_be_read_from_anywhere_without_credentials(client, homes, path):
    answer = client.get(f"/api/v2/{path}", headers={"Origin": "https://app.example"})

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.has_header("Access-Control-Allow-Credentials")
    exposed = set(answer["Access-Control-Expose-Headers"].split(", "))
    assert {
        "ETag",
        "Last-Modified",
        "Content-Language",
        "Retry-After",
        "X-Request-Id",
        "RateLimit-Limit",
        "RateLimit-Remaining",
        "RateLimit-Reset",
    } <= exposed


def test_a_304_and_an_error_of_ours_may_be_read_too(client, homes, monkeypatch):
    tag = client.get("/api/v2/pages/")["ETag"]
    unchanged = client.get("/api/v2/pages/", headers={"If-None-Match": tag})
    monkeypatch.setattr(PageViewSet, "list", lambda *args: 1 / 0)
    failed = client.get("/api/v2/pages/?limit=1")  # the other is kept

    assert (unchanged.status_code, failed.status_code) == (304, 500)
    for answer in (unchanged, failed):
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["X-Request-Id"]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_a_browser_that_asks_first_is_told_what_it_may(client, path):
    answer = client.options(
        f"/api/v2/{path}",
        headers={
            "Origin": "https://app.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    allowed = set(answer["Access-Control-Allow-Headers"].lower().split(", "))
    assert allowed == {
        "accept-language",
        "authorization",
        "if-modified-since",
        "if-none-match",
        "x-request-id",
    }
    assert int(answer["Access-Control-Max-Age"]) >= 3600


def test_other_options_name_the_methods(client):
    answer = client.options("/api/v2/pages/")

    assert (answer.status_code, answer["Allow"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("given", ["a", "018f-4b2c_x.y", "A" * 128])
@pytest.mark.parametrize("path", ["pages/", "nothing/"])
def test_the_number_a_client_gives_is_kept(client, path, given):
    answer = client.get(f"/api/v2/{path}", headers={"X-Request-Id": given})

    assert answer["X-Request-Id"] == given


@pytest.mark.parametrize("given", ["", "a b", "A" * 129, "a\r\nSet-Cookie: x=1", "আ", "<script>", "a\n"])
def test_any_other_is_replaced(client, given):
    answer = client.get("/api/v2/pages/", headers={"X-Request-Id": given})

    assert re.fullmatch(r"[0-9a-f]{32}", answer["X-Request-Id"])
    assert not answer.has_header("Set-Cookie")


@pytest.mark.parametrize("path", EVERYWHERE)
def test_each_answer_has_a_number_of_its_own(client, homes, path):
    numbers = {client.get(f"/api/v2/{path}")["X-Request-Id"] for _ in range(3)}

    assert len(numbers) == 3


def test_the_log_of_a_failure_names_the_request_and_nobody(client, monkeypatch, caplog):
    monkeypatch.setattr(PageViewSet, "list", lambda *args: 1 / 0)

    with caplog.at_level(logging.ERROR):
        answer = client.get(
            "/api/v2/pages/", headers={"X-Request-Id": "my-number"}, REMOTE_ADDR="203.0.113.7"
        )

    assert answer.status_code == 500
    assert "my-number" in caplog.text
    assert "203.0.113.7" not in caplog.text


@pytest.mark.parametrize("language, title", [("en", "Bad request"), ("bn", None)])
def test_a_host_that_is_not_ours_is_a_problem_of_the_api(client, language, title):
    answer = client.get("/api/v2/pages/", headers={"Host": "evil.example", "Accept-Language": language})

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer["Content-Language"] == language
    assert "evil" not in answer.content.decode()
    assert title is None or answer.json()["title"] == title


def test_what_no_view_can_handle_is_a_problem_too(client, homes, monkeypatch):
    monkeypatch.setattr("cms.api.views.base.validators", lambda *args, **kwargs: 1 / 0)

    answer = client.get("/api/v2/pages/")

    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert answer.json()["code"] == "internal_error"
    assert answer["Cache-Control"] == "no-store"


def test_the_language_of_one_request_is_not_left_to_the_next(client, homes):
    from django.utils import translation

    with translation.override("en"):
        client.get("/api/v2/pages/?locale=bn")
        assert translation.get_language() == "en"
