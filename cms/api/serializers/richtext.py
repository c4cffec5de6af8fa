"""Rich text as clean public HTML, Markdown or plain text: nothing of how the desk stores it is left."""

import re
from html import escape, unescape

import nh3
from drf_spectacular.utils import extend_schema_field
from markdownify import markdownify
from wagtail.rich_text.rewriters import extract_attrs

from cms.api.blocks import link_key
from cms.api.output import Output
from cms.api.serializers.base import OutputField
from cms.core.text import paragraphs_of

TAGS = {"a", "b", "br", "em", "i", "li", "ol", "p", "strong", "ul"}
SCHEMES = {"http", "https", "mailto", "tel"}
LINK = re.compile(r"<a\b([^<>]*)>(.*?)</a>", re.DOTALL)
# What is left of a link that leads nowhere: its words stay.
BARE_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)
# The editor's own mark on each paragraph.
BLOCK_KEY = re.compile(r' data-block-key="[^"<>]*"')
# Text that is as `nh3` would leave it: known elements without attributes, links with a safe address, nothing else.
# Nearly all that the desk writes is, and to see that takes a tenth of the time that cleaning takes (measured).
CLEAN = re.compile(
    r"(?:[^<>&\0]++|&(?:amp|lt|gt|quot|nbsp|#x27|#39);|</?(?:p|b|i|em|strong|ol|ul|li|br)>|</a>"
    r"""|<a href="(?:https?|mailto|tel):(?:[^"'<>&\s\0]|&amp;)*+">)*+"""
)
TAG = re.compile(r"<(/?)(\w+)")


@extend_schema_field(
    {
        "type": "string",
        "description": "HTML with the elements a, b, br, em, i, li, ol, p, strong, ul; Markdown (CommonMark) or plain"
        " text when `rich_text` asks for it.",
    }
)
class RichTextField(OutputField):
    """Rich text of the desk as any reader's program can show it."""

    @staticmethod
    def write(value: str, out: Output) -> str:
        return rich_text(value, out)


def rich_text(source: str, out: Output) -> str:
    """Return stored rich text in the form that the answer has: HTML, Markdown or plain text."""
    html = public_html(source, out)
    if out.rich_text == "markdown":
        return str(markdownify(html, heading_style="ATX", bullets="-", autolinks=False)).strip()
    if out.rich_text == "text":
        return paragraphs_of(html)
    return html


def public_html(source: str, out: Output) -> str:
    """Return stored rich text as HTML with absolute links.

    A link to a page leads to the published page in the answer's language if there is one, else to the other; a link
    to a page or document that readers may not see becomes plain words. Elements that are not in `TAGS` go, embeds
    among them.
    """
    html = BLOCK_KEY.sub("", source).replace("<br/>", "<br>")
    if "<a" in html:
        html = LINK.sub(lambda match: _link(extract_attrs(match[1]), match[2], out), html)
    if CLEAN.fullmatch(html) and is_balanced(html):
        return html
    return _cleaned(html, out)


def is_balanced(html: str) -> bool:
    """Whether each element of `html` that is opened is closed, the last one first."""
    open_tags: list[str] = []
    for closing, name in TAG.findall(html):
        if name == "br":
            if closing:
                return False
        elif not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags


def _link(attributes: dict[str, str], words: str, out: Output) -> str:
    href = _href(attributes, out)
    return f'<a href="{escape(href)}">{words}</a>' if href else words


def _href(attributes: dict[str, str], out: Output) -> str | None:
    match attributes.get("linktype"):
        case "page":
            page = out.loaded.target(link_key(attributes), out.language)
            return out.addresses.html(page.url_path, page.language) if page else None
        case "document":
            key = link_key(attributes) or 0
            document = out.loaded.files.documents.get(key)
            return out.addresses.document(key, document["file"]) if document else None
        case None:
            return _outside(attributes.get("href", ""), out)
    return None


def _outside(address: str, out: Output) -> str | None:
    """Return the address of a link to elsewhere as an absolute URL; None when it leads nowhere."""
    address = unescape(address).strip()
    if not address or address.startswith("#"):  # a place on a page is none in an answer
        return None
    try:
        absolute = out.addresses.absolute(address)
    except ValueError:  # not a URL, such as http://[
        return None
    return absolute if absolute.partition(":")[0].lower() in SCHEMES else None


def _cleaned(html: str, out: Output) -> str:
    def safe(element: str, attribute: str, value: str) -> str | None:
        return _outside(value, out)

    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=safe,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return BARE_LINK.sub(r"\1", clean)
