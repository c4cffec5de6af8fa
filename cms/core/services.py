"""What the floor does to the database: plain functions of values."""

from uuid import UUID

from django.db import transaction

from cms.core.models.references import Reference, ReferenceSeries


@transaction.atomic
def allocate_reference(series: str, year: int, translation_key: UUID, prefix: str = "") -> Reference:
    """Return the reference number of the text `translation_key`, giving it the next one of `series` and `year` if new.

    Numbers have no gap and no double under concurrent callers: the series' row is locked until the surrounding
    transaction ends, and a rollback gives the number back. (SQLite has no row locks; there the transaction is opened
    with BEGIN IMMEDIATE, which admits one writer at a time.)

    Args:
        series: such as `PS`.
        year: such as 2026.
        translation_key: what the two languages of one text share.
        prefix: the organisation's, such as `ASK`; may be empty.
    """
    if known := Reference.objects.filter(translation_key=translation_key).first():
        return known
    ReferenceSeries.objects.get_or_create(series=series, year=year)
    counter = ReferenceSeries.objects.select_for_update().get(series=series, year=year)
    # While this transaction waited for the lock, the other language of the same text may have been published.
    if known := Reference.objects.filter(translation_key=translation_key).first():
        return known
    counter.last_number += 1
    counter.save(update_fields=["last_number"])
    text = "/".join(filter(None, [prefix, series, str(year), f"{counter.last_number:03d}"]))
    return Reference.objects.create(
        series=series, year=year, number=counter.last_number, text=text, translation_key=translation_key
    )
