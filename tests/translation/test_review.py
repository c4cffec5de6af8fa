"""Two pairs of eyes: nobody approves their own last edit, and only approval or a publisher lets a text out."""

import pytest
from django.urls import reverse
from wagtail.models import TaskState

from cms.translation.roles import PUBLISHERS, REVIEWERS, TRANSLATORS, WRITERS
from cms.translation.segments import load_segments
from cms.translation.services.publishing import NotReady, request_review
from cms.translation.services.saving import save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from cms.translation.states import State
from tests.factories import StatementPageFactory
from tests.factories.users import member


@pytest.fixture
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


@pytest.fixture
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
