"""Suggestions of a real server on this machine: right ones, slow ones, nonsense, and none at all."""

import json
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.urls import reverse

from cms.translation.machine import MachineUnavailable, apply_suggestions, is_configured, suggest
from cms.translation.roles import TRANSLATORS, WRITERS
from cms.translation.segments import Progress, load_segments
from cms.translation.services.checking import blockers
from cms.translation.services.saving import confirm_machine, save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from tests.factories import StatementPageFactory
from tests.factories.users import member
from tests.kept import kept_fixture

pytestmark = pytest.mark.any_database


class LibreTranslate(BaseHTTPRequestHandler):
    """Speaks LibreTranslate's API; `server.mood` says how well."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        mood = self.server.mood
        if mood == "slow":
            time.sleep(3)
        if mood == "redirect":
            self.send_response(307)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()
            return
        answer = {"translatedText": [f"[{text}]" for text in asked["q"]]}
        if mood == "wrong count":
            answer = {"translatedText": ["one"]}
        if mood == "loses links":
            answer = {"translatedText": ["no link here" for _text in asked["q"]]}
        if mood == "speaks markup":
            answer = {"translatedText": ["<!--><img src=x onerror=alert(1)>-->", None, "[three]"]}
        body = {"garbage": b"<html>", "deep": b"[" * 100_000}.get(mood, json.dumps(answer).encode())
        self.send_response(500 if mood == "broken" else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):
            for byte in body:
                self.wfile.write(bytes([byte]))
                if mood == "dribbles":
                    time.sleep(0.2)

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def server(settings):
    with ThreadingHTTPServer(("127.0.0.1", 0), LibreTranslate) as found:
        found.mood, found.asked = "good", []
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        settings.LIBRETRANSLATE_URL = f"http://127.0.0.1:{found.server_port}"
        settings.LIBRETRANSLATE_TIMEOUT = 1
        yield found
        found.shutdown()
        thread.join()


@kept_fixture
def sent(press):
    body = [("paragraph", "<p>নমুনা অনুচ্ছেদ</p>")]
    page = StatementPageFactory(parent=press["bn"], title="নমুনা শিরোনাম", summary="নমুনা সার", body=body)
    return send_for_translation(page, member(WRITERS))


def test_nothing_is_sent_when_no_server_is_named(settings):
    settings.LIBRETRANSLATE_URL = ""

    assert not is_configured()
    with pytest.raises(MachineUnavailable):
        suggest(["text"], "bn", "en")


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://127.0.0.1/", "http://user:secret@127.0.0.1/", "nonsense", "http://[half"],
)
def test_an_address_that_is_none_counts_as_no_server(settings, url):
    settings.LIBRETRANSLATE_URL = url

    assert not is_configured()


def test_each_text_gets_its_suggestion(server):
    assert suggest(["one", "two"], "en", "bn") == ["[one]", "[two]"]
    assert server.asked == [{"q": ["one", "two"], "source": "en", "target": "bn", "format": "html"}]


def test_many_texts_are_sent_in_several_requests(server):
    assert len(suggest([f"text {number}" for number in range(120)], "en", "bn")) == 120
    assert [len(asked["q"]) for asked in server.asked] == [50, 50, 20]


def test_a_suggestion_that_loses_a_link_is_no_use(server):
    server.mood = "loses links"

    assert suggest(['<a id="a1">link</a>', "words"], "en", "bn") == [None, "no link here"]


def test_markup_and_nonsense_are_no_suggestions(server):
    server.mood = "speaks markup"

    assert suggest(["one", "two", "three"], "en", "bn") == [None, None, "[three]"]


def test_a_suggestion_that_has_no_room_is_no_use(server, press):
    page = StatementPageFactory(parent=press["bn"], title="ক" * 254, summary="নমুনা সার", body=[])
    translation = attached_translation(send_for_translation(page, member(WRITERS)))

    apply_suggestions(translation, member(TRANSLATORS["en"]), load_segments(translation))

    assert [each.progress for each in load_segments(translation)] == [Progress.MISSING, Progress.MACHINE]


def test_a_long_text_does_not_hold_the_web_server_up(server, monkeypatch):
    monkeypatch.setattr("cms.translation.machine.PATIENCE", -1)

    found = suggest([f"text {number}" for number in range(120)], "en", "bn")

    assert found == [f"[text {number}]" for number in range(50)] + [None] * 70


@pytest.mark.parametrize("mood", ["slow", "dribbles", "broken", "garbage", "deep", "wrong count", "redirect"])
def test_a_server_in_trouble_is_told_to_the_editor_and_nothing_is_kept(server, sent, client, mood):
    server.mood = mood
    client.force_login(member(TRANSLATORS["en"]))

    response = client.post(reverse("translation_desk:machine", args=[sent.pk]), follow=True)

    assert response.status_code == 200
    assert [str(message.level_tag) for message in response.context["messages"]] == ["error"]
    assert {each.progress for each in load_segments(attached_translation(sent))} == {Progress.MISSING}


def test_suggestions_are_marked_and_hold_publication_up_until_somebody_has_read_them(server, sent):
    translator, translation = member(TRANSLATORS["en"]), attached_translation(sent)

    apply_suggestions(translation, translator, load_segments(translation))

    segments = load_segments(translation)
    assert {each.progress for each in segments} == {Progress.MACHINE}
    assert "machine" in [str(each.kind) for each in blockers(sent)]
    sent.refresh_from_db()
    assert sent.percent == 0
    confirm_machine(translation, segments[0], translator)
    assert load_segments(translation)[0].progress is Progress.DONE


def test_what_a_person_wrote_is_not_touched(server, sent):
    translator, translation = member(TRANSLATORS["en"]), attached_translation(sent)
    save_segment(translation, load_segments(translation)[0], "My own words", translator)

    apply_suggestions(translation, translator, load_segments(translation))

    assert load_segments(translation)[0].translation == "My own words"


def test_who_does_not_translate_does_not_ask(server, sent, client):
    client.force_login(member(TRANSLATORS["bn"]))

    client.post(reverse("translation_desk:machine", args=[sent.pk]))

    assert server.asked == []
