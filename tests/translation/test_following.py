"""Where an original goes, its translation goes too, or the editor is told what to do first."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from cms.translation.models import TranslationStatus
from cms.translation.roles import WRITERS
from cms.translation.services.ancestors import untranslated_ancestors
from cms.translation.services.sending import CannotSend, send_for_translation
from cms.translation.states import State
from home.models import StandardPage
from tests.factories import StandardPageFactory, StatementPageFactory, translate
from tests.factories.users import member
from tests.kept import kept_fixture

OTHER = {"bn": "en", "en": "bn"}


@pytest.fixture(params=["bn", "en"])
def language(request):
    return request.param


@kept_fixture
def places(homes, language):
    """Two plain pages in both languages, and one that is in the original's language only."""
    there, here, alone = (
        StandardPageFactory(parent=homes[language], slug=name) for name in ("there", "here", "alone")
    )
    return {
        "here": (here, translate(here, OTHER[language], title="Here")),
        "there": (there, translate(there, OTHER[language], title="There")),
        "alone": (alone, None),
    }


@kept_fixture
def twins(places, language):
    page = StandardPageFactory(parent=places["here"][0], slug="moving")
    return page, translate(page, OTHER[language], title="Moving")


def fresh(page):
    return StandardPage.objects.get(pk=page.pk)


def test_a_translation_moves_with_its_original(twins, places):
    page, twin = twins

    fresh(page).move(Page.objects.get(pk=places["there"][0].pk), pos="last-child")

    assert fresh(twin).get_parent().pk == places["there"][1].pk


def test_a_translation_stays_where_the_new_place_is_not_translated_and_the_editor_is_told(
    twins, places, admin_client
):
    page, twin = twins
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, places["alone"][0].pk])

    response = admin_client.post(address, follow=True, headers={"accept-language": "en"})

    assert fresh(page).get_parent().pk == places["alone"][0].pk
    assert fresh(twin).get_parent().pk == places["here"][1].pk
    assert "The other language stays where it was" in response.content.decode()


def test_a_new_slug_is_the_translation_s_too_and_the_old_address_leads_on(
    twins, client, django_capture_on_commit_callbacks
):
    page, twin = fresh(twins[0]), twins[1]
    old = fresh(twin).url
    page.slug = "renamed"

    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    assert fresh(twin).slug == "renamed"
    assert fresh(twin).get_latest_revision_as_object().slug == "renamed"
    assert Redirect.objects.filter(redirect_page=twin.pk, old_path=old.rstrip("/")).exists()


def test_a_copy_is_a_text_of_its_own(twins, places):
    copy = fresh(twins[0]).copy(update_attrs={"slug": "copy"})

    status = TranslationStatus.objects.get(translation_key=copy.translation_key)
    assert copy.translation_key != twins[0].translation_key
    assert (status.state, status.source_page_id) == (State.MISSING, copy.pk)


@pytest.mark.parametrize(
    ("which", "words"),
    [(0, "stays published, as a page of its own"), (1, "stays as it is. What was translated is lost")],
)
def test_before_a_page_is_deleted_its_twin_is_spoken_of(twins, admin_client, which, words):
    address = reverse("wagtailadmin_pages:delete", args=[twins[which].pk])

    response = admin_client.get(address, headers={"accept-language": "en"})

    assert words in response.content.decode()


def test_what_is_left_of_a_deleted_original_is_a_text_of_its_own(twins):
    Page.objects.get(pk=twins[0].pk).delete()

    status = TranslationStatus.objects.get(translation_key=twins[1].translation_key)
    assert (status.source_page_id, status.target_page_id, status.state) == (twins[1].pk, None, State.MISSING)


def test_pages_above_that_are_not_translated_are_begun_as_drafts_with_it(homes, language, admin_client):
    parent = StandardPageFactory(parent=homes[language], title="Above")
    child = StandardPageFactory(parent=parent, title="Below")
    assert [page.pk for page in untranslated_ancestors(child, OTHER[language])] == [parent.pk]

    shown = admin_client.get(
        reverse("translation_desk:send", args=[child.pk]), headers={"accept-language": "en"}
    )
    status = send_for_translation(child, member(WRITERS))

    assert "have to be published before this one" in shown.content.decode()
    above = Page.objects.get(translation_key=parent.translation_key, locale__language_code=OTHER[language])
    assert not above.live
    assert status.target_page.get_parent().pk == above.pk


def test_a_translation_is_not_sent_for_translation_itself(press, language):
    page = StatementPageFactory(parent=press[language])
    status = send_for_translation(page, member(WRITERS))

    for each in (status.target_page, status.source_page):
        with pytest.raises(CannotSend):
            send_for_translation(each, member(WRITERS))


def test_a_private_original_has_a_private_translation(press, language):
    page = StatementPageFactory(parent=press[language])
    page.view_restrictions.create(restriction_type="login")

    status = send_for_translation(page, member(WRITERS))

    assert status.target_page.view_restrictions.get().restriction_type == "login"


@pytest.mark.parametrize("is_live", [True, False])
def test_a_page_made_private_takes_its_twin_out_of_sight(client, press, language, is_live):
    page = StatementPageFactory(parent=press[language])
    twin = page.copy_for_translation(Locale.objects.get(language_code=OTHER[language]))
    if is_live:
        twin.save_revision().publish()
    group = Group.objects.create(name="Partners")

    restriction = page.view_restrictions.create(restriction_type="groups")
    restriction.groups.add(group)

    own = twin.view_restrictions.get()
    assert (own.restriction_type, list(own.groups.all())) == ("groups", [group])
    assert page.view_restrictions.count() == 1
    if is_live:
        assert client.get(twin.get_url()).status_code == 302

    restriction.restriction_type, restriction.password = "password", "a-sample-password"
    restriction.save()
    assert twin.view_restrictions.get().password == "a-sample-password"


def test_a_page_made_public_again_leaves_its_twin_private(press, language):
    page = StatementPageFactory(parent=press[language])
    twin = page.copy_for_translation(Locale.objects.get(language_code=OTHER[language]))
    restriction = twin.view_restrictions.create(restriction_type="login")
    assert page.view_restrictions.exists()

    restriction.delete()

    assert not twin.view_restrictions.exists()
    assert page.view_restrictions.exists()
