"""Where links that the desk typed as addresses lead, as far as every reader may know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from wagtail.models import Page

from cms.api.addresses import Addresses
from cms.api.finding import Finder, has_route
from cms.api.parameters import MAX_KEY
from cms.api.site_addresses import AnotherHostError, SiteAddress, read_address
from cms.documents.models import HouseDocument


@dataclass(frozen=True)
class Destination:
    """A public address, and the page there when it is one of this site's."""

    url: str
    page: Page | None = None


def public_destinations(links: Iterable[str], finder: Finder, addresses: Addresses) -> dict[str, Destination]:
    """Return the destination of each of `links` that is public.

    An address on this server is public when it leads to a page or a document that readers may see. Everything else
    here (the desk, drafts, private pages and files, another site of the installation) is left out, and so is what is
    no web address. An address on any other server is taken as it is.
    """
    external: dict[str, Destination] = {}
    ours: dict[str, SiteAddress] = {}
    for link in set(links):
        try:
            address = read_address(link, finder.hosts)
        except AnotherHostError as error:
            if not finder.hosts.is_served_here(error.host) and link.lower().startswith(
                ("http://", "https://")
            ):
                external[link] = Destination(addresses.absolute(link))
            continue
        if address is not None:
            ours[link] = address
    pages = finder.find_all(ours.values()) if ours else {}
    files = _documents({link: address for link, address in ours.items() if address not in pages}, finder)
    return (
        external
        | {
            link: Destination(_address_at(pages[address], link, addresses), pages[address])
            for link, address in ours.items()
            if address in pages
        }
        | {link: Destination(addresses.absolute(file.url)) for link, file in files.items()}
    )


def _address_at(page: Page, link: str, addresses: Addresses) -> str:
    """Return `link` when it is an address of `page`, perhaps with a query or of its feed; else the page's own.

    What only leads to the page by redirects is not repeated: it may name what readers are not to know of.
    """
    own, given = addresses.page(page), addresses.absolute(link)
    if not given.startswith(own):
        return own
    rest = urlsplit(given).path.removeprefix(urlsplit(own).path).strip("/")
    return given if not rest or has_route(page, f"/{rest}/") else own


def _documents(ours: dict[str, SiteAddress], finder: Finder) -> dict[str, HouseDocument]:
    keys: dict[str, int] = {}
    for link, address in ours.items():
        try:
            match = resolve("/" + "/".join(address.parts))
        except Resolver404:
            continue
        if match.url_name == "wagtaildocs_serve" and address.language is None:
            keys[link] = int(match.args[0])
    wanted = {key for key in keys.values() if key <= MAX_KEY}
    files = {file.pk: file for file in finder.visibility.documents(wanted)} if wanted else {}
    return {link: files[key] for link, key in keys.items() if key in files}
