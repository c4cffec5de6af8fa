"""Permanent reference numbers such as ASK/PS/2026/041."""

import re

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# As in the address /r/ps-2026-041. Longer numbers than any text has are not looked up.
SHORT_NAME = re.compile(r"([A-Za-z0-9_]*)-([0-9]{4})-([0-9]{1,9})")


def parts_of_short_name(name: str) -> tuple[str, int, int] | None:
    """Return the series, year and number that a short name such as `ps-2026-041` stands for; None for no such name."""
    parts = SHORT_NAME.fullmatch(name)
    return (parts[1].upper(), int(parts[2]), int(parts[3])) if parts else None


class ReferenceSeries(models.Model):
    """The last number given out in one series and year. Its row is the lock that keeps numbers gap-free."""

    series = models.CharField(_("series"), max_length=8)
    year = models.PositiveSmallIntegerField(_("year"))
    last_number = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("reference series")
        verbose_name_plural = _("reference series")
        constraints = [models.UniqueConstraint(fields=("series", "year"), name="unique_reference_series")]

    def __str__(self) -> str:
        return f"{self.series}/{self.year}"


class Reference(models.Model):
    """A number given to a text once and for all, shared by its two languages.

    It names the text by its translation key, not by a foreign key: it outlives the page, so no number is ever reused.
    """

    series = models.CharField(_("series"), max_length=8)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    text = models.CharField(_("reference number"), max_length=40, unique=True)
    translation_key = models.UUIDField(_("text it names"), unique=True, editable=False)
    allocated_at = models.DateTimeField(_("given out at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("reference number")
        verbose_name_plural = _("reference numbers")
        constraints = [
            models.UniqueConstraint(fields=("series", "year", "number"), name="unique_reference_number")
        ]

    def __str__(self) -> str:
        return self.text
