"""Writing down what became of pages: the differences between what readers see now and what the log last said.

It happens in the transaction that changes a page: both are committed, or neither. Two transactions at once do not see
each other's work (a page goes out under a section that somebody is making private), so each looks again after it was
committed: whoever ends last sees both. On SQLite there are no two at once.

Nobody waits for another in a circle. For the row of one page (`PublicPage`) waits only who holds the page's own row and
has saved or deleted it; whoever changes what is below a page passes by the rows that others hold, and comes back after
the commit.
"""

from collections.abc import Callable, Iterable
from functools import partial

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from cms.api.changes import changes_recorded
from cms.api.changes.log import own_number
from cms.api.changes.reality import Kind, Reality, VisiblePage, what_became_of
from cms.api.models import ContentChange, PublicPage

BATCH = 500
# What is kept of a page.
FACTS = ("page_type", "language", "translation_key", "path", "published_at")


def record_saved(page_id: int) -> None:
    """Write down what became of a page that the transaction around this has saved."""
    _record([page_id], Reality(), wait=True)
    look_again(lambda: [page_id])


def record_deleted(page_id: int) -> None:
    """Write down that the transaction around this has deleted a page."""
    _record([page_id], Reality(), wait=True)


def record_trees(page_ids: Iterable[int]) -> None:
    """Write down what became of the pages `page_ids` and all below them."""
    tops = sorted(page_ids)
    for batch in _in_batches(ids_in_trees(tops)):
        _record_differing(batch)
    look_again(partial(ids_in_trees, tops))


def record_everything() -> int:
    """Write down what became of any page, whoever changed it. Returns how many changes were found.

    For what sends no signals: bulk imports, work on the database itself, and pages older than the log.
    """
    kept = PublicPage.objects.values_list("pk", flat=True)
    # In a transaction for each batch, unless there is one around: nobody waits for all of them.
    return sum(len(_record_differing(batch)) for batch in _in_batches({*ids_of_all(), *kept}))


def record_after_commit(page_ids: Callable[[], Iterable[int]]) -> None:
    """Write down what has become of pages when the transaction around this is over, and not what they are in it."""
    transaction.on_commit(lambda: _record_one_by_one(page_ids()), robust=True)


def ids_in_trees(page_ids: Iterable[int]) -> list[int]:
    """Return the pages `page_ids` and those below them, as far as readers may see them or were told of them."""
    in_trees = Q(pk__in=[])
    for path in Page.objects.filter(pk__in=page_ids).values_list("path", flat=True):
        in_trees |= Q(path__startswith=path)
    return list(ids_of_all().filter(in_trees))


def ids_of_all() -> QuerySet:
    """Return the keys of all pages that readers may see or were told of."""
    told = PublicPage.objects.filter(is_public=True).values("pk")
    pages = Page.objects.filter(Q(live=True) | Q(pk__in=told), depth__gt=1)
    return pages.order_by("pk").values_list("pk", flat=True)


def look_again(page_ids: Callable[[], Iterable[int]]) -> None:
    """Look at pages once more after the commit, where others may have changed what readers see of them meanwhile."""
    if connection.vendor == "postgresql":
        record_after_commit(page_ids)


def _record_one_by_one(page_ids: Iterable[int]) -> None:
    """Record pages, each in a transaction of its own, so that none is held while another is waited for."""
    for batch in _in_batches(page_ids):
        for page_id in _differing(batch, Reality()):
            _record([page_id], Reality(), wait=True)


@transaction.atomic(savepoint=False)
def _record_differing(page_ids: list[int]) -> list[ContentChange]:
    """Record those pages that differ, and lock no others; a row that somebody holds is passed by."""
    reality = Reality()
    differing = _differing(page_ids, reality)
    return _record(differing, reality, wait=False) if differing else []


def _differing(page_ids: list[int], reality: Reality) -> list[int]:
    known = PublicPage.objects.in_bulk(page_ids)
    seen = reality.look(page_ids)
    # Whether a page that is not seen still exists makes no difference to whether something became of it.
    return [pk for pk in page_ids if what_became_of(known.get(pk), seen.get(pk), exists=True)]


@transaction.atomic(savepoint=False)
def _record(page_ids: list[int], reality: Reality, *, wait: bool) -> list[ContentChange]:
    """Write down what became of `page_ids`, which are in order, under their locks."""
    known = _locked(page_ids, wait)
    # After the locks: what others did before they gave them up is seen.
    seen = reality.look(page_ids)
    if new := sorted(seen.keys() - known.keys()):
        PublicPage.objects.bulk_create([PublicPage(page_id=pk) for pk in new], ignore_conflicts=True)
        known |= _locked(new, wait)
        seen |= dict.fromkeys(new) | reality.look(new)
    missing = [pk for pk in known if seen.get(pk) is None]
    there = set(Page.objects.filter(pk__in=missing).values_list("pk", flat=True)) if missing else set()
    changes = _write(known, seen, there)
    PublicPage.objects.filter(pk__in=[pk for pk in missing if pk not in there]).delete()
    return changes


def _locked(page_ids: list[int], wait: bool) -> dict[int, PublicPage]:
    rows = PublicPage.objects.select_for_update(skip_locked=not wait).order_by("pk")
    return {row.pk: row for row in rows.filter(pk__in=page_ids)}


def _write(
    known: dict[int, PublicPage], seen: dict[int, VisiblePage | None], there: set[int]
) -> list[ContentChange]:
    found = {pk: what_became_of(known[pk], seen.get(pk), pk in there) for pk in sorted(known)}
    found = {pk: kinds for pk, kinds in found.items() if kinds}
    if not found:
        return []
    number, now = own_number(), timezone.now()
    changes = []
    for pk, kinds in found.items():
        row = known[pk]
        _bring_up_to_date(row, seen.get(pk))
        # Never before what was written of the page by a transaction that began later and ended earlier.
        row.transaction = max(row.transaction, number)
        changes += [_change(row, kind, now) for kind in kinds]
    ContentChange.objects.bulk_create(changes)
    PublicPage.objects.bulk_create(
        [known[pk] for pk in found],
        update_conflicts=True,
        unique_fields=["page_id"],
        update_fields=["is_public", *FACTS, "transaction"],
    )
    changes_recorded.send(sender=ContentChange, changes=changes)
    return changes


def _bring_up_to_date(row: PublicPage, seen: VisiblePage | None) -> None:
    row.is_public = seen is not None
    if seen is None:
        row.path = ""
        return
    for fact in FACTS:
        setattr(row, fact, getattr(seen, fact))


def _change(row: PublicPage, kind: Kind, now) -> ContentChange:
    return ContentChange(
        transaction=row.transaction,
        kind=kind,
        page_id=row.page_id,
        page_type=row.page_type,
        language=row.language,
        translation_key=row.translation_key,
        path=row.path,
        at=now,
    )


def _in_batches(page_ids: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(page_ids)
    return (ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH))
