"""What goes into the parity check and what comes out of it."""

from dataclasses import dataclass
from hashlib import sha256

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.core.languages import in_readers_digits


class Rule(models.TextChoices):
    """What two languages have to agree in."""

    MISSING = "missing", gettext_lazy("missing text")
    DATE = "date", gettext_lazy("dates")
    WEEKDAY = "weekday", gettext_lazy("days of the week")
    TIME = "time", gettext_lazy("times")
    PERCENTAGE = "percentage", gettext_lazy("percentages")
    MONEY = "money", gettext_lazy("amounts of money")
    PROVISION = "provision", gettext_lazy("articles and sections")
    NUMBER = "number", gettext_lazy("numbers")
    EMAIL = "email", gettext_lazy("e-mail addresses")
    PHONE = "phone", gettext_lazy("telephone numbers")
    LINK = "link", gettext_lazy("links")
    REFERENCE = "reference", gettext_lazy("reference numbers")
    QUOTATION = "quotation", gettext_lazy("quotations")
    LIST = "list", gettext_lazy("lists")
    IMAGE = "image", gettext_lazy("pictures")
    GLOSSARY = "glossary", gettext_lazy("terms")


# The values of these are how many there are, and no words of a text.
COUNTED = {Rule.QUOTATION, Rule.LIST, Rule.IMAGE}


@dataclass(frozen=True)
class Passage:
    """One passage in both languages, as plain text, with where its links lead and how many items its lists have."""

    path: str
    label: str
    source: str
    target: str
    source_links: tuple[str, ...] = ()
    target_links: tuple[str, ...] = ()
    source_items: int = 0
    target_items: int = 0


@dataclass(frozen=True)
class AvoidedTerm:
    """A term of the glossary that must not be translated in some ways."""

    source_terms: tuple[str, ...]
    approved: tuple[str, ...]
    avoid: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """Something that the two languages do not agree in. Values are as they stand in the texts."""

    rule: Rule
    path: str
    label: str
    source_values: tuple[str, ...]
    target_values: tuple[str, ...]
    source_text: str = ""
    target_text: str = ""

    @property
    def fingerprint(self) -> str:
        """A name that changes when the place, the rule, one of the values or either text does.

        Passages of one paragraph share a path: without their texts the same slip in two of them would be one.
        """
        parts = [self.rule.value, self.path, *self.source_values, "\0", *self.target_values]
        parts += ["\0", self.source_text, "\0", self.target_text]
        return sha256("\x1f".join(parts).encode()).hexdigest()

    @property
    def source_shown(self) -> tuple[str, ...]:
        """What the original has, for a person to read: words as they stand there, counts in the reader's digits."""
        return self._shown(self.source_values)

    @property
    def target_shown(self) -> tuple[str, ...]:
        """What the translation has, as `source_shown`."""
        return self._shown(self.target_values)

    def _shown(self, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(in_readers_digits(int(each)) for each in values) if self.rule in COUNTED else values

    @property
    def message(self) -> str:
        """The difference in a sentence, in the active language."""
        values = {"source": ", ".join(self.source_shown), "target": ", ".join(self.target_shown)}
        if self.rule is Rule.MISSING:
            return _("Nothing in the translation stands for this.")
        if self.rule is Rule.GLOSSARY:
            return _("The glossary says not to use “%(target)s”, but “%(source)s”.") % values
        if not self.target_values:
            return _("Only the original has: %(source)s.") % values
        if not self.source_values:
            return _("Only the translation has: %(target)s.") % values
        return _("The original has %(source)s, the translation %(target)s.") % values
