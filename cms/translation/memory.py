"""The translation memory: what the desk has translated before, found again.

The memory is wagtail-localize's own table of translated strings, read in both directions: what was translated from
Bangla into English also says what the English is in Bangla.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.db.models import F, QuerySet
from django.db.models.functions import Length
from rapidfuzz import fuzz, process
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue

from cms.bangla.normalise import normalise

from .segments import KEPT, MEMORY, SAME

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
# A ratio of 70 % cannot be reached by texts whose lengths differ by more than this factor (2 · short / (short + long)).
LONGER = 13 / 7


@dataclass(frozen=True)
class Match:
    """Something like the passage that was translated before."""

    score: int  # per cent of the passage that agrees, rounded down
    source: str
    translation: str
    page_title: str = ""


def usable_pairs() -> QuerySet[StringTranslation]:
    """Return the translations that people made or looked at, and that hold for more than their own place."""
    return (
        StringTranslation.objects.filter(has_error=False)
        .exclude(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
        .exclude(tool_name__in=[SAME, KEPT])
    )


def fill_exact(translation: Translation, user: Any = None) -> int:
    """Fill in every passage of `translation` that was translated before, word for word, somewhere on the desk.

    Of several translations the most used is taken, of those the latest. What is there already stays. Three queries
    and one insertion for a text of any length; it can be done twice.

    Returns:
        How many passages were filled in.
    """
    source, locale = translation.source, translation.target_locale
    segments = StringSegment.objects.filter(source=source).select_related("string", "context")
    known = set(
        StringTranslation.objects.filter(context__object_id=source.object_id, locale=locale).values_list(
            "translation_of_id", "context_id"
        )
    )
    empty = {(each.string_id, each.context_id): each for each in segments}
    empty = {key: each for key, each in empty.items() if key not in known}
    best = _exact({each.string.data for each in empty.values()}, source.locale_id, locale.pk)
    made = [
        StringTranslation(
            translation_of_id=string_id,
            context_id=context_id,
            locale=locale,
            data=best[each.string.data],
            translation_type=MANUAL,
            tool_name=MEMORY,
            last_translated_by=user,
        )
        for (string_id, context_id), each in empty.items()
        if each.string.data in best
    ]
    StringTranslation.objects.bulk_create(made, ignore_conflicts=True)
    titles = [
        each.data for each in made if empty[each.translation_of_id, each.context_id].context.path == "title"
    ]
    for title in titles:  # bulk insertion tells nobody
        Page.objects.filter(translation_key=source.object_id, locale=locale).update(
            draft_title=StringValue(title).render_text()
        )
    return len(made)


def near_matches(
    texts: Sequence[str], source_locale: int, target_locale: int, *, cutoff: int = 70, limit: int = 3
) -> list[list[Match]]:
    """Return for each of `texts` what was translated before and is at least `cutoff` per cent the same.

    Two queries for any number of texts.

    Args:
        texts: translatable HTML, as passages have it.
        source_locale: the primary key of the locale the texts are in.
        target_locale: the primary key of the locale to translate into.
    """
    plain = [_plain(text) for text in texts]
    pool = _pool(plain, source_locale, target_locale)
    words = [each[0] for each in pool]
    return [_near(text, words, pool, cutoff, limit) for text in plain]


def _near(text: str, words: list[str], pool: list[tuple[str, ...]], cutoff: int, limit: int) -> list[Match]:
    found: dict[tuple[str, str], Match] = {}
    for _word, score, index in process.extract(
        text, words, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit * 4
    ):
        _plain_source, source, translation, title = pool[index]
        found.setdefault((source, translation), Match(int(score), source, translation, title))
    return list(found.values())[:limit]


def _exact(texts: set[str], source_locale: int, target_locale: int) -> dict[str, str]:
    """Return the best known translation for each of `texts` that has one."""
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    forward = usable_pairs().filter(translation_of__locale=source_locale, locale=target_locale)
    for data, translated in (
        forward.filter(translation_of__data__in=texts)
        .order_by("-updated_at")
        .values_list("translation_of__data", "data")
    ):
        uses[data][translated] += 1
    backward = usable_pairs().filter(translation_of__locale=target_locale, locale=source_locale)
    for data, translated in (
        backward.filter(data__in=texts).order_by("-updated_at").values_list("data", "translation_of__data")
    ):
        uses[data][translated] += 1
    # Of equally many uses the one counted first stands first: the latest.
    return {data: counter.most_common(1)[0][0] for data, counter in uses.items()}


def _pool(texts: Sequence[str], source_locale: int, target_locale: int) -> list[tuple[str, ...]]:
    lengths = [len(text) for text in texts if text]
    if not lengths:
        return []
    # Tags make the stored text longer than its words; the bounds leave room for some.
    shortest, longest = int(min(lengths) / LONGER), int(max(lengths) * LONGER) + 60
    forward = (
        usable_pairs()
        .filter(translation_of__locale=source_locale, locale=target_locale)
        .annotate(length=Length("translation_of__data"))
        .values_list("translation_of__data", "data", "context__object_id")
    )
    backward = (
        usable_pairs()
        .filter(translation_of__locale=target_locale, locale=source_locale)
        .annotate(length=Length("data"), other=F("translation_of__data"))
        .values_list("data", "other", "context__object_id")
    )
    rows = {
        (source, translation): key
        for query in (forward, backward)
        for source, translation, key in query.filter(length__range=(shortest, longest)).distinct()
    }
    return [(_plain(source), source, translation, "") for source, translation in rows]


def _plain(html: str) -> str:
    if "<" not in html and "&" not in html:
        return normalise(html)
    return normalise(BeautifulSoup(html, "html.parser").get_text(" "))
