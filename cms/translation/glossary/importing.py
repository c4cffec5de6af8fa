"""Taking a file of terms into the glossary: first what it would do, row by row, then doing it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import ModelLogEntry

from cms.core.languages import in_readers_digits
from cms.translation.models import GlossaryTerm

from .files import COLUMNS, Row, Table

Key = tuple[str, str]
BATCH = 500


class Outcome(models.TextChoices):
    """What becomes of a row."""

    REFUSED = "refused", gettext_lazy("to be refused")
    CHANGED = "changed", gettext_lazy("to be changed")
    ADDED = "added", gettext_lazy("to be added")
    SAME = "same", gettext_lazy("the same")


class Otherwise(models.TextChoices):
    """What to do with a row whose term is there in one language and says something else in the other."""

    CHANGE = "change", gettext_lazy("change the term that is there")
    ADD = "add", gettext_lazy("add it as another term")


@dataclass(frozen=True)
class Change:
    """What one field of a known term said, and what it is to say."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """What becomes of one row, and the term as it is to be; `changes` for a known one, `reasons` if refused."""

    number: int
    outcome: Outcome
    term: GlossaryTerm
    changes: list[Change] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """What a file would do to the glossary."""

    lines: list[Line]
    unread: list[str]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have each outcome."""
        return {
            str(outcome): sum(line.outcome is outcome for line in self.lines)
            for outcome in (Outcome.ADDED, Outcome.CHANGED, Outcome.SAME, Outcome.REFUSED)
        }

    @property
    def by_outcome(self) -> list[tuple[Outcome, list[Line]]]:
        """The rows by what becomes of them, those to look at first."""
        groups = ((outcome, [line for line in self.lines if line.outcome is outcome]) for outcome in Outcome)
        return [(outcome, lines) for outcome, lines in groups if lines]

    @property
    def does_something(self) -> bool:
        """Whether anything would be written."""
        return any(line.outcome in (Outcome.ADDED, Outcome.CHANGED) for line in self.lines)

    @property
    def fingerprint(self) -> str:
        """A name for exactly this plan: whoever confirms says which one they saw."""
        seen = [
            (line.number, str(line.outcome), line.term.pk, [(each.old, each.new) for each in line.changes])
            for line in self.lines
        ]
        return sha256(repr(seen).encode()).hexdigest()


def plan_import(table: Table, owner: Any, otherwise: str = Otherwise.CHANGE) -> Plan:
    """Return what `table` would do to the terms of `owner`, None for the shared ones. Writes nothing; one query.

    A row is about the known term with the same words in both languages; failing that, about the only one with the
    same word in one language that no other row is about. Cells that are empty leave what is there.
    """
    known = list(GlossaryTerm.objects.filter(owner=owner))
    by_key = {term.key: term for term in known}
    keys = [_key(row) for row in table.rows]
    claimed = {by_key[each].pk for each in keys if each in by_key}
    nearly: dict[tuple[int, str], list[GlossaryTerm]] = defaultdict(list)
    for term in known:
        for language, word in enumerate(term.key):
            nearly[language, word].append(term)
    lines: list[Line] = []
    first: dict[Key, int] = {}
    for row, its_key in zip(table.rows, keys, strict=True):
        term, candidates = by_key.get(its_key), []
        if term is None and otherwise == Otherwise.CHANGE and all(its_key):
            either = [each for i in (0, 1) for each in nearly[i, its_key[i]] if each.pk not in claimed]
            candidates = list({each.pk: each for each in either}.values())
        if len(candidates) == 1:
            (term,) = candidates
            claimed.add(term.pk)
        line = _line(row, owner, term)
        reasons = line.reasons
        if its_key in first:
            number = in_readers_digits(first[its_key])
            reasons = [_("The same term stands in row %(number)s.") % {"number": number}]
        elif len(candidates) > 1:
            named = ", ".join(f"“{each}”" for each in candidates)
            reasons = [
                _("It could be any of these: %(terms)s. Change the right one by hand.") % {"terms": named}
            ]
        if not reasons:
            first[its_key] = row.number
        lines.append(Line(row.number, Outcome.REFUSED, line.term, [], reasons) if reasons else line)
    return Plan(lines, table.unread)


@transaction.atomic
def apply_plan(plan: Plan, user: Any) -> None:
    """Write what `plan` says: new terms are added, known ones changed, none is deleted.

    What is done to shared terms is logged in the name of `user`.

    Raises:
        IntegrityError: somebody wrote one of the new terms meanwhile; then nothing is written.
    """
    added = [line.term for line in plan.lines if line.outcome is Outcome.ADDED]
    changed = [line.term for line in plan.lines if line.outcome is Outcome.CHANGED]
    GlossaryTerm.objects.bulk_create(added, batch_size=BATCH)
    GlossaryTerm.objects.bulk_update(changed, list(COLUMNS), batch_size=BATCH)
    content_type = ContentType.objects.get_for_model(GlossaryTerm)
    act, now = uuid4(), timezone.now()
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=content_type, object_id=str(term.pk), label=str(term), action=action, user=user,
                uuid=act, timestamp=now, content_changed=True, data={"imported": True},
            )
            for action, terms in (("wagtail.create", added), ("wagtail.edit", changed))
            for term in terms
            if term.owner_id is None
        ],
        batch_size=BATCH,
    )  # fmt: skip


def _key(row: Row) -> Key:
    return GlossaryTerm(term_bn=row.values.get("term_bn", ""), term_en=row.values.get("term_en", "")).key


def _line(row: Row, owner: Any, known: GlossaryTerm | None) -> Line:
    """Return what becomes of `row` by itself: it is about `known`, or a new term of `owner`."""
    old = {name: getattr(known, name) for name in COLUMNS} if known else {}
    term = GlossaryTerm(owner=owner, **(old | row.values))
    if known:
        term.pk = known.pk
        term._state.adding = False
    term.tidy()
    reasons = [row.problem] if row.problem else _errors(term)
    if reasons:
        return Line(row.number, Outcome.REFUSED, term, [], reasons)
    if known is None:
        return Line(row.number, Outcome.ADDED, term)
    changes = [
        Change(_label(name), _shown(known, name), _shown(term, name))
        for name in COLUMNS
        if getattr(term, name) != old[name]
    ]
    return Line(row.number, Outcome.CHANGED if changes else Outcome.SAME, term, changes)


def _errors(term: GlossaryTerm) -> list[str]:
    if wording := term.wording_errors():
        return _messages(wording.values())
    return [
        _("%(field)s: too long, at most %(count)s characters.")
        % {"field": _label(name), "count": in_readers_digits(limit)}
        for name in COLUMNS
        if (limit := GlossaryTerm._meta.get_field(name).max_length) and len(getattr(term, name)) > limit
    ]


def _messages(errors: Iterable[ValidationError]) -> list[str]:
    return list(dict.fromkeys(message for error in errors for message in error.messages))


def _label(name: str) -> str:
    return capfirst(str(GlossaryTerm._meta.get_field(name).verbose_name))


def _shown(term: GlossaryTerm, name: str) -> str:
    return term.get_part_of_speech_display() if name == "part_of_speech" else getattr(term, name)
