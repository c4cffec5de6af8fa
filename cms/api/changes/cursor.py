"""Where a client is in the log: an opaque text that names the last row it was given."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from cms.api.models import ContentChange

VERSION = "1"
# What base64url is made of, and no longer than any cursor.
TEXT = re.compile(r"[A-Za-z0-9_-]{1,120}")
PLAIN = re.compile(r"1\.([0-9a-f]{1,16})\.(\d{1,18})\.(\d{1,18})\.(\d{1,18})", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Cursor:
    """A place in the log `log`: after the row `id` of `transaction`, or at the beginning when both are 0.

    `moment` is the row's own time in microseconds. After an older backup was restored another row may have the same
    key and, on SQLite, the same number; not the same time as well.
    """

    log: str
    transaction: int = 0
    id: int = 0
    moment: int = 0

    @classmethod
    def after(cls, log: str, change: ContentChange) -> Self:
        """Return the place after `change`."""
        return cls(log, change.transaction, change.pk, (change.at - EPOCH) // timedelta(microseconds=1))

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the place that `text` names.

        Raises:
            ValueError: when it is no cursor.
        """
        if not TEXT.fullmatch(text):
            raise ValueError("a cursor is short and made of the letters of base64url")
        try:
            plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
        except (binascii.Error, UnicodeDecodeError) as error:
            raise ValueError("a cursor is base64url") from error
        found = PLAIN.fullmatch(plain)
        if found is None:
            raise ValueError("a cursor holds four parts")
        return cls(found[1], *map(int, found.groups()[1:]))

    def __str__(self) -> str:
        plain = f"{VERSION}.{self.log}.{self.transaction}.{self.id}.{self.moment}"
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")

    @property
    def is_beginning(self) -> bool:
        """Whether nothing of the log lies before it."""
        return self.id == 0

    def names(self, change: ContentChange) -> bool:
        """Whether it is the place after `change`."""
        return Cursor.after(self.log, change) == self
