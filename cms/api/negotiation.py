"""Which language and which form an answer has."""

from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request

from cms.core.languages import LANGUAGES


class OneFormNegotiation(BaseContentNegotiation):
    """Answer in the one form there is, whatever the Accept header says (RFC 9110, 12.5.1, allows that).

    A reader with a careless header is better served by JSON than by a 406.
    """

    def select_parser(self, request: Request, parsers: Any) -> None:
        """Return no parser: nothing is ever sent to the API."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        """Return the one renderer."""
        return renderers[0], renderers[0].media_type


def negotiated_language(request: HttpRequest) -> str:
    """Return the language of the answer: `?locale=`, else Accept-Language, else Bangla.

    Cookies are not looked at, unlike in Django's own negotiation: a shared cache does not tell answers apart
    by them.
    """
    try:
        asked = request.GET.get("locale")
    except SuspiciousOperation:  # more parameters than Django reads
        asked = None
    return asked if asked in LANGUAGES else accepted_language(request.headers.get("Accept-Language", ""))


def accepted_language(header: str) -> str:
    """Return the language that an Accept-Language header (RFC 9110, section 12.5.4) prefers, else Bangla."""
    for tag, quality in parse_accept_lang_header(header[:500].lower()):
        if tag == "*":
            break
        if quality == 0:
            continue
        try:
            return str(get_supported_language_variant(tag))
        except LookupError:
            continue
    return str(settings.LANGUAGE_CODE)
