"""The addresses that are not pages: the root, robots, health, the sitemap, feeds, and what is not found."""

import datetime
import xml.etree.ElementTree as ElementTree
from uuid import uuid5

import pytest
from django.db import connection
from wagtail.models import PageViewRestriction

from cms.core.views import server_error
from tests.factories import (
    EventPageFactory,
    StatementPageFactory,
    SubmissionPageFactory,
    TopicFactory,
    translate,
)

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("bn", "bn"),
        ("bn-BD,en;q=0.9", "bn"),
        ("en-GB,en;q=0.9,bn;q=0.1", "en"),
        ("en;q=0.1,bn;q=0.9", "bn"),
        ("fr,de;q=0.5", "bn"),
        ("fr,en;q=0.5", "en"),
        ("*", "bn"),
        ("", "bn"),
        (None, "bn"),
        (";;;,,q=x", "bn"),
        ("\u0000bn", "bn"),
    ],
)
@pytest.mark.django_db
def test_the_root_leads_to_the_home_page_in_the_reader_s_language(client, accepted, language):
    headers = {} if accepted is None else {"accept-language": accepted}
    response = client.get("/", headers=headers)

    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in response["Vary"]


def test_pages_do_not_vary_by_cookie_or_language(client, press):
    response = client.get("/bn/press/")

    assert "Cookie" not in response.get("Vary", "")


def test_robots_are_shown_the_sitemap_and_kept_out_of_the_desk(client, db):
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert {"User-agent: *", "Disallow: /cms/", "Sitemap: http://testserver/sitemap.xml"} <= set(lines)


def test_health_says_ok_and_is_not_kept(client, db):
    response = client.get("/health/")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"


def test_health_fails_when_the_database_does(client, db, monkeypatch):
    def refuse(*args, **kwargs):
        raise RuntimeError("the database is gone")

    client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", refuse)
        response = client.get("/health/")

    assert response.status_code == 500


def sitemap(client) -> dict[str, str | None]:
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
    return {
        url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in root.iter(f"{SITEMAP}url")
    }


def test_the_sitemap_lists_the_published_pages_of_both_languages_by_full_address(client, press):
    statement = StatementPageFactory(parent=press["bn"], slug="custody")
    translate(statement)

    assert {
        "http://testserver/bn/",
        "http://testserver/en/",
        "http://testserver/bn/press/",
        "http://testserver/en/press/",
        "http://testserver/bn/press/custody/",
        "http://testserver/en/press/custody/",
    } == set(sitemap(client))


def test_the_sitemap_says_when_a_page_was_last_published(client, press):
    statement = StatementPageFactory(parent=press["bn"], slug="custody")

    lastmod = sitemap(client)["http://testserver/bn/press/custody/"]
    assert lastmod[:10] == statement.last_published_at.date().isoformat()


def test_the_sitemap_lists_an_untranslated_page_once_at_its_own_address(client, press):
    StatementPageFactory(parent=press["bn"], slug="only-bangla")
    StatementPageFactory(parent=press["en"], slug="only-english")

    addresses = {address for address in sitemap(client) if "only" in address}
    assert addresses == {
        "http://testserver/bn/press/only-bangla/",
        "http://testserver/en/press/only-english/",
    }


def test_the_sitemap_keeps_drafts_and_private_pages_to_itself(client, press):
    StatementPageFactory(parent=press["bn"], slug="draft", publish=False)
    private = StatementPageFactory(parent=press["bn"], slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert not [address for address in sitemap(client) if "draft" in address or "private" in address]


@pytest.mark.parametrize("query", ["", "?p=2", "?p=0", "?p=abc", "?p=%00", "?p=99999999999999999999"])
def test_the_sitemap_answers_bad_input_without_failing(client, press, query):
    assert client.get(f"/sitemap.xml{query}").status_code in (200, 404)


@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_feed_of_a_section_carries_its_newest_texts_in_its_language(client, press, language):
    topic = TopicFactory(name_bn="নারী", name_en="Women")
    older = StatementPageFactory(parent=press[language], issued_on=datetime.date(2026, 1, 1), topics=[topic])
    newer = EventPageFactory(parent=press[language])
    StatementPageFactory(parent=press[language], publish=False)

    response = client.get(f"/{language}/press/feed/")
    feed = ElementTree.fromstring(response.content)  # noqa: S314

    assert response["Content-Type"].startswith("application/atom+xml")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [newer.title, older.title]
    assert entries[1].find(f"{ATOM}link").get("href") == older.full_url
    assert entries[1].find(f"{ATOM}category").get("term") == {"bn": "নারী", "en": "Women"}[language]
    assert entries[1].findtext(f"{ATOM}published") == "2026-01-01T00:00:00+06:00"
    assert entries[1].findtext(f"{ATOM}updated")
    assert entries[1].findtext(f"{ATOM}id") == uuid5(older.translation_key, language).urn


def test_the_feed_holds_no_original_of_the_other_language(client, press):
    StatementPageFactory(parent=press["bn"], title="শুধু বাংলা")

    assert "শুধু বাংলা" not in client.get("/en/press/feed/").content.decode()


def test_the_feed_of_an_empty_section_is_a_feed(client, press):
    assert ElementTree.fromstring(client.get("/en/press/feed/").content).findall(f"{ATOM}entry") == []  # noqa: S314


def test_a_text_without_a_date_is_in_the_feed_and_in_the_list(client, international):
    SubmissionPageFactory(
        parent=international["en"], status="planned", submitted_on=None, title="Not yet dated"
    )

    assert "Not yet dated" in client.get("/en/international/").content.decode()
    assert "Not yet dated" in client.get("/en/international/feed/").content.decode()


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [
        ("/bn/nothing/", "en", "bn"),
        ("/en/nothing/", "bn", "en"),
        ("/bn/nothing/here/at/all/", "en", "bn"),
        ("/media/images/nothing.png", "en", "en"),
        ("/media/images/nothing.png", "fr", "bn"),
    ],
)
def test_what_is_not_found_is_said_in_the_language_of_the_address(client, homes, path, accepted, language):
    response = client.get(path, headers={"accept-language": accepted})

    assert response.status_code == 404
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("accepted", ["en", "bn"])
def test_an_address_without_language_is_looked_for_in_the_reader_s(client, press, accepted):
    response = client.get("/press/", headers={"accept-language": accepted}, follow=True)

    assert response.redirect_chain == [(f"/{accepted}/press/", 302)]
    assert response.status_code == 200


def test_the_error_page_speaks_both_languages_without_the_database():
    response = server_error(None)

    assert response.status_code == 500
    assert 'lang="bn"' in response.content.decode()
    assert 'lang="en"' in response.content.decode()
