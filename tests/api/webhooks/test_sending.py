"""One request to receivers of every temper: bounded in time and size, and to the checked address alone."""

import json
import shutil
import socket
import ssl
import subprocess
import time

import pytest

from cms.api.webhooks import sending

HEADERS = {"Content-Type": "application/json", "User-Agent": "Kantho-Webhooks/1"}


def post(url: str) -> sending.Answer:
    return sending.post(url, b'{"type":"webhook.test"}', HEADERS)


@pytest.fixture
def hurry(monkeypatch):
    """Wait for a receiver one second and not fifteen."""
    monkeypatch.setattr(sending, "TOTAL_SECONDS", 1.0)


def test_the_receiver_gets_the_body_and_the_headers_and_nothing_that_names_anybody(receiver):
    answer = post(receiver.url)

    assert (answer.outcome, answer.status, answer.text) == ("accepted", 200, "<b>noted</b>")
    [(headers, body, path)] = receiver.received
    assert json.loads(body) == {"type": "webhook.test"}
    assert path == "/hook?from=kantho"
    assert headers == {
        "Host": f"127.0.0.1:{receiver.server_port}",
        "Accept-Encoding": "identity",
        "Content-Length": str(len(body)),
        **HEADERS,
    }


@pytest.mark.parametrize("status", [201, 204, 299])
def test_every_status_of_success_is_one(receiver, status):
    receiver.mood = status

    assert post(receiver.url).is_accepted


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(300, "redirected"), (304, "redirected"), (400, "refused"), (410, "gone"), (500, "refused")],
)
def test_every_other_status_is_a_failure(receiver, status, outcome):
    receiver.mood = status

    answer = post(receiver.url)

    assert (answer.outcome, answer.status, answer.is_accepted) == (outcome, status, False)


def test_a_redirection_is_not_followed_but_told_and_no_cookie_comes_back(receiver):
    receiver.mood = "redirecting"

    answers = [post(receiver.url), post(receiver.url)]

    where = f"http://127.0.0.1:{receiver.server_port}/elsewhere"
    assert [(each.outcome, each.status, each.detail) for each in answers] == [("redirected", 302, where)] * 2
    assert [path for _headers, _body, path in receiver.received] == ["/hook?from=kantho"] * 2
    assert all("Cookie" not in headers for headers, _body, _path in receiver.received)


def test_a_receiver_that_asks_for_a_pause_is_heard(receiver):
    receiver.mood = "busy"

    assert post(receiver.url).retry_after == 1200


def test_only_the_beginning_of_a_long_answer_is_read(receiver):
    receiver.mood = "long_winded"

    answer = post(receiver.url)

    assert answer.is_accepted
    assert answer.text.startswith("ককক")
    assert len(answer.text.encode()) <= sending.LONGEST_ANSWER + 3


def test_what_no_database_keeps_and_what_turns_a_screen_round_is_left_out_of_an_answer(receiver):
    receiver.mood = "odd"

    assert post(receiver.url).text == "[31m\N{REPLACEMENT CHARACTER}ক্\N{ZERO WIDTH NON-JOINER}ষ"


@pytest.mark.parametrize("mood", ["hanging", "dribbling"])
@pytest.mark.usefixtures("hurry")
def test_a_receiver_that_never_comes_to_an_end_is_cut_off(receiver, mood):
    receiver.mood = mood
    began = time.monotonic()

    answer = post(receiver.url)

    assert answer.outcome == "timeout"
    assert 0.9 < time.monotonic() - began < 4


@pytest.mark.usefixtures("hurry")
def test_a_receiver_that_accepts_and_then_goes_on_talking_has_accepted(receiver):
    receiver.mood = "dribbling_late"
    began = time.monotonic()

    answer = post(receiver.url)

    assert answer.is_accepted
    assert time.monotonic() - began < 4


def test_a_dead_receiver_is_a_failure_that_says_why(closed_port):
    answer = post(f"http://127.0.0.1:{closed_port}/")

    assert answer.outcome == "unreachable"
    assert "refused" in answer.detail


@pytest.mark.parametrize(("mood", "outcome"), [("garbled", "garbled"), ("hanging_up", "unreachable")])
def test_a_receiver_that_does_not_speak_http_is_a_failure(receiver, mood, outcome):
    receiver.mood = mood

    assert post(receiver.url).outcome == outcome


def test_a_name_that_leads_nowhere_is_a_failure():
    assert post("http://receiver.invalid/").outcome == "unresolved"


def test_proxies_of_the_environment_are_not_asked(receiver, closed_port, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port}")

    assert post(receiver.url).is_accepted


def test_the_second_address_of_a_name_is_tried_when_the_first_is_dead(receiver, names):
    names["receiver.example"] = ["127.0.0.2", "127.0.0.1"]

    assert post(f"http://receiver.example:{receiver.server_port}/").is_accepted
    [(headers, _body, _path)] = receiver.received
    assert headers["Host"] == f"receiver.example:{receiver.server_port}"


@pytest.mark.usefixtures("production")
def test_a_name_that_leads_inside_is_refused_when_something_is_sent(names, receiver):
    names["receiver.example"] = ["127.0.0.1"]

    answer = post("https://receiver.example/")

    assert answer.outcome == "forbidden"
    assert receiver.received == []


@pytest.mark.usefixtures("production")
def test_the_name_is_asked_for_once_so_that_it_cannot_lead_elsewhere_in_between(names, monkeypatch):
    """DNS rebinding: a public address when it is checked, a private one when it is connected to."""
    asked, tried = [], []
    answers = iter([["203.0.113.9"], ["127.0.0.1"]])
    monkeypatch.setattr("cms.api.webhooks.addresses.is_public", lambda address: address == "203.0.113.9")
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, port, **_options: (
            asked.append(host) or [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers)[0], port))]
        ),
    )
    monkeypatch.setattr(socket.socket, "connect", lambda self, place: tried.append(place) or refuse())

    answer = post("https://receiver.example/")

    assert answer.outcome == "unreachable"
    assert asked == ["receiver.example"]
    assert tried == [("203.0.113.9", 443)]


def refuse():
    raise ConnectionRefusedError("refused")


# Certificates


@pytest.fixture
def certificate(tmp_path):
    """A certificate for receiver.example, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed (Debian: apt-get install openssl)")
    key, found = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(  # noqa: S603
        [
            *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-keyout", str(key), "-out", str(found), "-days", "2", "-subj", "/CN=receiver.example"),
            *("-addext", "subjectAltName=DNS:receiver.example"),
        ],
        check=True,
        capture_output=True,
    )
    return found, key


@pytest.fixture
def secure_receiver(make_receiver, certificate):
    """A receiver that speaks https."""
    server = make_receiver()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server.asked_for = []
    context.sni_callback = lambda _socket, name, _context: server.asked_for.append(name)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    return server


def test_https_asks_for_the_name_and_trusts_its_certificate(secure_receiver, certificate, names, monkeypatch):
    names["receiver.example"] = ["127.0.0.1"]
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))

    answer = post(f"https://receiver.example:{secure_receiver.server_port}/")

    assert answer.is_accepted, answer
    assert secure_receiver.asked_for == ["receiver.example"]


@pytest.mark.parametrize("name", ["receiver.example", "other.example"])
def test_a_certificate_that_is_unknown_or_anothers_is_not_trusted(
    secure_receiver, certificate, names, monkeypatch, name
):
    names[name] = ["127.0.0.1"]
    if name == "other.example":
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))

    answer = post(f"https://{name}:{secure_receiver.server_port}/")

    assert answer.outcome == "untrusted"
    assert "certificate verify failed" in answer.detail
    assert secure_receiver.received == []


@pytest.mark.usefixtures("hurry")
def test_a_server_that_never_finishes_its_greeting_is_cut_off():
    # The system accepts for it, and nobody ever answers.
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert post(f"https://127.0.0.1:{silent.getsockname()[1]}/").outcome == "timeout"


def test_a_server_that_does_not_speak_tls_is_a_failure(receiver):
    assert post(f"https://127.0.0.1:{receiver.server_port}/").outcome == "unreachable"
