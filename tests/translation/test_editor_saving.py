"""Saving passages when something is in the way: a changed original, a colleague, a text nobody stands by."""

import re
from html import unescape

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail_localize.models import StringTranslation

from cms.bangla.normalise import normalise
from cms.translation.editor import readable
from cms.translation.roles import PUBLISHERS, TRANSLATORS, WRITERS
from cms.translation.segments import DOUBTFUL, Progress, load_segments
from cms.translation.services.attachment import detach
from cms.translation.services.saving import preview_page, save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from tests.factories import StatementPageFactory
from tests.factories.users import member
from tests.kept import kept_fixture

pytestmark = pytest.mark.any_database

MACHINE = {"translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE}
OUTDATED = {"has_error": True, "field_error": DOUBTFUL}
ARREST, INQUIRY = "পুলিশ ১২ জনকে আটক করেছে।", "আমরা তদন্ত চাই।"


@kept_fixture
def sent(press):
    body = [("paragraph", f'<p>{ARREST}</p><p><a href="https://x.example/">আইন</a> পড়ুন।</p>')]
    page = StatementPageFactory(parent=press["bn"], title="নমুনা", summary="সার", body=body)
    return send_for_translation(page, member(WRITERS))


@pytest.fixture
def rahima(sent, client):
    person = member(TRANSLATORS["en"], first_name="Rahima")
    client.force_login(person)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return person


def url(status, name="edit", *more):
    return reverse(f"translation_desk:{name}", args=[status.pk, *more])


def segment(status, words):
    return next(each for each in load_segments(attached_translation(status)) if words in each.source)


def fill_in(status, words, text):
    return save_segment(
        attached_translation(status), segment(status, words), text, member(PUBLISHERS, first_name="Karim")
    )


def rewrite(status, paragraph):
    """Publish the original with another paragraph."""
    page = type(status.source_page.specific).objects.get(pk=status.source_page_id)
    raw = page.body.get_prep_value()
    raw[0]["value"] = paragraph
    page.body = page.body.stream_block.to_python(raw)
    page.save_revision().publish()


def form_of(html):
    """Return what a browser sends of the form in `html`, but for ticks."""
    hidden = re.findall(r'<input type="hidden" name="([a-z-]+-\d+)" value="([^"]*)"', html)
    areas = re.findall(r'<textarea id="[^"]*" name="(text-\d+)"[^>]*>\n(.*?)</textarea>', html, re.DOTALL)
    return {name: unescape(value) for name, value in [*hidden, *areas]}


def test_what_a_comment_hides_never_reaches_the_screen():
    assert readable("ক<!--><img src=x onerror=alert(1)>-->খ") == "কখ"


def test_without_javascript_mending_a_refused_text_does_not_overwrite_a_colleague(sent, rahima, client):
    form = form_of(client.get(url(sent)).content.decode())
    found = fill_in(sent, ARREST, "Karim's text")

    refused = client.post(url(sent), form | {f"text-{found.pk}": "<h1>Mine"})
    mended = form_of(refused.content.decode()) | {f"text-{found.pk}": "Mine"}
    conflict = client.post(url(sent), mended)

    assert conflict.status_code == 409
    assert "Karim&#x27;s text" in conflict.content.decode() or "Karim's text" in conflict.content.decode()
    assert segment(sent, ARREST).translation == "Karim's text"
    client.post(url(sent), form_of(conflict.content.decode()))
    assert segment(sent, ARREST).translation == "Mine"


def test_without_javascript_what_was_typed_for_a_passage_that_is_gone_is_given_back(sent, rahima, client):
    form = form_of(client.get(url(sent)).content.decode())
    typed = form | {f"text-{segment(sent, ARREST).pk}": "Police arrested\r\ntwelve"}
    rewrite(sent, f"<p>{INQUIRY}</p>")

    response = client.post(url(sent), typed, follow=True)

    assert ["Police arrested\ntwelve" in str(each) for each in response.context["messages"]] == [True]


def test_without_javascript_what_was_typed_while_the_page_was_set_on_its_own_is_given_back(
    sent, rahima, client
):
    form = form_of(client.get(url(sent)).content.decode())
    typed = form | {f"text-{segment(sent, ARREST).pk}": "Police arrested twelve"}
    detach(sent, member(PUBLISHERS))

    response = client.post(url(sent), typed, follow=True)

    assert ["Police arrested twelve" in str(each) for each in response.context["messages"]] == [True]


def test_passages_are_found_although_the_original_was_published_since_it_was_read(sent):
    translation = attached_translation(sent)
    page = translation.source.get_source_instance()
    page.body = [("paragraph", f"<p>{INQUIRY}</p>")]
    page.save_revision().publish()

    assert [each.source for each in load_segments(translation)] == ["নমুনা", "সার", INQUIRY]


def test_a_former_translation_can_be_used_again_when_its_link_is_gone(sent, rahima, client):
    fill_in(sent, "আইন", 'Read the <a id="a1">act</a>.')
    rewrite(sent, "<p>আইন পড়ুন।</p>")
    found = segment(sent, "আইন")

    html = client.get(url(sent)).content.decode()
    offered = client.get(url(sent, "suggestions", found.pk)).content.decode()
    answer = client.post(url(sent, "segment", found.pk), {"text": "Read the act.", "seen": ""})

    assert 'data-take="Read the act."' in html
    assert 'data-take="Read the act."' in offered
    assert answer.status_code == 200


def test_a_refusal_is_said_in_the_language_of_the_interface(sent, rahima, client):
    answer = client.post(
        url(sent, "segment", segment(sent, ARREST).pk),
        {"text": '<a id="a7">x</a>', "seen": ""},
        headers={"accept-language": "bn"},
    )

    assert answer.status_code == 422
    assert normalise("মূল") in answer.json()["error"]


def test_a_new_paragraph_was_nothing_before(sent):
    fill_in(sent, ARREST, "They arrested 12.")
    corrected = ARREST.replace("১২", "১৫")
    rewrite(sent, f"<p>{corrected}</p>")
    assert segment(sent, corrected).previous.translation == "They arrested 12."
    fill_in(sent, corrected, "They arrested 15.")

    rewrite(sent, f"<p>{corrected}</p><p>{INQUIRY}</p>")

    assert segment(sent, INQUIRY).previous is None
    assert "They arrested 12." not in preview_page(attached_translation(sent)).body[0].value.source


def test_a_paragraph_that_was_written_anew_keeps_its_former_translation(sent):
    fill_in(sent, ARREST, "They arrested 12.")

    rewrite(sent, f"<p>{INQUIRY}</p>")

    assert segment(sent, INQUIRY).previous.translation == "They arrested 12."


@pytest.mark.parametrize("state", [MACHINE, OUTDATED], ids=["machine", "outdated"])
@pytest.mark.django_db(transaction=True)
def test_a_text_nobody_stands_by_is_confirmed_and_the_history_says_by_whom(sent, rahima, client, state):
    fill_in(sent, "নমুনা", "Sample")
    StringTranslation.objects.update(**state)
    found = segment(sent, "নমুনা")

    assert f'name="confirm-{found.pk}"' in client.get(url(sent)).content.decode()
    answer = client.post(url(sent, "segment", found.pk), {"confirm": "1", "seen": found.version})

    assert (answer.json()["progress"], answer.json()["error"]) == ("done", "")
    entry = PageLogEntry.objects.filter(user=rahima, action="translation.passages").get()
    assert [each["path"] for each in entry.data["passages"]] == ["title"]


def test_nobody_confirms_what_they_have_not_seen(sent, rahima, client):
    seen = fill_in(sent, "নমুনা", "Sample").version
    fill_in(sent, "নমুনা", "Another")
    StringTranslation.objects.update(**MACHINE)

    answer = client.post(url(sent, "segment", segment(sent, "নমুনা").pk), {"confirm": "1", "seen": seen})

    assert (answer.status_code, answer.json()["text"]) == (409, "Another")
    assert segment(sent, "নমুনা").progress is Progress.MACHINE


def test_without_javascript_an_outdated_text_is_confirmed_by_its_tick(sent, rahima, client):
    fill_in(sent, "নমুনা", "Sample")
    StringTranslation.objects.update(**OUTDATED)
    found = segment(sent, "নমুনা")

    client.post(url(sent), form_of(client.get(url(sent)).content.decode()) | {f"confirm-{found.pk}": "on"})

    assert segment(sent, "নমুনা").progress is Progress.DONE
