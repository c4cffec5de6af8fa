"""Reading an address of the site, in whatever form someone copied it."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host
from wagtail.models import Site

from cms.core.languages import LANGUAGES

# An address that was encoded twice on its way is read; more layers than this no honest program makes.
MAX_LAYERS = 4


@dataclass(frozen=True)
class SiteAddress:
    """An address of the site, taken apart: `/en/press/x/?page=2` is in `en`, at `press`, `x`, with `page=2`."""

    language: str | None
    parts: tuple[str, ...]
    query: str = ""


class AnotherHostError(Exception):
    """An address is on a host that is not the site's; carries the host."""

    def __init__(self, host: str) -> None:
        super().__init__(host)
        self.host = host


class Hosts:
    """The hosts of the site that a request is for, and those of the other sites of this installation."""

    def __init__(self, request: HttpRequest, site: Site | None) -> None:
        self._is_default = bool(site and site.is_default_site)
        self._asked = _ascii(split_domain_port(request.get_host())[0])
        self._owners: dict[str, set[int]] = {}
        for root in Site.get_site_root_paths():
            self._owners.setdefault(_ascii(urlsplit(root.root_url).hostname or ""), set()).add(root.site_id)
        self._site_id = site.pk if site else None

    def is_ours(self, host: str) -> bool:
        """Whether the site answers at `host`: its own, the one asked, or one that the server is open for."""
        host = _ascii(host)
        if host in self._owners:
            return self._site_id in self._owners[host]
        return host == self._asked or (self._is_default and _is_served(host))

    def is_served_here(self, host: str) -> bool:
        """Whether this server answers at `host`, for this site or another."""
        host = _ascii(host)
        return host in self._owners or host == self._asked or _is_served(host)


def read_address(text: str, hosts: Hosts) -> SiteAddress | None:
    """Return the address of the site that `text` is: a path, with or without language, or a whole URL.

    None when it is none, whatever it is. The fragment is dropped, as a browser does not send it either.

    Raises:
        AnotherHostError: when it is a URL of another host.
    """
    # A browser takes a backslash for a slash: what leads elsewhere there must not pass for a path here.
    text = _decoded(text).strip().replace("\\", "/")
    try:
        split = urlsplit(text)
        host = split.hostname or ""
    except ValueError:
        return None
    if host and not hosts.is_ours(host):
        raise AnotherHostError(host)
    if "\0" in text or (split.scheme and (split.scheme not in ("http", "https") or not host)):
        return None
    if not host and not split.path:
        return None
    parts = tuple(part for part in split.path.split("/") if part)
    language = parts[0] if parts and parts[0] in LANGUAGES else None
    return SiteAddress(language, parts[1:] if language else parts, split.query)


def _decoded(text: str) -> str:
    for _layer in range(MAX_LAYERS):
        decoded = unquote(text)
        if decoded == text:
            break
        text = decoded
    return text


def _is_served(host: str) -> bool:
    """Whether the settings open the server for `host` by name: `*` says nothing about whose it is."""
    return validate_host(host, [pattern for pattern in settings.ALLOWED_HOSTS if pattern != "*"])


def _ascii(host: str) -> str:
    """Return `host`, which may be in Bangla letters, as the name system spells it."""
    host = host.lower().strip("[]").removesuffix(".")
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host
