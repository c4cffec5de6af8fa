"""Finding a page by its address: whatever a reader copied leads to the page the site shows there, or to a 404."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.api.finding import MAX_STEPS
from home.models import HomePage, StandardPage
from tests.factories import EventPageFactory, StandardPageFactory, StatementPageFactory, translate
from tests.kept import kept_fixture

ROOT = "http://127.0.0.1:8000/api/v2/pages/"
OTHER = {"bn": "en", "en": "bn"}
LANGUAGES = pytest.mark.parametrize("language", ["bn", "en"])


@pytest.fixture
def find(api):
    """Return a function that asks for an address and says which page it led to: None for a 404."""

    def ask(address: str, language: str | None = None) -> int | None:
        answer = api.get("pages/find/", language=language, html_path=address)
        if answer.status == 404:
            assert answer.data["code"] == "not_found"
            return None
        assert (answer.status, answer.text) == (302, "")
        assert answer.headers["Location"].startswith(ROOT)
        return int(answer.headers["Location"].removeprefix(ROOT).strip("/"))

    return ask


@kept_fixture
def statement(press):
    page = StatementPageFactory(parent=press["bn"], slug="custody")
    return {"bn": page, "en": translate(page, title="Death in custody")}


def redirect(old: str, to: Page | str, **values) -> Redirect:
    made = Redirect.add_redirect(old, to)
    Redirect.objects.filter(pk=made.pk).update(**values)
    return made


@LANGUAGES
@pytest.mark.parametrize(
    "form",
    [
        "/{}/press/custody/",
        "/{}/press/custody",
        "{}/press/custody",
        "/{}/press//custody//",
        " /{}/press/custody/ ",
        "/{}/press/custody/?page=2&x=ক#top",
        "/{}/press/custody/#top",
        "\\{}\\press\\custody",
        "%2F{}%2Fpress%2Fcustody%2F",
        "%252F{}%252Fpress%252Fcustody%253Fpage%253D2",
        "http://localhost/{}/press/custody/",
        "https://LOCALHOST./{}/press/custody?x=1",
        "http://testserver:8000/{}/press/custody/",
        "http://reader:secret@localhost/{}/press/custody/",
        "http%3A%2F%2Flocalhost%2F{}%2Fpress%2Fcustody%2F",
        "//localhost/{}/press/custody/",
    ],
)
def test_every_form_of_an_address_leads_to_the_page(find, statement, form, language):
    assert find(form.format(language), OTHER[language]) == statement[language].pk


@LANGUAGES
def test_an_address_without_a_language_leads_to_the_readers(find, statement, language):
    assert find("/press/custody/", language) == statement[language].pk
    assert find("press/custody", language) == statement[language].pk


@LANGUAGES
@pytest.mark.parametrize("form", ["/", "http://localhost", "https://localhost/?utm=1", "///", "%2F"])
def test_the_first_address_leads_to_the_home_page_in_the_readers_language(find, homes, form, language):
    assert find(form, language) == homes[language].pk


@LANGUAGES
@pytest.mark.parametrize("form", ["/{}/", "/{}", "{}", "http://localhost/{}"])
def test_a_home_page_is_found(find, homes, form, language):
    assert find(form.format(language), OTHER[language]) == homes[language].pk


def test_the_rest_of_the_query_is_handed_on(api, statement):
    answer = api.client.get(
        "/api/v2/pages/find/?html_path=/bn/press/custody/&fields=*,-body,image(width,height)"
        "&locale=en&name=%E0%A6%95+%26%0d%0aX:1"
    )

    assert (
        answer["Location"]
        == f"{ROOT}{statement['bn'].pk}/?fields=*,-body,image(width,height)&locale=en&name=%E0%A6%95%20%26%0D%0AX%3A1"
    )


def test_the_answer_depends_on_the_language_asked_for(api, homes):
    answer = api.get("pages/find/", html_path="/")

    assert "Accept-Language" in answer.headers["Vary"]


@LANGUAGES
def test_an_address_in_the_language_that_is_missing_leads_to_the_original(find, press, language):
    page = StatementPageFactory(parent=press[language], slug="only-here")
    translate(page, OTHER[language], title="Not yet", publish=False)

    assert find(f"/{OTHER[language]}/press/only-here/") == page.pk
    assert find("/press/only-here/", OTHER[language]) == page.pk


def test_what_a_page_hands_out_leads_to_the_page(find, press):
    event = EventPageFactory(parent=press["bn"], slug="briefing")
    statement = StatementPageFactory(parent=press["bn"], slug="custody")

    assert find("/bn/press/feed/") == press["bn"].pk
    assert find("/bn/press/briefing/event.ics") == event.pk
    assert find("/en/press/briefing/event.ics?x") == event.pk
    data = "data/00000000-0000-0000-0000-000000000000.csv"
    assert find(f"/bn/press/custody/{data}") == statement.pk
    assert find("/bn/press/custody/event.ics") is None
    assert find("/bn/press/custody/feed/") is None


@LANGUAGES
@pytest.mark.parametrize("form", ["/r/ps-2026-001", "/r/PS-2026-1/", "http://localhost/r/ps-2026-001"])
def test_a_permanent_address_leads_to_the_text_in_the_readers_language(find, statement, form, language):
    assert find(form, language) == statement[language].pk


def test_a_permanent_address_leads_to_the_only_language_there_is(find, press):
    page = StatementPageFactory(parent=press["bn"])

    assert find("/r/ps-2026-001", "en") == page.pk
    assert find("/r/ps-2026-002", "en") is None
    assert find("/bn/r/ps-2026-001", "en") is None


@LANGUAGES
def test_a_renamed_page_and_all_under_it_are_found_at_their_old_addresses(
    find, press, statement, language, django_capture_on_commit_callbacks
):
    for section in press.values():
        section.slug = "news"
        with django_capture_on_commit_callbacks(execute=True):
            section.save_revision().publish()

    assert find(f"/{language}/press/") == press[language].pk
    assert find(f"/{language}/press/custody/?x=1") == statement[language].pk
    assert find("/press/custody", language) == statement[language].pk
    assert find(f"/{language}/news/custody/") == statement[language].pk


def test_a_page_renamed_in_one_language_is_found_itself_and_not_its_twin_at_the_old_address(find, statement):
    statement["bn"].slug = "death"
    statement["bn"].save_revision().publish()

    assert find("/bn/press/custody/") == statement["bn"].pk
    assert find("/en/press/death/") == statement["en"].pk


def test_a_moved_page_is_found_at_its_old_address(find, homes):
    there, page = (StandardPageFactory(parent=homes["bn"], slug=slug) for slug in ("there", "moving"))
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=there.pk), pos="last-child")

    assert find("/bn/moving/") == page.pk
    assert find("/bn/there/moving/") == page.pk


@pytest.mark.parametrize(
    ("old", "asked"),
    [
        ("/shop", "/shop/"),
        ("/shop", "shop?x=1"),
        (
            "/পুরোনো-পাতা",
            "/%E0%A6%AA%E0%A7%81%E0%A6%B0%E0%A7%8B%E0%A6%A8%E0%A7%8B-%E0%A6%AA%E0%A6%BE%E0%A6%A4%E0%A6%BE/",
        ),
        ("/old page", "/old%20page"),
        ("/old%20page", "/old page"),
        ("/index.asp?id=5&lang=bn", "/index.asp?lang=bn&id=5"),
        ("/bn/shop", "/shop"),
        ("/bn/shop", "/bn/shop/"),
        ("/bn", "/bn/"),
    ],
)
def test_an_editors_redirect_is_followed(find, homes, statement, old, asked):
    if old == "/bn":
        HomePage.objects.filter(pk=homes["bn"].pk).update(live=False)
    redirect(old, statement["en"])

    assert find(asked, "bn") == statement["en"].pk


def test_a_redirect_from_another_query_is_not_followed(find, statement):
    redirect("/index.asp?id=5", statement["bn"])

    assert find("/index.asp?id=6") is None


def test_a_page_goes_before_a_redirect_and_the_sites_own_before_one_for_all(find, homes, statement):
    redirect("/bn/press/custody", homes["bn"])
    redirect("/bn/old", homes["bn"])
    redirect("/bn/old", statement["bn"], site=Site.objects.get())

    assert find("/bn/press/custody/") == statement["bn"].pk
    assert find("/bn/old/") == statement["bn"].pk


def test_a_redirect_without_a_language_goes_before_a_page_as_on_the_site(find, client, press, statement):
    redirect("/press", statement["bn"])

    assert client.get("/press")["Location"] == statement["bn"].get_url()
    assert find("/press") == statement["bn"].pk


def test_a_redirect_to_an_unpublished_page_leads_to_its_twin(find, statement):
    redirect("/old", statement["en"])
    statement["en"].unpublish()

    assert find("/old", "en") == statement["bn"].pk


def test_a_redirect_of_another_site_or_to_another_place_is_not_followed(find, homes, statement):
    other = Site.objects.create(hostname="other.example", root_page=Page.objects.get(depth=1))
    redirect("/theirs", statement["bn"], site=other)
    redirect("/away", "https://elsewhere.example/bn/press/custody/")
    redirect("/nowhere", "")

    assert [find(address) for address in ("/theirs", "/away", "/nowhere")] == [None, None, None]


def test_a_chain_of_redirects_is_followed_to_an_end(find, statement):
    redirect("/a", "http://localhost/b/?x=1")
    redirect("/b", "/c")
    redirect("/c", "/bn/press/custody/#top")

    assert find("/a") == statement["bn"].pk


def test_circles_and_endless_chains_end(find, statement):
    redirect("/a", "/b")
    redirect("/b", "/a")
    redirect("/self", "/self")
    for number in range(MAX_STEPS + 1):
        redirect(f"/{number}", f"/{number + 1}")
    redirect(f"/{MAX_STEPS + 1}", statement["bn"])

    assert [find(address) for address in ("/a", "/b", "/self", "/0")] == [None] * 4
    assert find("/2") == statement["bn"].pk


def test_an_alias_is_found_as_itself(find, homes, statement):
    alias = statement["bn"].create_alias(parent=homes["bn"], update_slug="copy")

    assert find("/bn/copy/") == alias.pk


def hidden(press, homes) -> dict[str, Page]:
    """Return pages that readers may not see, each by its address."""
    draft = StatementPageFactory(parent=press["bn"], slug="draft", publish=False)
    gone = StatementPageFactory(parent=press["bn"], slug="gone")
    gone.unpublish()
    private = StandardPageFactory(parent=homes["bn"], slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    below = StandardPageFactory(parent=private, slug="below")
    root = Page.objects.get(depth=1)
    their_home = root.add_child(
        instance=StandardPage(title="Theirs", slug="theirs", locale=Locale.objects.get(language_code="bn"))
    )
    Site.objects.create(hostname="other.example", root_page=their_home)
    return {
        "/bn/press/draft/": draft,
        "/bn/press/gone/": gone,
        "/bn/private/": private,
        "/bn/private/below/": below,
        "/theirs/": their_home,
    }


def test_what_readers_may_not_see_is_answered_like_what_is_not_there(api, press, homes):
    pages = hidden(press, homes)
    absent = api.get("pages/find/", html_path="/bn/press/absent/").text
    for number, (address, page) in enumerate(pages.items()):
        redirect(f"/old-{number}", page)
        for asked in (
            address,
            address.replace("/bn/", "/en/"),
            address.removeprefix("/bn"),
            f"/old-{number}",
        ):
            answer = api.get("pages/find/", html_path=asked)

            assert answer.status == 404
            assert answer.text == absent.replace("/bn/press/absent/", asked)
    assert api.get("pages/find/", html_path="/r/ps-2026-001").status == 404


def test_a_host_that_the_server_is_open_for_is_the_sites_own(find, homes, settings):
    settings.ALLOWED_HOSTS = ["testserver", ".desk.example", "xn--45b8dh.example"]

    assert find("https://www.desk.example/bn/") == homes["bn"].pk
    assert find("https://আস.example/bn/") is None
    settings.ALLOWED_HOSTS = ["testserver", "আস.example".encode("idna").decode()]
    assert find("https://আস.example/bn/") == homes["bn"].pk


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/bn/press/custody/", 3),
        ("/en/press/feed/", 4),
        ("/press/custody/", 4),
        ("/r/ps-2026-001", 4),
        ("/bn/old/", 5),
        ("/old/", 4),
        # Wagtail's middleware looks for a redirect from every address that is not found: two more.
        ("/bn/nothing/", 6),
        ("/nothing/", 7),
        ("http://evil.example/", 3),
    ],
)
def test_finding_costs_few_queries(api, statement, address, most):
    redirect("/bn/old", statement["bn"])
    redirect("/old", statement["bn"])
    api.get("pages/find/", html_path=address)

    with CaptureQueriesContext(connection) as queries:
        api.get("pages/find/", html_path=address)

    assert len(queries) <= most
