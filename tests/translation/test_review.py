"""Two pairs of eyes: nobody approves their own last edit, and only approval or a publisher lets a text out."""

import pytest
from django.urls import reverse
from wagtail.models import Page, TaskState

from cms.translation.roles import PUBLISHERS, REVIEWERS, TRANSLATORS, WRITERS
from cms.translation.segments import load_segments
from cms.translation.services.publishing import NotReady, request_review
from cms.translation.services.saving import save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from cms.translation.states import State
from tests.admin.test_page_forms import statement_data
from tests.factories import StatementPageFactory
from tests.factories.users import member
from tests.kept import kept_fixture


@kept_fixture
def sent(press):
    """A Bangla statement, sent for translation."""
    body = [("paragraph", "<p>নমুনা অনুচ্ছেদ</p>")]
    page = StatementPageFactory(parent=press["bn"], title="নমুনা বিবৃতি", body=body)
    return send_for_translation(page, member(WRITERS))


def translate_all(status, user):
    translation = attached_translation(status)
    for segment in load_segments(translation):
        save_segment(translation, segment, "Sample words", user)
    status.refresh_from_db()


def decide(client, user, status, action, **fields):
    client.force_login(user)
    address = reverse("translation_desk:decide", args=[status.pk])
    return client.post(address, {"action": action} | fields)


@kept_fixture
def in_review(sent):
    translator = member(TRANSLATORS["en"])
    translate_all(sent, translator)
    request_review(sent, translator)
    sent.refresh_from_db()
    return sent


def test_a_translation_under_review_says_so(in_review):
    assert in_review.state == State.IN_REVIEW


def test_a_translation_with_gaps_is_not_sent_for_review(sent):
    with pytest.raises(NotReady) as refusal:
        request_review(sent, member(TRANSLATORS["en"]))

    assert [each.kind for each in refusal.value.blockers] == ["gaps"]


def test_a_reviewer_approves_and_the_translation_goes_out(in_review, client):
    decide(client, member(REVIEWERS), in_review, "approve")

    in_review.refresh_from_db()
    assert in_review.target_is_live
    assert in_review.state == State.CURRENT


def test_a_reviewer_returns_it_with_a_comment(in_review, client):
    decide(client, member(REVIEWERS), in_review, "reject", comment="Say it more plainly.")

    in_review.refresh_from_db()
    assert in_review.state == State.DRAFT
    assert TaskState.objects.get().comment == "Say it more plainly."


def test_the_comment_of_a_review_is_kept_in_the_one_spelling(in_review, client):
    decide(client, member(REVIEWERS), in_review, "reject", comment="বা\u09a1\u09bcি\x00")

    assert TaskState.objects.get().comment == "বা\u09dcি"


def test_who_edited_last_cannot_approve(in_review, client):
    reviewer = member(REVIEWERS)
    translation = attached_translation(in_review)
    save_segment(translation, load_segments(translation)[0], "My own words", reviewer)

    response = decide(client, reviewer, in_review, "approve")

    assert response.status_code in (302, 403)
    in_review.refresh_from_db()
    assert not in_review.target_is_live
    assert in_review.state == State.IN_REVIEW


def test_who_asked_for_the_review_cannot_approve_it(sent, client):
    reviewer = member(REVIEWERS)
    translate_all(sent, reviewer)
    request_review(sent, reviewer)

    decide(client, reviewer, sent, "approve")

    sent.refresh_from_db()
    assert not sent.target_is_live


def test_what_was_written_during_the_review_is_read_again_and_then_goes_out(in_review, client):
    translator, reviewer = member(TRANSLATORS["en"]), member(REVIEWERS)
    translation = attached_translation(in_review)
    title = next(each for each in load_segments(translation) if each.path == "title")
    save_segment(translation, title, "Later words", translator)

    decide(client, reviewer, in_review, "approve")

    in_review.refresh_from_db()
    assert (in_review.target_is_live, in_review.state) == (False, State.IN_REVIEW)
    assert in_review.target_page.latest_revision.user == translator
    decide(client, reviewer, in_review, "approve")
    in_review.refresh_from_db()
    assert in_review.state == State.CURRENT
    assert Page.objects.get(pk=in_review.target_page_id).title == "Later words"


def test_who_corrects_a_word_during_the_review_leaves_approval_to_another(in_review, client):
    reviewer = member(REVIEWERS)
    translation = attached_translation(in_review)
    save_segment(translation, load_segments(translation)[0], "A better word", reviewer)
    for _click in range(2):
        decide(client, member(PUBLISHERS), in_review, "approve")

    in_review.refresh_from_db()
    assert in_review.target_is_live
    assert Page.objects.get(pk=in_review.target_page_id).title == "A better word"


def test_wagtail_s_own_screen_approves_no_version_that_was_written_over(in_review, client):
    translation = attached_translation(in_review)
    save_segment(translation, load_segments(translation)[0], "Later words", member(TRANSLATORS["en"]))
    page = in_review.target_page.specific
    arguments = [page.pk, "approve", page.current_workflow_task_state.pk]
    client.force_login(member(REVIEWERS))

    client.post(reverse("wagtailadmin_pages:workflow_action", args=arguments), {})

    in_review.refresh_from_db()
    assert (in_review.target_is_live, in_review.state) == (False, State.IN_REVIEW)


@pytest.mark.parametrize("role", [WRITERS, *TRANSLATORS.values()])
def test_others_cannot_approve(in_review, client, role):
    decide(client, member(role), in_review, "approve")

    in_review.refresh_from_db()
    assert not in_review.target_is_live


def test_approval_does_not_let_differences_pass(sent, client):
    translator = member(TRANSLATORS["en"])
    translate_all(sent, translator)
    translation = attached_translation(sent)
    save_segment(translation, load_segments(translation)[0], "Sample words of 1999", translator)
    request_review(sent, translator)

    decide(client, member(REVIEWERS), sent, "approve")

    sent.refresh_from_db()
    assert not sent.target_is_live
    assert sent.state == State.IN_REVIEW


def test_an_original_is_not_approved_by_its_writer_either(press, client):
    writer, reviewer = member(WRITERS), member(REVIEWERS)
    page = StatementPageFactory(parent=press["bn"], publish=False)
    page.save_revision(user=reviewer)
    page.get_workflow().start(page, writer)
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    client.force_login(reviewer)

    client.post(address, {})

    page.refresh_from_db()
    assert not page.live
    client.force_login(member(PUBLISHERS))
    client.post(address, {})
    page.refresh_from_db()
    assert page.live


def test_an_original_is_not_changed_and_approved_in_one_step(press, client):
    page = StatementPageFactory(parent=press["bn"], publish=False, body=[])
    page.save_revision(user=member(WRITERS))
    page.get_workflow().start(page, member(WRITERS))
    client.force_login(member(REVIEWERS))
    fields = {"title": page.title, "slug": page.slug, "summary": "My own words", "kind": page.kind}
    data = statement_data(**fields, issued_on=page.issued_on.isoformat())

    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        data | {"action-workflow-action": "1", "workflow-action-name": "approve"},
    )

    page.refresh_from_db()
    assert page.latest_revision.as_object().summary == "My own words"
    assert not page.live
