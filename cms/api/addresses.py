"""Absolute, public addresses. They come from the site's own record, never from the request's Host header."""

import re
from urllib.parse import urljoin

from django.core.files.storage import Storage
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import iri_to_uri
from wagtail.models import Page

from cms.api.visibility import SiteTrees, site_trees
from cms.core.languages import language_of

PLAIN_PATH = re.compile(r"/(?:(?!\.\.)[A-Za-z0-9_~.-]+/?)*+")


class Addresses:
    """Says where things are on the site that a request is for."""

    def __init__(self, request: HttpRequest, trees: SiteTrees | None = None) -> None:
        trees = trees or site_trees(request)
        self.root = trees.root_url or request.build_absolute_uri("/").rstrip("/")
        self._trees = trees
        self._detail = self.absolute(reverse("api:pages"))
        # A page's own `get_url` reverses the same pattern anew for each page.
        self._homes = {language: self._home(language) for language in trees.url_paths}

    def absolute(self, address: str) -> str:
        """Return `address`, which may be a path on this site, as an absolute URL in ASCII."""
        if PLAIN_PATH.fullmatch(address):  # nearly all are, and joining takes ten times as long
            return f"{self.root}{address}"
        return str(iri_to_uri(urljoin(f"{self.root}/", address)))

    def detail(self, page_id: int) -> str:
        """Return where the API describes the page."""
        return f"{self._detail}{page_id}/"

    def html(self, url_path: str, language: str) -> str:
        """Return where people read the page at `url_path` of the tree, its language at the beginning of the path."""
        home = self._trees.url_paths.get(language, "/")
        return f"{self._homes.get(language, self.root + '/')}{url_path.removeprefix(home)}"

    def page(self, page: Page) -> str:
        """Return where people read `page`."""
        return self.html(page.url_path, language_of(page))

    def file(self, storage: Storage, name: str) -> str:
        """Return where the stored file `name` is handed out."""
        return self.absolute(storage.url(name))

    def document(self, key: int, file_name: str) -> str:
        """Return where a document is handed out: through the view that asks who may have it."""
        return self.absolute(reverse("wagtaildocs_serve", args=[key, file_name.rpartition("/")[2]]))

    def _home(self, language: str) -> str:
        with translation.override(language):
            return self.absolute(reverse("wagtail_serve", args=[""]))
