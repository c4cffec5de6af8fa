"""Errors: one shape, in the reader's language, saying what is allowed; never a 500 and never HTML."""

import logging
from urllib.parse import quote

import pytest

from cms.api.collections import PAGES
from cms.api.views.lists import list_parameters
from cms.api.views.pages import DETAIL_PARAMETERS, PageViewSet

HUGE = "9" * 10_000
BAD = {
    "nothing": "",
    "word": "x",
    "nul": "\0",
    "long": "x" * 10_000,
    "quote": "'",
    "quotes": "\"';--",
    "huge": HUGE,
    "negative": "-1",
    "fraction": "1.5",
    "sign": "+1",
    "space": " 1",
    "bangla digits": "১০",
    "list": "1,2",
    "broken text": "\ud800",
}


def errors(answer) -> dict[str, dict]:
    return {error["parameter"]: error for error in answer.data["errors"]}


@pytest.mark.parametrize("value", BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("name", ["limit", "offset", "locale", "type"])
def test_a_bad_value_is_refused_with_what_is_allowed(api, name, value):
    answer = api.client.get("/api/v2/pages/?" + name + "=" + _quoted(value))
    api.validate("Problem", answer.json())

    error = answer.json()["errors"][0]
    assert (answer.status_code, error["parameter"]) == (400, name)
    assert error["allowed"] or error["maximum"]
    assert len(answer.content) < 3000


def _quoted(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("name", ["searched", "Locale", "limit ", "\0", "x" * 10_000, "field", "' or 1=1"])
@pytest.mark.parametrize("path", ["pages/", "detail"])
def test_an_unknown_parameter_is_refused(api, homes, path, name):
    path = f"pages/{homes['bn'].pk}/" if path == "detail" else path

    answer = api.get(path, **{name: "1"})

    assert (answer.status, answer.data["code"]) == (400, "invalid_parameters")
    known = [each.name for each in (list_parameters(PAGES) if path == "pages/" else DETAIL_PARAMETERS)]
    assert answer.data["errors"][0]["allowed"] == sorted(known)


@pytest.mark.parametrize("bad", [{"limit": "0"}, {"limit": "101"}, {"offset": "100001"}])
def test_numbers_have_bounds(api, bad):
    answer = api.get("pages/", **bad)

    (name,) = bad
    bounds = {"limit": (1, 100), "offset": (0, 100_000)}[name]
    assert (errors(answer)[name]["minimum"], errors(answer)[name]["maximum"]) == bounds


def test_all_errors_are_named_at_once(api):
    answer = api.get("pages/", limit="x", locale="fr", colour="red")

    assert set(errors(answer)) == {"limit", "locale", "colour"}
    assert errors(answer)["locale"]["allowed"] == ["bn", "en"]


def test_a_parameter_may_be_given_once_only(api):
    answer = api.get("pages/", limit=["1", "2"])

    assert set(errors(answer)) == {"limit"}


def test_more_parameters_than_are_read_is_an_error(api):
    answer = api.client.get("/api/v2/pages/?" + "&".join("a" * 20_000))

    assert answer.status_code == 400
    api.validate("Problem", answer.json())


@pytest.mark.parametrize("key", ["999999", "0", HUGE[:30], HUGE])
def test_a_page_that_is_not_there_is_a_problem_and_not_a_redirect(api, key):
    answer = api.get(f"pages/{key}/")

    assert (answer.status, answer.data["code"]) == (404, "not_found")
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "path",
    ["nothing/", "nothing", "pages", "pages/1", "pages/x/", "pages/-1/", "pages/%00/", "পাতা/", "a'b/"],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_address_is_json_whatever_the_method(api, path, method):
    answer = api.request(method, path)

    assert (answer.status, answer.data["code"]) == (404, "not_found")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace", "nonsense"])
def test_only_reading_is_allowed(api, method):
    answer = api.request(method, "pages/")

    assert (answer.status, answer.data["code"]) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "nonsense", ""])
def test_the_answer_is_json_whatever_is_accepted(api, homes, accept):
    assert api.request("get", "pages/", headers={"Accept": accept}).status == 200


@pytest.mark.parametrize("query", [{}, {"locale": "en"}])
def test_the_language_of_an_error_is_the_readers(api, query, settings):
    answer = api.get("pages/", language="en", limit="x", **query)

    assert answer.headers["Content-Language"] == "en"
    assert answer.data["title"] == "Bad request"
    assert errors(answer)["limit"]["detail"] == "“x” is not a whole number from 1 to 100."


def test_a_failure_of_ours_is_a_problem_too_and_is_logged(api, monkeypatch, caplog):
    monkeypatch.setattr(PageViewSet, "list", lambda *args, **kwargs: 1 / 0)
    api.client.raise_request_exception = False

    with caplog.at_level(logging.ERROR):
        answer = api.get("pages/")

    assert (answer.status, answer.data["code"]) == (500, "internal_error")
    assert "division" not in answer.text
    assert "ZeroDivisionError" in caplog.text
