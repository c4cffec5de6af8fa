"""From any public address of the site to the page that readers find there.

What is found is what the site itself shows (`cms.core.views.serve_page`, Wagtail's redirects), in the same order; a
page that readers may not see is as absent as one that never was.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import Resolver404
from django.utils.encoding import escape_uri_path, iri_to_uri, uri_to_iri
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site

from cms.api.page_types import model_of
from cms.api.site_addresses import AnotherHostError, Hosts, SiteAddress, read_address
from cms.api.visibility import Visibility
from cms.core.languages import LANGUAGES, OTHER_LANGUAGE, language_of
from cms.core.models import Reference
from cms.core.models.references import parts_of_short_name
from cms.core.routing import MAX_DEPTH, root_path

# A redirect may lead to an address that is redirected itself. Longer chains are mistakes, and circles have no end.
MAX_STEPS = 5
# Both databases limit how much one query may name.
BATCH = 500


@dataclass(frozen=True)
class Target:
    """A text that something leads to: its page in `language`, or in the other where that is not published."""

    translation_key: UUID
    language: str


class Finder:
    """Finds pages by their addresses, for readers of one language, in few queries for one address or many.

    One address costs a query for pages, and where that finds none, one for redirects and one for what they lead to.
    """

    def __init__(self, visibility: Visibility, request: HttpRequest, language: str) -> None:
        self.visibility = visibility
        self.hosts = Hosts(request, visibility.site)
        self._order = (language, OTHER_LANGUAGE[language])
        self._roots = {each: root_path(request, each) for each in LANGUAGES}

    def find(self, address: SiteAddress) -> Page | None:
        """Return the published page at `address`, or None."""
        return self.find_all([address]).get(address)

    def find_all(self, addresses: Collection[SiteAddress]) -> dict[SiteAddress, Page]:
        """Return the published page at each of `addresses` that leads to one."""
        found: dict[SiteAddress, Page] = {}
        for batch in _batches(set(addresses)):
            found |= self._find_batch(batch)
        return found

    def load_targets(self, targets: Iterable[Target]) -> dict[Target, Page]:
        """Return the published page of each of `targets` that has one, by one query."""
        wanted = set(targets)
        if not wanted:
            return {}
        pages: dict[UUID, dict[str, Page]] = {}
        visible = self.visibility.pages().filter(
            translation_key__in={each.translation_key for each in wanted}
        )
        for page in visible.select_related("locale"):
            pages.setdefault(page.translation_key, {})[language_of(page)] = page
        chosen = {each: pages.get(each.translation_key, {}) for each in wanted}
        return {
            each: twins.get(each.language) or twins[OTHER_LANGUAGE[each.language]]
            for each, twins in chosen.items()
            if twins
        }

    def _find_batch(self, addresses: Collection[SiteAddress]) -> dict[SiteAddress, Page]:
        found: dict[SiteAddress, Page] = {}
        targets: dict[SiteAddress, Target] = {}
        on_the_way = {address: address for address in addresses}  # where each has been led so far
        for _step in range(MAX_STEPS + 1):
            here = {address for address in on_the_way.values() if len(address.parts) <= MAX_DEPTH}
            pages, texts, redirects = self._look_up(here)
            ahead: dict[SiteAddress, SiteAddress] = {}
            for start, address in on_the_way.items():
                if address in pages:
                    found[start] = page = pages[address]
                    wanted = address.language or self._order[0]
                    if language_of(page) != wanted:  # its twin may be published at an address of its own
                        targets[start] = Target(page.translation_key, wanted)
                elif address in texts:
                    targets[start] = texts[address]
                elif address in redirects and (following := self._address_of(redirects[address])):
                    ahead[start] = following
            on_the_way = ahead
            if not on_the_way:
                break
        loaded = self.load_targets(targets.values())
        return found | {start: loaded[each] for start, each in targets.items() if each in loaded}

    def _look_up(
        self, addresses: set[SiteAddress]
    ) -> tuple[dict[SiteAddress, Page], dict[SiteAddress, Target], dict[SiteAddress, Redirect]]:
        """Return what is at each address: a page, a text (by its number or a redirect), or a redirect to follow."""
        texts = self._short_links(addresses)
        # Without a language there can be no page: the site looks for a redirect first, then adds the language.
        bare = {address for address in addresses - texts.keys() if address.language is None}
        redirects = self._redirects({address: _old_paths(address, None) for address in bare})
        pages = self._pages(addresses - texts.keys() - redirects.keys())
        rest = addresses - texts.keys() - redirects.keys() - pages.keys()
        redirects |= self._redirects({address: self._old_paths_in_language(address) for address in rest})
        texts |= {
            address: Target(redirect.redirect_page.translation_key, language_of(redirect.redirect_page))
            for address, redirect in redirects.items()
            if redirect.redirect_page
        }
        return pages, texts, redirects

    def _short_links(self, addresses: set[SiteAddress]) -> dict[SiteAddress, Target]:
        """Return the texts that permanent addresses such as `/r/ps-2026-041` name."""
        named = {}
        for address in addresses:
            if address.language is None and len(address.parts) == 2 and address.parts[0] == "r":
                named[address] = parts_of_short_name(address.parts[1])
        wanted = Q(pk__in=[])
        for series, year, number in filter(None, named.values()):
            wanted |= Q(series=series, year=year, number=number)
        keys = {}
        if any(named.values()):
            rows = Reference.objects.filter(wanted)
            keys = {(row.series, row.year, row.number): row.translation_key for row in rows}
        return {
            address: Target(keys[parts], self._order[0]) for address, parts in named.items() if parts in keys
        }

    def _pages(self, addresses: set[SiteAddress]) -> dict[SiteAddress, Page]:
        """Return the published page at each address: in its language, else the original shown in its place."""
        ways = {
            address: [self._way(root, address.parts) for root in self._roots_for(address)]
            for address in addresses
        }
        url_paths = {step for each in ways.values() for way in each for step in way}
        if not url_paths:
            return {}
        # The table has an index on slugs and none on paths.
        slugs = {url_path.strip("/").rpartition("/")[2] for url_path in url_paths}
        visible = self.visibility.pages().filter(slug__in=slugs, url_path__in=url_paths)
        pages = {page.url_path: page for page in visible.select_related("locale")}
        found = {
            address: next(filter(None, (_page_on_way(way, address.parts, pages) for way in each)), None)
            for address, each in ways.items()
        }
        return {address: page for address, page in found.items() if page is not None}

    def _roots_for(self, address: SiteAddress) -> list[str]:
        """Return the `url_path` of the home pages to look under, the reader's first."""
        order = (
            self._order if address.language is None else (address.language, OTHER_LANGUAGE[address.language])
        )
        if address.language and not address.parts:
            order = order[:1]  # one home page never stands in for the other
        return [root for language in order if (root := self._roots[language])]

    def _way(self, root: str, parts: tuple[str, ...]) -> list[str]:
        """Return the `url_path` of every page on the way, from the home page down."""
        way = [root]
        for part in parts:
            way.append(f"{way[-1]}{part}/")
        return way

    def _old_paths_in_language(self, address: SiteAddress) -> list[str]:
        order = self._order if address.language is None else (address.language,)
        return [path for language in order for path in _old_paths(address, language)]

    def _redirects(self, paths: dict[SiteAddress, list[str]]) -> dict[SiteAddress, Redirect]:
        """Return the redirect of each address that has one at the first of its paths that is known."""
        candidates = {path for each in paths.values() for path in each}
        if not candidates:
            return {}
        rows = redirects_of(self.visibility.site).filter(old_path__in=candidates)
        known: dict[str, Redirect] = {}
        for row in rows.select_related("redirect_page__locale"):
            if row.site_id is not None or row.old_path not in known:  # the site's own goes before one for all
                known[row.old_path] = row
        firsts = {
            address: next((known[path] for path in each if path in known), None)
            for address, each in paths.items()
        }
        return {address: redirect for address, redirect in firsts.items() if redirect is not None}

    def _address_of(self, redirect: Redirect) -> SiteAddress | None:
        """Return the address of the site that `redirect` leads to; None when it leads elsewhere or nowhere."""
        if not redirect.redirect_link:
            return None
        try:
            return read_address(redirect.redirect_link, self.hosts)
        except AnotherHostError:
            return None


def redirects_of(site: Site | None) -> QuerySet[Redirect]:
    """Return the redirects that readers of `site` may meet and that lead anywhere at all."""
    if site is None:
        return Redirect.objects.none()
    return Redirect.get_for_site(site).exclude(redirect_page=None, redirect_link="")


def _page_on_way(way: list[str], parts: tuple[str, ...], pages: dict[str, Page]) -> Page | None:
    """Return the deepest page on the way, if it answers for the rest of it (a feed, a calendar entry, data)."""
    depth = next((depth for depth in reversed(range(len(way))) if way[depth] in pages), None)
    if depth is None:
        return None
    page, rest = pages[way[depth]], parts[depth:]
    return page if not rest or has_route(page, f"/{'/'.join(rest)}/") else None


def has_route(page: Page, path: str) -> bool:
    """Whether `page` answers at `path` below its own address, such as `/feed/`. Asks the database nothing."""
    model = model_of(page)
    if not issubclass(model, RoutablePageMixin):
        return False
    try:
        model.get_resolver().resolve(path)
    except Resolver404:
        return False
    return True


def _old_paths(address: SiteAddress, language: str | None) -> list[str]:
    """Return the forms in which Wagtail may keep `address`, best first: with the query, then without."""
    path = "/" + "/".join([language, *address.parts] if language else address.parts)
    forms = []
    for query in [f"?{iri_to_uri(address.query)}", ""] if address.query else [""]:
        encoded = Redirect.normalise_path(escape_uri_path(path) + query, decode_unicode=False)
        forms += [uri_to_iri(encoded), encoded]
    return [*dict.fromkeys([*forms, path])]


def _batches(addresses: Iterable[SiteAddress]) -> Iterator[list[SiteAddress]]:
    remaining = iter(addresses)
    while batch := list(islice(remaining, BATCH)):
        yield batch
