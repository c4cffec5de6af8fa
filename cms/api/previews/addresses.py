"""Where a preview link leads: to the front end's own screen, or to the API."""

from collections.abc import Iterable
from string import Formatter
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.urls import reverse

from cms.api.addresses import Addresses
from cms.api.models import PreviewLink

PLACES = ("page", "locale", "token")
NEEDED = {"page", "token"}
OWN_MACHINE = ("localhost", "127.0.0.1", "::1")


def preview_address(link: PreviewLink, token: str, addresses: Addresses) -> str:
    """Return the address to send to whoever shall read the draft."""
    template: str = settings.PREVIEW_URL_TEMPLATE
    if not template:
        return f"{addresses.absolute(reverse('api:page_preview', args=[link.page_id]))}?token={token}"
    return template.format(page=link.page_id, locale=link.language, token=quote(token, safe=""))


def template_fault(template: str) -> str:
    """Return, in English for whoever runs the server, what is wrong with a template; empty when nothing is."""
    try:
        parts = list(Formatter().parse(template))
        split = urlsplit(template)
        host = split.hostname or ""
    except ValueError as error:
        return f"It cannot be read: {error}."
    names = [name for _text, name, _form, _conversion in parts if name is not None]
    if unknown := sorted({name for name in names if name not in PLACES}):
        return f"There are only {_places(PLACES)}, not {_places(unknown)}."
    if any(form or conversion for _text, _name, form, conversion in parts):
        return "Its places take no format, only a name: {token}."
    if absent := sorted(NEEDED.difference(names)):
        return f"It lacks {_places(absent)}."
    if split.scheme not in ("http", "https") or not host or "{" in split.netloc:
        return "It is not the full address of a site, such as https://app.example/preview?…"
    if split.scheme == "http" and host not in OWN_MACHINE:
        return "Drafts and tokens would travel where others can read them: the address must begin with https."
    return ""


def _places(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
