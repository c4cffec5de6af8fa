"""Which words of a passage changed, for a person to see at a glance.

Pure functions. Words are as `cms.bangla.graphemes` has them: vowel signs and hasanta belong to their letters.
"""

from difflib import SequenceMatcher
from typing import Literal, NamedTuple

import regex  # type: ignore[import-untyped]
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

# A tag or an entity is one piece; so is a word with its marks and joiners, a run of white space, any other character.
_TOKEN = regex.compile(
    r"<[^<>]*>|&\#?\w+;|[\p{L}\p{N}][\p{L}\p{N}\p{M}\u200c\u200d]*|\s+|\X", flags=regex.DOTALL
)


class Piece(NamedTuple):
    """A stretch of text that stayed, went or came."""

    kind: Literal["same", "removed", "added"]
    text: str


def diff_words(old: str, new: str) -> list[Piece]:
    """Return how `old` became `new`, in whole words and tags.

    The pieces that are not "added" make up `old`, those that are not "removed" make up `new`.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    for kind, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(before[start:end])))
            continue
        if start < end:
            pieces.append(Piece("removed", "".join(before[start:end])))
        if first < last:
            pieces.append(Piece("added", "".join(after[first:last])))
    return _joined(pieces)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Join changes that only white space keeps apart: three changed words in a row are read as one change."""
    result: list[Piece] = []
    run: list[Piece] = []
    for index, piece in enumerate(pieces):
        is_gap = piece.kind == "same" and piece.text.isspace() and 0 < index < len(pieces) - 1
        if piece.kind != "same" or (is_gap and run):
            run.append(piece)
            continue
        result += [*_merged(run), piece]
        run = []
    return result + _merged(run)


def _merged(run: list[Piece]) -> list[Piece]:
    merged = []
    for kind in ("removed", "added"):
        if text := "".join(each.text for each in run if each.kind in (kind, "same")):
            merged.append(Piece(kind, text))
    return merged


def render_diff(old: str, new: str) -> SafeString:
    """Return how `old` became `new` as HTML with `del` and `ins`, said aloud to who does not see them.

    Takes the engine's HTML; tags are left out of what is shown, everything else is escaped.
    """
    parts = []
    for piece in diff_words(old, new):
        text = escape(_words(piece.text))
        if piece.kind == "same":
            parts.append(text)
        elif piece.kind == "removed":
            parts.append(_marked("del", _("removed:"), text))
        else:
            parts.append(_marked("ins", _("added:"), text))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped above


def _marked(tag: str, spoken: str, text: str) -> str:
    if not text.strip():
        return text
    spoken = format_html('<span class="w-sr-only">{} </span>', spoken)
    return f'<{tag} class="diff">{spoken}{text}</{tag}>'


def _words(html: str) -> str:
    text = regex.sub(r"<br\s*/?>", "\n", html)
    text = regex.sub(r"<[^<>]*>", "", text)
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return str(text)
