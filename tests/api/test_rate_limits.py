"""Limits: an address that asks too often is told when to come back; nobody else notices, and nobody is written down."""

import datetime
import logging
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.cache import cache, caches
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.test import Client, RequestFactory
from django.utils import timezone

from cms.api import answers as kept_answers
from cms.api import throttling
from cms.api.middleware import ApiMiddleware
from cms.api.throttling import count, network_of
from cms.api.views.pages import PageViewSet
from cms.core.caches import PatientRedisCache

NOW = timezone.now().replace(second=15, microsecond=0)


@pytest.fixture(autouse=True)
def _three_a_minute(settings, db, homes):
    settings.API_RATE_LIMIT = "3/minute"
    with time_machine.travel(NOW, tick=False):
        yield


def get(address: str = "203.0.113.7", path: str = "pages/", method: str = "get", **headers: str):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return getattr(Client(), method)(f"/api/v2/{path}", headers=names, REMOTE_ADDR=address)


def statuses(*answers) -> list[int]:
    return [answer.status_code for answer in answers]


def test_every_answer_says_what_is_left():
    answers = [get(), get(path="nothing/"), get(path="pages/?limit=x")]

    assert statuses(*answers) == [200, 404, 400]
    assert [answer["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0"]
    assert {answer["RateLimit-Limit"] for answer in answers} == {"3"}
    assert {answer["RateLimit-Reset"] for answer in answers} == {"45"}


@pytest.mark.parametrize(
    "language, title, detail",
    [
        ("en", "Too many requests", "Too many requests came from your address. Try again later."),
        ("bn", None, None),
    ],
)
def test_who_asks_too_often_is_told_when_to_come_back(language, title, detail):
    for _ in range(3):
        get()
    answer = get(Accept_Language=language)

    assert answer.status_code == 429
    assert (answer["Retry-After"], answer["RateLimit-Remaining"]) == ("45", "0")
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer["Cache-Control"], answer["Content-Language"]) == ("no-store", language)
    assert answer["Access-Control-Allow-Origin"] == "*"
    problem = answer.json()
    assert (problem["status"], problem["code"]) == (429, "too_many_requests")
    if title:
        assert (problem["title"], problem["detail"]) == (title, detail)
    else:
        assert not problem["title"].isascii()
        assert not problem["detail"].isascii()


def test_after_the_window_everything_is_as_before():
    for _ in range(4):
        get()
    with time_machine.travel(NOW.replace(second=59), tick=False):
        assert get().status_code == 429
    with time_machine.travel(NOW + datetime.timedelta(seconds=45), tick=False):
        assert get()["RateLimit-Remaining"] == "2"


def test_each_address_has_its_own_count():
    for _ in range(4):
        get("203.0.113.7")

    assert statuses(get("203.0.113.7"), get("203.0.113.8"), get("2001:db8::1")) == [429, 200, 200]


def test_the_addresses_of_one_ipv6_network_count_as_one():
    for number in range(4):
        get(f"2001:db8:0:1::{number}")

    assert statuses(get("2001:db8:0:1:ffff::"), get("2001:db8:0:2::1")) == [429, 200]


def test_loopback_is_an_address_like_any_other():
    assert statuses(*[get("127.0.0.1") for _ in range(4)]) == [200, 200, 200, 429]


def test_a_304_counts_and_a_preflight_does_not():
    tag = get()["ETag"]
    answers = [
        get(If_None_Match=tag),
        get(method="options"),
        get(method="options", Access_Control_Request_Method="GET"),
        get(If_None_Match=tag),
        get(If_None_Match=tag),
    ]

    assert statuses(*answers) == [304, 204, 204, 304, 429]
    assert not answers[1].has_header("RateLimit-Limit")


def test_pages_and_the_desk_are_not_counted(client):
    for path in ("/bn/", "/cms/login/"):
        assert [client.get(path).status_code for _ in range(4)] == [200] * 4


def test_a_search_counts_against_a_limit_of_its_own_besides(settings, monkeypatch):
    settings.API_RATE_LIMIT, settings.API_SEARCH_RATE_LIMIT = "5/minute", "2/minute"
    monkeypatch.setattr(PageViewSet, "rate_scope", "search")

    answers = [get() for _ in range(3)]

    assert statuses(*answers) == [200, 200, 429]
    assert [answer["RateLimit-Limit"] for answer in answers] == ["2", "2", "2"]
    others = [get(path="schema/") for _ in range(3)]
    assert statuses(*others) == [200, 200, 429]
    assert others[0]["RateLimit-Limit"] == "5"


def test_without_a_limit_nothing_is_counted(settings):
    settings.API_RATE_LIMIT = ""

    answers = [get() for _ in range(4)]

    assert statuses(*answers) == [200] * 4
    assert not answers[0].has_header("RateLimit-Limit")


@pytest.mark.parametrize("text", ["600", "600/week", "0/minute", "-1/minute", "many", "600/minute "])
def test_a_limit_that_cannot_be_read_stops_the_server_at_its_start(settings, text):
    settings.API_RATE_LIMIT = text

    with pytest.raises(ImproperlyConfigured, match="API_RATE_LIMIT"):
        ApiMiddleware(lambda request: None)


# Addresses


@pytest.mark.parametrize(
    "hops, forwarded, address",
    [
        (0, "198.51.100.1", "203.0.113.7"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        (2, "1.1.1.1, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "198.51.100.1"),
        (1, "", "203.0.113.7"),
        (1, "nonsense", "203.0.113.7"),
        (1, "198.51.100.1:4321", "198.51.100.1"),
        (1, "[2001:db8::1]:4321", "2001:db8::/64"),
        (1, "2001:db8::1", "2001:db8::/64"),
        (1, "::ffff:198.51.100.1", "198.51.100.1"),
        (1, "x" * 5000, "203.0.113.7"),
        (1, "১.১.১.১", "203.0.113.7"),
    ],
)
def test_only_what_our_own_proxies_say_of_an_address_is_believed(settings, hops, forwarded, address):
    settings.TRUSTED_PROXY_COUNT = hops
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7", headers={"X-Forwarded-For": forwarded})

    assert network_of(request) == address


def test_who_invents_addresses_is_counted_all_the_same(settings):
    settings.TRUSTED_PROXY_COUNT = 1
    answers = [get("10.0.0.1", X_Forwarded_For=f"192.0.2.{number}, 203.0.113.7") for number in range(4)]

    assert statuses(*answers) == [200, 200, 200, 429]


def test_no_address_is_kept(monkeypatch):
    kept = []

    def note(function):
        def noting(*args, **kwargs):
            kept.append(args)
            return function(*args, **kwargs)

        return noting

    for name in ("add", "set", "incr"):
        monkeypatch.setattr(cache, name, note(getattr(cache, name)))
    get("203.0.113.7")
    get("2001:db8:77:1::1")

    text = repr(kept)
    assert text.count("api-rate") >= 2
    assert "203.0.113" not in text
    assert "2001:db8" not in text


def test_another_day_or_another_secret_makes_other_keys(settings):
    from cms.api.throttling import _client_key

    keys = {_client_key("203.0.113.7", 1), _client_key("203.0.113.7", 2), _client_key("203.0.113.8", 1)}
    settings.SECRET_KEY = "another"
    keys.add(_client_key("203.0.113.7", 1))

    assert len(keys) == 4


# The cache


needs_redis = pytest.mark.skipif(
    "Redis" not in django_settings.CACHES["default"]["BACKEND"], reason="only Redis counts exactly"
)


@needs_redis
def test_requests_at_once_are_all_counted(settings):
    settings.API_RATE_LIMIT = "1000/minute"
    barrier = threading.Barrier(10)

    def ask() -> None:
        barrier.wait(timeout=30)
        for _ in range(20):
            count(RequestFactory().get("/", REMOTE_ADDR="203.0.113.7"))
        connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        for done in [pool.submit(ask) for _ in range(10)]:
            done.result()

    assert count(RequestFactory().get("/", REMOTE_ADDR="203.0.113.7")).remaining == 1000 - 201


@pytest.fixture
def dead_redis(settings):
    """A cache on a port of this machine where nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    usual = settings.CACHES
    throttling._Health.is_failing = kept_answers._Health.is_failing = False
    dead = {
        "BACKEND": "cms.core.caches.PatientRedisCache",
        "LOCATION": f"redis://127.0.0.1:{port}/0",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    settings.CACHES = dict.fromkeys(usual, dead)
    yield port
    settings.CACHES = usual
    PatientRedisCache.silent_until, PatientRedisCache.is_failing = 0.0, False
    throttling._Health.is_failing = kept_answers._Health.is_failing = False


def test_people_read_on_when_the_cache_is_down_and_it_is_said_once(dead_redis, homes, caplog):
    with caplog.at_level(logging.WARNING):
        answers = [get(path=path) for path in ("pages/", f"pages/{homes['bn'].pk}/") for _ in range(3)]

    assert statuses(*answers) == [200] * 6
    assert not answers[0].has_header("RateLimit-Limit")
    assert [record.levelname for record in caplog.records if "cache does not answer" in record.message] == [
        "ERROR"
    ]
    assert len([record for record in caplog.records if "cannot be counted" in record.message]) == 1


def test_a_dead_cache_holds_nothing_and_forgets_nothing_silently(dead_redis):
    held = caches["default"]

    assert held.get("a", 1) == 1
    assert held.get_many(["a"]) == {}
    assert held.add("a", 1) is False
    assert held.set("a", 1) is None
    assert held.set_many({"a": 1}) == ["a"]
    assert "a" not in held
    assert held.touch("a") is False
    assert held.get_or_set("a", 1) in (1, None)
    with pytest.raises(ValueError, match="no number"):
        held.incr("a")
    PatientRedisCache.silent_until = 0.0
    with pytest.raises(Exception, match="refused"):
        held.delete("a")


def test_a_cache_that_works_again_is_used_again(dead_redis, caplog):
    get()
    assert PatientRedisCache.is_failing

    PatientRedisCache.silent_until = 0.0
    with caplog.at_level(logging.WARNING):
        PatientRedisCache.note_success()

    assert not PatientRedisCache.is_failing
    assert "answers again" in caplog.text
