"""What stands beside the passages in the editor: links, differences, comments; and what is shown when there is none."""

import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from cms.bangla.normalise import normalise
from cms.translation.comments import add_comment
from cms.translation.models import SegmentComment
from cms.translation.roles import PUBLISHERS, REVIEWERS, ROLES, TRANSLATORS, WRITERS
from cms.translation.segments import load_segments
from cms.translation.services.attachment import detach
from cms.translation.services.saving import mark_same, save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation, refresh
from tests.factories import StatementPageFactory
from tests.factories.users import member
from tests.kept import kept_fixture

pytestmark = pytest.mark.any_database

SCRIPT = {"X-Requested-With": "XMLHttpRequest"}
BODY = [
    ("paragraph", "<p>১২ জন আহত।</p><p>৫ দিন সময়।</p>"),
    ("paragraph", '<p><a href="https://law.example/a">আইন</a> পড়ুন।</p>'),
]


@kept_fixture
def sent(press):
    page = StatementPageFactory(parent=press["bn"], title="নমুনা", summary="সার", body=BODY)
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


def show(client, status, query=""):
    return client.get(url(status) + query).content.decode()


def fill_in(status, person, words, text):
    return save_segment(attached_translation(status), segment(status, words), text, person)


def test_a_link_is_named_by_its_number_its_words_and_where_it_leads(sent, rahima, client):
    html = show(client, sent)

    assert 'data-link="a1" data-words="আইন"' in html
    assert "https://law.example/a" in html


def test_a_link_to_a_page_is_named_by_the_page_s_title(press, rahima, client):
    body = [("paragraph", f'<p><a linktype="page" id="{press["bn"].pk}">সংবাদ</a></p>')]
    page = StatementPageFactory(parent=press["bn"], body=body)
    status = send_for_translation(page, member(WRITERS))

    html = show(client, status)

    assert f'title="{press["bn"].title}"' in html
    assert f"page:{press['bn'].pk}" not in html


def test_a_difference_stands_beside_the_passage_it_is_about(sent, rahima, client):
    fill_in(sent, rahima, "১২", "12 people were hurt.")
    wrong = fill_in(sent, rahima, "৫ দিন", "There are 6 days.")

    answer = client.get(url(sent, "differences")).json()
    html = show(client, sent, "?show=differences")

    assert list(answer["passages"]) == [str(wrong.pk)]
    assert "6" in answer["passages"][str(wrong.pk)][0]
    assert html.count("data-passage=") == 1
    assert f'data-passage="{wrong.pk}"' in html


def test_a_script_gets_the_comments_of_the_passage_and_a_form_the_whole_screen(sent, rahima, client):
    address = url(sent, "comment") + "?path=title"

    by_script = client.post(address, {"text": "ঠিক আছে?"}, headers=SCRIPT)
    by_form = client.post(address, {"comment-title": "আরও একটি", "comment-summary": "অন্য"})

    assert by_script.status_code == 200
    assert "ঠিক আছে?" in by_script.content.decode()
    assert "<html" not in by_script.content.decode()
    assert by_form.headers["Location"].endswith("#comments-title")
    assert [each.text for each in SegmentComment.objects.order_by("pk")] == ["ঠিক আছে?", "আরও একটি"]


def test_a_script_is_told_why_a_comment_is_refused(sent, rahima, client):
    answer = client.post(url(sent, "comment") + "?path=title", {"text": " "}, headers=SCRIPT)

    assert answer.status_code == 422
    assert answer.json()["error"] == "The comment is empty."


def test_a_comment_on_a_paragraph_that_is_gone_can_still_be_resolved(sent, rahima, client):
    comment = add_comment(sent, "body.00000000-0000-4000-8000-000000000000", rahima, "হারানো")

    html = show(client, sent, "?show=todo")

    assert "হারানো" in html
    assert url(sent, "resolve_comment", comment.pk) in html


def test_the_same_in_both_languages_is_taken_back(sent, rahima, client):
    mark_same(attached_translation(sent), segment(sent, "নমুনা"), rahima)
    found = segment(sent, "নমুনা")

    answer = client.post(
        url(sent, "segment", found.pk), {"text": "নমুনা", "seen": found.version, "same": ""}, headers=SCRIPT
    )

    assert (answer.json()["progress"], answer.json()["same"]) == ("equal", False)


@pytest.mark.parametrize("ticked", [True, False])
def test_without_javascript_the_tick_stays_or_is_taken_back(sent, rahima, client, ticked):
    mark_same(attached_translation(sent), segment(sent, "নমুনা"), rahima)
    found = segment(sent, "নমুনা")
    form = {f"text-{found.pk}": "নমুনা", f"was-{found.pk}": found.version, f"seen-{found.pk}": found.version}
    form[f"was-same-{found.pk}"] = "1"

    client.post(url(sent), form | ({f"same-{found.pk}": "on"} if ticked else {}))

    assert segment(sent, "নমুনা").is_same is ticked


def test_whoever_does_not_say_what_they_saw_overwrites_nobody(sent, rahima, client):
    fill_in(sent, member(PUBLISHERS), "নমুনা", "Theirs")

    answer = client.post(url(sent, "segment", segment(sent, "নমুনা").pk), {"text": "Mine"})

    assert answer.status_code == 409
    assert segment(sent, "নমুনা").translation == "Theirs"


def test_a_suggestion_of_the_machine_is_marked_and_confirmed(sent, rahima, client):
    fill_in(sent, rahima, "নমুনা", "Sample")
    StringTranslation.objects.update(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    refresh(sent.translation_key)

    assert "I have read it; it is right" in show(client, sent)
    found = segment(sent, "নমুনা")
    answer = client.post(url(sent, "segment", found.pk), {"confirm": "1", "seen": found.version})

    assert answer.json()["progress"] == "done"
    assert "I have read it; it is right" not in show(client, sent)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_role_sees_the_passages_and_writes_only_its_language(sent, client, role):
    client.force_login(member(role))
    writes = role not in (WRITERS, TRANSLATORS["bn"])

    html = show(client, sent)

    assert "নমুনা" in html
    assert ("data-seen" in html) is writes
    assert ("data-presence=" in html) is (role != TRANSLATORS["bn"])


@pytest.mark.parametrize(
    ("interface", "words"),
    [("en", "You can read this translation."), ("bn", "আপনি এই অনুবাদ পড়তে পারেন।")],
)
def test_who_may_only_read_is_told_so_and_sees_what_is_translated(sent, client, interface, words):
    fill_in(sent, member(PUBLISHERS), "আইন", '<b>Read</b> the <a id="a1">act</a> & more')
    client.force_login(member(WRITERS))

    html = client.get(url(sent), headers={"accept-language": interface}).content.decode()

    assert normalise(words) in html
    assert '<b>Read</b> the <span class="link">act</span> &amp; more' in html


def test_a_translation_on_its_own_says_so_and_offers_to_start_again(sent, client):
    publisher = member(PUBLISHERS)
    detach(sent, publisher)
    client.force_login(publisher)

    html = client.get(url(sent), headers={"accept-language": "en"}).content.decode()

    assert "edited on its own" in html
    assert url(sent, "attach") in html
    assert "data-passage" not in html


def test_a_text_that_was_never_sent_can_be_sent_from_here(press, client):
    page = StatementPageFactory(parent=press["bn"])
    client.force_login(member(WRITERS))

    html = client.get(url(refresh(page.translation_key)), headers={"accept-language": "en"}).content.decode()

    assert reverse("translation_desk:send", args=[page.pk]) in html


def test_looking_leaves_no_trace(sent, client):
    client.force_login(member(REVIEWERS))

    show(client, sent)

    assert not sent.presences.exists()
