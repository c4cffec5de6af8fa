"""The frame around a page: menu, path, language switch, alternates, the notice on a missing translation."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from cms.core.models import FooterLink, NavigationSettings, OrganisationSettings, SocialLink
from cms.core.views import server_error
from tests.factories import ImageFactory, StandardPageFactory, StatementPageFactory, translate
from tests.kept import kept_fixture
from tests.reading import open_page, said, text_of

pytestmark = pytest.mark.django_db
LANGUAGES = ("bn", "en")


def soup_of(client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def menu(soup: BeautifulSoup) -> list[str]:
    return [" ".join(link.text.split()) for link in soup.select(".menu a")]


@kept_fixture
def sections(press):
    """A press section in menus, with a short title in each language."""
    for language, label in (("bn", "সংবাদ"), ("en", "News")):
        press[language].menu_label = label
        press[language].show_in_menus = True
        press[language].save_revision().publish()
    return press


@kept_fixture
def statement(sections):
    page = StatementPageFactory(parent=sections["bn"], title="হেফাজতে মৃত্যু", slug="custody")
    return {"bn": page, "en": translate(page, title="Death in custody")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_holds_published_children_of_home_in_tree_order(client, homes, sections, language):
    shown = StandardPageFactory(parent=homes["bn"], title="যোগাযোগ", show_in_menus=True)
    translate(shown, title="Contact", show_in_menus=True)
    StandardPageFactory(parent=homes["bn"], title="মেনুর বাইরে", show_in_menus=False)
    StandardPageFactory(parent=homes["bn"], title="খসড়া", show_in_menus=True, publish=False)

    expected = {"bn": ["সংবাদ", "যোগাযোগ"], "en": ["News", "Contact"]}
    assert menu(open_page(client, homes[language])) == expected[language]


def test_a_private_page_is_not_in_the_menu(client, homes, sections):
    PageViewRestriction.objects.create(page=sections["bn"], restriction_type="password", password="x")

    assert menu(open_page(client, homes["bn"])) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_marks_the_section_and_the_path_leads_home(client, sections, statement, language):
    soup = open_page(client, statement[language])

    assert soup.select_one(".menu [aria-current]")["href"] == sections[language].get_url()
    assert [link["href"] for link in soup.select(".breadcrumbs a")] == [
        f"/{language}/",
        sections[language].get_url(),
    ]
    assert soup.select(".breadcrumbs a")[1].text == {"bn": "সংবাদ", "en": "News"}[language]
    assert text_of(soup, ".breadcrumbs [aria-current=page]") == statement[language].title


@pytest.mark.parametrize(("language", "other"), [("bn", "en"), ("en", "bn")])
def test_the_switch_leads_to_the_same_page_in_the_other_language(client, statement, language, other):
    link = open_page(client, statement[language]).select_one(".language-switch a")

    assert link["href"] == statement[other].get_url()
    assert link["hreflang"] == other
    assert not open_page(client, statement[language]).select(".language-switch__note")


def test_the_switch_says_so_when_the_page_is_not_there_in_the_other_language(client, sections):
    page = StatementPageFactory(parent=sections["bn"])

    soup = open_page(client, page)

    assert soup.select_one(".language-switch a")["href"] == sections["en"].get_url()
    assert soup.select_one(".language-switch")["lang"] == "en"
    assert text_of(soup, ".language-switch__note") == said(
        "en", "This page is not in English; the link leads to the nearest one that is."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_in_both_languages_names_its_alternates_and_itself(client, statement, language):
    soup = open_page(client, statement[language])

    urls = {name: f"http://testserver{page.get_url()}" for name, page in statement.items()}
    assert {link["hreflang"]: link["href"] for link in soup.select("link[hreflang]")} == {
        **urls,
        "x-default": urls["bn"],
    }
    assert soup.select_one("link[rel=canonical]")["href"] == urls[language]


def test_the_home_page_sends_readers_of_other_languages_to_the_choice(client, homes):
    soup = open_page(client, homes["en"])

    assert soup.select_one("link[hreflang=x-default]")["href"] == "http://testserver/"


def test_a_page_in_one_language_has_no_alternates(client, sections):
    assert not open_page(client, StatementPageFactory(parent=sections["bn"])).select("link[hreflang]")


@pytest.mark.parametrize(("original", "reader"), [("bn", "en"), ("en", "bn")])
def test_an_original_in_place_of_its_translation_says_so(client, sections, original, reader):
    page = StatementPageFactory(parent=sections[original], title="মূল লেখা / original", slug="only-here")

    soup = soup_of(client, f"/{reader}/{sections[original].slug}/only-here/")

    assert soup.html["lang"] == reader
    assert soup.main["lang"] == original
    assert menu(soup) == {"bn": ["সংবাদ"], "en": ["News"]}[reader]
    assert soup.select_one(".menu [aria-current]")["href"] == sections[reader].get_url()
    assert [link["href"] for link in soup.select(".breadcrumbs a")][-1] == sections[reader].get_url()
    assert soup.select_one(".notice--language a")["href"] == sections[reader].get_url()
    assert soup.select_one(".language-switch a")["href"] == page.get_url()
    assert soup.select_one("link[rel=canonical]")["href"] == f"http://testserver{page.get_url()}"
    assert not soup.select("link[hreflang]")
    digit = {"bn": "২০২৬", "en": "2026"}[original]
    assert digit in text_of(soup, "main .meta")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_footer_says_who_speaks_in_the_readers_language(client, homes, language):
    settings = OrganisationSettings.objects.create(
        site=Site.objects.get(),
        name_bn="আসক",
        name_en="ASK",
        phone="+880 2 1",
        email="d@example.org",
        ecosoc_since=1998,
    )
    SocialLink.objects.create(settings=settings, label="Facebook", url="https://example.org/f")

    soup = open_page(client, homes[language])

    assert text_of(soup, ".footer__name") == {"bn": "আসক", "en": "ASK"}[language]
    assert {"bn": "১৯৯৮", "en": "1998"}[language] in text_of(soup, ".footer__status")
    assert soup.select_one(".footer a[href='tel:+88021']")
    assert "noreferrer" in soup.select_one(".footer a[href='https://example.org/f']")["rel"]


def test_footer_links_lead_to_the_page_in_the_readers_language(client, homes):
    navigation = NavigationSettings.objects.create(site=Site.objects.get())
    both = StandardPageFactory(parent=homes["bn"], title="গোপনীয়তা")
    english = translate(both, title="Privacy")
    only = StandardPageFactory(parent=homes["bn"], title="শুধু বাংলায়")
    draft = StandardPageFactory(parent=homes["bn"], title="খসড়া", publish=False)
    for order, page in enumerate([both, only, draft]):
        FooterLink.objects.create(settings=navigation, page=Page.objects.get(pk=page.pk), sort_order=order)
    FooterLink.objects.create(
        settings=navigation, url="https://example.org/", label_bn="বাইরে", label_en="Outside", sort_order=9
    )

    links = open_page(client, homes["en"]).select(".footer__links a")

    assert [(link.text, link["href"]) for link in links] == [
        ("Privacy", english.get_url()),
        ("শুধু বাংলায়", only.get_url()),
        ("Outside", "https://example.org/"),
    ]
    assert links[1]["hreflang"] == "bn"


@pytest.mark.parametrize(("path", "language"), [("/bn/nowhere/", "bn"), ("/en/nowhere/", "en")])
def test_an_unknown_address_answers_in_its_language_with_the_sections(client, sections, path, language):
    response = client.get(path)
    soup = BeautifulSoup(response.content, "html.parser")

    assert response.status_code == 404
    assert soup.html["lang"] == language
    assert sections[language].get_url() in [link["href"] for link in soup.select("main a")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_tells_nothing_there_from_nothing_that_matches(client, sections, language):
    empty = open_page(client, sections[language])
    assert said(language, "Nothing has been published here yet.") in text_of(empty, ".empty")
    assert not empty.select("form.filters")

    StatementPageFactory(parent=sections[language])
    filtered = soup_of(client, f"{sections[language].get_url()}?type=events")
    assert said(language, "Nothing matches these filters.") in text_of(filtered, ".empty")
    assert filtered.select_one(".empty a")["href"] == sections[language].get_url()
    assert filtered.select_one("#filter-type option[selected]")["value"] == "events"


def test_screens_of_a_list_keep_the_filters_and_are_their_own_canonical(client, sections):
    for _number in range(21):
        StatementPageFactory(parent=sections["bn"])
    path = sections["bn"].get_url()

    first = soup_of(client, f"{path}?type=statements")
    second = soup_of(client, f"{path}?page=2")

    assert len(first.select(".card")) == 20
    assert first.select_one("a[rel=next]")["href"] == "?type=statements&page=2"
    assert first.select_one("meta[name=robots]")["content"] == "noindex, follow"
    assert second.select_one("link[rel=canonical]")["href"] == f"http://testserver{path}?page=2"
    assert not second.select("link[hreflang]")
    assert second.select_one("link[type='application/atom+xml']")["href"] == f"{path}feed/"


def test_the_switch_keeps_the_filters_of_a_list(client, sections):
    StatementPageFactory(parent=sections["bn"])

    soup = soup_of(client, f"{sections['bn'].get_url()}?type=statements")

    assert soup.select_one(".language-switch a")["href"] == f"{sections['en'].get_url()}?type=statements"


def test_a_shared_link_shows_the_leading_picture_from_our_own_address(client, sections):
    page = StatementPageFactory(parent=sections["bn"], hero_image=ImageFactory(alt_text_bn="মাইক্রোফোন"))

    soup = open_page(client, page)

    properties = {tag["property"]: tag["content"] for tag in soup.select("meta[property]")}
    assert properties["og:image"].startswith("http://testserver/media/")
    assert properties["og:image:alt"] == "মাইক্রোফোন"
    assert properties["og:locale"] == "bn_BD"
    assert properties["article:published_time"] == "2026-03-26"


def test_the_error_page_needs_no_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = server_error(rf.get("/bn/"))

    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 500
    assert [link["href"] for link in soup.select("main a")] == ["/bn/", "/en/"]


def test_a_visitor_is_given_no_cookie_and_nothing_inline(client, statement):
    for page in statement.values():
        response = client.get(page.get_url())
        soup = BeautifulSoup(response.content, "html.parser")
        assert not response.cookies
        assert not soup.select("[style], style, script:not([src])")
        sources = [
            tag.get("src") or tag.get("href") for tag in soup.select("script, img, link[rel=stylesheet]")
        ]
        assert sources
        assert all(source.startswith("/") and not source.startswith("//") for source in sources)


def test_the_frame_costs_the_same_few_queries_at_any_size(client, homes, sections):
    page = StandardPageFactory(parent=homes["bn"])
    ContentType.objects.clear_cache()
    client.get(page.get_url())

    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(page.get_url())
    for _number in range(12):
        StandardPageFactory(parent=homes["bn"], show_in_menus=True)
    with CaptureQueriesContext(connection) as many:
        client.get(page.get_url())

    assert len(few) == len(many)
    assert len(many) <= 22
