"""From an address to a page, in two queries at any depth.

Wagtail asks for a page and for its specific row at every step of the path. The outcome here is the same: the deepest
page on the way answers for what is left of the path, as its own `route` sees fit.
"""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from cms.core.models.pages import BasePage

# No page lies deeper; a longer way is not worth a question to the database.
MAX_DEPTH = 12


def root_path(request: HttpRequest, language: str) -> str | None:
    """Return the `url_path` of the site's home page in `language`; None when the site has none."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    paths = [each for each in Site.get_site_root_paths() if each.site_id == site.pk]
    return next((each.root_path for each in paths if each.language_code == language), None)


def find_page(root: str, components: list[str]) -> tuple[Page | None, list[str]]:
    """Return the deepest page on the way `components` from the home page at `root`, and what is left of the way.

    One query. The page may be a draft, and is not yet of its specific type.
    """
    if len(components) > MAX_DEPTH:
        return None, components
    addresses = [root]
    for component in components:
        addresses.append(f"{addresses[-1]}{component}/")
    # The table has an index on slugs and none on paths.
    slugs = [root.strip("/").rpartition("/")[2], *components]
    pages = Page.objects.filter(slug__in=slugs, url_path__in=addresses).order_by("-depth")
    page = pages.first()
    return page, components[addresses.index(page.url_path) :] if page is not None else components


def specific(page: Page) -> Page:
    """Return `page` as what it is, with the vocabulary and pictures its own fields point to: one query."""
    model = page.specific_class
    if model is None or not issubclass(model, BasePage):
        return page.specific
    return model.objects.select_related("locale", *model.shown_with()).get(pk=page.pk)


def route(request: HttpRequest, path: str) -> tuple[Page, list[Any], dict[str, Any]] | None:
    """Find what answers at `path` in the active language, and keep it where Wagtail looks for it.

    Returns the page with the arguments of its view, or None when nothing published is there.
    """
    components = [component for component in path.split("/") if component]
    found: RouteResult | None = None
    root = root_path(request, get_language() or "")
    page, rest = find_page(root, components) if root else (None, [])
    if page is not None:
        try:
            found = specific(page).route(request, rest)
        except Http404:
            found = None
    request._wagtail_route_for_request = found
    return found
