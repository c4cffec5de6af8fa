"""Statements, editorials and events."""

from .editorials import EditorialPage
from .events import AgendaItem, EventPage
from .index import PressIndexPage
from .statements import Correction, StatementPage

__all__ = ["AgendaItem", "Correction", "EditorialPage", "EventPage", "PressIndexPage", "StatementPage"]
