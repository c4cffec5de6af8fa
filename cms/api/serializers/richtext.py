"""Rich text as clean public HTML: nothing of how the desk stores it is left."""

import re
from html import escape
from typing import Any

import nh3
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from wagtail.rich_text.rewriters import LinkRewriter

from cms.api.addresses import Addresses
from cms.api.blocks import link_key
from cms.api.loading import Loaded

TAGS = {"a", "b", "br", "em", "i", "li", "ol", "p", "strong", "ul"}
SCHEMES = {"http", "https", "mailto", "tel"}
# What is left of a link that leads nowhere: its words stay.
BARE_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)


@extend_schema_field(
    {"type": "string", "description": "HTML with the elements a, b, br, em, i, li, ol, p, strong, ul."}
)
class RichTextField(serializers.Field):
    """Rich text of the desk as HTML that any reader's program can show."""

    def to_representation(self, value: str) -> str:
        return public_html(value, self.context["loaded"], self.context["addresses"], get_language() or "bn")


def public_html(source: str, loaded: Loaded, addresses: Addresses, language: str) -> str:
    """Return stored rich text as HTML with absolute links.

    A link to a page leads to the published page in `language` if there is one, else to the other; a link to a
    page or document that readers may not see becomes plain words. Elements that are not in `TAGS` go, embeds
    among them.
    """

    def page_link(attributes: dict[str, str]) -> str:
        page = loaded.target(link_key(attributes), language)
        return f'<a href="{escape(addresses.html(page))}">' if page else "<a>"

    def document_link(attributes: dict[str, str]) -> str:
        document = loaded.documents.get(link_key(attributes) or 0)
        return f'<a href="{escape(addresses.absolute(document.url))}">' if document else "<a>"

    def absolute(element: str, attribute: str, value: str) -> str | None:
        if value.startswith("#"):  # a place on a page is none in an answer
            return None
        try:
            return addresses.absolute(value)
        except ValueError:  # not a URL, such as http://[
            return None

    rules: dict[str, Any] = {"page": page_link, "document": document_link}
    clean = nh3.clean(
        LinkRewriter(rules)(source),
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=absolute,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return BARE_LINK.sub(r"\1", clean)
