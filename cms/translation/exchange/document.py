"""What goes out and comes back: the passages of one page in one direction."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation
from wagtail_localize.strings import StringValue

from cms.bangla.normalise import normalise
from cms.core.languages import in_readers_digits
from cms.translation.places import Place
from cms.translation.segments import Progress, Segment

from . import markup

_ID_LENGTH = 16  # hexadecimal digits of each half of a unit's id


@dataclass(frozen=True)
class Unit:
    """One passage. A rich text is the engine's HTML, any other plain text with newlines."""

    id: str
    path: str
    label: str  # where it stands, in words
    source: str
    target: str = ""
    max_length: int | None = None
    is_rich: bool = False
    links: Mapping[str, str] = field(default_factory=dict)
    version: str = (
        ""  # of the translation, as `Segment.version`: tells whether somebody saved after the export
    )
    needs_work: bool = (
        False  # there is a translation, but nobody stands by it: a machine's, or of an older original
    )

    @property
    def place_id(self) -> str:
        """The half of the id that stays when the original changes."""
        return self.id.partition("-")[0]

    def pieces(self, text: str) -> list[markup.Piece]:
        """Return `text`, a source or translation of this passage, taken apart. Raises MarkupError."""
        return markup.parse(text) if self.is_rich else markup.from_plain(text)

    def text(self, pieces: list[markup.Piece]) -> str:
        """Return `pieces` as a text of this passage: the reverse of `pieces`.

        Raises:
            MarkupError: when there is markup in a passage that can have none, or a tag lacks its partner.
        """
        if self.is_rich:
            markup.check_pairs(pieces)
            return markup.write(pieces)
        if any(isinstance(piece, markup.Tag) and piece != markup.BREAK for piece in pieces):
            raise markup.MarkupError(_("This passage can have no formatting and no links."))
        return markup.plain(pieces)

    def canonical(self, text: str) -> str:
        """Return `text` in the one spelling, so that two that say the same are the same."""
        with suppress(markup.MarkupError):  # what cannot be read is compared as it is
            text = self.text(self.pieces(text))
        return normalise(text).strip()


@dataclass(frozen=True)
class Document:
    """The passages of one page, from one language into another."""

    uuid: str  # of the engine's record of the translation
    page: str  # the page's translation key: the same in both languages
    title: str
    source_language: str
    target_language: str
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Entry:
    """One passage as a file has it. Texts are as in `Unit`; `problem` says why the entry cannot be read."""

    line: int
    unit_id: str
    source: str
    target: str
    version: str = ""
    is_finished: bool | None = None  # None: the file does not say
    problem: str = ""


@dataclass(frozen=True)
class Sheet:
    """A file that was read: where it says it belongs, and its passages."""

    page: str
    source_language: str
    target_language: str
    entries: tuple[Entry, ...]


class Unreadable(Exception):
    """The whole file cannot be read. The message tells the translator why."""


def unit_id(path: str, string_hash: UUID) -> str:
    """Return the id of the passage at `path` that says what `string_hash` stands for.

    It is the same at every export until the original is changed; then its first half still names the place. An id of
    XLIFF may hold letters, digits and hyphens (NMTOKEN), a path other characters as well.
    """
    return f"{sha256(path.encode()).hexdigest()[:_ID_LENGTH]}-{string_hash.hex[:_ID_LENGTH]}"


def document_of(translation: Translation, segments: Iterable[Segment]) -> Document:
    """Return what is exported of `translation`, whose `segments` `load_segments` gave.

    Two passages of one paragraph that say the same (items of a list) share their translation: they are one unit.
    """
    source = translation.source
    segments = list(segments)
    units = {unit.id: unit for unit in map(_unit, segments)}
    return Document(
        uuid=str(translation.uuid),
        page=str(source.object_id),
        title=next((each.source for each in segments if each.path == "title"), source.object_repr),
        source_language=source.locale.language_code,
        target_language=translation.target_locale.language_code,
        units=tuple(units.values()),
    )


def _unit(segment: Segment) -> Unit:
    place = segment.place

    def text(data: str) -> str:
        return data if place.is_rich else StringValue(data).render_text()

    return Unit(
        id=unit_id(segment.path, segment.string_hash),
        path=segment.path,
        label=_label(place),
        source=text(segment.source),
        target=text(segment.translation),
        max_length=place.max_length,
        is_rich=place.is_rich,
        links=segment.links,
        version=segment.version,
        needs_work=segment.progress in (Progress.MACHINE, Progress.BROKEN),
    )


def _label(place: Place) -> str:
    label = capfirst(place.what)
    if not place.number:
        return label
    return _("%(label)s, block %(number)s of %(count)s") % {
        "label": label,
        "number": in_readers_digits(place.number),
        "count": in_readers_digits(place.count),
    }
