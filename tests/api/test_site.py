"""The site as a whole: who speaks, the menus in both languages; and the beginning of the API."""

import pytest
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.api.views.site import EXAMPLE as EXAMPLE_OF_SITE
from cms.core.models import FooterLink, NavigationSettings, OrganisationSettings, SocialLink
from home.models import StandardPage
from tests.factories import DocumentFactory, StandardPageFactory, translate

ROOT = "http://127.0.0.1:8000"
CANARY = "canary"
LANGUAGES = pytest.mark.parametrize("language", ["bn", "en"])
TEXTS = ("name", "short_name", "desk_name", "description", "address", "phone", "email")


def in_menu(page: Page, label: str = "") -> Page:
    page.show_in_menus, page.menu_label = True, label
    page.save_revision().publish()
    return page


def navigation(answer, language: str) -> dict:
    return next(each for each in answer.data["languages"] if each["code"] == language)["navigation"]


def titles(menu: list[dict]) -> list:
    """Return a menu as titles, those with something under them in pairs."""
    return [(item["title"], titles(item["children"])) if item["children"] else item["title"] for item in menu]


def link(**fields) -> FooterLink:
    settings, _created = NavigationSettings.objects.get_or_create(site=Site.objects.get(is_default_site=True))
    return FooterLink.objects.create(settings=settings, sort_order=FooterLink.objects.count(), **fields)


@pytest.fixture
def organisation(db) -> OrganisationSettings:
    settings = OrganisationSettings.objects.create(
        site=Site.objects.get(),
        **{f"{name}_{language}": f"{name} {language}" for name in TEXTS[:5] for language in ("bn", "en")},
        phone="+880 2 1",
        email="desk@example.org",
        ecosoc_since=1998,
    )
    SocialLink.objects.create(
        settings=settings, label_bn="ফেসবুক", label_en="Facebook", url="https://social.example/আসক"
    )
    return settings


@LANGUAGES
@pytest.mark.parametrize("by", ["locale", "header"])
def test_who_speaks_is_said_in_the_language_of_the_answer(api, organisation, language, by):
    answer = api.get("site/", locale=language) if by == "locale" else api.get("site/", language=language)

    assert {name: answer.data[name] for name in TEXTS[:5]} == {
        name: f"{name} {language}" for name in TEXTS[:5]
    }
    assert (answer.data["phone"], answer.data["email"]) == ("+880 2 1", "desk@example.org")
    assert answer.data["ecosoc_since"] == 1998
    assert answer.data["social_links"] == [
        {
            "label": {"bn": "ফেসবুক", "en": "Facebook"}[language],
            "url": "https://social.example/%E0%A6%86%E0%A6%B8%E0%A6%95",
        }
    ]
    assert answer.data["meta"]["locale"] == answer.headers["Content-Language"] == language
    assert answer.data["html_url"] == f"{ROOT}/"


def test_what_the_desk_has_not_filled_in_is_empty(api, homes):
    answer = api.get("site/")

    assert {answer.data[name] for name in TEXTS} == {""}
    assert (answer.data["ecosoc_since"], answer.data["social_links"]) == (None, [])
    assert not OrganisationSettings.objects.exists()
    assert [each["navigation"] for each in answer.data["languages"]] == [{"menu": [], "footer": []}] * 2


def test_the_settings_of_another_site_are_not_shown(api, homes):
    other = Site.objects.create(hostname="other.example", root_page=Page.objects.get(depth=1))
    OrganisationSettings.objects.create(site=other, name_bn=CANARY, name_en=CANARY)

    assert CANARY not in api.get("site/").text


def test_each_language_is_named_in_itself_with_its_home_page(api, homes):
    languages = api.get("site/", language="en").data["languages"]

    assert [(each["code"], each["endonym"], each["html_url"]) for each in languages] == [
        ("bn", "বাংলা", f"{ROOT}/bn/"),
        ("en", "English", f"{ROOT}/en/"),
    ]
    assert [each["home"]["id"] for each in languages] == [homes["bn"].pk, homes["en"].pk]


def test_a_language_whose_home_page_is_not_published_has_no_menu(api, homes, press):
    in_menu(press["en"])
    homes["en"].unpublish()

    english = api.get("site/").data["languages"][1]

    assert (english["home"], english["html_url"], english["navigation"]["menu"]) == (None, None, [])


def test_the_menu_is_a_tree_in_each_language_of_what_is_shown_in_menus(api, homes):
    first, second = (StandardPageFactory(parent=homes["bn"], title=title) for title in ("প্রথম", "দুই"))
    below = StandardPageFactory(parent=first, title="প্রথমের নিচে")
    deep = StandardPageFactory(parent=below, title="আরও নিচে")
    StandardPageFactory(parent=first, title="মেনুর বাইরে")
    aside = StandardPageFactory(parent=homes["bn"], title="মেনুর বাইরে")
    in_menu(StandardPageFactory(parent=aside, title="মেনুর বাইরের নিচে"))
    for page in (first, second, below, deep):
        in_menu(page)
    in_menu(translate(first, title="The first of all"), label="First")

    answer = api.get("site/", language="en")

    assert titles(navigation(answer, "bn")["menu"]) == [
        ("প্রথম", [("প্রথমের নিচে", ["আরও নিচে"])]),
        "দুই",
    ]
    (item,) = navigation(answer, "en")["menu"]
    twin = first.get_translation(Locale.objects.get(language_code="en"))
    assert item == {
        "id": twin.pk,
        "type": "home.StandardPage",
        "title": "First",
        "locale": "en",
        "detail_url": f"{ROOT}/api/v2/pages/{twin.pk}/",
        "html_url": f"{ROOT}/en/{twin.slug}/",
        "children": [],
    }


@LANGUAGES
def test_the_footer_is_in_each_language_whatever_that_of_the_answer(api, homes, language):
    both = StandardPageFactory(parent=homes["bn"], title="গোপন কথা")
    english = translate(both, title="Privacy")
    only = StandardPageFactory(parent=homes["bn"], title="শুধু বাংলায়")
    link(page=Page.objects.get(pk=both.pk))
    link(page=Page.objects.get(pk=only.pk), label_bn="একটি", label_en="One")
    link(url="https://outside.example/পথ", label_bn="বাইরে", label_en="Outside")
    link(url=f"{ROOT}/bn/{both.slug}/?x=1", label_bn="ঠিকানা", label_en="Address")

    answer = api.get("site/", language=language)

    outside = "https://outside.example/%E0%A6%AA%E0%A6%A5"
    footers = {
        each: [
            (entry["title"], entry["url"].removeprefix(ROOT), (entry["page"] or {}).get("id"))
            for entry in navigation(answer, each)["footer"]
        ]
        for each in ("bn", "en")
    }
    own = f"/bn/{both.slug}/?x=1"
    assert footers == {
        "bn": [
            ("গোপন কথা", f"/bn/{both.slug}/", both.pk),
            ("একটি", f"/bn/{only.slug}/", only.pk),
            ("বাইরে", outside, None),
            ("ঠিকানা", own, both.pk),
        ],
        "en": [
            ("Privacy", f"/en/{english.slug}/", english.pk),
            ("One", f"/bn/{only.slug}/", only.pk),
            ("Outside", outside, None),
            ("Address", own, both.pk),
        ],
    }


def test_nothing_hidden_is_in_the_navigation(api, homes):
    draft = StandardPageFactory(
        parent=homes["bn"], title=f"{CANARY} draft", slug=f"{CANARY}-1", publish=False
    )
    private = StandardPageFactory(parent=homes["bn"], title=f"{CANARY} private", slug=f"{CANARY}-2")
    below = StandardPageFactory(parent=private, title=f"{CANARY} below", slug=f"{CANARY}-3")
    PageViewRestriction.objects.create(page=private, restriction_type="password", password="x")
    elsewhere = Page.objects.get(depth=1).add_child(
        instance=StandardPage(
            title=f"{CANARY} elsewhere", slug=f"{CANARY}-4", locale=homes["bn"].locale, live=True
        )
    )
    Site.objects.create(hostname="other.example", root_page=elsewhere)
    changed = in_menu(StandardPageFactory(parent=homes["bn"], title="As published"))
    changed.title = f"{CANARY} change"
    changed.save_revision()
    pages = Page.objects.filter(pk__in=[page.pk for page in (draft, private, below, elsewhere)])
    pages.update(show_in_menus=True)
    for page in pages:
        link(page=page, label_bn=CANARY, label_en=CANARY)
    file = DocumentFactory()
    link(url=f"{ROOT}{file.url}", label_bn="দলিল", label_en="Document")
    for url in (
        f"{ROOT}/bn/{CANARY}-1/",
        f"http://testserver/bn/{CANARY}-2/{CANARY}-3/",
        f"https://other.example/bn/{CANARY}/",
        f"{ROOT}/cms/{CANARY}/",
        f"{ROOT}/documents/999/{CANARY}.pdf",
        f"ftp://{CANARY}.example/",
    ):
        link(url=url, label_bn=CANARY, label_en=CANARY)

    for language in ("bn", "en"):
        answer = api.get("site/", locale=language)
        assert "As published" in answer.text
        assert [entry["url"] for entry in navigation(answer, language)["footer"]] == [ROOT + file.url]
        for word in (CANARY, "other.example", "/cms/"):
            assert word not in answer.text


@pytest.mark.usefixtures("nothing_kept")
def test_the_answer_costs_the_same_few_queries_at_any_size(
    api, homes, organisation, django_assert_max_num_queries
):
    for number in range(12):
        page = StandardPageFactory(parent=homes["bn"])
        link(page=Page.objects.get(pk=in_menu(page).pk))
        link(url=f"https://outside.example/{number}", label_bn="বাইরে", label_en="Outside")
        SocialLink.objects.create(settings=organisation, label="x", url=f"https://social.example/{number}")
    api.get("site/")

    with django_assert_max_num_queries(6):
        answer = api.get("site/")

    assert len(navigation(answer, "bn")["menu"]) == 12


@pytest.mark.usefixtures("nothing_kept")
def test_the_answer_with_links_to_addresses_of_the_site_costs_a_bounded_number(
    api, homes, organisation, django_assert_max_num_queries
):
    for number in range(10):
        page = StandardPageFactory(parent=homes["bn"], slug=f"page-{number}")
        link(url=f"{ROOT}{page.get_url()}", label_bn="পাতা", label_en="Page")
    api.get("site/")

    with django_assert_max_num_queries(8):
        answer = api.get("site/")

    assert len(navigation(answer, "en")["footer"]) == 10


def test_an_unknown_parameter_is_refused(api, homes):
    answer = api.get("site/", names="all")

    assert (answer.status, answer.data["errors"][0]["allowed"]) == (400, ["locale"])


def test_the_example_is_as_described(api):
    api.validate("Site", EXAMPLE_OF_SITE)


def test_the_beginning_lists_every_resource_and_each_answers(api, homes):
    answer = api.get("")

    resources = {each["name"]: each["url"] for each in answer.data["resources"]}
    assert {"pages", "find", "site", "redirects", "schema"} <= resources.keys()
    assert not {"index", "page", "not_found"} & resources.keys()
    assert resources["site"] == f"{ROOT}/api/v2/site/"
    for name, url in resources.items():
        status = api.client.get(url.removeprefix(ROOT)).status_code
        assert status == (400 if name in ("find", "search") else 200), name  # these need to be told what
    assert api.get("", x="1").status == 400
