"""No input brings the site down, and every reader is told what became of theirs."""

import pytest

from tests.factories import StatementPageFactory, SubmissionPageFactory, TopicFactory
from tests.kept import kept_fixture

LANGUAGES = ["bn", "en"]
SECTIONS = ["", "press/", "international/", "international/assessments/"]
QUERIES = [
    "%E0%A4%A",
    "a=%ZZ",
    "?=&&",
    "=",
    "&&&",
    "%00=%00",
    "a=%00",
    "topic=%00",
    "page=%00",
    "topic='\"",
    "topic=%27%22",
    "type=<script>alert(1)</script>",
    "kind=nothing-we-know",
    "year=-1",
    "year=99999999999999999999",
    "year=%E0%A7%A8%E0%A7%A6%E0%A7%A8%E0%A7%AC",
    "page=0",
    "page=-1",
    "page=1000000000",
    "page=" + "9" * 5000,
    "page=abc",
    "page=1&page=2&page=0",
    "topic=a&topic=b&type=x&type=y&kind[]=1",
    "topic=" + "%F0%9F%98%80" * 800,
    "q=" + "x" * 10_000,
    "topic=" + "x" * 10_000,
    "topic=%ED%A0%80",
    "topic=%FF%FE",
]
PATHS = [
    "/fr/",
    "/fr/press/",
    "/BN/",
    "/bn/nothing/",
    "/bn/press/nothing/",
    "/bn/press/feed/nothing/",
    "/bn/%00/",
    "/bn/press/%00/",
    "/%00",
    "/en/a%00b/",
    "/bn/%0A/",
    "/bn/%E0%A4%A/",
    "/bn/%FF/",
    "/bn/" + "x" * 3000 + "/",
    "/bn/" + "a/" * 500,
    "/bn/বিবৃতি/",
    "/bn/../../etc/passwd",
    "/bn/press/'/",
    '/bn/press/"><script>/',
    "/bn/press/%2e%2e/",
    "//bn//press//",
    "/media/images/%00",
    "/media/images/../../manage.py",
    "/documents/999999999999999999999/x.pdf",
    "/documents/1/%00",
    "/static/%00",
    "/r/%00",
    "/sitemap.xml/",
]


@kept_fixture
def site(press, international, assessments):
    """Each section with something to list."""
    for language in LANGUAGES:
        StatementPageFactory(parent=press[language], topics=[TopicFactory()])
        SubmissionPageFactory(parent=international[language], topics=[TopicFactory()])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", SECTIONS, ids=lambda path: path or "home")
def test_no_query_string_brings_a_section_down(site, client, language, section):
    for query in QUERIES:
        response = client.get(f"/{language}/{section}", QUERY_STRING=query)

        assert response.status_code == 200, query
        assert b"\0" not in response.content, query
        assert "<script>alert(1)" not in response.content.decode(), query


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_an_address_of_nothing_is_not_found(homes, press, client, path):
    response = client.get(path, follow=True)

    assert response.status_code in (400, 404)


@pytest.mark.parametrize("method", ["get", "head", "post", "options", "put", "delete"])
@pytest.mark.parametrize("path", ["/bn/%00/", "/en/press/%00", "/%00/", "/bn/press/feed/%00/"])
def test_a_nul_in_the_path_is_not_found_by_any_method(homes, press, client, method, path):
    assert getattr(client, method)(path).status_code in (400, 403, 404, 405)


@pytest.mark.parametrize(
    ("language", "query", "hint"),
    [
        ("en", "page=0", "There is no page with this number; this is the nearest one."),
        ("en", "page=1000000000", "There is no page with this number; this is the nearest one."),
        ("en", "page=abc", "“abc” is not a page number; this is the first page."),
        ("en", "topic=nowhere", "“nowhere” is not a choice for “Topic”; it was left out."),
        ("en", "year=1066", "“1066” is not a choice for “Year”; it was left out."),
        ("en", "type=<b>", "“&lt;b&gt;” is not a choice for “Type”; it was left out."),
    ],
)
@pytest.mark.parametrize("section", ["press/", "international/"])
def test_the_reader_is_told_what_became_of_what_they_asked(site, client, language, section, query, hint):
    html = client.get(f"/{language}/{section}", QUERY_STRING=query).content.decode()

    assert hint in html
    assert html.count('role="status"') == 1


@pytest.mark.parametrize("section", ["press/", "international/"])
@pytest.mark.parametrize("query", ["page=0", "page=abc", "topic=nowhere"])
def test_the_reader_is_told_in_bangla_as_well(site, client, section, query):
    html = client.get(f"/bn/{section}", QUERY_STRING=query).content.decode()

    assert html.count('role="status"') == 1


def test_each_of_several_mistakes_has_its_hint(site, client):
    html = client.get("/en/press/?page=0&topic=nowhere&type=nothing&year=1&kind=x").content.decode()

    assert html.count('role="status"') == 5


def test_a_good_address_has_no_hint(site, client):
    assert 'role="status"' not in client.get("/en/press/?type=statements&page=1").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", SECTIONS, ids=lambda path: path or "home")
def test_posting_to_a_page_changes_nothing_and_does_not_fail(site, client, language, section):
    response = client.post(f"/{language}/{section}", {"a": "b"})

    assert response.status_code in (200, 403, 405)
    assert not response.cookies


def test_a_body_that_is_no_form_does_not_fail(site, client):
    for content_type in ["application/json", "multipart/form-data", "multipart/form-data; boundary=x", "x/y"]:
        response = client.post("/bn/press/", b"\xff\xfe{", content_type=content_type)

        assert response.status_code < 500


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "testserver:abc"},
        {"accept-language": "\udce0" * 3},
        {"accept-language": "a" * 20_000},
        {"cookie": "sessionid=\x00; csrftoken=;;;"},
        {"cookie": "sessionid=" + "x" * 4000},
        {"x-forwarded-host": "evil.example"},
        {"if-none-match": "*, W/"},
        {"range": "bytes=0-"},
    ],
    ids=lambda headers: next(iter(headers)),
)
@pytest.mark.parametrize("path", ["/", "/bn/press/", "/r/ps-2026-001", "/bn/nothing/"])
def test_no_header_brings_it_down(site, client, headers, path):
    response = client.get(path, headers=headers)

    assert response.status_code < 500
    assert "evil.example" not in response.content.decode()
    assert "evil.example" not in response.get("Location", "")
