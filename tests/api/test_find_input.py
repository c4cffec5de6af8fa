"""What is no address of the site is answered with a problem that says so, whatever it is."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from tests.factories import StatementPageFactory
from tests.kept import kept_fixture

DETAIL = "http://127.0.0.1:8000/api/v2/pages/"
LANGUAGES = pytest.mark.parametrize("language", ["bn", "en"])


@kept_fixture
def statement(press):
    return StatementPageFactory(parent=press["bn"], slug="custody")


@pytest.mark.parametrize(
    "address",
    [
        "/bn/press/custody/nothing/",
        "/fr/press/custody/",
        "/BN/press/custody/",
        "/bn/press/cust%00ody/",
        "/bn/press/%2500",
        "/bn/../bn/press/custody/",
        "/cms/",
        "/api/v2/pages/1/",
        "/documents/1/x.pdf",
        "/sitemap.xml",
        "mailto:desk@localhost",
        "javascript:bn/press/custody/",
        "http:/bn/press/custody/",
        "ftp://localhost/bn/press/custody/",
        "http://[",
        "http://[::1",
        "?x=1",
        "#top",
        " ",
        "/r/",
        "/r/ps-2026-1/x",
        "/r/" + "9" * 1900,
        "/" + "a/" * 900,
        "/bn/" + "ক" * 1900,
        "/bn/'; drop table--/",
    ],
)
def test_what_leads_to_no_page_is_not_found(api, statement, address):
    answer = api.get("pages/find/", html_path=address)

    assert (answer.status, answer.data["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("//evil.example", "evil.example"),
        ("https://evil.example/bn/press/custody/", "evil.example"),
        ("\\\\evil.example\\bn\\", "evil.example"),
        ("/\\evil.example/bn/", "evil.example"),
        ("https://localhost@evil.example/bn/", "evil.example"),
        ("http%3A%2F%2Fevil.example%2Fbn%2F", "evil.example"),
        ("https://localhost.evil.example/bn/", "localhost.evil.example"),
        ("https://other.example/bn/", "other.example"),
    ],
)
@LANGUAGES
def test_another_host_is_not_found_and_the_answer_says_why(api, homes, settings, address, host, language):
    settings.ALLOWED_HOSTS = ["*", "other.example"]
    Site.objects.create(hostname="other.example", root_page=Page.objects.get(depth=1))

    answer = api.get("pages/find/", language=language, html_path=address)

    assert (answer.status, answer.headers["Content-Language"]) == (404, language)
    assert host in answer.data["detail"]
    assert "Location" not in answer.headers
    if language == "en":
        assert answer.data["detail"] == f"“{host}” is not this site: only pages of this site can be found."


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        ("", None),
        ("html_path=", None),
        ("path=/bn/", None),
        ("html_path=/bn/%00", None),
        ("html_path=/bn/&html_path=/en/", None),
        ("html_path=" + "x" * 2001, 2000),
        ("html_path=" + "x" * 100_000, 2000),
    ],
)
@LANGUAGES
def test_an_address_that_is_missing_or_none_is_named(api, homes, query, limit, language):
    answer = api.client.get(f"/api/v2/pages/find/?{query}", headers={"Accept-Language": language})
    api.validate("Problem", answer.json())

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["parameter"], error["maximum"]) == (400, "html_path", limit)
    assert answer["Content-Language"] == language


WORDS = (
    "/ // bn en press custody .. . \\ %2F %25 %00 % ? # @ : ; http: https:// localhost evil.example [ ]"
    " r/ps-2026-001 feed old ক '"
)
PIECES = st.sampled_from([*WORDS.split(" "), "\t"])
ADDRESSES = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=14).map("".join),
    st.text(alphabet="/.\\%:?#@[]", max_size=60),
    st.text(min_size=1, max_size=5).map(lambda text: text * 500),
)


@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@example(address="http://[" + "x" * 500)
@example(address="http://ℂ℀/")
@example(address="//" + "." * 300)
@example(address="%E0%A4%A/%FF%ED%A0%80")
@example(address="/" * 2000)
@example(address="/bn/\0")
@given(address=ADDRESSES)
def test_no_address_brings_it_down(api, statement, address):
    # (No form takes a NUL, and PostgreSQL keeps none.)
    Redirect.add_redirect("/bn/old", "//" + address[:200].replace("\0", ""))

    response = api.client.get("/api/v2/pages/find/", {"html_path": address})

    assert response.status_code in (302, 400, 404)
    if response.status_code == 302:
        assert response["Location"].startswith(DETAIL)
        assert response["Location"].removeprefix(DETAIL).strip("/").isdecimal()
