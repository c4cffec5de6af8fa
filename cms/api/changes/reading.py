"""Reading the log, a part at a time, from where a client is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField, F, Func, QuerySet, Value
from django.db.models.lookups import GreaterThan

from cms.api.changes.cursor import Cursor
from cms.api.changes.log import Extent, extent
from cms.api.models import ContentChange


class CursorIsOfAnotherLog(Exception):
    """The cursor names a row that this log does not have: an older backup was restored, or the log was begun anew."""


@dataclass(frozen=True)
class Part:
    """A part of the log, oldest first, and where to go on."""

    changes: list[ContentChange]
    cursor: Cursor
    has_more: bool


class Place(Func):
    """A place in the log as one value, which the database compares as a whole and finds in its index."""

    template = "(%(expressions)s)"
    output_field = BigIntegerField()


def read_changes(
    since: Cursor | None, limit: int, language: str | None = None, types: Sequence[str] = ()
) -> Part:
    """Return the first `limit` changes after `since`, or of the whole log.

    What transactions that are still open have written, and all that comes after it, is left for the next time.

    Args:
        language: `bn` or `en`, for changes of pages in that language only.
        types: for changes of pages of these types only.

    Raises:
        CursorIsOfAnotherLog: when a client has to begin again with a first sync.
    """
    readable = extent()
    start = _checked(since, readable)
    wanted = _after(start, readable)
    if language:
        wanted = wanted.filter(language=language)
    if types:
        wanted = wanted.filter(page_type__in=types)
    found = list(wanted[: limit + 1])
    changes, has_more = found[:limit], len(found) > limit
    if not has_more and (language or types):
        # Past the changes that were not asked for, so that they are not looked through again the next time.
        end = _end(start, readable)
    else:
        end = Cursor.after(readable.key, changes[-1]) if changes else start
    return Part(changes, end, has_more)


def read_end() -> Cursor:
    """Return where the log ends now."""
    readable = extent()
    return _end(Cursor(readable.key), readable)


def _checked(since: Cursor | None, readable: Extent) -> Cursor:
    if since is None:
        return Cursor(readable.key)
    if since.log != readable.key:
        raise CursorIsOfAnotherLog
    if not since.is_beginning:
        named = ContentChange.objects.filter(pk=since.id).first()
        if named is None or not since.names(named):
            raise CursorIsOfAnotherLog
    return since


def _end(start: Cursor, readable: Extent) -> Cursor:
    last = _after(start, readable).reverse().first()
    return Cursor.after(readable.key, last) if last else start


def _after(start: Cursor, readable: Extent) -> QuerySet[ContentChange]:
    place = Place(F("transaction"), F("id"))
    changes = ContentChange.objects.filter(transaction__lt=readable.horizon).order_by("transaction", "id")
    return changes.filter(GreaterThan(place, Place(Value(start.transaction), Value(start.id))))
