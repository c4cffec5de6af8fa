"""The glossary as a CSV file: what is written, and what a file that comes in says. Nothing here knows the database.

A spreadsheet is where glossaries are kept, so the file has a byte order mark, and no cell that a spreadsheet would
reckon as a formula. Names of columns and parts of speech are fixed here, in both languages, and not in the message
catalogue: a file written today must be read after somebody has improved a translation.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.core.languages import in_readers_digits
from cms.translation.models import GlossaryTerm

from .wording import key, tidy

LARGEST, MOST_ROWS = 1_000_000, 5000

# For each field its column's name in English and in Bangla; further names are read, never written.
COLUMNS = {
    "term_bn": ("Bangla", "বাংলা"),
    "term_en": ("English", "ইংরেজি"),
    "part_of_speech": ("Part of speech", "পদের ধরন", "পদ", "part_of_speech"),
    "note": ("Note", "টীকা"),
    "avoid_bn": ("Do not use in Bangla", "বাংলায় বর্জনীয়", "বর্জনীয় বাংলা", "avoid_bangla"),
    "avoid_en": ("Do not use in English", "ইংরেজিতে বর্জনীয়", "বর্জনীয় ইংরেজি", "avoid_english"),
}
PARTS_OF_SPEECH = {
    "noun": ("noun", "বিশেষ্য"),
    "name": ("name", "নাম"),
    "verb": ("verb", "ক্রিয়া"),
    "adjective": ("adjective", "বিশেষণ"),
    "adverb": ("adverb", "ক্রিয়াবিশেষণ"),
    "phrase": ("phrase", "বাক্যাংশ", "শব্দগুচ্ছ"),
}
_FIELD_OF = {key(name): field_name for field_name, names in COLUMNS.items() for name in names}
_PART_OF = {key(name): part for part, names in PARTS_OF_SPEECH.items() for name in names}

# What a spreadsheet may read as a formula (OWASP, CSV injection). An apostrophe before it stops that; cells that have
# one already get one more, so that reading takes away exactly what writing added.
_FORMULA = re.compile("'*[=+\\-@\t\r]")
_GUARDED = re.compile("'+[=+\\-@\t\r]")
_SEPARATOR_LINE = re.compile(r"sep=(.)\n", re.IGNORECASE)  # Excel's own way to name the separator


class UnreadableFile(Exception):
    """The file is no glossary; the message says why."""


@dataclass(frozen=True)
class Row:
    """A row of a file, numbered as spreadsheets do; fields with an empty cell or without a column are absent."""

    number: int
    values: dict[str, str]
    problem: str = ""


@dataclass
class Table:
    """What a file says."""

    rows: list[Row] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)  # names of columns that are none of ours


def write_csv(terms: Iterable[GlossaryTerm]) -> str:
    """Return `terms` as CSV (RFC 4180), its columns named in the reader's language.

    Wordings not to use stand in one cell, one a line.
    """
    language = 1 if (get_language() or "").startswith("bn") else 0
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(names[language] for names in COLUMNS.values())
    for term in terms:
        values = {name: getattr(term, name) for name in COLUMNS}
        values["part_of_speech"] = PARTS_OF_SPEECH[term.part_of_speech][language]
        writer.writerow(_guard(value) for value in values.values())
    return f"\ufeff{buffer.getvalue()}"


def decode(data: bytes) -> str:
    """Return the text of an uploaded file.

    Raises:
        UnreadableFile: it is larger than 1 MB, or not in UTF-8.
    """
    if len(data) > LARGEST:
        raise UnreadableFile(_("The file is too large; a glossary has at most 1 MB."))
    try:
        return data.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        raise UnreadableFile(_("The file is not in UTF-8. Save it as “CSV UTF-8”.")) from None


def read_table(text: str) -> Table:
    """Return the rows of `text`, separated by commas, semicolons or tabs.

    Raises:
        UnreadableFile: it is too large, no table, has no columns for both languages, or too many rows.
    """
    # Browsers send a text area's line ends as two characters: what was small enough as a file must stay so.
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if len(text.encode(errors="replace")) > LARGEST:
        raise UnreadableFile(_("The file is too large; a glossary has at most 1 MB."))
    delimiters = ",;\t"
    if named := _SEPARATOR_LINE.match(text):
        delimiters, text = named[1], text[named.end() :]
    delimiter = max(delimiters, key=lambda each: len(set(_fields(_header(text, each)))))
    records = _records(text, delimiter)
    header = records[0] if records else []
    fields = _fields(header)
    if not {"term_bn", "term_en"} <= set(fields):
        raise UnreadableFile(
            _("The first line must name the columns: at least “%(bangla)s” and “%(english)s”.")
            % {"bangla": " / ".join(COLUMNS["term_bn"]), "english": " / ".join(COLUMNS["term_en"])}
        )
    numbered = [(number, cells) for number, cells in enumerate(records[1:], 2) if any(map(tidy, cells))]
    if len(numbered) > MOST_ROWS:
        raise UnreadableFile(
            _("The file has too many lines; at most %(count)s are read.")
            % {"count": in_readers_digits(MOST_ROWS)}
        )
    unread = [tidy(name) for name, known in zip(header, fields, strict=True) if not known and tidy(name)]
    return Table([_row(number, fields, cells) for number, cells in numbered], unread)


def _fields(header: list[str]) -> list[str]:
    """Return the field of each column; empty for one that is none of ours, or that stands there twice."""
    fields: list[str] = []
    for name in header:
        known = _FIELD_OF.get(key(name), "")
        fields.append("" if known in fields else known)
    return fields


def _header(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []


def _records(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    try:
        for record in reader:
            records.append(record)
    except csv.Error:
        raise UnreadableFile(
            _("Row %(number)s cannot be read: a quotation mark is missing, or there is one too many.")
            % {"number": in_readers_digits(len(records) + 1)}
        ) from None
    return records


def _row(number: int, fields: list[str], cells: list[str]) -> Row:
    values = {
        name: text
        for name, cell in zip(fields, cells, strict=False)
        if name and (text := _unguard(cell)) and tidy(text)
    }
    if any(map(tidy, cells[len(fields) :])):
        return Row(number, values, _("There are more cells than columns: a comma may need quotation marks."))
    if part := values.get("part_of_speech"):
        if key(part) not in _PART_OF:
            known = ", ".join(" / ".join(names) for names in PARTS_OF_SPEECH.values())
            return Row(number, values, _("The part of speech is none of: %(known)s.") % {"known": known})
        values["part_of_speech"] = _PART_OF[key(part)]
    return Row(number, values)


def _guard(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguard(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell
