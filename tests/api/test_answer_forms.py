"""What an answer can be asked to be like: names in both languages, rich text as Markdown, the other language."""

import io

import pytest
from django.core.management import call_command
from wagtail_localize.models import Translation

from tests.factories import StatementPageFactory, TopicFactory, translate

STRANGE = ["'", '"', "a'b", "*", "(", "NOT", "AND OR", "।", "\u200d", "x" * 200, "title:x", "-", "^a"]
HTML = (
    '<p data-block-key="a">আইন <b>ও</b> সালিশ <a href="https://example.org/?a=1&amp;b=2">কেন্দ্র</a></p>'
    "<ul><li>এক</li><li>two * stars</li></ul>"
)


def test_terms_are_named_in_both_languages_on_request(api, press):
    StatementPageFactory(parent=press["bn"], topics=[TopicFactory(name_bn="নির্যাতন", name_en="Torture")])

    plain = api.get("statements/", fields="topics").data["items"][0]["topics"][0]
    both = api.get("statements/", fields="topics", names="all").data["items"][0]["topics"][0]

    assert plain["name"] == both["name"] == "নির্যাতন"
    assert "names" not in plain
    assert both["names"] == {"bn": "নির্যাতন", "en": "Torture"}


@pytest.mark.parametrize(
    "form, expected",
    [
        (
            "html",
            '<p>আইন <b>ও</b> সালিশ <a href="https://example.org/?a=1&amp;b=2">কেন্দ্র</a></p>'
            "<ul><li>এক</li><li>two * stars</li></ul>",
        ),
        ("markdown", "আইন **ও** সালিশ [কেন্দ্র](https://example.org/?a=1&b=2)\n\n- এক\n- two \\* stars"),
        ("text", "আইন ও সালিশ কেন্দ্র\n\n- এক\n- two * stars"),
    ],
)
def test_rich_text_comes_as_it_is_asked_for(api, press, form, expected):
    page = StatementPageFactory(parent=press["bn"], body=[("paragraph", HTML)])

    body = api.get(f"pages/{page.pk}/", rich_text=form).data["body"]

    assert body[0]["value"] == expected


def test_a_form_that_there_is_not_is_an_error(api, homes):
    error = api.get("pages/", rich_text="latex").data["errors"][0]

    assert error["allowed"] == ["html", "markdown", "text"]


@pytest.mark.parametrize("language, other", [("bn", "en"), ("en", "bn")])
def test_the_other_language_stands_in_and_is_marked(api, press, language, other):
    in_both = StatementPageFactory(parent=press["bn"])
    twin = translate(in_both)
    alone = StatementPageFactory(parent=press[other])
    draft_twin = StatementPageFactory(parent=press[other])
    translate(draft_twin, language, publish=False)
    own = in_both if language == "bn" else twin

    without = api.get("statements/", locale=language)
    answer = api.get(
        "statements/", locale=language, fallback="true", order="id", fields="_,locale,is_fallback"
    )

    assert [item["id"] for item in without.data["items"]] == [own.pk]
    assert [
        (item["id"], item["meta"]["locale"], item["meta"]["is_fallback"]) for item in answer.data["items"]
    ] == [
        (own.pk, language, False),
        (alone.pk, other, True),
        (draft_twin.pk, other, True),
    ]
    assert answer.data["meta"]["total_count"] == 3


def test_a_page_leads_to_itself_in_the_language_asked_for(api, press):
    page = StatementPageFactory(parent=press["bn"])
    twin = translate(page)

    answer = api.client.get(f"/api/v2/pages/{page.pk}/?locale=en&fields=_,title")

    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"/api/v2/pages/{twin.pk}/?locale=en&fields=_,title")
    assert api.client.get(answer.headers["Location"]).json()["title"] == twin.title


def test_a_page_that_is_not_published_in_the_language_asked_for(api, press):
    page = StatementPageFactory(parent=press["bn"])
    translate(page, publish=False)

    missing = api.get(f"pages/{page.pk}/", locale="en")
    standing_in = api.get(f"pages/{page.pk}/", locale="en", fallback="true")

    assert missing.status == 404
    assert missing.data["detail"] == f"Page {page.pk} is not published in this language."
    assert standing_in.data["meta"]["is_fallback"] is True
    assert standing_in.headers["Content-Language"] == standing_in.data["meta"]["locale"] == "bn"
    assert api.get(f"pages/{page.pk}/").data["meta"]["is_fallback"] is False


def test_a_translation_says_how_it_stands_to_its_original(api, press):
    page = StatementPageFactory(parent=press["bn"])
    twin = translate(page)

    original, translated = (api.get(f"pages/{each.pk}/").data["meta"] for each in (page, twin))

    assert (original["translation_state"], translated["translation_state"]) == ("original", "detached")
    assert original["translations"][0]["state"] == "detached"
    assert translated["translations"][0]["state"] == "original"
    assert not Translation.objects.exists()


@pytest.mark.parametrize(
    "words, operator, found",
    [("মানবাধিকার", "and", 1), ("মানবাধিকার nothing", "and", 0), ("মানবাধিকার nothing", "or", 1)],
)
def test_pages_are_searched(api, press, words, operator, found):
    page = StatementPageFactory(parent=press["bn"], title="মানবাধিকার লঙ্ঘন")
    StatementPageFactory(parent=press["bn"], title="মানবাধিকার খসড়া", publish=False)
    StatementPageFactory(parent=press["bn"], title="অন্য কথা")
    call_command("update_index", verbosity=0, stdout=io.StringIO())

    for path, name in (("search/", "query"), ("pages/", "search"), ("statements/", "search")):
        answer = api.get(path, search_operator=operator, **{name: words})

        assert [item["id"] for item in answer.data["items"]] == [page.pk][:found]
        assert answer.data["meta"]["total_count"] == found


@pytest.mark.parametrize("words", STRANGE)
def test_nothing_that_is_searched_for_is_a_failure(api, homes, words):
    assert api.get("search/", query=words).status == 200


def test_something_has_to_be_searched_for(api, homes):
    for query in ({}, {"query": " "}, {"query": "x" * 201}, {"query": "\0"}):
        answer = api.get("search/", **query)

        assert (answer.status, answer.data["errors"][0]["parameter"]) == (400, "query")
