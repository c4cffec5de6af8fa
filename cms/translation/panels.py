"""The board in short, first thing on the admin's home."""

from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from .board import overdue
from .models import TranslationStatus
from .permissions import can_see_board
from .states import State
from .views.board import row_context

SHOWN = 6
# What has no due date comes last, whatever the database thinks of nulls.
SOONEST = [F("due_on").asc(nulls_last=True), F("changed_at").desc(nulls_last=True)]


class BoardPanel(Component):
    """What is mine, what is late, what is outdated."""

    name = "translation_board"
    template_name = "translation/board_panel.html"
    order = 10

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Return the counts and the first few texts: mine before all others. Two queries."""
        user = parent_context["request"].user
        mine = Q(translator=user) | Q(reviewer=user)
        unfinished = ~Q(state__in=[State.CURRENT, State.NOT_NEEDED, State.DETACHED])
        counts = TranslationStatus.objects.aggregate(
            mine=Count("pk", filter=mine & unfinished),
            overdue=Count("pk", filter=overdue()),
            outdated=Count("pk", filter=Q(state=State.OUTDATED)),
            missing=Count("pk", filter=Q(state=State.MISSING)),
            in_review=Count("pk", filter=Q(state=State.IN_REVIEW)),
        )
        wanted = mine & unfinished if counts["mine"] else Q(state__in=[State.OUTDATED, State.IN_REVIEW])
        rows = TranslationStatus.objects.filter(wanted).select_related("translator", "reviewer")
        return {
            "counts": counts,
            "is_mine": bool(counts["mine"]),
            "rows": [row_context(row) for row in rows.order_by(*SOONEST)[:SHOWN]],
            "request": parent_context["request"],
        }


class BoardMenuItem(MenuItem):
    """The board in the admin's menu, for everybody who works with texts."""

    def __init__(self) -> None:
        super().__init__(
            _("Translations"),
            reverse("translation_desk:board"),
            name="translations",
            icon_name="globe",
            order=150,
        )

    def is_shown(self, request: Any) -> bool:
        """Whether the user may see it."""
        return can_see_board(request.user)
