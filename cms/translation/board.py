"""The board: every text, and how it stands in each language. Filters, order and rows, without a request."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page as Screen
from django.core.paginator import Paginator
from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import NullIf
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import get_page_models

from cms.bangla.normalise import normalise
from cms.core.forms import LANGUAGE_NAMES
from cms.core.models import BasePage

from .forms import PersonField, people_of_the_desk
from .models import TranslationStatus
from .states import State

PER_SCREEN = 50
ICONS = {
    State.MISSING: "circle-plus", State.DRAFT: "edit", State.IN_REVIEW: "glasses", State.CURRENT: "circle-check",
    State.OUTDATED: "warning", State.DETACHED: "link-external", State.NOT_NEEDED: "circle-xmark",
}  # fmt: skip
PER_CENT = F("translated_segments") * 100 / NullIf(F("total_segments"), 0)
IN_ORDER_OF_WORK = Case(*(When(state=state, then=number) for number, state in enumerate(State)))
ORDERS = {
    # Without a word on nulls, which are few: with it no database would take the index.
    "changed": (_("last changed"), [F("changed_at").desc()]),
    "due": (_("due date"), [F("due_on").asc(nulls_last=True)]),
    "outdated": (_("longest outdated"), [F("outdated_since").asc(nulls_last=True)]),
    "state": (_("state"), [IN_ORDER_OF_WORK.asc()]),
    "title": (_("title"), [F("title_bn").asc(), F("title_en").asc()]),
    "done": (_("least translated"), [PER_CENT.asc(nulls_last=True)]),
}


class BoardForm(forms.Form):
    """What to show on the board; everything may be left empty."""

    q = forms.CharField(required=False, max_length=200, label=_("Words of the title"))
    state = forms.MultipleChoiceField(
        required=False, choices=State.choices, label=_("State"), widget=forms.CheckboxSelectMultiple
    )
    type = forms.ChoiceField(required=False, label=_("Type"))
    language = forms.ChoiceField(required=False, label=_("Written in"))
    person = PersonField(queryset=None, required=False, label=_("Translator or reviewer"))
    mine = forms.BooleanField(required=False, label=_("Mine"))
    overdue = forms.BooleanField(required=False, label=_("Overdue"))
    order = forms.ChoiceField(required=False, label=_("Order"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [("", _("all")), *_types()]
        self.fields["language"].choices = [("", _("both")), *LANGUAGE_NAMES.items()]
        self.fields["order"].choices = [(name, label) for name, (label, _how) in ORDERS.items()]
        self.fields["person"].queryset = people_of_the_desk()


@dataclass
class Board:
    """One screen of the board, for one person."""

    query: Any  # a QueryDict
    user: Any

    @cached_property
    def form(self) -> BoardForm:
        """The filters as they were asked for; those that make no sense are left out."""
        return BoardForm(self.query)

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """The filters that are in force."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return bool(self.chosen.keys() - {"order"})

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is in force that is not among the first."""
        return bool(self.chosen.keys() & {"state", "type", "language", "person"})

    @property
    def order(self) -> str:
        """What the texts are sorted by, one of `ORDERS`."""
        return self.chosen.get("order") or "changed"

    @cached_property
    def rows(self) -> QuerySet[TranslationStatus]:
        """Every text that was asked for, in the order asked for."""
        rows = self._without_state.filter(_state_filter(self.chosen))
        return rows.order_by(*ORDERS[self.order][1], "-pk").select_related("translator", "reviewer")

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many texts there are in each state, whatever states were asked for. One query."""
        counted = self._without_state.order_by().values_list("state").annotate(Count("pk"))
        return dict(counted)

    @cached_property
    def total(self) -> int:
        """How many texts were asked for."""
        wanted = self.chosen.get("state") or State.values
        return sum(self.counts.get(state, 0) for state in wanted)

    def screen(self, number: Any) -> Screen:
        """Return screen `number` of the rows."""
        paginator = Paginator(self.rows, PER_SCREEN)
        paginator.count = self.total  # known already from the counts
        return paginator.get_page(number)

    @cached_property
    def _without_state(self) -> QuerySet[TranslationStatus]:
        rows, chosen = TranslationStatus.objects.all(), self.chosen
        if words := normalise(chosen.get("q", "")).split():
            for word in words:
                rows = rows.filter(Q(title_bn__icontains=word) | Q(title_en__icontains=word))
        if "type" in chosen:
            rows = rows.filter(page_type=chosen["type"])
        if "language" in chosen:
            rows = rows.filter(source_language=chosen["language"])
        if "person" in chosen:
            rows = rows.filter(Q(translator=chosen["person"]) | Q(reviewer=chosen["person"]))
        if "mine" in chosen:
            rows = rows.filter(Q(translator=self.user) | Q(reviewer=self.user))
        if "overdue" in chosen:
            rows = rows.filter(overdue())
        return rows


def overdue() -> Q:
    """Return the condition that a translation should have been finished."""
    return Q(due_on__lt=timezone.localdate()) & ~Q(
        state__in=[State.CURRENT, State.NOT_NEEDED, State.DETACHED]
    )


def is_overdue(status: TranslationStatus) -> bool:
    """Whether the translation should have been finished."""
    done = {State.CURRENT, State.NOT_NEEDED, State.DETACHED}
    return bool(status.due_on and status.due_on < timezone.localdate() and status.state not in done)


def type_name(content_type_id: int) -> str:
    """Return the name of a type of page, in the active language."""
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    return capfirst(str(model._meta.verbose_name)) if model else ""


def csv_lines(rows: Iterable[TranslationStatus]) -> Iterator[str]:
    """Yield `rows` as lines of a CSV file (RFC 4180), with a byte order mark for spreadsheets.

    Dates are ISO 8601 and digits Latin, so that spreadsheets can reckon with them; words are in the active language. A
    cell that a spreadsheet would take for a formula is given an apostrophe.
    """
    header = [
        gettext("Title in Bangla"), gettext("Title in English"), gettext("Type"), gettext("Written in"),
        gettext("State"), gettext("Per cent translated"), gettext("Outdated paragraphs"), gettext("Outdated since"),
        gettext("Translator"), gettext("Reviewer"), gettext("Due date"), gettext("Last changed"),
    ]  # fmt: skip
    yield "\ufeff" + _line(header)
    for row in rows:
        yield _line(
            [
                row.title_bn,
                row.title_en,
                type_name(row.page_type_id),
                LANGUAGE_NAMES[row.source_language],
                row.get_state_display(),
                row.percent,
                row.outdated_segments,
                _iso(row.outdated_since),
                get_user_display_name(row.translator),
                get_user_display_name(row.reviewer),
                _iso(row.due_on),
                _iso(row.changed_at),
            ]
        )


def _line(cells: list[Any]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow([safe_cell(str(cell)) for cell in cells])
    return buffer.getvalue()


def safe_cell(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula (OWASP, CSV injection).

    Some drop white space before they look, and take full-width signs for plain ones.
    """
    is_formula = text.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    return f"'{text}" if is_formula or text.startswith(("\t", "\r", "\n")) else text


def _iso(value: Any) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    return value.isoformat() if value else ""


def _state_filter(chosen: dict[str, Any]) -> Q:
    return Q(state__in=chosen["state"]) if "state" in chosen else Q()


def _types() -> list[tuple[int, str]]:
    models = [model for model in get_page_models() if issubclass(model, BasePage)]
    types = ContentType.objects.get_for_models(*models)
    return sorted(
        ((each.pk, capfirst(str(model._meta.verbose_name))) for model, each in types.items()),
        key=lambda each: each[1],
    )
