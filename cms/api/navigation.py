"""The menus of the site as data: for each language a tree of pages, and the links at the foot."""

from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Page

from cms.api.addresses import Addresses
from cms.api.destinations import Destination, public_destinations
from cms.api.finding import Finder
from cms.api.page_types import name_of
from cms.api.visibility import Visibility
from cms.core.languages import ENDONYMS, LANGUAGES, language_of
from cms.core.models import FooterLink
from cms.core.navigation import Link, by_key, footer_link, footer_of, with_short_titles


class SiteNavigation:
    """What the site's frame leads to, in both languages: three queries at any size."""

    def __init__(
        self, request: HttpRequest, visibility: Visibility, addresses: Addresses, language: str
    ) -> None:
        self.request, self.visibility, self.addresses, self.language = (
            request,
            visibility,
            addresses,
            language,
        )

    def languages(self) -> list[dict[str, Any]]:
        """Return each language with its home page and its navigation, in the language itself."""
        return [self._language(language) for language in LANGUAGES]

    def _language(self, language: str) -> dict[str, Any]:
        home = self._homes.get(language)
        with translation.override(language):
            return {
                "code": language,
                "endonym": ENDONYMS[language],
                "html_url": self.addresses.page(home) if home else None,
                "home": page_reference(home, self.addresses) if home else None,
                "navigation": {"menu": self._menu(home), "footer": self._footer(language)},
            }

    @cached_property
    def _footer_links(self) -> list[FooterLink]:
        return list(footer_of(self.visibility.site))

    @cached_property
    def _pages(self) -> list[Page]:
        """Every page that the navigation names, in tree order."""
        site = self.visibility.site
        wanted = Q(show_in_menus=True) | Q(
            translation_key__in=[link.page.translation_key for link in self._footer_links if link.page]
        )
        if site is not None:
            wanted |= Q(translation_key=site.root_page.translation_key)
        pages = with_short_titles(self.visibility.pages().filter(wanted))
        return list(pages.select_related("locale").order_by("path"))

    @cached_property
    def _homes(self) -> dict[str, Page]:
        site = self.visibility.site
        key = site.root_page.translation_key if site else None
        return {language_of(page): page for page in self._pages if page.translation_key == key}

    def _menu(self, home: Page | None) -> list[dict[str, Any]]:
        """Return the pages shown in menus, each under the one above it; those under a page that is not, are not."""
        if home is None:
            return []
        children: dict[str, list[dict[str, Any]]] = {home.path: []}
        for page in self._pages:
            siblings = children.get(page.path[: -page.steplen])
            if siblings is None or not page.show_in_menus:
                continue
            children[page.path] = []
            siblings.append(
                page_reference(page, self.addresses)
                | {"title": page.short_title, "children": children[page.path]}
            )
        return children[home.path]

    def _footer(self, language: str) -> list[dict[str, Any]]:
        pages = by_key(self._pages, language)
        links = (footer_link(link, pages, language, self.request) for link in self._footer_links)
        entries = (self._footer_entry(link) for link in links if link is not None)
        return [entry for entry in entries if entry is not None]

    def _footer_entry(self, link: Link) -> dict[str, Any] | None:
        if link.page:
            destination = Destination(self.addresses.page(link.page), link.page)
        elif link.url in self._destinations:
            destination = self._destinations[link.url]
        else:
            return None
        page = page_reference(destination.page, self.addresses) if destination.page else None
        return {"title": link.title, "url": destination.url, "page": page}

    @cached_property
    def _destinations(self) -> dict[str, Destination]:
        """Where the links to addresses lead: the desk may have typed one that only the desk can open."""
        finder = Finder(self.visibility, self.request, self.language)
        return public_destinations(
            [link.url for link in self._footer_links if link.url], finder, self.addresses
        )


def page_reference(page: Page, addresses: Addresses) -> dict[str, Any]:
    """Return `page`, which readers may see, as others point to it."""
    return {
        "id": page.pk,
        "type": name_of(page),
        "title": page.title,
        "locale": language_of(page),
        "detail_url": addresses.detail(page.pk),
        "html_url": addresses.page(page),
    }
