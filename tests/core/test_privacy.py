"""What a reader is sent: no cookie, no inline script or style, nothing from elsewhere, on any page."""

import re

import pytest

from cms.core.middleware import ContentSecurityPolicyMiddleware
from tests.factories.registry import HOUSE_PAGES, MADE_BY_MIGRATION, make_page, rich_body, rich_relations

EVERY_TYPE = pytest.mark.parametrize("model", HOUSE_PAGES, ids=lambda model: model.__name__)
OTHER_ADDRESSES = [
    "/",
    "/bn/nothing/",
    "/en/nothing/",
    "/nothing",
    "/robots.txt",
    "/sitemap.xml",
    "/health/",
    "/r/ps-2026-001",
    "/bn/press/feed/",
    "/en/press/?page=0&topic=%00",
    "/media/images/none.png",
    "/documents/1/none.pdf",
    "/api/v2/",
]
LOADED = re.compile(
    r"""<(?:script|img|iframe|link|source|video|audio)[^>]*?\s(?:src|href|srcset)="([^"]*)\""""
)


def assert_private(response) -> None:
    assert not response.cookies
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.get("Vary", "")
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"


@EVERY_TYPE
@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_page_of_every_type_asks_nothing_of_the_reader(model, language, sections, client):
    fields = {}
    if model not in MADE_BY_MIGRATION:
        fields = rich_fields(model, sections["press"][language])
    page = make_page(model, language, sections, **fields)

    response = client.get(page.url)
    html = response.content.decode()

    assert response.status_code == 200
    assert_private(response)
    assert not re.search(r"<[^>]+\sstyle=", html)
    assert not re.search(r"<[^>]+\son[a-z]+=", html)
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)
    assert "<iframe" not in html
    loaded = [
        address for address in LOADED.findall(html) if not address.startswith(("/", "http://testserver/"))
    ]
    assert [address for address in loaded if not is_link_between_pages(html, address)] == []


def rich_fields(model, related) -> dict:
    fields = {"body": rich_body(related)} if hasattr(model, "body") else {}
    return fields | (rich_relations(model, [related]) if hasattr(model, "topics") else {})


def is_link_between_pages(html: str, address: str) -> bool:
    """Whether `address` is only named, not fetched: a canonical or alternate address."""
    return bool(re.search(rf'<link rel="(?:canonical|alternate)"[^>]*href="{re.escape(address)}"', html))


@pytest.mark.parametrize("path", OTHER_ADDRESSES)
def test_what_is_not_a_page_sets_no_cookie_either(path, press, client):
    response = client.get(path)

    assert not response.cookies
    assert "unsafe" not in response["Content-Security-Policy"]


def test_the_admin_has_a_wider_policy_because_its_editors_need_it(admin_client):
    policy = admin_client.get("/cms/")["Content-Security-Policy"]

    assert "'unsafe-inline'" in policy
    assert "object-src 'none'" in policy


@pytest.mark.parametrize("path", ["/cms", "/cmsx/", "/bn/cms/", "/en/press/cms/"])
def test_only_the_admin_itself_has_the_wider_policy(path, press, client):
    assert "unsafe" not in client.get(path)["Content-Security-Policy"]


def test_media_kept_on_another_host_is_named_in_the_policy(settings):
    settings.CSP_MEDIA_SOURCES = ["https://media.example"]

    assert "img-src 'self' https://media.example;" in ContentSecurityPolicyMiddleware(None).public
