"""What the migrations put into the database, for the tests that empty it.

A test of real transactions (a live server, threads) cannot be rolled back, so it ends with every table empty. The home
pages, the site, places and mechanisms must be there for the next one. Django can bring them back from JSON, object by
object, before each such test; from rows it is a matter of milliseconds.
"""

from typing import Any

from django.db import connection, transaction

from cms.core.writes import Migrating

# Says to Django that whoever empties the tables fills them again, so that it does not make permissions anew.
NOTHING = "[]"


class FirstContents:
    """The rows of every table as the migrations left them."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]] = {}
        self._is_out = False

    def take(self) -> None:
        """Read the rows, unless they are known; to be called while nothing else is in the database."""
        self._is_out = True
        if self._rows:
            return
        connection._test_serialized_contents = NOTHING
        with connection.cursor() as cursor:
            for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
                self._rows[table] = [column[0] for column in cursor.description], cursor.fetchall()

    def put_back(self) -> None:
        """Fill the tables, if somebody has taken what was in them."""
        if not self._is_out:
            return
        self._is_out = False
        # The counter of changes is among the rows: filling it counts as no change.
        Migrating.now = True
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for table, (columns, rows) in self._rows.items():
                    if rows:
                        cursor.executemany(_insert_into(table, columns), rows)
        finally:
            Migrating.now = False


# There is one database to a process.
first_contents = FirstContents()


def _insert_into(table: str, columns: list[str]) -> str:
    quote = connection.ops.quote_name
    names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {quote(table)} ({names}) VALUES ({places})"  # noqa: S608
