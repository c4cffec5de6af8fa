"""The pages about the API: their language, what their policy allows, and what a wrong request is told."""

import re

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.any_database

ADDRESSES = ["docs/", "docs/guide/"]
every_address = pytest.mark.parametrize("address", ADDRESSES)
every_language = pytest.mark.parametrize("language", ["bn", "en"])


@every_address
@every_language
@pytest.mark.parametrize("by", ["parameter", "header"])
def test_the_frame_is_in_the_reader_s_language(client, homes, address, language, by):
    query = {"locale": language} if by == "parameter" else {}
    accepted = language if by == "header" else {"bn": "en", "en": "bn"}[language]

    response = client.get(f"/api/v2/{address}", query, headers={"Accept-Language": accepted})

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert page.html["lang"] == response.headers["Content-Language"] == language
    assert "Accept-Language" in response.headers["Vary"]
    assert not response.cookies
    other = page.select_one(".language-switch a")
    assert other["href"] == f"/api/v2/{address}?locale={other['hreflang']}"
    assert other["hreflang"] != language


@every_address
def test_nothing_on_them_is_inline_or_from_elsewhere(client, homes, address):
    page = BeautifulSoup(client.get(f"/api/v2/{address}").content, "html.parser")

    assert [script for script in page.find_all("script") if not script["src"].startswith("/static/")] == []
    assert [
        link for link in page.select("link[rel=stylesheet]") if not link["href"].startswith("/static/")
    ] == []
    assert page.find_all("style") == page.select("[style]") == []
    assert not re.search(r"\son[a-z]+=", str(page.main))


def test_the_viewer_s_policy_allows_its_icons_and_nothing_else_more(client, homes):
    ordinary = client.get("/api/v2/docs/guide/").headers["Content-Security-Policy"]

    policy = client.get("/api/v2/docs/").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert policy == ordinary.replace("img-src 'self'", "img-src 'self' data:")


@every_address
def test_a_wrong_parameter_is_a_problem(client, homes, address):
    response = client.get(f"/api/v2/{address}?colour=red")

    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["allowed"] == ["locale"]


@every_language
def test_the_viewer_leads_to_the_guide_and_to_the_document_in_both_forms(client, homes, language):
    page = BeautifulSoup(client.get(f"/api/v2/docs/?locale={language}").content, "html.parser")

    links = {link["href"] for link in page.main.find_all("a")}

    assert {
        f"/api/v2/docs/guide/?locale={language}",
        "/api/v2/schema/?format=json",
        "/api/v2/schema/?format=yaml",
    } <= links
    for link in links:
        assert client.get(link).status_code == 200
