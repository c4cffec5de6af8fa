"""What has changed in an original since its translation was made: paragraph by paragraph, from digests alone.

Pure functions over units: a dictionary from the place of a text in its page (`body.<block id>.text`) to the digests
of what stands there. `cms.translation.units` makes them from a page.
"""

from collections.abc import Iterable, Mapping
from typing import TypedDict

Units = Mapping[str, list[str]]

# A key that ends so holds facts: dates, numbers, pictures, links to vocabularies.
FACTS = "#facts"
# A key that ends so holds the order of a stream's blocks.
ORDER = "#order"


class Change(TypedDict):
    """One paragraph that differs: where, how, and since when (ISO 8601)."""

    key: str
    change: str  # "changed", "added", "removed", "facts" or "moved"
    since: str


def paragraph_of(key: str) -> str:
    """Return the paragraph that the unit `key` belongs to: a block, an inline child, a field, or the page's facts."""
    if key.endswith(ORDER):
        return key
    first, *rest = key.removesuffix(FACTS).split(".")
    return ".".join([first, *rest[:1]]) or FACTS


def differing(old: Units, new: Units) -> list[str]:
    """Return the keys whose digests differ, `new` keys in their order, then those that are gone."""
    changed = [key for key, digests in new.items() if not _agree(key, old.get(key), digests)]
    return changed + [key for key in old if key not in new and not key.endswith(ORDER)]


def drift(old: Units, new: Units, known: Iterable[Change], now: str) -> list[Change]:
    """Return what differs between `old`, which the translation was made from, and `new`, one entry a paragraph.

    A paragraph that differed before keeps the moment it first did.

    Args:
        known: what differed until now.
        now: the moment, in ISO 8601, for paragraphs that did not differ before.
    """
    since = {each["key"]: each["since"] for each in known}
    before, after = {paragraph_of(key) for key in old}, {paragraph_of(key) for key in new}
    kinds: dict[str, str] = {}
    for key in differing(old, new):
        paragraph = paragraph_of(key)
        kinds[paragraph] = _kind(key, paragraph, before, after, kinds.get(paragraph))
    return [Change(key=key, change=kind, since=since.get(key, now)) for key, kind in kinds.items()]


def accept_small(translated: Units, before: Units, after: Units) -> dict[str, list[str]]:
    """Return `translated` as if it had been made from `after`, where only words changed between `before` and `after`.

    What a small correction cannot settle stays as it was and goes on to count: a paragraph that was outdated before,
    a new one, a new order, a changed fact. Readers would see those.
    """
    accepted = {key: list(digests) for key, digests in translated.items()}
    for key in differing(before, after):
        if key.endswith((FACTS, ORDER)) or translated.get(key) != before.get(key):
            continue
        if key in before and key in after and len(before[key]) == len(after[key]):
            accepted[key] = list(after[key])
    return accepted


def _agree(key: str, old: list[str] | None, new: list[str]) -> bool:
    if old is None:
        return key.endswith(ORDER)
    if key.endswith(ORDER):
        both = set(old) & set(new)
        return [each for each in old if each in both] == [each for each in new if each in both]
    return old == new


def _kind(key: str, paragraph: str, before: set[str], after: set[str], known: str | None) -> str:
    if key.endswith(ORDER):
        return "moved"
    if paragraph not in before:
        return "added"
    if paragraph not in after:
        return "removed"
    if key.endswith(FACTS):
        return known or "facts"
    return "changed"
