"""What an answer is written with: its language, its form, and all that it refers to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cms.api.addresses import Addresses

if TYPE_CHECKING:  # what loads knows what writes
    from cms.api.loading import Loaded

RICH_TEXT_FORMS = ("html", "markdown", "text")


@dataclass(frozen=True)
class Output:
    """How pages of one language are written.

    Attributes:
        language: that of the pages: `bn` or `en`. Terms, captions and titles are given in it.
        loaded: what the pages refer to.
        addresses: where things are.
        rich_text: the form of rich text, one of `RICH_TEXT_FORMS`.
        has_all_names: whether terms are named in both languages.
        asked: the language that was asked for, when pages of the other may stand in for missing ones.
    """

    language: str
    loaded: Loaded
    addresses: Addresses
    rich_text: str = "html"
    has_all_names: bool = False
    asked: str | None = None
