"""Reading a file back: what of it can be taken over, and why not the rest."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from cms.bangla.graphemes import truncate
from cms.bangla.languages import language_of
from cms.bangla.normalise import normalise
from cms.core.languages import in_readers_digits

from . import markup
from .document import Document, Entry, Sheet, Unit, Unreadable
from .po import looks_like_po, read_po
from .report import Accepted, Refused, Report
from .xliff import read_xliff

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE
EXCERPT = 80  # characters as people see them

# Control characters but tab and line ends, and the two code points that no XML, so no feed, can hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def read(name: str, data: bytes, document: Document) -> Report:
    """Return what of a file can be taken over as translations of `document`, and what cannot, and why.

    What the file is shows in its content; its `name` is only for messages. Nothing is written. Any bytes are taken,
    none raise.
    """
    try:
        sheet = _sheet(name, data, document)
        _check_belongs(sheet, document)
    except Unreadable as error:
        return Report(fatal=(str(error),))
    return _Reading(document).judge(sheet)


def _sheet(name: str, data: bytes, document: Document) -> Sheet:
    if len(data) > MOST_BYTES:
        size = in_readers_digits(MOST_BYTES // MEGABYTE)
        raise Unreadable(_("The file is larger than %(size)s MB.") % {"size": size})
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(
            _("The file is not a text in UTF-8. Save it as UTF-8 and import it again.")
        ) from None
    if text.lstrip().startswith("<"):
        return read_xliff(text.lstrip("\ufeff").encode(), document)
    if looks_like_po(text):
        return read_po(text)
    raise Unreadable(_("“%(name)s” is neither PO nor XLIFF.") % {"name": truncate(name, EXCERPT)})


def _check_belongs(sheet: Sheet, document: Document) -> None:
    if sheet.page.lower() != document.page:
        raise Unreadable(
            _(
                "The file is not of this page. Import it where it was exported: at the translation of that page."
            )
        )
    there = (_language(sheet.source_language), _language(sheet.target_language))
    if there != (document.source_language, document.target_language):
        raise Unreadable(
            _(
                "The file is a translation from “%(source)s” into “%(target)s”; here “%(our_source)s” is translated "
                "into “%(our_target)s”."
            )
            % {
                "source": sheet.source_language[:20],
                "target": sheet.target_language[:20],
                "our_source": document.source_language,
                "our_target": document.target_language,
            }
        )
    if len(sheet.entries) > 10 * len(document.units) + 100:
        raise Unreadable(
            _("The file has %(count)s passages, the page only %(units)s.")
            % {
                "count": in_readers_digits(len(sheet.entries)),
                "units": in_readers_digits(len(document.units)),
            }
        )


def _language(code: str) -> str:
    """Return the language that `code`, such as `bn-BD`, means to us; the code itself when it is none of ours."""
    try:
        return language_of(code)
    except ValueError:
        return code


@dataclass
class _Reading:
    """Goes through the entries of a sheet."""

    document: Document
    accepted: list[Accepted] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unchanged: int = 0
    untranslated: int = 0

    def judge(self, sheet: Sheet) -> Report:
        """Return what becomes of every entry."""
        self.units = {unit.id: unit for unit in self.document.units}
        self.listed = {entry.unit_id for entry in sheet.entries}
        self.places: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.document.units:
            self.places[unit.place_id].append(unit)
        written: dict[str, list[Entry]] = defaultdict(list)
        for entry in sheet.entries:
            if entry.problem or self._has_words(entry):
                # What has no id of its own cannot be there twice.
                written[entry.unit_id or f"line {entry.line}"].append(entry)
            else:
                self.untranslated += 1
        for entries in written.values():
            self._judge_all(entries)
        return Report(
            accepted=tuple(sorted(self.accepted, key=lambda each: each.line)),
            refused=tuple(sorted(self.refused, key=lambda each: each.line)),
            unchanged=self.unchanged,
            untranslated=self.untranslated,
        )

    def _has_words(self, entry: Entry) -> bool:
        unit = self.units.get(entry.unit_id)
        return bool(normalise(_words(unit, entry.target) if unit else entry.target).strip())

    def _judge_all(self, entries: list[Entry]) -> None:
        """Judge the entries of one passage: when it is there several times, nobody knows which is meant."""
        first, *more = entries
        if more:
            lines = ", ".join(in_readers_digits(entry.line) for entry in entries[:5])
            reason = _("The passage is in the file more than once: lines %(lines)s.") % {"lines": lines}
            same = len({normalise(entry.target).strip() for entry in entries}) == 1
            for entry in more if same else entries:
                self._refuse(entry, reason)
            if not same:
                return
        self._judge(first)

    def _judge(self, entry: Entry) -> None:
        unit = self.units.get(entry.unit_id)
        if entry.problem:
            self._refuse(entry, entry.problem)
        elif unit is None:
            self._refuse_unknown(entry)
        elif unit.canonical(entry.source) != unit.canonical(unit.source):
            self._refuse_changed(entry, unit)
        elif unit.canonical(entry.target) == unit.canonical(unit.target):
            if unit.needs_work and entry.is_finished:  # somebody has read it and stands by it
                self._take(entry, unit)
            else:
                self.unchanged += 1
        elif entry.is_finished is False:
            self._refuse(entry, _("The file says that this translation is not finished (“fuzzy”)."))
        else:
            self._take(entry, unit)

    def _take(self, entry: Entry, unit: Unit) -> None:
        try:
            target = usable(unit, entry.target)
        except markup.MarkupError as error:
            self._refuse(entry, str(error))
        else:
            self.accepted.append(Accepted(entry.line, unit, target, entry.version))

    def _refuse_unknown(self, entry: Entry) -> None:
        """Refuse what is no passage of the page: its original was changed, or is gone."""
        now = [
            unit
            for unit in self.places.get(entry.unit_id.partition("-")[0], ())
            # (One that is in the file as well is another passage of the same place.)
            if unit.id not in self.listed
        ]
        if now:
            nearest = max(now, key=lambda unit: fuzz.ratio(entry.source, unit.source, processor=_beginning))
            self._refuse_changed(entry, nearest)
        else:
            self._refuse(entry, _("There is no such passage on the page, or no longer."))

    def _refuse_changed(self, entry: Entry, unit: Unit) -> None:
        self._refuse(
            entry,
            _("The original has changed since the export."),
            theirs=_words(unit, entry.source),
            ours=_words(unit, unit.source),
            is_source=True,
            unit=unit,
        )

    def _refuse(
        self,
        entry: Entry,
        reason: str,
        theirs: str = "",
        ours: str = "",
        is_source: bool = False,
        unit: Unit | None = None,
    ) -> None:
        unit = unit or self.units.get(entry.unit_id)
        self.refused.append(
            Refused(
                line=entry.line,
                excerpt=truncate(entry.target[: 10 * EXCERPT] or entry.unit_id[:EXCERPT], EXCERPT),
                reason=reason,
                label=unit.label if unit else "",
                theirs=theirs,
                ours=ours,
                is_source=is_source,
            )
        )


def usable(unit: Unit, text: str) -> str:
    """Return the translation `text` of `unit` in the one spelling, ready to be saved.

    Raises:
        MarkupError: when it has control characters, markup that is broken or not allowed, other links than the
            original, or is too long.
    """
    raw = unit.pieces(text)
    if any(isinstance(piece, str) and _CONTROL.search(piece) for piece in raw):
        raise markup.MarkupError(_("The text has control characters, which cannot be printed."))
    text = normalise(unit.text(raw)).strip()
    # Once more: normalising can join a tag with what follows it (U+0338).
    pieces = unit.pieces(text)
    if unit.is_rich:
        markup.check_links(unit.pieces(unit.source), pieces)
    length = len(markup.plain(pieces))
    if unit.max_length and length > unit.max_length:
        raise markup.MarkupError(
            _("Too long: %(length)s characters; there is room for %(limit)s.")
            % {"length": in_readers_digits(length), "limit": in_readers_digits(unit.max_length)}
        )
    return text


def _words(unit: Unit, text: str) -> str:
    """Return the words of `text`, without markup where it can be read."""
    try:
        return markup.plain(unit.pieces(text))
    except markup.MarkupError:
        return text


def _beginning(text: str) -> str:
    return text[:2000]
