"""The board on the screen, and as a file."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language, override

from cms.core.languages import LANGUAGES
from cms.translation.board import ICONS, ORDERS, Board, is_overdue, type_name
from cms.translation.board import csv_lines as lines
from cms.translation.models import TranslationStatus
from cms.translation.permissions import can_see_board, can_submit
from cms.translation.states import State


def board(request: HttpRequest) -> HttpResponse:
    """Show one screen of the board."""
    found = _board(request)
    screen = found.screen(request.GET.get("p"))
    context = {
        "board": found,
        "form": found.form,
        "screen": screen,
        "rows": [row_context(row) for row in screen],
        "states": [_state_link(request, found, state) for state in State],
        "order": found.order,
        "order_links": {name: _order_link(request, name) for name in ORDERS},
        "can_submit": can_submit(request.user),
        "query": _without(request, "p"),
    }
    return render(request, "translation/board.html", context)


def board_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Hand out every row of the board that was asked for, as a file for spreadsheets."""
    found = _board(request)
    rows = _in_language(get_language(), lines(found.rows.iterator(chunk_size=500)))
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="translations-{timezone.localdate().isoformat()}.csv"'
    )
    return response


def row_context(row: TranslationStatus) -> dict[str, Any]:
    """Return what the template says of one text: a cell for each language, and the facts."""
    state = State(row.state)
    cells = [
        {
            "language": language,
            "title": getattr(row, f"title_{language}"),
            "is_source": language == row.source_language,
            "is_live": row.source_is_live if language == row.source_language else row.target_is_live,
        }
        for language in LANGUAGES
    ]
    return {
        "status": row,
        "cells": cells,
        "state": state,
        "icon": ICONS[state],
        "type": type_name(row.page_type_id),
        "shows_progress": state in (State.DRAFT, State.IN_REVIEW, State.OUTDATED),
        "is_overdue": is_overdue(row),
    }


def _board(request: HttpRequest) -> Board:
    if not can_see_board(request.user):
        raise PermissionDenied
    return Board(request.GET, request.user)


def _in_language(language: str | None, made: Iterator[str]) -> Iterator[str]:
    """Yield what `made` yields, each made in `language`: the user's own is no longer active when a file is sent."""
    while True:
        with override(language):
            line = next(made, None)
        if line is None:
            return
        yield line


def _state_link(request: HttpRequest, found: Board, state: State) -> dict[str, Any]:
    query = request.GET.copy()
    query.pop("p", None)
    query.setlist("state", [state.value])
    return {
        "state": state,
        "icon": ICONS[state],
        "count": found.counts.get(state.value, 0),
        "query": f"?{query.urlencode()}",
    }


def _order_link(request: HttpRequest, order: str) -> str:
    query = request.GET.copy()
    query.pop("p", None)
    query["order"] = order
    return f"?{query.urlencode()}"


def _without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    query.pop(name, None)
    return query.urlencode()


urlpatterns = [
    path("", board, name="board"),
    path("export.csv", board_csv, name="board_csv"),
]
