"""Which fields of a page wagtail-localize copies between the languages, and which it has translated."""

from wagtail_localize.fields import BaseTranslatableField, SynchronizedField


def synchronised(*names: str) -> list[SynchronizedField]:
    """Return rules that keep the fields `names` the same in both languages, with no way to differ.

    For facts: dates, reference numbers, places, addressees, slugs. wagtail-localize's own default would let a
    translator override a date, and would offer a slug for translation.
    """
    return [SynchronizedField(name, overridable=False) for name in names]


def kept_apart(*names: str) -> list[BaseTranslatableField]:
    """Return rules that leave the fields `names` to each language: neither copied nor offered for translation."""
    return [BaseTranslatableField(name) for name in names]
