"""What is written down of copies, of aliases, and of what the translation desk and workflows let out."""

import pytest
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page

from cms.translation.segments import load_segments
from cms.translation.services.publishing import publish_translation
from cms.translation.services.saving import save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from tests.factories import PressIndexPageFactory, StatementPageFactory

from .conftest import fresh, hide

pytestmark = pytest.mark.django_db


def test_a_copy_is_a_page_of_its_own(press, logged):
    page = StatementPageFactory(parent=press["bn"], slug="a")
    logged()

    copy = page.copy(update_attrs={"slug": "b"})
    page.copy(update_attrs={"slug": "c"}, keep_live=False)

    # Wagtail gives the copy the time of its publication only afterwards.
    assert logged() == [(copy.pk, "published", "/bn/press/b/"), (copy.pk, "changed", "/bn/press/b/")]


def test_a_section_is_copied_with_all_in_it(press, logged):
    StatementPageFactory(parent=press["bn"], slug="a")
    logged()

    fresh(press["bn"]).copy(recursive=True, update_attrs={"slug": "copy"})

    assert [path for _pk, kind, path in logged() if kind == "published"] == ["/bn/copy/", "/bn/copy/a/"]


def test_an_alias_follows_its_page(press, homes, logged, django_capture_on_commit_callbacks):
    page = StatementPageFactory(parent=press["bn"], slug="a")
    logged()

    with django_capture_on_commit_callbacks(execute=True):
        alias = page.create_alias(parent=homes["bn"], update_slug="alias")
    assert logged() == [(alias.pk, "published", "/bn/alias/")]

    fresh(page).save_revision().publish()
    assert [(pk, kind) for pk, kind, _path in logged()] == [(page.pk, "changed"), (alias.pk, "changed")]
    restriction = hide(page)
    assert logged() == [(page.pk, "unpublished", ""), (alias.pk, "unpublished", "")]
    restriction.delete()
    assert [(pk, kind) for pk, kind, _path in logged()] == [(page.pk, "published"), (alias.pk, "published")]
    fresh(page).unpublish()
    assert sorted(logged()) == [(page.pk, "unpublished", ""), (alias.pk, "unpublished", "")]


def test_the_alias_of_a_private_page_becomes_public_when_it_is_made_a_page_of_its_own(
    press, homes, logged, django_capture_on_commit_callbacks
):
    page = StatementPageFactory(parent=press["bn"], slug="a")
    with django_capture_on_commit_callbacks(execute=True):
        alias = page.create_alias(parent=homes["bn"], update_slug="alias")
    hide(page)
    logged()

    ConvertAliasPageAction(alias).execute(skip_permission_checks=True)

    assert logged() == [(alias.pk, "published", "/bn/alias/")]


def test_a_page_sent_for_translation_shows_nothing_of_the_pages_above_it(
    homes, logged, admin_user, django_capture_on_commit_callbacks
):
    section = PressIndexPageFactory(parent=homes["bn"])
    page = StatementPageFactory(parent=section)
    logged()

    with django_capture_on_commit_callbacks(execute=True):
        send_for_translation(page, admin_user)

    assert Page.objects.filter(locale__language_code="en", depth__gt=2).count() == 2
    assert logged() == []


def test_a_translation_published_at_the_desk_is_logged(press, logged, admin_user):
    page = StatementPageFactory(parent=press["bn"], slug="a", title="নমুনা", summary="সার", body=[])
    status = send_for_translation(page, admin_user)
    translation = attached_translation(status)
    for segment in load_segments(translation):
        save_segment(translation, segment, f"Words {segment.source[-1]}", admin_user)
    logged()

    publish_translation(status, admin_user)

    assert logged() == [(status.target_page_id, "published", "/en/press/a/")]


def test_what_is_approved_in_a_workflow_is_logged(press, logged, admin_user):
    page = StatementPageFactory(parent=press["bn"], publish=False, slug="a")
    state = page.get_workflow().start(page, admin_user)
    assert logged() == []

    while state.status == state.STATUS_IN_PROGRESS:
        state.current_task_state.approve(user=admin_user)
        state.refresh_from_db()

    assert logged() == [(page.pk, "published", "/bn/press/a/")]
