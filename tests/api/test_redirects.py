"""The list of redirects: old addresses of what readers may see, and nothing that tells of what they may not."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from cms.api.views.redirects import EXAMPLE
from home.models import StandardPage
from tests.factories import DocumentFactory, StandardPageFactory, StatementPageFactory, translate
from tests.kept import kept_fixture

ROOT = "http://127.0.0.1:8000"
CANARY = "canary"
LANGUAGES = pytest.mark.parametrize("language", ["bn", "en"])


def redirect(old: str, to: Page | str, route: str | None = None, **fields) -> Redirect:
    made = Redirect.add_redirect(old, to, page_route_path=route)
    Redirect.objects.filter(pk=made.pk).update(**fields)
    return made


def listed(api, **query) -> dict[str, str]:
    """Return the redirects that the answer lists: the old path and the address, on this site as a path."""
    answer = api.get("redirects/", limit="100", **query)
    assert answer.data["meta"]["total_count"] == len(answer.data["items"])
    return {item["from"]: item["url"].removeprefix(ROOT) for item in answer.data["items"]}


@kept_fixture
def statement(press):
    page = StatementPageFactory(parent=press["bn"], slug="custody")
    return {"bn": page, "en": translate(page, title="Death in custody")}


@LANGUAGES
def test_a_renamed_page_leads_from_its_old_address(
    api, press, statement, language, django_capture_on_commit_callbacks
):
    page = statement[language]
    page.slug = "death-in-custody"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    old = f"/{language}/press/custody"
    (item,) = [item for item in api.get("redirects/").data["items"] if item["from"] == old]

    assert item == {
        "id": Redirect.objects.get(old_path=old).pk,
        "from": old,
        "is_permanent": True,
        "target": {
            "id": page.pk,
            "type": "press.StatementPage",
            "title": page.title,
            "locale": language,
            "detail_url": f"{ROOT}/api/v2/pages/{page.pk}/",
            "html_url": f"{ROOT}/{language}/press/death-in-custody/",
        },
        "url": f"{ROOT}/{language}/press/death-in-custody/",
    }


def test_where_readers_are_led_is_said_whatever_an_editor_typed(api, press, statement):
    file = DocumentFactory()
    page, feed = "/bn/press/custody/", "/bn/press/feed/"
    redirect("/temporary", statement["bn"], is_permanent=False)
    redirect("/feed", press["bn"], route="/feed/")
    redirect("/no-route", press["bn"], route="/nothing/")
    redirect("/away", "https://outside.example/পথ")
    redirect("/typed", f"{ROOT}{page}?x=1")
    redirect("/typed-feed", f"http://testserver{feed}")
    redirect("/own-feed", f"{ROOT}{feed}?x=1")
    redirect("/path", page)
    redirect("/short", "/r/ps-2026-001")
    redirect("/chain", "/path/")
    redirect("/file", f"{ROOT}{file.url}")

    assert listed(api, language="bn") == {
        "/temporary": page,
        "/feed": feed,
        "/no-route": "/bn/press/",
        "/away": "https://outside.example/%E0%A6%AA%E0%A6%A5",
        "/typed": f"{page}?x=1",
        "/typed-feed": "/bn/press/",
        "/own-feed": f"{feed}?x=1",
        "/path": page,
        "/short": page,
        "/chain": page,
        "/file": file.url,
    }
    items = {item["from"]: item for item in api.get("redirects/").data["items"]}
    assert [name for name, item in items.items() if not item["is_permanent"]] == ["/temporary"]
    assert [name for name, item in items.items() if item["target"] is None] == ["/away", "/file"]


def test_a_redirect_to_an_unpublished_page_leads_to_its_twin(api, statement):
    redirect("/old", statement["en"])
    statement["en"].unpublish()

    assert listed(api) == {"/old": "/bn/press/custody/"}


def test_the_sites_own_redirect_stands_for_one_of_all_sites(api, homes, statement):
    redirect("/old", homes["bn"])
    redirect("/old", statement["bn"], site=Site.objects.get())
    redirect("/all", homes["bn"])

    assert listed(api) == {"/old": "/bn/press/custody/", "/all": "/bn/"}


def test_nothing_hidden_is_in_the_list(api, homes, press, statement):
    draft = StandardPageFactory(parent=homes["bn"], title=f"{CANARY} 1", slug=f"{CANARY}-1", publish=False)
    private = StandardPageFactory(parent=homes["bn"], title=f"{CANARY} 2", slug=f"{CANARY}-2")
    below = StandardPageFactory(parent=private, title=f"{CANARY} 3", slug=f"{CANARY}-3")
    PageViewRestriction.objects.create(page=private, restriction_type="password", password="x")
    elsewhere = Page.objects.get(depth=1).add_child(
        instance=StandardPage(title=f"{CANARY} 4", slug=f"{CANARY}-4", locale=homes["bn"].locale, live=True)
    )
    other = Site.objects.create(hostname="other.example", root_page=elsewhere)
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    file = DocumentFactory(collection=collection)
    for page in (draft, private, below, elsewhere, Page.objects.get(depth=1)):
        redirect(f"/{CANARY}-to-{page.pk}", page)
    links = [
        f"{ROOT}/bn/{CANARY}-1/",
        f"/bn/{CANARY}-2/{CANARY}-3/",
        f"https://other.example/bn/{CANARY}/",
        f"{ROOT}/cms/pages/{draft.pk}/",
        "/cms/",
        "http://localhost/admin/",
        f"{ROOT}{file.url}",
        "/documents/99999999999999999999/x.pdf",
        "/sitemap.xml",
        "/bn/nothing/",
        f"/{CANARY}-to-{draft.pk}",
        f"/{CANARY}-link-99",
        "ftp://files.example/",
        "javascript:alert(1)",
        "http://[",
        "//evil.example/",
        "",
    ]
    for number, to in enumerate(links):
        redirect(f"/{CANARY}-link-{number}", to)
    redirect(f"/{CANARY}-link-99", f"/{CANARY}-link-{links.index(f'/{CANARY}-link-99')}")
    redirect(f"/{CANARY}-of-another-site", statement["bn"], site=other)
    redirect("/seen", statement["bn"])

    answer = api.get("redirects/")

    assert [item["from"] for item in answer.data["items"]] == ["/seen"]
    assert answer.data["meta"]["total_count"] == 1
    for word in (CANARY, "other.example", "/cms/"):
        assert word not in answer.text


def test_a_page_moved_out_from_under_a_private_one_does_not_tell_of_it(api, homes):
    private = StandardPageFactory(parent=homes["bn"], slug=f"{CANARY}-section")
    page = StandardPageFactory(parent=private, slug="moved")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=homes["bn"].pk), pos="last-child")
    redirect(f"/bn/{CANARY}-section", page)
    redirect(f"/bn/{CANARY[:-1]}", page)

    redirect(f"/bn/{CANARY}-section/home", homes["bn"])
    redirect("/chain", f"/bn/{CANARY}-section/home/")

    assert Redirect.objects.filter(old_path=f"/bn/{CANARY}-section/moved").exists()
    assert listed(api) == {f"/bn/{CANARY[:-1]}": "/bn/moved/", "/chain": "/bn/"}


def test_the_list_comes_in_parts(api, statement):
    redirect("/away", "https://outside.example/")
    redirect("/canary", "/cms/")
    for number in range(4):
        redirect(f"/old-{number}", statement["bn"])

    first = api.get("redirects/", limit="2")
    second = api.client.get(first.data["meta"]["next"]).json()

    assert [item["from"] for item in first.data["items"]] == ["/away", "/old-0"]
    assert [item["from"] for item in second["items"]] == ["/old-1", "/old-2"]
    assert first.data["meta"]["previous"] is None
    assert second["meta"]["previous"].endswith("/api/v2/redirects/?limit=2&offset=0")
    assert (first.data["meta"]["total_count"], second["meta"]["total_count"]) == (5, 5)
    assert api.get("redirects/", offset="100000").data["items"] == []


@pytest.mark.parametrize("query", [{"limit": "0"}, {"offset": "x"}, {"html_path": "/old"}])
def test_a_bad_parameter_is_refused(api, homes, query):
    answer = api.get("redirects/", **query)

    assert (answer.status, answer.data["errors"][0]["parameter"]) == (400, *query)


@pytest.mark.parametrize("count", [1, 20, 100])
def test_the_list_costs_the_same_few_queries_at_any_length(
    api, press, statement, django_assert_max_num_queries, count
):
    Redirect.objects.bulk_create(
        [Redirect(old_path=f"/page-{number}", redirect_page_id=statement["bn"].pk) for number in range(count)]
        + [
            Redirect(old_path=f"/link-{number}", redirect_link="/bn/press/custody/")
            for number in range(count)
        ]
    )
    api.get("redirects/")

    with django_assert_max_num_queries(7):
        answer = api.get("redirects/", limit="100")

    assert len(answer.data["items"]) == min(100, 2 * count)


def test_the_example_is_as_described(api):
    api.validate("RedirectList", EXAMPLE)
