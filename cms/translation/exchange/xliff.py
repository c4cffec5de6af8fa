"""XLIFF 2.0 (OASIS Standard, 5 August 2014): its core alone, written and read; the core of 2.1 is the same.

Bold, italic and links are `<pc>`, a line break is `<ph>`; what they stand for is in `<originalData>`. A code is known
again by its id, which counts the tags of the original; one that a translator added says what it is by its `subType`.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from cms.core.languages import in_readers_digits

from .document import Document, Entry, Sheet, Unit, Unreadable
from .elements import Node, read_xml
from .markup import BREAK, LINK, Kind, MarkupError, Piece, Tag, links_of

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"  # of 2.0 and of 2.1
_PAGE = "urn:uuid:"
_VERSION = "version"  # the category of the note with a unit's version
_FINISHED = {"translated", "reviewed", "final"}
_FUZZY = "poedit:fuzzy"  # how Poedit says “needs work”, beside the state `translated`
# What XLIFF itself has names for; other tags get names of ours.
_SUBTYPES = {"b": "xlf:b", "i": "xlf:i", "br": "xlf:lb"}
_OURS = "kantho:"
# What XML 1.0 cannot hold, not even as an entity.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_xliff(document: Document) -> bytes:
    """Return `document` as an XLIFF 2.0 file: for years Poedit, and others, have opened no later version."""
    languages = f'srcLang="{document.source_language}" trgLang="{document.target_language}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff xmlns="{NAMESPACE}" version="2.0" {languages}>',
        f'<file id="{document.uuid}" original="{_PAGE}{document.page}" canResegment="no">',
        f"<notes>{_note('title', document.title)}</notes>",
    ]
    for unit in document.units:
        lines += _written(unit)
    return "\n".join([*lines, "</file>", "</xliff>", ""]).encode()


def _written(unit: Unit) -> list[str]:
    try:
        source = unit.pieces(unit.source)
    except MarkupError:  # the engine lets none in; should it ever, the other passages can still be translated
        return []
    try:
        target = unit.pieces(unit.target)
    except MarkupError:  # a broken translation is written anew
        target = []
    if not links_of(target) <= links_of(source):
        target = []
    data = _original_data([*source, *target])
    state = "translated" if target and not unit.needs_work else "initial"
    lines = [
        f'<unit id="{unit.id}" name={quoteattr(_safe(unit.path))} xml:space="preserve">',
        f"<notes>{''.join(_notes(unit))}</notes>",
    ]
    if data:
        stored = (f'<data id="{name}">{escape(text)}</data>' for text, name in data.items())
        lines.append(f"<originalData>{''.join(stored)}</originalData>")
    lines.append(f'<segment state="{state}">')
    lines.append(f"<source>{_inline(source, _ids(source, source), data)}</source>")
    if target:
        lines.append(f"<target>{_inline(target, _ids(source, target), data)}</target>")
    return [*lines, "</segment>", "</unit>"]


def _notes(unit: Unit) -> Iterator[str]:
    yield _note("place", unit.label)
    if unit.max_length:
        limit = _("At most %(limit)s characters.") % {"limit": in_readers_digits(unit.max_length)}
        yield _note("limit", limit)
    for name, target in unit.links.items():
        yield _note("link", f"{name}: {target}")
    yield f'<note category="{_VERSION}" appliesTo="target">{unit.version}</note>'


def _note(category: str, text: str) -> str:
    return f'<note category="{category}">{escape(_safe(text))}</note>'


def _safe(text: str) -> str:
    return _NOT_XML.sub("", text)


def _begun(pieces: Iterable[Piece]) -> list[Tag]:
    return [piece for piece in pieces if isinstance(piece, Tag) and piece.kind is not Kind.CLOSE]


def _ids(source: list[Piece], pieces: list[Piece]) -> list[str]:
    """Return the ids of the tags begun in `pieces`: those of the same tags in `source`, then new ones."""
    free: dict[Tag, list[str]] = {}
    tags = _begun(source)
    for number, tag in enumerate(tags, 1):
        free.setdefault(tag, []).append(str(number))
    ids = []
    following = len(tags) + 1
    for tag in _begun(pieces):
        if free.get(tag):
            ids.append(free[tag].pop(0))
        else:
            ids.append(str(following))
            following += 1
    return ids


def _original_data(pieces: Iterable[Piece]) -> dict[str, str]:
    """Return each tag that `pieces` have, as it is in HTML, with the id of its `<data>`."""
    data: dict[str, str] = {}
    for tag in _begun(pieces):
        data.setdefault(str(tag), f"d{len(data) + 1}")
        if tag.kind is Kind.OPEN:
            data.setdefault(f"</{tag.name}>", f"d{len(data) + 1}")
    return data


def _inline(pieces: list[Piece], ids: list[str], data: dict[str, str]) -> str:
    remaining = iter(ids)
    written = []
    for piece in pieces:
        if isinstance(piece, str):
            written.append(_NOT_XML.sub(lambda found: f'<cp hex="{ord(found[0]):04X}"/>', escape(piece)))
        elif piece.kind is Kind.CLOSE:
            written.append("</pc>")
        elif piece.kind is Kind.EMPTY:
            written.append(f'<ph id="{next(remaining)}" {_type(piece)} dataRef="{data[str(piece)]}"/>')
        else:
            ends = f'dataRefStart="{data[str(piece)]}" dataRefEnd="{data[f"</{piece.name}>"]}"'
            written.append(f'<pc id="{next(remaining)}" {_type(piece)} {ends}>')
    return "".join(written)


def _type(tag: Tag) -> str:
    if tag.name == LINK:
        return 'type="link" canCopy="no" canDelete="no"'
    return f'type="fmt" subType="{_SUBTYPES.get(tag.name, _OURS + tag.name)}"'


def read_xliff(data: bytes, document: Document) -> Sheet:
    """Return what `data`, an XLIFF file, says of the passages of `document`.

    Raises:
        Unreadable: for XML that is broken or unsafe, is no XLIFF, or is of a version before 2.0.
    """
    root = read_xml(data)
    if root.name != "xliff":
        raise Unreadable(_("The file is neither PO nor XLIFF."))
    version = root.attributes.get("version", "")
    if root.namespace != NAMESPACE or not version.startswith("2."):
        raise Unreadable(
            _("The file is XLIFF %(version)s; 2.0 or 2.1 is needed.")
            % {"version": in_readers_digits(version[:20] or "?")}
        )
    units = {unit.id: unit for unit in document.units}
    files = list(root.nodes("file"))
    pages = {each.attributes.get("original", "").removeprefix(_PAGE) for each in files}
    return Sheet(
        page=pages.pop() if len(pages) == 1 else "",
        source_language=root.attributes.get("srcLang", ""),
        target_language=root.attributes.get("trgLang", ""),
        entries=tuple(_entry(node, units.get(node.attributes.get("id", ""))) for node in _units(files)),
    )


def _units(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.name == "unit":
            yield node
        else:
            yield from _units(node.nodes("unit", "group"))


def _entry(node: Node, unit: Unit | None) -> Entry:
    parts = list(node.nodes("segment", "ignorable"))
    sources = [next(part.nodes("source"), None) for part in parts]
    targets = [_target(part) for part in parts]
    source, target, problem = _words(sources), _words(targets), ""
    if unit is not None:
        with suppress(MarkupError):  # then it is not the original's, and its words are shown
            source = unit.text(_pieces(sources, unit))
        try:
            target = unit.text(_pieces(targets, unit)) if target.strip() else ""
            _check_whole(parts)
        except MarkupError as error:
            problem = str(error)
    segments = [part.attributes for part in parts if part.name == "segment"]
    states = {each.get("state") for each in segments}
    is_fuzzy = any(each.get("subState") == _FUZZY for each in segments)
    first = next((each for each in targets if each is not None), node)
    return Entry(
        line=first.line,
        unit_id=node.attributes.get("id", ""),
        source=source,
        target=target,
        version=_version(node),
        is_finished=False if is_fuzzy else True if states and states <= _FINISHED else None,
        problem=problem if target.strip() else "",
    )


def _target(part: Node) -> Node | None:
    """Return the translation of `part` of a unit; white space between sentences is often left to the source."""
    target = next(part.nodes("target"), None)
    if target is None and part.name == "ignorable":
        return next(part.nodes("source"), None)
    return target


def _check_whole(parts: list[Node]) -> None:
    """Check that no sentence of a unit was left untranslated.

    Raises:
        MarkupError: when one was.
    """
    for part in parts:
        source, target = next(part.nodes("source"), None), _target(part)
        if source is not None and source.text().strip() and (target is None or not target.text().strip()):
            raise MarkupError(_("Only a part of the passage is translated."))


def _version(unit: Node) -> str:
    for notes in unit.nodes("notes"):
        for note in notes.nodes("note"):
            if note.attributes.get("category") == _VERSION:
                return note.text().strip()
    return ""


def _words(nodes: Iterable[Node | None]) -> str:
    return "".join(node.text() for node in nodes if node is not None)


def _pieces(nodes: Iterable[Node | None], unit: Unit) -> list[Piece]:
    tags = _begun(unit.pieces(unit.source))
    codes = {str(number): tag for number, tag in enumerate(tags, 1)}
    inline = _Inline(codes)  # one for all: a code can begin in one sentence and end in another
    pieces: list[Piece] = []
    for node in nodes:
        if node is not None:
            pieces += inline.read(node)
    return pieces


class _Inline:
    """Reads the content of a `<source>` or `<target>`; `codes` are the original's tags by id."""

    def __init__(self, codes: dict[str, Tag]):
        self.codes = codes
        self.begun: dict[str, Tag] = {}  # by `<sc>`, whose end is an element of its own

    def read(self, node: Node) -> Iterator[Piece]:
        """Return the texts and tags in `node`. Raises MarkupError for what has no place there."""
        for child in node.children:
            if isinstance(child, str):
                yield child
            elif child.namespace != NAMESPACE:
                raise MarkupError(_("<%(tag)s> has no place in a translation.") % {"tag": child.name[:40]})
            else:
                yield from self._element(child)

    def _element(self, node: Node) -> Iterator[Piece]:
        attributes = node.attributes
        if node.name == "cp":
            yield _character(attributes.get("hex", ""))
        elif node.name == "ph":
            yield self._tag(node, Kind.EMPTY)
        elif node.name == "pc":
            tag = self._tag(node, Kind.OPEN)
            yield tag
            yield from self.read(node)
            yield Tag(tag.name, Kind.CLOSE)
        elif node.name == "sc":
            tag = self.begun[attributes.get("id", "")] = self._tag(node, Kind.OPEN)
            yield tag
        elif node.name == "ec":
            started = self.begun.get(attributes.get("startRef", ""))
            if started is None:
                raise MarkupError(_("<%(tag)s> has no place in a translation.") % {"tag": "ec"})
            yield Tag(started.name, Kind.CLOSE)
        elif node.name == "mrk":  # a remark of the translator's program: a term, a comment
            yield from self.read(node)
        elif node.name not in ("sm", "em"):
            raise MarkupError(_("<%(tag)s> has no place in a translation.") % {"tag": node.name[:40]})

    def _tag(self, node: Node, kind: Kind) -> Tag:
        attributes = node.attributes
        tag = self.codes.get(attributes.get("id", "")) or self.codes.get(attributes.get("copyOf", ""))
        if tag is None:
            tag = _added(attributes)
        if tag is None or tag.kind is not kind:
            raise MarkupError(
                _("The code %(id)s is not one of the original's.") % {"id": attributes.get("id", "?")[:40]}
            )
        return tag


def _added(attributes: dict[str, str]) -> Tag | None:
    """Return the tag that a translator added: formatting can be added, a link cannot."""
    subtype = attributes.get("subType", "")
    names = {each: name for name, each in _SUBTYPES.items()}
    name = names.get(subtype) or (subtype.removeprefix(_OURS) if subtype.startswith(_OURS) else "")
    if not name:
        return None
    return BREAK if name == BREAK.name else Tag(name, Kind.OPEN)


def _character(digits: str) -> str:
    """Return the character with the number `digits`, in hexadecimal."""
    if not re.fullmatch("[0-9A-Fa-f]{4,6}", digits):
        raise MarkupError(_("“%(number)s” is not the number of a character.") % {"number": digits[:20]})
    number = int(digits, 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise MarkupError(_("“%(number)s” is not the number of a character.") % {"number": digits[:20]})
    return chr(number)
