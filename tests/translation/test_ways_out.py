"""By the clock, as a small correction, by review, by copying: what goes out is what was meant, and is written down."""

import datetime

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from cms.translation.segments import Progress, load_segments
from cms.translation.services.attachment import detach
from cms.translation.services.originals import accept_small_correction
from cms.translation.services.publishing import publish_translation, request_review
from cms.translation.services.saving import save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from cms.translation.states import State
from press.models import StatementPage
from tests.factories import StandardPageFactory, StatementPageFactory, translate
from tests.kept import kept_fixture

pytestmark = pytest.mark.any_database

WORDS = {"নমুনা": "Sample", "সারসংক্ষেপ": "In short", "প্রথম": "First", "পরের": "Second"}
PARAGRAPHS = [("paragraph", "<p>প্রথম</p>"), ("paragraph", "<p>পরের</p>")]


@kept_fixture
def editor():
    return get_user_model().objects.create_superuser("editor", "editor@example.org")


@pytest.fixture
def desk_client(client, editor):
    client.force_login(editor)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def make(press, **fields):
    return StatementPageFactory(
        parent=press["bn"], title="নমুনা", summary="সারসংক্ষেপ", body=PARAGRAPHS, **fields
    )


def fill(status, editor):
    translation = attached_translation(status)
    for segment in load_segments(translation):
        save_segment(translation, segment, WORDS[segment.source], editor)
    return status


@kept_fixture
def published(press, editor):
    """A statement, published in both languages."""
    status = fill(send_for_translation(make(press), editor), editor)
    publish_translation(status, editor)
    status.refresh_from_db()
    return status


def original(status):
    return StatementPage.objects.get(pk=status.source_page_id)


def twin(status):
    return StatementPage.objects.get(pk=status.target_page_id)


def change(status, editor, text, **fields):
    """Publish the original with another first paragraph."""
    page = original(status)
    raw = page.body.get_prep_value()
    raw[0]["value"] = text
    page.body = page.body.stream_block.to_python(raw)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(user=editor).publish(user=editor)
    status.refresh_from_db()


def soon():
    return timezone.now() + datetime.timedelta(hours=1)


def let_the_clock_run():
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):
        call_command("publish_scheduled")


def test_an_original_that_goes_out_by_the_clock_makes_its_translation_outdated(published, editor):
    change(published, editor, "<p>বদলানো</p>", go_live_at=soon())
    assert published.state == State.CURRENT

    let_the_clock_run()

    published.refresh_from_db()
    assert (published.state, published.outdated_segments) == (State.OUTDATED, 1)


def test_a_translation_goes_out_with_its_scheduled_original_and_the_publisher_is_told(
    press, editor, desk_client
):
    page = make(press, publish=False)
    page.go_live_at = soon()
    page.save_revision().publish()
    status = fill(send_for_translation(StatementPage.objects.get(pk=page.pk), editor), editor)

    response = desk_client.post(reverse("translation_desk:publish", args=[status.pk]), follow=True)

    assert "as its original is" in response.content.decode()
    assert not twin(status).live
    let_the_clock_run()
    status.refresh_from_db()
    assert (twin(status).live, status.state) == (True, State.CURRENT)


def test_an_embargo_that_is_moved_holds_for_both_languages(press, editor):
    page = make(press, publish=False)
    page.go_live_at = soon()
    page.save_revision().publish()
    status = fill(send_for_translation(StatementPage.objects.get(pk=page.pk), editor), editor)
    publish_translation(status, editor)

    page = original(status)
    page.go_live_at = soon() + datetime.timedelta(days=2)
    page.save_revision().publish()
    let_the_clock_run()

    assert not twin(status).live
    with time_machine.travel(page.go_live_at + datetime.timedelta(minutes=1), tick=False):
        call_command("publish_scheduled", verbosity=0)
    status.refresh_from_db()
    assert (status.source_is_live, twin(status).live, status.state) == (True, True, State.CURRENT)


def test_a_translation_does_not_wait_for_an_hour_that_its_original_no_longer_waits_for(press, editor):
    page = make(press, publish=False)
    page.go_live_at = soon()
    page.save_revision().publish()
    status = fill(send_for_translation(StatementPage.objects.get(pk=page.pk), editor), editor)
    page = original(status)
    page.go_live_at = None
    page.save_revision().publish()

    status.refresh_from_db()
    publish_translation(status, editor)

    assert twin(status).live


def test_a_small_correction_that_is_scheduled_settles_nothing_of_what_was_published_before(
    published, editor, desk_client, rf
):
    from cms.translation.wagtail_hooks import settle_small_correction

    change(published, editor, "<p>একেবারে নতুন</p>")
    assert published.outdated_segments == 1
    change(published, editor, "<p>একেবারে নতুন।</p>", go_live_at=soon())
    request = rf.post("/cms/", {"action-publish-small": "1"})
    request.user, request._messages = editor, Told()

    settle_small_correction(request, original(published))

    published.refresh_from_db()
    assert published.outdated_segments == 1
    assert len(request._messages) == 1


class Told(list):
    def add(self, level, message, extra_tags=""):
        self.append(str(message))


def test_a_sentence_of_its_own_is_no_small_correction(published, editor):
    change(published, editor, "<p>প্রথমে</p><p>নতুন কথা</p>")

    accept_small_correction(published, editor)

    segments = load_segments(attached_translation(published))
    assert "নতুন কথা" in [each.source for each in segments if each.progress is Progress.MISSING]


def test_what_was_changed_after_it_was_sent_for_review_is_not_approved_unread(
    published, editor, django_user_model
):
    request_review(published, editor)
    translation = attached_translation(published)
    save_segment(translation, load_segments(translation)[2], "Changed afterwards", editor)
    reviewer = django_user_model.objects.create_superuser("reviewer", "reviewer@example.org")
    step = twin(published).current_workflow_task_state

    with override("en"), pytest.raises(ValidationError, match="changed after this version was written"):
        step.task.specific.on_action(step, reviewer, "approve")

    assert twin(published).current_workflow_task_state.status == "in_progress"


def test_a_private_original_has_no_public_translation(press, editor):
    page = make(press)
    status = fill(send_for_translation(page, editor), editor)
    page.view_restrictions.create(restriction_type="login")

    publish_translation(status, editor)

    assert twin(status).view_restrictions.get().restriction_type == "login"


def test_the_engine_does_not_start_synchronising_again(published, editor, desk_client):
    detach(published, editor)
    address = reverse("wagtailadmin_pages:edit", args=[published.target_page_id])

    response = desk_client.post(address, {"localize-restart-translation": "1"})

    assert response.status_code in (302, 403)
    assert attached_translation(published) is None


@pytest.mark.parametrize("how", [{"publish_copies": "on"}, {"alias": "on"}])
def test_a_page_is_not_copied_into_the_other_language(press, desk_client, how):
    page = make(press)
    fields = {"new_title": "x", "new_slug": "copied", "new_parent_page": press["en"].pk}

    response = desk_client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), fields | how, follow=True)

    assert "the place is in the other language" in response.content.decode()
    assert not Page.objects.filter(slug="copied").exists()


def test_a_page_is_copied_within_its_language(press, desk_client):
    page = make(press)
    fields = {"new_title": "x", "new_slug": "copied", "new_parent_page": press["bn"].pk}

    desk_client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), fields)

    assert Page.objects.filter(slug="copied").exists()


def test_an_editor_learns_that_the_translation_could_not_follow_to_a_new_name(
    published, press, desk_client, rf
):
    from cms.translation.wagtail_hooks import say_that_the_twin_keeps_its_name

    StatementPageFactory(parent=press["en"], slug="taken")
    request = rf.post("/cms/")
    request._messages = Told()
    say_that_the_twin_keeps_its_name(request, original(published))
    assert request._messages == []
    page = original(published)
    page.slug = "taken"
    page.save_revision().publish()

    say_that_the_twin_keeps_its_name(request, original(published))

    assert len(request._messages) == 1
    assert twin(published).slug in request._messages[0]


def test_several_pages_deleted_at_once_are_spoken_of_as_well(published, desk_client):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    response = desk_client.post(f"{address}?id={published.source_page_id}&next=/cms/", follow=True)

    assert "stays published, as a page of its own" in response.content.decode()


def test_before_a_section_is_deleted_the_pages_below_are_spoken_of(homes, desk_client):
    section = StandardPageFactory(parent=homes["bn"], slug="section")
    child = StandardPageFactory(parent=section, slug="child")
    translate(section, title="Section")
    translate(child, title="Child")

    response = desk_client.get(reverse("wagtailadmin_pages:delete", args=[section.pk]))

    assert "The pages below it stay in the other language" in response.content.decode()


@pytest.mark.parametrize(
    ("english", "reason"),
    [
        ("<p>Twelve people, 21 of them hurt.</p>", "differ"),
        ("<p>নমুনাপুরে ১২ জন আহত।</p>", "words of the original"),
        ("<p>12 people were hurt in Samplepur.</p>", ""),
    ],
)
def test_a_twin_that_no_one_began_at_the_desk_is_checked_as_well(press, editor, english, reason):
    page = StatementPageFactory(
        parent=press["bn"], title="নমুনা", body=[("paragraph", "<p>নমুনাপুরে ১২ জন আহত।</p>")]
    )
    own = translate(page, title="Sample", publish=False)
    raw = own.body.get_prep_value()
    raw[0]["value"] = english
    own.title, own.summary = "Sample", "In short"
    own.body = own.body.stream_block.to_python(raw)
    revision = own.save_revision()

    with override("en"):
        if reason:
            with pytest.raises(ValidationError, match=reason):
                revision.publish(user=editor)
        else:
            revision.publish(user=editor)

    assert StatementPage.objects.get(pk=own.pk).live is not bool(reason)
