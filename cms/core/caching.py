"""The content version: one number that grows with every committed change of anything a reader can see.

Copies of answers (a browser's, a proxy's, our own) are good for as long as the number is the same. It is counted in the
transaction of the change itself, so no reader ever sees one without the other. Whoever calls on behalf of whom is in
`cms.core.receivers` (pages) and `cms.core.writes` (everything else).
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F, Max, Sum
from django.utils import timezone

from cms.core.models.caching import ContentVersionSlot

# When nothing was ever changed.
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ContentVersion:
    """The state of everything that readers see.

    `number` alone tells two states apart, unless a backup was restored in between; `changed_at` does then. It is when
    the last change was counted: its transaction may have been committed a little later.
    """

    number: int
    changed_at: datetime


def content_version() -> ContentVersion:
    """Return the version that is committed now (within a transaction: with what that transaction has changed).

    Ask before the content is read, never after: a copy then may be marked as older than it is, which costs one request
    more, but never as newer, which would keep it for ever.
    """
    found = ContentVersionSlot.objects.aggregate(number=Sum("number"), changed_at=Max("changed_at"))
    return ContentVersion(found["number"] or 0, found["changed_at"] or BEGINNING)


@transaction.atomic(savepoint=False)
def bump_content_version() -> None:
    """Count a change in the transaction it is made in: both are committed, or neither.

    It takes a counter that no other transaction holds and adds a new one when all are held. So it waits for nobody, and
    what waits for nobody is in no deadlock; nobody waits for it either. (SQLite has no row locks and ignores them:
    there a writer has the whole database to itself.)
    """
    now = timezone.now()
    free = ContentVersionSlot.objects.select_for_update(skip_locked=True).order_by("pk").values("pk")[:1]
    if not ContentVersionSlot.objects.filter(pk=free).update(number=F("number") + 1, changed_at=now):
        ContentVersionSlot.objects.create(number=1, changed_at=now)
