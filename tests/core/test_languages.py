"""From one language to the other: the switch, and an original in the place of a missing translation."""

import pytest
from wagtail.models import PageViewRestriction

from cms.core.languages import language_of_path, language_switch
from tests.factories import StandardPageFactory, StatementPageFactory, translate
from tests.kept import kept_fixture

pytestmark = pytest.mark.any_database

OTHER = {"bn": "en", "en": "bn"}


def make_private(page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.fixture(params=["bn", "en"])
def language(request) -> str:
    return request.param


@kept_fixture
def statement(press, language):
    return StatementPageFactory(parent=press[language], slug="custody", title="Only one language has me")


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/bn/", "bn"),
        ("/en/press/", "en"),
        ("/en", "en"),
        ("/fr/", None),
        ("/", None),
        ("", None),
        ("/bnx/", None),
    ],
)
def test_the_language_of_a_path(path, language):
    assert language_of_path(path) == language


def test_the_switch_leads_to_the_published_twin(statement, language):
    translate(statement, OTHER[language])

    switch = language_switch(statement)

    assert (switch.url, switch.is_translation) == (f"/{OTHER[language]}/press/custody/", True)
    assert switch.language == OTHER[language]
    assert switch.endonym == {"bn": "বাংলা", "en": "English"}[OTHER[language]]


def test_the_switch_leads_to_the_nearest_ancestor_when_there_is_no_twin(statement, language):
    switch = language_switch(statement)

    assert (switch.url, switch.is_translation) == (f"/{OTHER[language]}/press/", False)


@pytest.mark.parametrize("state", ["draft", "private", "unpublished"])
def test_a_twin_that_is_not_there_for_all_does_not_count(statement, language, state):
    twin = translate(statement, OTHER[language], publish=state != "draft")
    if state == "private":
        make_private(twin)
    if state == "unpublished":
        twin.unpublish()

    assert language_switch(statement).url == f"/{OTHER[language]}/press/"


def test_the_switch_skips_ancestors_that_are_not_published(statement, press, language):
    press[OTHER[language]].unpublish()

    assert language_switch(statement).url == f"/{OTHER[language]}/"


def test_there_is_no_switch_when_nothing_above_is_published(statement, homes, press, language):
    press[OTHER[language]].unpublish()
    homes[OTHER[language]].unpublish()

    assert language_switch(statement) is None


def test_the_switch_costs_one_query_at_any_depth(homes, language, django_assert_num_queries):
    page = homes[language]
    for _ in range(5):
        page = StandardPageFactory(parent=page)
    assert page.get_url()  # the tree's own roots are cached

    with django_assert_num_queries(1):
        assert language_switch(page).url == f"/{OTHER[language]}/"


def test_an_untranslated_page_is_served_in_its_original_with_a_notice(statement, client, language):
    frame = OTHER[language]
    response = client.get(f"/{frame}/press/custody/")
    html = response.content.decode()

    assert response.status_code == 200
    assert response.context["page"].pk == statement.pk
    assert f'<html lang="{frame}"' in html
    assert f'<main id="content" class="content" tabindex="-1" lang="{language}">' in html
    assert "Only one language has me" in html
    assert "notice--language" in html
    assert f'<link rel="canonical" href="http://testserver/{language}/press/custody/">' in html
    assert 'hreflang="x-default"' not in html
    assert f'rel="alternate" hreflang="{frame}"' not in html


def test_a_translated_page_carries_no_notice_and_names_both_addresses(statement, client, language):
    translate(statement, OTHER[language], title="Translated")
    html = client.get(f"/{OTHER[language]}/press/custody/").content.decode()

    assert "notice--language" not in html
    assert "Translated" in html
    for code in ("bn", "en"):
        assert f'hreflang="{code}" href="http://testserver/{code}/press/custody/"' in html


@pytest.mark.parametrize("state", ["draft", "private", "under a private page"])
def test_an_original_that_is_not_there_for_all_is_not_served(statement, press, client, language, state):
    if state == "draft":
        statement.unpublish()
    else:
        make_private(statement if state == "private" else press[language])

    response = client.get(f"/{OTHER[language]}/press/custody/")

    assert response.status_code == 404
    assert "Only one language has me" not in response.content.decode()


def test_a_private_translation_does_not_bring_out_the_original_in_its_place(statement, client, language):
    make_private(translate(statement, OTHER[language], title="Secret"))

    response = client.get(f"/{OTHER[language]}/press/custody/")

    assert response.status_code in (302, 404)
    assert "Secret" not in response.content.decode()


def test_the_original_is_not_in_the_other_section_s_list(statement, press, client, language):
    html = client.get(f"/{OTHER[language]}/press/").content.decode()

    assert "Only one language has me" not in html
