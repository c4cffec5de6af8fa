"""A real receiver on this machine, endpoints that lead to it, and changes to tell it of."""

import datetime
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from cms.api.changes import changes_recorded
from cms.api.models import ContentChange, WebhookDelivery, WebhookEndpoint, WebhookSecret
from cms.api.webhooks import signing
from cms.api.webhooks.services import make_secret, send_test
from cms.translation.roles import ADMINISTRATORS
from tests.factories.users import member


class Handler(BaseHTTPRequestHandler):
    """Answers as `server.mood` says: a status, or a way to be trying."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((dict(self.headers), body, self.path))
        self.server.seen.set()
        mood = self.server.mood(body) if callable(self.server.mood) else self.server.mood
        with suppress(OSError):
            getattr(self, f"be_{mood}")() if isinstance(mood, str) else self.answer(mood)

    def answer(self, status: int, text: bytes = b"<b>noted</b>", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def be_redirecting(self) -> None:
        self.answer(302, Location=f"http://127.0.0.1:{self.server.server_port}/elsewhere", Set_Cookie="a=b")

    def be_busy(self) -> None:
        self.answer(503, Retry_After="1200")

    def be_long_winded(self) -> None:
        self.answer(200, ("ক" * 100_000 + "\x00").encode())

    def be_odd(self) -> None:
        self.answer(200, b"\x00\x1b[31m\xff\xe2\x80\xae" + "ক্‌ষ".encode())

    def be_hanging(self) -> None:
        self.server.closing.wait(30)

    def be_dribbling(self) -> None:
        """Send a header a byte at a time, for ever."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not self.server.closing.wait(0.05):
            self.wfile.write(b"a")

    def be_dribbling_late(self) -> None:
        """Accept at once, and never finish saying so."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not self.server.closing.wait(0.05):
            self.wfile.write(b"a")

    def be_garbled(self) -> None:
        self.wfile.write(b"what is it?\r\n\r\n")

    def be_hanging_up(self) -> None:
        self.close_connection = True

    def log_message(self, *args):
        """Say nothing."""


class Receiver(ThreadingHTTPServer):
    """Somebody who wants to be told. `received` has headers, body and path of each message."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.mood: int | str | Callable[[bytes], int | str] = 200
        self.received: list[tuple[dict[str, str], bytes, str]] = []
        self.seen, self.closing = threading.Event(), threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?from=kantho"


@pytest.fixture
def make_receiver() -> Iterator[Callable[[], Receiver]]:
    """Return a function that starts another receiver."""
    started = []

    def start() -> Receiver:
        server = Receiver()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        started.append((server, thread))
        return server

    yield start
    for server, thread in started:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def receiver(make_receiver) -> Receiver:
    """A receiver that takes what it is told."""
    return make_receiver()


@pytest.fixture
def make_endpoint(db) -> Callable[..., WebhookEndpoint]:
    """Return a function that makes an endpoint with a secret."""

    def make(url: str, **fields) -> WebhookEndpoint:
        endpoint = WebhookEndpoint.objects.create(url=url, **fields)
        make_secret(endpoint)
        return endpoint

    return make


@pytest.fixture
def endpoint(make_endpoint, receiver) -> WebhookEndpoint:
    """An endpoint that leads to the receiver."""
    return make_endpoint(receiver.url)


@pytest.fixture
def record(db) -> Callable[..., list[ContentChange]]:
    """Return a function that records changes, as publishing does: `record(3, kind="moved")`."""

    def recorded(number: int = 1, **fields) -> list[ContentChange]:
        values = {"kind": "published", "page_type": "press.StatementPage", "language": "en"} | fields
        values.setdefault(
            "path", "" if values["kind"] in ("unpublished", "deleted") else "/en/press/statement/"
        )
        changes = [
            ContentChange(page_id=1000 + each, translation_key=uuid4(), at=timezone.now(), **values)
            for each in range(number)
        ]
        for change in changes:
            change.save()
        changes_recorded.send(sender=None, changes=changes)
        return changes

    return recorded


@pytest.fixture
def worker() -> Iterator[Callable[[], None]]:
    """Return a function that runs the worker of webhooks until there is nothing to do."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)
    before = {number: signal.getsignal(number) for number in numbers}

    def run() -> None:
        call_command(
            "db_worker",
            queue_name="webhooks",
            batch=True,
            interval=0,
            startup_delay=False,
            reload=False,
            verbosity=0,
        )

    yield run
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def closed_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def production(settings):
    """The guard of addresses as a public server has it."""
    settings.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES = False


@pytest.fixture
def names(monkeypatch) -> dict[str, list[str]]:
    """Names and the addresses they lead to, beside those the system knows: there is no name server here."""
    known: dict[str, list[str]] = {}
    ask = socket.getaddrinfo

    def answer(host, port, *args, **kwargs):
        if host not in known:
            return ask(host, port, *args, **kwargs)
        family = {False: socket.AF_INET, True: socket.AF_INET6}
        return [
            (
                family[":" in each],
                socket.SOCK_STREAM,
                6,
                "",
                (each, port, 0, 0) if ":" in each else (each, port),
            )
            for each in known[host]
        ]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return known


@pytest.fixture
def sign_in(client, db):
    """Return a function that signs somebody in whose admin speaks a language."""

    def sign(role: str = ADMINISTRATORS, language: str = "en"):
        user = member(role)
        client.force_login(user)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
        return user

    return sign


@pytest.fixture
def administrator(sign_in):
    return sign_in()


@pytest.fixture
def delivery(endpoint) -> WebhookDelivery:
    return send_test(endpoint)


@contextmanager
def later(**delta: float) -> Iterator[None]:
    """Let time have passed: `with later(hours=2): …`. The clock goes on from there."""
    with time_machine.travel(timezone.now() + datetime.timedelta(**delta), tick=True):
        yield


def secret_of(endpoint: WebhookEndpoint) -> str:
    """Return the secret that the newest signature is made with, as the receiver has it."""
    return text_of(endpoint.secrets.valid().first())


def text_of(secret: WebhookSecret) -> str:
    """Return `secret` as the receiver has it."""
    return signing.written(signing.key_of(signing.Seed(secret.seed, secret.fingerprint)))


def environment_of_processes(connection) -> dict[str, str]:
    """Return the environment of a process that works on the database of this test."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{values['NAME']}"
    else:
        url = f"postgres://{values['USER']}:{values['PASSWORD']}@{values['HOST']}:{values['PORT']}/{values['NAME']}"
    return os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "DATABASE_URL": url}


def address(name: str, endpoint: WebhookEndpoint | None = None, *args) -> str:
    if endpoint is None or name in ("index", "index_results", "add"):
        return reverse(f"webhooks:{name}")
    return reverse(f"webhooks:{name}", args=[endpoint.pk, *args])


def path_of(name: str, endpoint: WebhookEndpoint, delivery: WebhookDelivery) -> str:
    return address(name, endpoint, *([delivery.pk] if name in ("delivery", "replay") else []))
