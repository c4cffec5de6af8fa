"""Rule 2: an update of the source never overwrites the live text of the other language."""

import pytest
from django.urls import resolve, reverse

from cms.translation.forms import SafeUpdateTranslationsForm
from cms.translation.views.updates import SafeUpdateTranslationsView
from tests.factories import StatementPageFactory

SOURCE = {
    "title": "হেফাজতে মৃত্যুর নিন্দা",
    "summary": "নিরপেক্ষ তদন্ত চাই।",
    "body": [("paragraph", "<p>প্রথম অনুচ্ছেদ।</p>")],
}
WORDS = {
    "হেফাজতে মৃত্যুর নিন্দা": "Death in custody condemned",
    "নিরপেক্ষ তদন্ত চাই।": "We want an impartial inquiry.",
    "প্রথম অনুচ্ছেদ।": "First paragraph.",
}


@pytest.fixture
def published(press, desk):
    """A statement, live in both languages, whose Bangla source has changed since."""
    page = StatementPageFactory(parent=press["bn"], **SOURCE)
    work = desk(page, "en")
    work.translate(WORDS)
    work.save(publish=True)
    page.summary = "নিরপেক্ষ তদন্ত ও বিচার চাই।"
    page.save_revision().publish()
    return work


def update_address(work) -> str:
    return reverse("wagtail_localize:update_translations", args=[work.source.pk])


def test_the_update_address_is_served_by_our_view(published):
    assert resolve(update_address(published)).func.view_class is SafeUpdateTranslationsView


def test_the_update_page_has_no_publish_tick(published, admin_client):
    response = admin_client.get(update_address(published))

    assert response.status_code == 200
    assert 'name="publish_translations"' not in response.content.decode()


@pytest.mark.parametrize("sent", [{}, {"publish_translations": "on"}, {"publish_translations": "true"}])
def test_an_update_publishes_nothing_whatever_was_sent(
    published, admin_client, sent, django_capture_on_commit_callbacks
):
    before = published.twin()

    with django_capture_on_commit_callbacks(execute=True):
        response = admin_client.post(update_address(published), sent)

    after = published.twin()
    assert response.status_code == 302
    assert after.summary == "We want an impartial inquiry."
    assert after.latest_revision_id == before.latest_revision_id
    assert after.last_published_at == before.last_published_at


def test_publishing_the_source_offers_the_changed_text_for_translation(published):
    assert "নিরপেক্ষ তদন্ত ও বিচার চাই।" in published.strings()
    assert published.translation.get_progress() == (3, 2)


def test_the_form_answers_no_to_publishing():
    form = SafeUpdateTranslationsForm({"publish_translations": "on"})

    assert form.is_valid()
    assert form.cleaned_data["publish_translations"] is False
    assert "publish_translations" not in form.fields


def test_a_draft_that_was_changed_is_taken_over_on_request(press, desk, admin_client):
    page = StatementPageFactory(parent=press["bn"], publish=False, **SOURCE)
    work = desk(page, "en")
    work.save()
    page.summary = "নিরপেক্ষ তদন্ত ও বিচার চাই।"
    page.save()

    admin_client.post(update_address(work))

    assert "নিরপেক্ষ তদন্ত ও বিচার চাই।" in work.strings()


def test_the_update_address_needs_the_right_to_translate(press, desk, client, django_user_model):
    page = StatementPageFactory(parent=press["bn"], publish=False, **SOURCE)
    work = desk(page, "en")
    work.save()
    page.summary = "নিরপেক্ষ তদন্ত ও বিচার চাই।"
    page.save()
    client.force_login(django_user_model.objects.create_user("reader", password="no rights at all"))

    assert client.post(update_address(work)).status_code in (302, 403)
    assert ("summary", "নিরপেক্ষ তদন্ত চাই।") in work.offered()
