"""The numbers by which the log is read, so that nothing ever appears behind a reader.

Keys alone would not do: they are given out before a transaction ends. One that takes key 7 may commit after one that
takes key 8, and a reader who has come to 8 would never see 7. So a row carries the number of its transaction, and
readers stop before the oldest one that is still open in this database: all before it have ended, and those that begin
later have greater numbers.

A transaction may begin early and change a page late, after one with a greater number has changed the same page and
committed. Its row takes that greater number, which it finds on the page's locked row (`PublicPage`): so the last row of
a page is what became of it last. The promise above still holds, because no row has a number below its transaction's.

SQLite has one writer at a time: its keys are in the order of its commits, and every row's number is the same.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import BigIntegerField, Func, Subquery, Value
from django.db.models.functions import Coalesce

from cms.api.models import ChangeLog, ContentChange

THE_LOG = 1


class TransactionNumber(Func):
    """A number that PostgreSQL counts transactions by."""

    output_field = BigIntegerField()
    on_sqlite: str

    def as_sqlite(self, compiler, connection, **context):
        return self.on_sqlite, []


class NextKnown(TransactionNumber):
    """A number greater than that of every transaction whose rows can be seen."""

    template = (
        "greatest(pg_snapshot_xmax(pg_current_snapshot())::text::bigint,"
        " pg_current_xact_id_if_assigned()::text::bigint + 1)"
    )
    on_sqlite = "1"


class OldestOpen(TransactionNumber):
    """The oldest other transaction of this database that has not ended: what has a smaller number has.

    The snapshot's own `xmin` would do as well, but it knows of all databases of the cluster: a long import into another
    would hold the log back. Sessions are looked at after the snapshot was taken, so a transaction that is older and is
    not found has ended. Sessions show 32 bits of a number: what is less than half of that old began before the
    snapshot, all else after it.
    """

    template = """(
        WITH open AS (
            SELECT backend_xid AS xid FROM pg_stat_activity
            WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
            UNION ALL
            SELECT transaction FROM pg_prepared_xacts WHERE database = current_database()
        )
        SELECT %(following)s - coalesce(max((%(following)s - xid::text::bigint) & 4294967295), 0)
        FROM open WHERE ((%(following)s - xid::text::bigint) & 4294967295) < 2147483648
    )"""
    on_sqlite = "1"

    def as_sql(self, compiler, connection, **context):
        return super().as_sql(compiler, connection, following=NextKnown.template, **context)


class Own(TransactionNumber):
    """The number of the transaction around this, which is given one if it has none yet."""

    template = "pg_current_xact_id()::text::bigint"
    on_sqlite = "0"


@dataclass(frozen=True)
class Extent:
    """The log as one reader finds it: rows from `horizon` on are not to be read yet."""

    key: str
    horizon: int


def extent() -> Extent:
    """Return how far the log can be read now. One query.

    What the transaction around this has written itself can be read as well.
    """
    if connection.in_atomic_block and connection.vendor == "postgresql":
        # In a transaction PostgreSQL goes on showing the sessions as they were when first looked at.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
    log = _log(open=OldestOpen(), next=NextKnown())
    return Extent(log.key, base_of(log.base, log.newest, log.next) + log.open)


def own_number() -> int:
    """Return the number that rows of the transaction around this have in the log. One query."""
    log = _log(own=Own(), next=NextKnown())
    base = base_of(log.base, log.newest, max(log.next, log.own + 1))
    if base != log.base:
        # Another may have found the same at the same moment.
        ChangeLog.objects.select_for_update().get(pk=THE_LOG)
        log = _log(own=Own(), next=NextKnown())
        base = base_of(log.base, log.newest, max(log.next, log.own + 1))
        ChangeLog.objects.filter(pk=THE_LOG).update(base=base)
    return base + log.own


def base_of(base: int, newest: int, following: int) -> int:
    """Return what transaction numbers are counted from, so that new rows come after all that there are.

    Args:
        base: what they were counted from until now.
        newest: the greatest number of a row that can be seen.
        following: a number greater than that of every transaction of this database whose rows can be seen.

    Returns:
        `base`, unless there are rows that no transaction of this database can have written: it was moved here from
        another cluster, or from PostgreSQL to SQLite. All of those have long ended.
    """
    return base if newest < base + following else newest + 1


def begin_anew() -> None:
    """Give the log another name: no cursor of before is good any more, and every client begins with a first sync."""
    _log()
    ChangeLog.objects.filter(pk=THE_LOG).update(key=ChangeLog().key)


def _log(**numbers: TransactionNumber) -> ChangeLog:
    greatest = ContentChange.objects.order_by("-transaction").values("transaction")[:1]
    logs = ChangeLog.objects.annotate(newest=Coalesce(Subquery(greatest), Value(0)), **numbers)
    log = logs.filter(pk=THE_LOG).first()
    if log is None:
        ChangeLog.objects.get_or_create(pk=THE_LOG)
        log = logs.get(pk=THE_LOG)
    return log
