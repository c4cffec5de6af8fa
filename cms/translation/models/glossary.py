"""The desk's glossary: what a term is in the other language, and what it must not be called."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.languages import LANGUAGES
from cms.translation.glossary.wording import key, keys, tidy, tidy_lines, tidy_note


class GlossaryTerm(models.Model):
    """One term in both languages. Without an owner it is the whole desk's; with one, that person's own."""

    class PartOfSpeech(models.TextChoices):
        NOUN = "noun", _("noun")
        NAME = "name", _("name")
        VERB = "verb", _("verb")
        ADJECTIVE = "adjective", _("adjective")
        ADVERB = "adverb", _("adverb")
        PHRASE = "phrase", _("phrase")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("belongs to"),
        help_text=_("Left empty, the term is shared by the whole desk."),
    )
    term_bn = models.CharField(_("in Bangla"), max_length=255)
    term_en = models.CharField(_("in English"), max_length=255)
    part_of_speech = models.CharField(
        _("part of speech"), max_length=10, choices=PartOfSpeech.choices, default=PartOfSpeech.NOUN
    )
    note = models.TextField(_("note"), max_length=1000, blank=True)
    avoid_bn = models.TextField(
        _("do not use in Bangla"), max_length=1000, blank=True, help_text=_("One wording a line.")
    )
    avoid_en = models.TextField(
        _("do not use in English"), max_length=1000, blank=True, help_text=_("One wording a line.")
    )

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering = ["term_en", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term_bn", "term_en"],
                condition=models.Q(owner__isnull=True),
                name="unique_shared_term",
            ),
            models.UniqueConstraint(fields=["owner", "term_bn", "term_en"], name="unique_own_term"),
        ]

    def __str__(self) -> str:
        return f"{self.term_bn} – {self.term_en}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the term in one spelling, whoever stores it."""
        self.tidy()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Put the term in one spelling, and check that it makes sense and is not there already.

        Raises:
            ValidationError: naming the field.
        """
        self.tidy()
        if errors := self.wording_errors():
            raise ValidationError(errors)
        others = GlossaryTerm.objects.filter(owner=self.owner_id).exclude(pk=self.pk)
        if any(key_of(*pair) == self.key for pair in others.values_list("term_bn", "term_en")):
            raise ValidationError({"term_en": _("This term is in the glossary already.")}, code="unique")

    @property
    def key(self) -> tuple[str, str]:
        """What it must share with another term to be the same."""
        return key_of(self.term_bn, self.term_en)

    def tidy(self) -> None:
        """Put every text in its one spelling: normalised, no white space to spare, each variant once."""
        self.note = tidy_note(self.note)
        for language in LANGUAGES:
            term, avoid = f"term_{language}", f"avoid_{language}"
            setattr(self, term, tidy(getattr(self, term)))
            setattr(self, avoid, "\n".join(tidy_lines(getattr(self, avoid))))

    def wording_errors(self) -> dict[str, ValidationError]:
        """Return what is wrong with the wordings themselves, by field. The term must be tidy."""
        errors = {}
        for language in LANGUAGES:
            term = getattr(self, f"term_{language}")
            if not term:
                errors[f"term_{language}"] = ValidationError(_("Both languages are needed."), code="required")
            elif key(term) in keys(getattr(self, f"avoid_{language}").split("\n")):
                errors[f"avoid_{language}"] = ValidationError(
                    _("This is the term itself: it cannot be one not to use."), code="avoided"
                )
        return errors


def key_of(term_bn: str, term_en: str) -> tuple[str, str]:
    """Return what two terms must share to be the same: capitals and spelling of the same letters do not count."""
    return key(term_bn), key(term_en)
