"""The board's row: one text, the language it was written in, and how it stands in the other."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.core.languages import OTHER_LANGUAGE
from cms.translation.states import State


class StatusQuerySet(models.QuerySet["TranslationStatus"]):
    """Rows of the board."""

    def locked(self) -> Self:
        """Lock the rows until the transaction ends, in one order.

        Whoever changes a text, its pages or what is said of it does this before anything else. So nobody works out a
        row from half of what two people did at once, and no two transactions each hold what the other waits for.
        """
        return self.order_by("pk").select_for_update(of=("self",))


class TranslationStatus(models.Model):
    """How one text stands in the language it was not written in.

    One row a text, whether or not a translation was begun. The columns above the line are worked out from the pages
    (`cms.translation.standing`) and can be worked out again at any time; those below it are what people decided.
    """

    translation_key = models.UUIDField(_("text"), unique=True, editable=False)
    source_page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("original")
    )
    target_page = models.ForeignKey(
        Page, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("translation")
    )
    source_language = models.CharField(_("original language"), max_length=2)
    page_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+", verbose_name=_("type")
    )
    title_bn = models.CharField(_("title in Bangla"), max_length=255, blank=True)
    title_en = models.CharField(_("title in English"), max_length=255, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.MISSING)
    source_is_live = models.BooleanField(_("original is published"), default=False)
    target_is_live = models.BooleanField(_("translation is published"), default=False)
    total_segments = models.PositiveIntegerField(_("passages"), default=0)
    translated_segments = models.PositiveIntegerField(_("translated passages"), default=0)
    outdated_segments = models.PositiveIntegerField(_("outdated paragraphs"), default=0)
    outdated_since = models.DateTimeField(_("outdated since"), null=True)
    changed_at = models.DateTimeField(_("last changed"), null=True, db_index=True)

    # What people decided
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("translator"),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reviewer"),
    )
    due_on = models.DateField(_("due date"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)
    not_needed_reason = models.TextField(_("why it is not for this language"), max_length=1000, blank=True)
    not_needed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    not_needed_at = models.DateTimeField(null=True)

    objects = StatusQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")
        indexes = [
            models.Index(fields=["state", "-changed_at"], name="status_by_state"),
            models.Index(fields=["due_on"], name="status_by_due_date"),
        ]
        permissions = [
            ("translate_bn", _("Can translate into Bangla")),
            ("translate_en", _("Can translate into English")),
            ("review_translation", _("Can review translations")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def target_language(self) -> str:
        """The language the text is to be read in beside its own: `bn` or `en`."""
        return OTHER_LANGUAGE[self.source_language]

    @property
    def title(self) -> str:
        """The title in the original language."""
        return getattr(self, f"title_{self.source_language}")

    @property
    def percent(self) -> int:
        """How much of the text is translated, rounded down: 100 only when nothing is missing."""
        return self.translated_segments * 100 // self.total_segments if self.total_segments else 0

    @property
    def is_attached(self) -> bool:
        """Whether the translation is kept in step with its original, passage by passage."""
        return (
            self.target_page_id is not None
            and Translation.objects.filter(
                source__object_id=self.translation_key,
                source__locale__language_code=self.source_language,
                enabled=True,
            ).exists()
        )

    @property
    def is_not_needed(self) -> bool:
        """Whether an editor said that this language does without the text."""
        return self.not_needed_at is not None
