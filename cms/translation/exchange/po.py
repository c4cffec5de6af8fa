"""PO, the format of GNU gettext: written and read as its manual says (“The Format of PO Files”).

polib is not used here: one line it cannot read loses it the whole file, it takes a text for a file's name, and it ends
lines where PO does not (U+2028).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.core.languages import in_readers_digits

from .document import Document, Entry, Sheet, Unit, Unreadable

PAGE = "X-Kantho-Page"
_VERSION = "version: "
_KINDS = re.compile(r'^[ \t]*(?:msgctxt|msgid|msgstr)\s*"', re.MULTILINE)
_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*(".*)', re.DOTALL)
_QUOTED = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\\": "\\", '"': '"'}
_CHARSET = re.compile(r"charset=([^\s;]+)", re.IGNORECASE)
_UTF8 = {"utf-8", "utf8", "us-ascii", "ascii", "charset"}  # CHARSET is what gettext's templates have


def looks_like_po(text: str) -> bool:
    """Whether `text` has a line that only a PO file has."""
    return _KINDS.search(text) is not None


def write_po(document: Document) -> bytes:
    """Return `document` as a PO file."""
    header = {
        "Project-Id-Version": "Kantho",
        "Language": document.target_language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": document.source_language,
        PAGE: document.page,
        "X-Kantho-Translation": document.uuid,
    }
    fields = "".join(f"{name}: {value}\n" for name, value in header.items())
    parts = [f"{_comment('#', document.title)}{_line('msgid', '')}{_line('msgstr', fields)}"]
    parts += [_written(unit) for unit in document.units]
    return "\n".join(parts).encode()


def _written(unit: Unit) -> str:
    lines = [_comment("#.", unit.label)]
    if unit.is_rich:
        lines.append(_comment("#.", _("HTML: keep the tags around the same words.")))
    lines += [_comment("#.", f'<a id="{name}">: {target}') for name, target in unit.links.items()]
    if unit.max_length:
        limit = _("At most %(limit)s characters.") % {"limit": in_readers_digits(unit.max_length)}
        lines.append(_comment("#.", limit))
    lines.append(_comment("#.", f"{_VERSION}{unit.version}"))
    if unit.target and unit.needs_work:
        lines.append(_comment("#,", "fuzzy"))
    lines += [_line("msgctxt", unit.id), _line("msgid", unit.source), _line("msgstr", unit.target)]
    return "".join(lines)


def _comment(mark: str, text: str) -> str:
    return f"{mark} {' '.join(text.split())}\n"


def _line(keyword: str, text: str) -> str:
    if "\n" not in text:
        return f"{keyword} {_quoted(text)}\n"
    # As gettext writes several lines: an empty string first, then each line with its end.
    lines = text.split("\n")
    ended = [f"{line}\n" for line in lines[:-1]] + [lines[-1]]
    return f'{keyword} ""\n' + "".join(f"{_quoted(line)}\n" for line in ended if line)


def _quoted(text: str) -> str:
    for name, char in [("\\", "\\"), ('"', '"'), ("n", "\n"), ("t", "\t"), ("r", "\r")]:
        text = text.replace(char, f"\\{name}")
    return f'"{text}"'


def read_po(text: str) -> Sheet:
    """Return what `text`, a PO file, says.

    An entry that cannot be read has its problem; those around it are read.

    Raises:
        Unreadable: for a file that says it is not in UTF-8.
    """
    header: dict[str, str] = {}
    entries = []
    for raw in _Reader(text).entries():
        if "msgid" in raw.parts and not raw.text("msgid") and "msgctxt" not in raw.parts and not raw.problem:
            header = header or _header(raw.text("msgstr"))
        else:
            entries.append(_entry(raw))
    charset = _CHARSET.search(header.get("content-type", ""))
    if charset and charset[1].lower() not in _UTF8:
        raise Unreadable(_("The file is not a text in UTF-8. Save it as UTF-8 and import it again."))
    return Sheet(
        page=header.get(PAGE.lower(), ""),
        source_language=header.get("x-source-language", ""),
        target_language=header.get("language", ""),
        entries=tuple(entries),
    )


def _header(text: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in text.split("\n"))
    return {name.strip().lower(): value.strip() for name, _colon, value in pairs}


@dataclass
class _Raw:
    """An entry while it is being read."""

    line: int = 0
    text_line: int = 0  # where the translation begins
    parts: dict[str, list[str]] = field(default_factory=dict)
    last: str = ""
    version: str = ""
    is_fuzzy: bool = False
    problem: str = ""

    @property
    def is_begun(self) -> bool:
        return bool(self.parts or self.problem)

    def text(self, name: str) -> str:
        return "".join(self.parts.get(name, ()))


def _entry(raw: _Raw) -> Entry:
    problem = raw.problem
    if not problem and any(name.startswith(("msgstr[", "msgid_plural")) for name in raw.parts):
        problem = _("Plural forms are not used here.")
    if not problem and not {"msgid", "msgstr"} <= raw.parts.keys():
        problem = _("The entry is not whole: it needs msgctxt, msgid and msgstr.")
    return Entry(
        line=raw.text_line or raw.line,
        unit_id=raw.text("msgctxt"),
        source=raw.text("msgid"),
        target=raw.text("msgstr"),
        version=raw.version,
        is_finished=not raw.is_fuzzy,
        problem=problem,
    )


class _Reader:
    """Goes through a PO file line by line; after a line it cannot read it goes on at the next entry."""

    def __init__(self, text: str):
        self.lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.raw = _Raw()

    def entries(self) -> Iterator[_Raw]:
        """Return the entries, the header among them."""
        for number, line in enumerate(self.lines, 1):
            line = line.strip()
            if self._ends_before(line):
                yield self.raw
                self.raw = _Raw()
            self._take(line, number)
        if self.raw.is_begun:
            yield self.raw

    def _ends_before(self, line: str) -> bool:
        """Whether the entry that is being read ends before `line`."""
        raw = self.raw
        if raw.problem:
            return not line or line.startswith(("#", "msgctxt"))
        if line.startswith("#"):
            return raw.is_begun
        if line.startswith("msgctxt"):
            return raw.is_begun
        return line.startswith("msgid") and not line.startswith("msgid_plural") and "msgid" in raw.parts

    def _take(self, line: str, number: int) -> None:
        raw = self.raw
        if not line or raw.problem:
            return
        if line.startswith("#"):
            self._take_comment(line)
            return
        raw.line = raw.line or number
        keyword = _KEYWORD.fullmatch(line)
        name = keyword[1] if keyword else raw.last if line.startswith('"') else ""
        text = _unquoted(keyword[2] if keyword else line)
        if not name or text is None or (keyword and name in raw.parts):
            raw.text_line = number
            raw.problem = _("The line cannot be read: “%(line)s”. Is a quotation mark missing?") % {
                "line": line[:60]
            }
            return
        if keyword and name.startswith("msgstr"):
            raw.text_line = raw.text_line or number
        raw.parts.setdefault(name, []).append(text)
        raw.last = name

    def _take_comment(self, line: str) -> None:
        if line.startswith("#,"):
            self.raw.is_fuzzy |= "fuzzy" in re.split(r"[,\s]+", line)
        elif line.startswith(f"#. {_VERSION.strip()}"):
            self.raw.version = line.partition(_VERSION.strip())[2].strip()


def _unquoted(text: str) -> str | None:
    """Return what stands between the quotation marks of `text`; None when it is not quoted as PO wants it."""
    found = _QUOTED.fullmatch(text)
    if found is None or not all(each in _ESCAPED for each in _ESCAPE.findall(found[1])):
        return None
    return _ESCAPE.sub(lambda each: _ESCAPED[each[1]], found[1])
