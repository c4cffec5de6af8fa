"""One request to one receiver: bounded in time and size, to the address that was checked and to no other."""

import contextlib
import http.client
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from cms.api.models import WebhookAttempt

from .addresses import AddressRefused, NameUnknown, Place, Target, parse, resolve

CONNECTING_SECONDS, TOTAL_SECONDS = 5.0, 15.0
LONGEST_ANSWER = 4096
LONGEST_DETAIL = 500
SECONDS = re.compile(r"[0-9]{1,6}")
# Control characters but tab and line feed, and those that set the direction of writing.
UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

Outcome = WebhookAttempt.Outcome


@dataclass(frozen=True)
class Answer:
    """What came of one request."""

    outcome: str
    status: int | None = None
    text: str = ""
    detail: str = ""
    retry_after: int | None = None  # seconds

    @property
    def is_accepted(self) -> bool:
        """Whether the receiver has the message."""
        return self.outcome == Outcome.ACCEPTED


class CheckedConnection(http.client.HTTPConnection):
    """A connection to addresses that were looked up and checked before: the name is not asked for again.

    `http.client` follows no redirections, keeps no cookies and knows no proxies of the environment.
    """

    def __init__(self, target: Target, places: list[Place], deadline: float) -> None:
        super().__init__(target.host, target.port)
        self.default_port = 443 if target.scheme == "https" else 80
        self.target, self.places, self.deadline = target, places, deadline
        self.opened: socket.socket | None = None

    def connect(self) -> None:
        """Connect to the first address that lets us.

        Raises:
            OSError: none of them does.
        """
        self.sock = self.opened = self._reach()
        self.sock.settimeout(remaining(self.deadline))
        if self.target.scheme == "https":
            context = ssl.create_default_context()
            # The handshake waits until the guard of the time knows what to cut off.
            secure = context.wrap_socket(
                self.sock, server_hostname=self.target.host, do_handshake_on_connect=False
            )
            self.sock = self.opened = secure
            secure.do_handshake()

    def _reach(self) -> socket.socket:
        end = min(self.deadline, time.monotonic() + CONNECTING_SECONDS)
        error: OSError = TimeoutError()
        for place in self.places:
            attempt = socket.socket(place.family, socket.SOCK_STREAM)
            attempt.settimeout(remaining(end))
            try:
                attempt.connect((place.address, place.port))
            except OSError as failure:
                attempt.close()
                error = failure
            else:
                return attempt
        raise error

    def cut_off(self) -> None:
        """End whatever waits for the receiver: the timeout of a socket begins anew with every byte."""
        if self.opened is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self.opened, socket.SHUT_RDWR)


def post(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Send `body` to `url` and return what came of it. Takes `TOTAL_SECONDS` at most, and raises nothing."""
    deadline = time.monotonic() + TOTAL_SECONDS
    try:
        target = parse(url)
        places = resolve(target)
    except NameUnknown:
        return Answer(Outcome.UNRESOLVED)
    except AddressRefused:
        return Answer(Outcome.FORBIDDEN)
    connection = CheckedConnection(target, places, deadline)
    try:
        with _cut_off_at(deadline, connection):
            connection.request("POST", target.path, body, headers)
            response = connection.getresponse()
            remaining(deadline)  # headers that were cut off look like headers that came to an end
            return _read(response)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return _failure(error, deadline)
    finally:
        connection.close()


def remaining(deadline: float) -> float:
    """Return how many seconds are left until `deadline`.

    Raises:
        TimeoutError: none.
    """
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


@contextlib.contextmanager
def _cut_off_at(deadline: float, connection: CheckedConnection) -> Iterator[None]:
    guard = threading.Timer(deadline - time.monotonic(), connection.cut_off)
    guard.daemon = True
    guard.start()
    try:
        yield
    finally:
        guard.cancel()


def _read(response: http.client.HTTPResponse) -> Answer:
    """Return what the receiver answered. Its status counts, even when the rest never comes."""
    with response:
        found = b""
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
            while len(found) < LONGEST_ANSWER and (part := response.read1(LONGEST_ANSWER - len(found))):
                found += part
    location = response.getheader("Location", "") if 300 <= response.status < 400 else ""
    asked_for = response.getheader("Retry-After", "").strip()
    return Answer(
        _outcome(response.status),
        response.status,
        _printable(found.decode("utf-8", "replace")),
        _printable(location)[:LONGEST_DETAIL],
        int(asked_for) if SECONDS.fullmatch(asked_for) else None,
    )


def _outcome(status: int) -> str:
    if 200 <= status < 300:
        return Outcome.ACCEPTED
    if 300 <= status < 400:
        return Outcome.REDIRECTED
    return Outcome.GONE if status == 410 else Outcome.REFUSED


def _failure(error: Exception, deadline: float) -> Answer:
    # What was cut off when the time was over breaks in many ways.
    if isinstance(error, TimeoutError) or time.monotonic() >= deadline:
        return Answer(Outcome.TIMEOUT)
    detail = _printable(str(error))[:LONGEST_DETAIL]
    if isinstance(error, ssl.SSLCertVerificationError):
        return Answer(Outcome.UNTRUSTED, detail=detail)
    if isinstance(error, OSError):
        return Answer(Outcome.UNREACHABLE, detail=detail)
    return Answer(Outcome.GARBLED, detail=detail)


def _printable(text: str) -> str:
    """Return `text` without what no database keeps, and without what would turn the rest of a screen round."""
    return UNSHOWN.sub("", text)
