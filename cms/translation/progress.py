"""How many passages of a text are translated: for one text, or for all of them at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from wagtail_localize.models import StringSegment, StringTranslation, Translation

from .segments import Progress, progress_of

Count = tuple[int, int]  # passages, and how many of them are done


def count_progress(translations: Iterable[Translation]) -> dict[int, Count]:
    """Return for each of `translations`, by primary key, how many passages it has and how many are done.

    Two queries for any number of them. A suggestion of a machine that nobody looked at is not done, nor is text of
    the original that nobody called the same in both languages.
    """
    translations = list(translations)
    if not translations:
        return {}
    known = _translated(translations)
    segments: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    rows = StringSegment.objects.filter(source__in={each.source_id for each in translations})
    for source_id, string_id, context_id, data in rows.values_list(
        "source_id", "string_id", "context_id", "string__data"
    ).iterator():
        segments[source_id].append((string_id, context_id, data))
    return {each.pk: _count(segments[each.source_id], each.target_locale_id, known) for each in translations}


def _translated(translations: list[Translation]) -> dict[tuple[int, int, int], StringTranslation]:
    keys = {each.source.object_id for each in translations}
    rows = StringTranslation.objects.filter(context__object_id__in=keys).defer("field_error")
    return {(row.translation_of_id, row.context_id, row.locale_id): row for row in rows.iterator()}


def _count(
    segments: list[tuple[int, int, str]],
    locale_id: int,
    known: dict[tuple[int, int, int], StringTranslation],
) -> Count:
    done = sum(
        progress_of(data, known.get((string_id, context_id, locale_id))) is Progress.DONE
        for string_id, context_id, data in segments
    )
    return len(segments), done


def in_batches(keys: Iterable, size: int = 500) -> Iterator[list]:
    """Yield `keys` in lists of at most `size`: databases bound how much a query may name."""
    batch: list = []
    for key in keys:
        batch.append(key)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
