"""The inline markup of a passage, taken apart strictly: what is wrong is refused, never mended.

BeautifulSoup, which the engine reads markup with, closes what was left open and drops what it does not understand; a
translator who forgot a `</b>` must be told instead.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from html import escape, unescape

from django.utils.translation import gettext as _
from wagtail_localize.strings import INLINE_TAGS

LINK = "a"
LINE_BREAK = "br"

# HTML takes `<` for the start of a tag only before one of these; `5 < 6` is text.
_START = re.compile(r"<(?=[A-Za-z/!?])")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s[^<>]*|/)?)>")
_ATTRIBUTES = re.compile(r"""\s*(?:id\s*=\s*(?:"([^"]*)"|'([^']*)'))?\s*/?\s*""")


class Kind(Enum):
    """What a tag does."""

    OPEN = "open"
    CLOSE = "close"
    EMPTY = "empty"


@dataclass(frozen=True)
class Tag:
    """One inline tag. `link` is the engine's id of a link, such as `a1`, on its opening tag."""

    name: str
    kind: Kind
    link: str = ""

    def __str__(self) -> str:
        if self.kind is Kind.CLOSE:
            return f"</{self.name}>"
        attribute = f' id="{self.link}"' if self.link else ""
        return f"<{self.name}{attribute}{'/' if self.kind is Kind.EMPTY else ''}>"


Piece = str | Tag
BREAK = Tag(LINE_BREAK, Kind.EMPTY)


class MarkupError(ValueError):
    """The markup cannot be used. The message tells the translator why."""


def parse(html: str) -> list[Piece]:
    """Return the texts (without entities) and tags of `html`, in order.

    Raises:
        MarkupError: for a tag that is not whole, not allowed inside a passage, has attributes or no partner.
    """
    pieces: list[Piece] = []
    end = 0
    for start in _START.finditer(html):
        if start.start() > end:
            pieces.append(unescape(html[end : start.start()]))
        found = _TAG.match(html, start.start())
        if found is None:
            raise MarkupError(
                _("The tag at “%(place)s” is not whole.") % {"place": _near(html, start.start())}
            )
        pieces.append(_tag(found))
        end = found.end()
    if end < len(html):
        pieces.append(unescape(html[end:]))
    check_pairs(pieces)
    return pieces


def write(pieces: Iterable[Piece]) -> str:
    """Return `pieces` as the engine writes markup."""
    return "".join(str(piece) if isinstance(piece, Tag) else escape(piece, quote=False) for piece in pieces)


def plain(pieces: Iterable[Piece]) -> str:
    """Return the words of `pieces`, with a newline for each line break."""
    texts = ("\n" if piece == BREAK else "" if isinstance(piece, Tag) else piece for piece in pieces)
    return "".join(texts)


def from_plain(text: str) -> list[Piece]:
    """Return plain `text` as pieces: its lines, with line breaks between them."""
    pieces: list[Piece] = []
    for number, line in enumerate(text.split("\n")):
        pieces += [BREAK] if number else []
        pieces += [line] if line else []
    return pieces


def check_pairs(pieces: Iterable[Piece]) -> None:
    """Check that every tag is closed, in the right order.

    Raises:
        MarkupError: for the first that is not.
    """
    opened: list[Tag] = []
    for piece in pieces:
        if not isinstance(piece, Tag) or piece.kind is Kind.EMPTY:
            continue
        if piece.kind is Kind.OPEN:
            opened.append(piece)
        elif not opened or opened.pop().name != piece.name:
            raise MarkupError(_("%(tag)s closes a tag that was not opened last.") % {"tag": piece})
    if opened:
        raise MarkupError(_("%(tag)s is never closed.") % {"tag": opened[-1]})


def links_of(pieces: Iterable[Piece]) -> set[str]:
    """Return the ids of the links among `pieces`."""
    return {tag.link for _index, tag in _links(pieces)}


def check_links(source: Iterable[Piece], target: list[Piece]) -> None:
    """Check that `target` has every link of `source` once, with words in it, and no other.

    Raises:
        MarkupError: for the first that is missing, repeated, new, or empty.
    """
    wanted = [tag.link for _index, tag in _links(source)]
    found = [tag.link for _index, tag in _links(target)]
    for link in dict.fromkeys([*wanted, *found]):
        name = {"link": Tag(LINK, Kind.OPEN, link)}
        if link not in wanted:
            raise MarkupError(_("%(link)s is a link that the original does not have.") % name)
        if found.count(link) < wanted.count(link):
            raise MarkupError(_("The link %(link)s is missing.") % name)
        if found.count(link) > wanted.count(link):
            raise MarkupError(_("The link %(link)s is there more than once.") % name)
    for start, tag in _links(target):
        closed = target.index(Tag(LINK, Kind.CLOSE), start)
        if not plain(target[start:closed]).strip():
            raise MarkupError(_("The link %(link)s has no words.") % {"link": tag})


def _links(pieces: Iterable[Piece]) -> list[tuple[int, Tag]]:
    """Return the opening tags of the links among `pieces`, each with its index."""
    return [
        (index, piece)
        for index, piece in enumerate(pieces)
        if isinstance(piece, Tag) and piece.name == LINK and piece.kind is Kind.OPEN
    ]


def _tag(found: re.Match[str]) -> Tag:
    closing, name, rest = found[1], found[2].lower(), found[3]
    if name not in INLINE_TAGS:
        raise MarkupError(
            _("The tag <%(tag)s> is not allowed; bold, italic, links and line breaks are.") % {"tag": name}
        )
    attributes = _ATTRIBUTES.fullmatch(rest)
    link = (attributes[1] or attributes[2] or "") if attributes else ""
    if attributes is None or (link and (closing or name != LINK)):
        raise MarkupError(_("The tag %(tag)s has attributes; they are not allowed.") % {"tag": found[0][:80]})
    if name == LINE_BREAK:
        if closing:
            raise MarkupError(_("%(tag)s closes a tag that was not opened last.") % {"tag": found[0]})
        return BREAK
    if rest.rstrip().endswith("/"):
        raise MarkupError(_("%(tag)s is never closed.") % {"tag": found[0][:80]})
    return Tag(name, Kind.CLOSE if closing else Kind.OPEN, link)


def _near(html: str, start: int) -> str:
    return html[start : start + 20]
