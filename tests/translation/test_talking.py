"""Comments, mentions, mails in the reader's language, and who else is there."""

import re
import unicodedata
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from cms.bangla.normalise import normalise
from cms.translation.comments import CommentRefused, add_comment, mentioned_in, open_comments, resolve
from cms.translation.mail import mail_review
from cms.translation.models import Presence, SegmentComment
from cms.translation.presence import others_here, touch
from cms.translation.roles import REVIEWERS, TRANSLATORS, WRITERS
from cms.translation.segments import load_segments
from cms.translation.services.attachment import detach
from cms.translation.services.publishing import request_review
from cms.translation.services.saving import save_segment
from cms.translation.services.sending import assign, send_for_translation
from cms.translation.standing import attached_translation
from tests.factories import StatementPageFactory
from tests.factories.users import member
from tests.kept import kept_fixture

pytestmark = pytest.mark.any_database


@kept_fixture
def page(press):
    return StatementPageFactory(parent=press["bn"], title="নমুনা বিবৃতি")


@kept_fixture
def sent(page):
    return send_for_translation(page, member(WRITERS))


@pytest.fixture
def work_off(django_capture_on_commit_callbacks):
    """Do something, then have the background worker do what it was asked to."""

    def run(action):
        with django_capture_on_commit_callbacks(execute=True):
            result = action()
        # The worker's own command closes the connection that this test's transaction is in.
        for row in DBTaskResult.objects.ready():
            row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        return result

    return run


def letters_asked_for():
    """Return what the worker was asked to send, done or not."""
    return list(DBTaskResult.objects.filter(task_path__startswith="cms.translation.mail."))


def prefer(user, language):
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    return user


@pytest.mark.parametrize(
    ("language", "subject", "due"),
    [
        ("bn", "অনুবাদের জন্য: নমুনা বিবৃতি", "৩০ নভেম্বর ২০৩০"),
        ("en", "To translate: নমুনা বিবৃতি", "30 November 2030"),
    ],
)
def test_the_translator_is_written_to_in_their_own_language_with_the_link(
    page, work_off, language, subject, due
):
    translator = prefer(member(TRANSLATORS["en"]), language)
    day = date(2030, 11, 30)

    status = work_off(
        lambda: send_for_translation(page, member(WRITERS), translator=translator, due_on=day, note="আজই")
    )

    (letter,) = mail.outbox
    assert letter.to == [translator.email]
    assert letter.subject == subject
    assert reverse("translation_desk:edit", args=[status.pk]) in letter.body
    assert due in letter.body
    assert "আজই" in letter.body


def test_a_letter_is_asked_for_when_all_is_written_down_and_not_before(
    page, django_capture_on_commit_callbacks
):
    translator = member(TRANSLATORS["en"])

    with django_capture_on_commit_callbacks() as asked:
        send_for_translation(page, member(WRITERS), translator=translator)
        assert not letters_asked_for()

    for callback in asked:
        callback()
    assert len(letters_asked_for()) == 1


def test_no_letter_is_asked_for_when_nothing_was_written_down(page, work_off):
    def fail():
        with suppress(ZeroDivisionError), transaction.atomic():
            send_for_translation(page, member(WRITERS), translator=member(TRANSLATORS["en"]))
            raise ZeroDivisionError

    work_off(fail)

    assert not letters_asked_for()


def test_a_task_that_runs_twice_sends_one_letter_to_mail_programs(page, work_off):
    work_off(lambda: send_for_translation(page, member(WRITERS), translator=member(TRANSLATORS["en"])))
    (task,) = letters_asked_for()
    task.task.call(*task.args_kwargs["args"], **task.args_kwargs["kwargs"])

    first, second = mail.outbox
    assert first.message()["Message-ID"] == second.message()["Message-ID"]
    assert first.body == second.body


def test_a_reviewer_who_has_given_it_away_meanwhile_is_not_told_of_the_review(sent):
    reviewer = member(REVIEWERS)
    assign(sent, member(WRITERS), reviewer=reviewer)
    translation, person = attached_translation(sent), member(TRANSLATORS["en"])
    for segment in load_segments(translation):
        save_segment(translation, segment, "Sample words", person)

    request_review(sent, person)
    mail.outbox.clear()

    mail_review.call(sent.pk, reviewer.pk, mark="1")
    assert [letter.to for letter in mail.outbox] == [[reviewer.email]]

    assign(sent, member(WRITERS), reviewer=member(REVIEWERS))
    mail_review.call(sent.pk, reviewer.pk, mark="1")
    assert len(mail.outbox) == 1


def test_nobody_is_written_to_about_what_they_did_themselves(page, work_off):
    translator = member(TRANSLATORS["en"])

    work_off(lambda: send_for_translation(page, translator, translator=translator))

    assert mail.outbox == []


def test_a_mentioned_colleague_is_told_and_the_author_is_not(sent, work_off):
    author, colleague = member(TRANSLATORS["en"]), member(REVIEWERS)

    work_off(lambda: add_comment(sent, "title", author, f"@{colleague.username}. দেখুন, @{author.username}"))

    assert [letter.to for letter in mail.outbox] == [[colleague.email]]
    assert re.search(r"নমুনা বিবৃতি", mail.outbox[0].subject)


def test_a_colleague_is_chosen_from_a_list_and_told(sent, work_off, client):
    author, colleague = member(TRANSLATORS["en"]), member(WRITERS, first_name="Karim")
    client.force_login(author)
    page = client.get(reverse("translation_desk:edit", args=[sent.pk])).text
    assert f'<option value="{colleague.username}">Karim</option>' in page
    assert f'<option value="{author.username}">' not in page

    url = reverse("translation_desk:comment", args=[sent.pk]) + "?path=title"
    work_off(lambda: client.post(url, {"comment-title": "দেখুন", "to-title": colleague.username.upper()}))

    assert [letter.to for letter in mail.outbox] == [[colleague.email]]
    assert list(SegmentComment.objects.get().mentioned.all()) == [colleague]


@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_comment_to_nobody_who_is_there_is_refused_and_not_lost(sent, client, language):
    client.force_login(member(TRANSLATORS["en"]))
    url = reverse("translation_desk:comment", args=[sent.pk]) + "?path=title"
    fields = {"comment-title": "আবার দেখুন", "to-title": "nobody"}

    page = client.post(url, fields, follow=True, headers={"accept-language": language}).text

    words = {"bn": "“nobody” নামে কোনো সহকর্মী নেই।", "en": "There is no colleague “nobody”."}
    assert f"{normalise(words[language])} আবার দেখুন" in page
    assert not SegmentComment.objects.exists()


def test_only_colleagues_who_see_the_desk_are_mentioned(sent, django_user_model):
    django_user_model.objects.create_user("stranger", password="no rights at all")
    reviewer = member(REVIEWERS, username="রহিমা.খ")

    assert mentioned_in("@stranger @রহিমা.খ @nobody someone@example.org") == [reviewer]


def test_a_name_is_known_in_capitals_and_in_either_spelling_of_its_letters(sent):
    person = member(REVIEWERS, username=unicodedata.normalize("NFKC", "জয়া.রায়"))
    other = member(REVIEWERS, username="rahima")

    assert set(mentioned_in("@জয়া.রায় @Rahima")) == {person, other}


def test_the_thread_says_who_was_mentioned(sent, client):
    client.force_login(member(TRANSLATORS["en"]))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    member(REVIEWERS, username="karim", first_name="Karim", last_name="Sample")

    address = reverse("translation_desk:comment", args=[sent.pk])
    shown = client.post(
        address, {"path": "title", "text": "@karim @nobody"}, headers={"X-Requested-With": "XMLHttpRequest"}
    )

    assert "Mentioned: Karim Sample</p>" in " ".join(shown.content.decode().split())


def test_a_place_that_no_database_could_hold_is_no_error(sent, client):
    client.force_login(member(REVIEWERS))

    client.post(reverse("translation_desk:comment", args=[sent.pk]), {"path": "ti\0tle", "text": "ঠিক আছে"})

    assert SegmentComment.objects.get().path == "title"


def test_comments_are_resolved_while_the_translation_is_edited_on_its_own(sent, client):
    reviewer = member(REVIEWERS)
    comment = add_comment(sent, "title", reviewer, "আগে এটি দেখুন")
    detach(sent, reviewer)
    client.force_login(reviewer)

    shown = client.get(reverse("translation_desk:edit", args=[sent.pk])).content.decode()
    address = reverse("translation_desk:resolve_comment", args=[sent.pk, comment.pk])
    assert "আগে এটি দেখুন" in shown
    assert address in shown
    client.post(address)

    assert not open_comments(sent).exists()
    assert "আগে এটি দেখুন" not in client.get(reverse("translation_desk:edit", args=[sent.pk])).content.decode()


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_an_empty_or_endless_comment_is_refused(sent, text):
    with pytest.raises(CommentRefused):
        add_comment(sent, "title", member(REVIEWERS), text)

    assert SegmentComment.objects.count() == 0


def test_a_place_that_nobody_can_store_is_no_error(sent):
    comment = add_comment(sent, f"title\x00{'x' * 2000}", member(REVIEWERS), "নমুনা")

    (entry,) = PageLogEntry.objects.filter(action="translation.comment")
    assert comment.path == entry.data["path"]
    assert "\x00" not in comment.path
    assert len(comment.path) == 1000


def test_a_resolved_comment_is_open_no_more(sent):
    comment = add_comment(sent, "title", member(REVIEWERS), "ঠিক আছে তো?")

    resolve(comment, member(TRANSLATORS["en"]))

    assert list(open_comments(sent)) == []
    assert comment.resolved_by is not None


def test_a_comment_of_another_text_is_not_found_here(sent, press, client):
    other = send_for_translation(StatementPageFactory(parent=press["bn"]), member(WRITERS))
    comment = add_comment(other, "title", member(REVIEWERS), "অন্য লেখার")
    client.force_login(member(TRANSLATORS["en"]))

    address = reverse("translation_desk:resolve_comment", args=[sent.pk, comment.pk])

    response = client.post(address, follow=True)

    assert response.status_code == 404
    comment.refresh_from_db()
    assert comment.is_open


def test_the_second_sees_who_is_there(sent, client):
    first, second = member(TRANSLATORS["en"], first_name="Rahima"), member(REVIEWERS)
    touch(sent, first)
    client.force_login(second)

    response = client.post(reverse("translation_desk:presence", args=[sent.pk]))

    assert response.json() == {"others": ["Rahima"]}
    assert others_here(sent, first) == [second]


def test_who_left_is_there_no_more(sent):
    gone, here = member(TRANSLATORS["en"]), member(REVIEWERS)
    touch(sent, gone)
    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=5))

    touch(sent, here)

    assert others_here(sent, here) == []
    assert Presence.objects.count() == 1
