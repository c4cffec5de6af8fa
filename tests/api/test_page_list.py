"""`/api/v2/pages/`: published pages of one language, filtered by type, a part at a time."""

import pytest
from django.test import RequestFactory

from cms.api.middleware import ApiMiddleware
from tests.factories import EditorialPageFactory, EventPageFactory, StatementPageFactory, translate

ROOT = "http://127.0.0.1:8000"


def ids(answer) -> list[int]:
    return [item["id"] for item in answer.data["items"]]


@pytest.mark.parametrize(
    "language, query, expected",
    [
        (None, {}, "bn"),
        ("en", {}, "en"),
        ("en-GB,en;q=0.9,bn;q=0.5", {}, "en"),
        ("bn-BD", {}, "bn"),
        ("fr, *", {}, "bn"),
        ("en;q=0, bn;q=0.1", {}, "bn"),
        ("en", {"locale": "bn"}, "bn"),
        ("bn", {"locale": "en"}, "en"),
        ("\x00,;;q=x" * 100, {}, "bn"),
    ],
)
def test_the_language_is_the_one_asked_for_else_accepted_else_bangla(api, homes, language, query, expected):
    answer = api.get("pages/", language=language, **query)

    assert answer.headers["Content-Language"] == answer.data["meta"]["locale"] == expected
    assert "Accept-Language" in answer.headers["Vary"]
    assert ids(answer) == [homes[expected].pk]


def test_a_language_in_a_cookie_changes_nothing(api, homes):
    api.client.cookies["django_language"] = "en"

    assert api.client.get("/api/v2/pages/").json()["meta"]["locale"] == "bn"


def test_an_item_says_what_and_where_the_page_is(api, press):
    page = StatementPageFactory(parent=press["bn"], title="নিন্দা")
    twin = translate(page)

    item = api.get("pages/", type="press.StatementPage").data["items"][0]

    assert (item["id"], item["type"], item["title"]) == (page.pk, "press.StatementPage", "নিন্দা")
    assert item["meta"]["detail_url"] == f"{ROOT}/api/v2/pages/{page.pk}/"
    assert item["meta"]["html_url"] == f"{ROOT}/bn/press/{page.slug}/"
    assert [each["id"] for each in item["meta"]["translations"]] == [twin.pk]
    assert item["meta"]["first_published_at"].endswith("+06:00")


def test_a_translation_that_is_not_published_is_not_named(api, press):
    page = StatementPageFactory(parent=press["bn"])
    translate(page, publish=False)

    assert api.get("pages/", type="press.StatementPage").data["items"][0]["meta"]["translations"] == []


def test_several_types_can_be_asked_for(api, press):
    statement, editorial = StatementPageFactory(parent=press["bn"]), EditorialPageFactory(parent=press["bn"])
    EventPageFactory(parent=press["bn"])

    answer = api.get("pages/", type="press.EditorialPage,press.StatementPage")

    assert ids(answer) == [statement.pk, editorial.pk]
    assert answer.data["meta"]["total_count"] == 2


def test_the_parts_of_a_list_lead_to_each_other(api, press):
    pages = [StatementPageFactory(parent=press["bn"]).pk for _ in range(5)]
    query = {"type": "press.StatementPage", "limit": "2", "order": "-id"}

    first = api.get("pages/", **query)
    middle = api.get("pages/", **query, offset="2")
    last = api.get("pages/", **query, offset="4")

    assert [*ids(first), *ids(middle), *ids(last)] == pages[::-1]
    assert first.data["meta"]["previous"] is last.data["meta"]["next"] is None
    address = f"{ROOT}/api/v2/pages/?type=press.StatementPage&limit=2&order=-id&offset="
    assert first.data["meta"]["next"] == f"{address}2"
    assert middle.data["meta"]["previous"] == f"{address}0"
    assert {part.data["meta"]["total_count"] for part in (first, middle, last)} == {5}


def test_a_list_in_the_order_of_ids_is_read_by_the_last_id(api, press):
    pages = [StatementPageFactory(parent=press["bn"]).pk for _ in range(5)]
    answers, address = [], "pages/?type=press.StatementPage&limit=2"

    while address:
        answer = api.client.get(f"/api/v2/{address}").json()
        answers.append(answer)
        address = (answer["meta"]["next"] or "").removeprefix(f"{ROOT}/api/v2/")

    assert [[item["id"] for item in answer["items"]] for answer in answers] == [
        pages[:2],
        pages[2:4],
        pages[4:],
    ]
    assert answers[0]["meta"]["next"].endswith(f"&limit=2&after={pages[1]}")
    assert {answer["meta"]["total_count"] for answer in answers} == {5}


def test_a_page_that_goes_while_a_list_is_read_costs_no_other_its_place(api, press):
    pages = [StatementPageFactory(parent=press["bn"]) for _ in range(4)]
    query = {"type": "press.StatementPage", "limit": "2"}
    first = api.get("pages/", **query)

    pages[0].unpublish()
    second = api.get("pages/", **query, after=str(ids(first)[-1]))

    assert ids(second) == [pages[2].pk, pages[3].pk]


@pytest.mark.parametrize("query", [{"order": "title"}, {"order": "-id"}, {"search": "নিন্দা"}])
def test_the_last_id_goes_with_no_other_order(api, homes, query):
    answer = api.get("pages/", after="1", **query)

    assert (answer.status, answer.data["errors"][0]["parameter"]) == (400, "after")


def test_beyond_the_last_item_there_is_nothing(api, homes):
    answer = api.get("pages/", offset="100000")

    assert (answer.status, ids(answer), answer.data["meta"]["total_count"]) == (200, [], 1)
    assert answer.data["meta"]["next"] is None


def test_head_answers_as_get_without_the_content(api, homes):
    answer = api.request("head", "pages/")

    assert (answer.status, answer.text) == (200, "")
    assert answer.headers["Content-Language"] == "bn"


def test_what_head_answers_has_no_body_of_its_own(homes):
    # The test client would take one away, as a server does; ours complains of it.
    response = ApiMiddleware(lambda request: None)(RequestFactory().head("/api/v2/pages/"))

    assert (response.status_code, response.content) == (200, b"")
    assert int(response.headers["Content-Length"]) > 100


def test_options_name_the_methods(api):
    answer = api.request("options", "pages/")

    assert (answer.status, answer.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
