"""The edit form of an original: a change makes its translation outdated, a small correction does not."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from cms.translation.menus import SMALL
from cms.translation.models import TranslationStatus
from cms.translation.segments import load_segments
from cms.translation.services.publishing import publish_translation
from cms.translation.services.saving import save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from cms.translation.states import State
from press.models import StatementPage
from tests.admin.test_page_forms import statement_data
from tests.factories import StatementPageFactory

BODY = [("paragraph", "<p>Words</p>")]


@pytest.fixture(params=["bn", "en"])
def published(request, press, admin_client, admin_user):
    """A statement, published in both languages."""
    page = StatementPageFactory(
        parent=press[request.param], title="Sample", summary="In shrot", slug="sample"
    )
    status = send_for_translation(page, admin_user)
    translation = attached_translation(status)
    for segment in load_segments(translation):
        save_segment(translation, segment, "Other words", admin_user)
    publish_translation(status, admin_user)
    return StatementPage.objects.get(pk=page.pk)


def edit(client, page, **buttons):
    fields = {"title": page.title, "slug": page.slug, "summary": "In short", "kind": page.kind}
    data = statement_data(body=[], **fields, issued_on=page.issued_on.isoformat())
    data = {name: value for name, value in data.items() if not name.startswith("body")} | {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "paragraph",
        "body-0-id": page.body[0].id,
        "body-0-value": rich_text("<p>Words</p>"),
    }
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data | buttons)
    assert response.status_code == 302, response.context["form"].errors


def status_of(page):
    return TranslationStatus.objects.get(translation_key=page.translation_key)


def test_a_change_makes_the_translation_outdated(published, admin_client):
    edit(admin_client, published, **{"action-publish": "1"})

    assert StatementPage.objects.get(pk=published.pk).summary == "In short"
    assert status_of(published).state == State.OUTDATED


def test_a_small_correction_does_not(published, admin_client):
    edit(admin_client, published, **{SMALL: "1"})

    status = status_of(published)
    assert StatementPage.objects.get(pk=published.pk).summary == "In short"
    assert (status.state, status.percent) == (State.CURRENT, 100)


def test_it_is_offered_where_there_is_a_published_translation(published, admin_client, press):
    alone = StatementPageFactory(parent=press["bn"], title="Alone")

    shown = [
        SMALL in admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        for page in (published, alone)
    ]

    assert shown == [True, False]
