"""Rule 1: nothing goes live in a language that nobody has translated it into."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.operations import translate_object, translate_page_subtree

from tests.factories import StandardPageFactory, StatementPageFactory


def other(language: str) -> Locale:
    return Locale.objects.get(language_code={"bn": "en", "en": "bn"}[language])


def live_titles(locale: Locale) -> set[str]:
    return set(Page.objects.live().filter(locale=locale).values_list("title", flat=True))


@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_live_page_submitted_for_translation_leaves_a_draft(
    press, language, django_capture_on_commit_callbacks
):
    page = StatementPageFactory(parent=press[language])
    before = live_titles(other(language))

    with django_capture_on_commit_callbacks(execute=True):
        translate_object(page, [other(language)])

    twin = page.get_translation(other(language))
    assert not twin.live
    assert twin.first_published_at is None
    assert live_titles(other(language)) == before


def test_submitting_by_the_form_of_the_admin_leaves_a_draft(
    press, admin_client, django_capture_on_commit_callbacks
):
    page = StatementPageFactory(parent=press["bn"])
    engine = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    address = admin_client.get(engine).url
    assert address == reverse("translation_desk:send", args=[page.pk])

    with django_capture_on_commit_callbacks(execute=True):
        response = admin_client.post(address, {})

    assert response.status_code == 302
    assert not page.get_translation(other("bn")).live


@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_page_whose_parent_is_not_translated_does_not_bring_the_parent_live(
    homes, language, django_capture_on_commit_callbacks
):
    parent = StandardPageFactory(parent=homes[language])
    child = StandardPageFactory(parent=parent)
    before = live_titles(other(language))

    with django_capture_on_commit_callbacks(execute=True):
        translate_object(child, [other(language)])

    assert child.has_translation(other(language))
    assert live_titles(other(language)) == before


def test_an_untranslated_parent_is_submitted_with_the_page_and_stays_a_draft_when_it_is_published_again(
    homes, django_capture_on_commit_callbacks
):
    parent = StandardPageFactory(parent=homes["bn"], title="আমাদের কথা")
    child = StandardPageFactory(parent=parent)

    with django_capture_on_commit_callbacks(execute=True):
        translate_object(child, [other("bn")])
        parent.save_revision().publish()

    twin = parent.get_translation(other("bn"))
    assert twin.alias_of is None
    assert not twin.live
    source = TranslationSource.objects.get_for_instance(parent)
    assert source.translations.get().enabled


def test_a_subtree_submitted_at_once_leaves_drafts_only(homes, django_capture_on_commit_callbacks):
    parent = StandardPageFactory(parent=homes["bn"])
    children = [StandardPageFactory(parent=parent) for _ in range(2)]
    before = live_titles(other("bn"))

    with django_capture_on_commit_callbacks(execute=True):
        translate_object(parent, [other("bn")])
        translate_page_subtree(parent.pk, [other("bn")], None, None)

    assert all(child.has_translation(other("bn")) for child in children)
    assert live_titles(other("bn")) == before


def test_a_new_page_makes_no_copy_of_itself_in_the_other_language(press, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = StatementPageFactory(parent=press["bn"])

    assert not page.has_translation(other("bn"))


def test_a_statement_that_is_only_submitted_is_not_given_a_number_of_its_own(
    press, django_capture_on_commit_callbacks
):
    page = StatementPageFactory(parent=press["bn"], publish=False)

    with django_capture_on_commit_callbacks(execute=True):
        translate_object(page, [other("bn")])

    assert page.get_translation(other("bn")).reference == ""
