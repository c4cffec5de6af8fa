"""No way to publish a translation puts the source's text live at the other language's address."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import PageLogEntry

from cms.translation.comments import add_comment
from cms.translation.segments import load_segments
from cms.translation.services.attachment import detach
from cms.translation.services.checking import UnknownDifference, blockers, differences, waive
from cms.translation.services.publishing import NotReady, publish_translation
from cms.translation.services.saving import mark_same, save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from cms.translation.states import State
from press.models import StatementPage
from tests.factories import StatementPageFactory, translate
from tests.kept import kept_fixture

OTHER = {"bn": "en", "en": "bn"}
WORDS = {"bn": "নমুনা লেখা", "en": "Sample words"}


@pytest.fixture(params=["bn", "en"])
def language(request):
    return request.param


@kept_fixture
def editor():
    return get_user_model().objects.create_superuser("editor", "editor@example.org")


@kept_fixture
def sent(press, editor, language):
    """A statement sent for translation to the other language, and nothing of it translated yet."""
    body = [("paragraph", f"<p>{WORDS[language]}</p>")]
    page = StatementPageFactory(parent=press[language], title="২০২৬ ASK", summary=WORDS[language], body=body)
    return send_for_translation(page, editor)


def fill(status, editor, **texts):
    translation = attached_translation(status)
    for segment in load_segments(translation):
        save_segment(translation, segment, texts.get(segment.path, WORDS[status.target_language]), editor)
    status.refresh_from_db()


def kinds(status):
    return [str(each.kind) for each in blockers(status)]


def twin(status):
    return StatementPage.objects.get(pk=status.target_page_id)


def test_nothing_is_live_by_sending(sent):
    assert sent.state == State.DRAFT
    assert not twin(sent).live
    assert kinds(sent)[0] == "gaps"


def test_an_untranslated_text_is_not_published_and_the_editor_learns_why(sent, admin_client):
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    response = admin_client.post(reverse("translation_desk:publish", args=[sent.pk]))

    assert "passages are not translated yet" in response.content.decode()
    assert not twin(sent).live


@pytest.mark.parametrize("way", ["edit form", "bulk", "revision"])
def test_no_other_way_publishes_an_untranslated_text(sent, admin_client, editor, way):
    page = twin(sent)
    if way == "edit form":
        admin_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action-publish": "1"})
    elif way == "bulk":
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        admin_client.post(f"{address}?id={page.pk}", HTTP_REFERER="/cms/")
    else:
        with override("en"), pytest.raises(ValidationError, match="some passages are not translated yet"):
            page.get_latest_revision().publish(user=editor)

    page.refresh_from_db()
    assert not page.live


def test_text_left_in_the_words_of_the_original_is_no_translation(sent, editor):
    fill(sent, editor, title="২০২৬ ASK")

    assert "equal" in kinds(sent)
    with pytest.raises(NotReady):
        publish_translation(sent, editor)


def test_what_is_the_same_in_both_languages_is_said_to_be(sent, editor):
    fill(sent, editor)
    translation = attached_translation(sent)
    title = next(each for each in load_segments(translation) if each.path == "title")
    mark_same(translation, title, editor)

    publish_translation(sent, editor)

    assert twin(sent).live
    assert twin(sent).title == "২০২৬ ASK"


def test_a_text_translated_whole_is_published_alone(sent, editor, language):
    fill(sent, editor, title={"bn": "২০২৬ আসক", "en": "2026 ASK, Dhaka"}[OTHER[language]])
    before = StatementPage.objects.get(pk=sent.source_page_id).last_published_at

    publish_translation(sent, editor)

    sent.refresh_from_db()
    assert sent.state == State.CURRENT
    assert twin(sent).summary == WORDS[OTHER[language]]
    assert StatementPage.objects.get(pk=sent.source_page_id).last_published_at == before


def test_a_wrong_number_holds_publication_up_until_it_is_let_pass_with_a_reason(sent, editor, language):
    fill(sent, editor, title="1999 ASK!")
    (found,) = [each.difference for each in differences(sent)]
    assert kinds(sent) == ["parity"]
    with pytest.raises(NotReady):
        publish_translation(sent, editor)
    with pytest.raises(ValueError):
        waive(sent, found.fingerprint, editor, "  ")

    waive(sent, found.fingerprint, editor, "The year of the sample")
    publish_translation(sent, editor)

    assert twin(sent).live

    entry = PageLogEntry.objects.get(page=sent.target_page_id, action="translation.waive")
    assert entry.data["reason"] == "The year of the sample"


def test_a_waiver_does_not_hold_for_another_number(sent, editor):
    fill(sent, editor, title="1999 ASK!")
    (found,) = [each.difference for each in differences(sent)]
    waive(sent, found.fingerprint, editor, "so")

    fill(sent, editor, title="1998 ASK!")

    assert kinds(sent) == ["parity"]
    with pytest.raises(UnknownDifference):
        waive(sent, found.fingerprint, editor, "so")


def test_a_waiver_does_not_hold_when_the_words_around_the_number_change(sent, editor):
    fill(sent, editor, title="1999 ASK!")
    (found,) = [each.difference for each in differences(sent)]
    waive(sent, found.fingerprint, editor, "so")

    fill(sent, editor, title="Not before 1999, ASK!")

    assert kinds(sent) == ["parity"]


def test_nothing_ticked_is_not_said_to_have_been_let_pass(sent, editor, admin_client):
    fill(sent, editor, title="1999 ASK!")
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    response = admin_client.post(reverse("translation_desk:waive", args=[sent.pk]), {"reason": "No harm"})

    shown = response.content.decode()
    assert "Nothing is ticked" in shown
    assert "No harm" in shown
    assert not sent.waivers.exists()


def test_an_open_comment_holds_publication_up_unless_overridden_with_a_reason(sent, editor):
    fill(sent, editor, title="2026 ASK!")
    add_comment(sent, "title", editor, "Is this right?")
    with pytest.raises(NotReady):
        publish_translation(sent, editor)

    publish_translation(sent, editor, reason="Settled on the telephone")

    assert twin(sent).live


def test_the_page_above_has_to_be_published_first(sent, editor, press):
    fill(sent, editor, title="2026 ASK!")
    twin(sent).get_parent().specific.unpublish()

    assert kinds(sent) == ["parent"]


def test_a_translation_on_its_own_is_checked_as_well(sent, editor, admin_client):
    fill(sent, editor, title="2026 ASK!")
    detach(sent, editor)
    page = twin(sent)
    page.title = "1999 ASK!"
    page.save_revision()

    with override("en"), pytest.raises(ValidationError, match="1 difference from the original"):
        page.get_latest_revision().publish(user=editor)

    page.refresh_from_db()
    assert not page.live


def test_words_of_the_original_do_not_go_out_after_synchronising_was_stopped(sent, editor):
    detach(sent, editor)
    page = twin(sent)

    with override("en"), pytest.raises(ValidationError, match="in the words of the original"):
        page.get_latest_revision().publish(user=editor)

    page.refresh_from_db()
    assert not page.live


def test_a_translation_cannot_be_turned_into_an_alias(admin_client, press):
    page = StatementPageFactory(parent=press["bn"])
    copy = translate(page, title="English words")

    response = admin_client.post(reverse("wagtail_localize:convert_to_alias", args=[copy.pk]))

    copy.refresh_from_db()
    assert response.status_code in (302, 403)
    assert copy.alias_of_id is None
    assert copy.title == "English words"
