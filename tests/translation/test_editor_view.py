"""The screen where a translation is written: what it shows, how it saves, and that nobody is overwritten silently."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.bangla.normalise import normalise
from cms.translation.roles import PUBLISHERS, TRANSLATORS, WRITERS
from cms.translation.segments import load_segments
from cms.translation.services.publishing import publish_translation
from cms.translation.services.saving import save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from tests.factories import StatementPageFactory
from tests.factories.users import member
from tests.kept import kept_fixture

pytestmark = pytest.mark.any_database

OTHER = {"bn": "en", "en": "bn"}
BODY = {
    "bn": [
        ("heading", {"text": "কী ঘটেছে", "level": "h3"}),
        (
            "paragraph",
            '<p>হেফাজতে <b>নির্যাতনের</b> <a href="https://example.org/x">অভিযোগ</a></p><ul><li>এক</li></ul>',
        ),
    ],
    "en": [
        ("heading", {"text": "What happened", "level": "h3"}),
        (
            "paragraph",
            '<p>Alleged <b>torture</b> in <a href="https://example.org/x">custody</a></p><ul><li>one</li></ul>',
        ),
    ],
}


@pytest.fixture(params=["bn", "en"])
def language(request):
    return request.param


@kept_fixture
def sent(press, language):
    page = StatementPageFactory(parent=press[language], title="Sample", summary="Short", body=BODY[language])
    return send_for_translation(page, member(WRITERS))


@pytest.fixture
def translator(sent, client):
    person = member(TRANSLATORS[sent.target_language], first_name="Rahima")
    client.force_login(person)
    return person


def url(status, name="edit", *more):
    return reverse(f"translation_desk:{name}", args=[status.pk, *more])


def segments(status):
    return load_segments(attached_translation(status))


@pytest.mark.parametrize(
    ("interface", "words"),
    [
        ("en", ["Body, block 1 of 2", "heading, level 3", "list item", "To do (5)", "not translated"]),
        ("bn", ["মূল লেখা, ব্লক ১/২", "উপশিরোনাম, স্তর ৩", "তালিকার ভুক্তি", "বাকি (৫)", "অনুবাদ হয়নি"]),
    ],
)
def test_it_says_what_each_passage_is_and_where_it_stands(sent, translator, client, interface, words):
    html = client.get(url(sent), headers={"accept-language": interface}).content.decode()

    for word in words:
        assert normalise(word) in html, word
    assert f'lang="{sent.source_language}"' in html
    assert f'lang="{sent.target_language}"' in html


def test_terms_of_the_glossary_are_shown_with_their_translation(sent, translator, client, language):
    html = client.get(url(sent)).content.decode()

    expected = {"bn": "torture in custody", "en": "হেফাজতে নির্যাতন"}[language]
    assert f'data-insert="{normalise(expected)}"' in html


def test_a_passage_is_saved_and_the_progress_told(sent, translator, client):
    passage = segments(sent)[0]

    answer = client.post(url(sent, "segment", passage.pk), {"text": "অনুবাদ", "seen": ""})

    assert answer.status_code == 200
    assert (answer.json()["progress"], answer.json()["translated"], answer.json()["by"]) == (
        "done",
        1,
        "Rahima",
    )
    assert segments(sent)[0].translation == "অনুবাদ"


def test_what_somebody_saved_meanwhile_is_shown_and_not_overwritten(sent, translator, client):
    passage = segments(sent)[0]
    save_segment(attached_translation(sent), passage, "Theirs", member(PUBLISHERS, first_name="Karim"))

    answer = client.post(url(sent, "segment", passage.pk), {"text": "Mine", "seen": ""})

    assert answer.status_code == 409
    assert (answer.json()["text"], answer.json()["by"]) == ("Theirs", "Karim")
    assert segments(sent)[0].translation == "Theirs"
    again = client.post(url(sent, "segment", passage.pk), {"text": "Mine", "seen": answer.json()["version"]})
    assert again.status_code == 200
    assert segments(sent)[0].translation == "Mine"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<a id="a9">x</a>',
        '<b class="x">x</b>',
        "<p>x</p>",
        '<a href="http://x">x</a>',
        "<b>x",
        # A browser ends these earlier than the engine's parser does, and sees the picture.
        "<!--><img src=x onerror=alert(1)>-->",
        "<![CDATA[><img src=x onerror=alert(1)>]]>",
        "<!DOCTYPE x [<img src=x onerror=alert(1)>]>",
    ],
)
def test_markup_that_cannot_be_used_is_refused(sent, translator, client, text):
    rich = next(each for each in segments(sent) if each.links)

    answer = client.post(url(sent, "segment", rich.pk), {"text": text, "seen": ""})

    assert answer.status_code == 422
    assert answer.json()["error"]
    assert not next(each for each in segments(sent) if each.links).translation


def test_a_text_that_is_too_long_is_refused(sent, translator, client):
    answer = client.post(url(sent, "segment", segments(sent)[0].pk), {"text": "x" * 256, "seen": ""})

    assert answer.status_code == 422


def test_bold_and_links_come_back_in_their_places(sent, translator, client):
    rich = next(each for each in segments(sent) if each.links)

    client.post(url(sent, "segment", rich.pk), {"text": '<b>X</b> &amp; <a id="a1">Y</a>', "seen": ""})

    html = client.get(url(sent, "preview")).content.decode()
    assert '<b>X</b> &amp; <a href="https://example.org/x">Y</a>' in html


def test_without_javascript_everything_typed_is_saved_at_once(sent, translator, client):
    first, second, *_rest = segments(sent)
    typed = {f"text-{first.pk}": "Eins", f"text-{second.pk}": "", f"same-{second.pk}": "on"}
    seen = {f"{name}-{each.pk}": "" for name in ("was", "seen") for each in (first, second)}

    response = client.post(url(sent), typed | seen)

    assert response.status_code == 302
    assert [each.translation for each in segments(sent)[:2]] == ["Eins", "Short"]
    assert segments(sent)[1].is_same


def test_without_javascript_a_conflict_loses_nothing_that_was_typed(sent, translator, client):
    passage = segments(sent)[0]
    save_segment(attached_translation(sent), passage, "Theirs", member(PUBLISHERS, first_name="Karim"))

    typed = {f"text-{passage.pk}": "What I typed", f"was-{passage.pk}": "", f"seen-{passage.pk}": ""}
    response = client.post(url(sent), typed)

    html = response.content.decode()
    assert response.status_code == 409
    assert "What I typed" in html
    assert "Theirs" in html
    assert segments(sent)[0].translation == "Theirs"


def test_an_outdated_passage_shows_what_changed_and_the_former_translation(sent, translator, client):
    publisher = member(PUBLISHERS)
    for passage in segments(sent):
        text = "<b>Former</b>" if passage.place.is_rich else "Former"
        if passage.links:
            text = '<b>Former</b> <a id="a1">words</a>'
        save_segment(attached_translation(sent), passage, text, publisher)
    publish_translation(sent, publisher)
    page = sent.source_page.specific
    page.summary = "Short and changed"
    page.save_revision().publish()

    html = client.get(url(sent) + "?show=outdated").content.decode()

    assert "and changed</ins>" in html
    assert 'data-take="Former"' in html
    sent.refresh_from_db()
    assert (sent.state, sent.outdated_segments) == ("outdated", 1)


def test_near_matches_are_offered_with_their_score(sent, translator, client, press, language):
    similar = StatementPageFactory(parent=press[language], title="Sample two", summary="Something else")
    other = send_for_translation(similar, member(WRITERS))
    save_segment(attached_translation(other), segments(other)[0], "Taken before", translator)

    address = url(sent, "suggestions", segments(sent)[0].pk)
    html = client.get(address, headers={"accept-language": "en"}).content.decode()

    assert 'data-take="Taken before"' in html
    assert "%</span>" in html


def test_who_cannot_write_reads(sent, client):
    client.force_login(member(WRITERS))

    html = client.get(url(sent)).content.decode()

    assert 'name="text-' not in html
    assert "Save all" not in html


def test_the_page_s_own_edit_form_leads_here(sent, admin_client):
    edit = reverse("wagtailadmin_pages:edit", args=[sent.target_page_id])

    assert admin_client.get(edit).headers["Location"] == url(sent)


def test_the_number_of_queries_does_not_grow_with_the_passages(press, client):
    client.force_login(member(TRANSLATORS["en"]))

    def queries(paragraphs):
        body = [("paragraph", f"<p>অনুচ্ছেদ {number}</p>") for number in range(paragraphs)]
        page = StatementPageFactory(parent=press["bn"], title=f"নমুনা {paragraphs}", body=body)
        status = send_for_translation(page, member(WRITERS))
        client.get(url(status))
        with CaptureQueriesContext(connection) as captured:
            response = client.get(url(status))
        return len(captured), len(response.content)

    few, _size = queries(5)
    many, size = queries(60)
    print(f"\nqueries of the editor: {few} with 5 paragraphs, {many} with 60; {size // 1000} kB")
    assert few == many <= 30
