"""Absolute, public addresses. They come from the site's own record, never from the request's Host header."""

from urllib.parse import urljoin

from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from wagtail.models import Page, Site


class Addresses:
    """Says where things are on the site that a request is for."""

    def __init__(self, request: HttpRequest) -> None:
        site = Site.find_for_request(request)
        self.request = request
        self.root: str = site.root_url if site else request.build_absolute_uri("/").rstrip("/")

    def absolute(self, address: str) -> str:
        """Return `address`, which may be a path on this site, as an absolute URL in ASCII."""
        return str(iri_to_uri(urljoin(f"{self.root}/", address)))

    def detail(self, page_id: int) -> str:
        """Return where the API describes the page."""
        return self.absolute(reverse("api:page", args=[page_id]))

    def html(self, page: Page) -> str:
        """Return where people read the page, with its language at the beginning of the path."""
        return self.absolute(page.get_url_parts(self.request)[2])
