"""Urgent appeals, petitions and solidarity letters."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from cms.core.blocks.text import PARAGRAPH_FEATURES
from cms.core.models import ArticlePage
from cms.core.synchronisation import synchronised
from cms.core.text import paragraphs_of
from international.querysets import AppealPageManager


class AppealPage(ArticlePage):
    """An appeal: what is asked of whom, until when, and how it ended."""

    class Kind(models.TextChoices):
        URGENT_APPEAL = "urgent_appeal", _("urgent appeal")
        PETITION = "petition", _("petition")
        SOLIDARITY_LETTER = "solidarity_letter", _("solidarity letter")

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    template = "international/appeal_page.html"
    listing_name = "appeals"
    kind_field = "kind"
    date_field = "issued_on"
    override_translatable_fields = [
        *ArticlePage.override_translatable_fields,
        *synchronised("kind", "country", "issued_on", "act_by", "status"),
    ]

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.URGENT_APPEAL)
    country = models.ForeignKey(
        "core.Place",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"level": "country"},
        verbose_name=_("country concerned"),
        help_text=_("Where the people are whom the appeal is for."),
    )
    issued_on = models.DateField(_("date issued"), default=timezone.localdate)
    act_by = models.DateField(
        _("act by"), null=True, blank=True, help_text=_("After this day readers are no longer asked to act.")
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status.choices,
        default=Status.OPEN,
        help_text=_("Close it when there is an outcome to tell."),
    )
    outcome = models.TextField(
        _("outcome"),
        max_length=1000,
        blank=True,
        help_text=_("What came of it. Required when the appeal is closed."),
    )
    letter = RichTextField(
        _("letter"),
        blank=True,
        features=PARAGRAPH_FEATURES,
        help_text=_("The text that supporters send or sign."),
    )

    objects = AppealPageManager()

    content_panels = [
        *ArticlePage.content_panels,
        FieldPanel("letter"),
        InlinePanel("actions", heading=_("What you can do"), label=_("action")),
        FieldPanel("outcome"),
    ]
    facts_panels = [
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("country"),
                FieldRowPanel([FieldPanel("issued_on"), FieldPanel("act_by")]),
            ],
            heading=_("Appeal"),
        ),
        FieldPanel("status"),
        InlinePanel("authority_links", heading=_("Addressed to"), label=_("authority")),
        InlinePanel("organisation_links", heading=_("Together with"), label=_("organisation")),
    ]

    search_fields = [
        *ArticlePage.search_fields,
        index.SearchField("letter"),
        index.SearchField("outcome"),
        index.FilterField("kind"),
        index.FilterField("status"),
        index.FilterField("country"),
    ]
    api_fields = [
        APIField("kind"),
        APIField("country"),
        APIField("issued_on"),
        APIField("act_by"),
        APIField("status"),
        APIField("authorities"),
        APIField("organisations"),
        *ArticlePage.api_fields,
        APIField("letter"),
        APIField("actions"),
        APIField("outcome"),
    ]

    subpage_types = []

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")

    @cached_property
    def authorities(self) -> list:
        """The authorities the appeal is addressed to, in the editor's order."""
        return [link.authority for link in self.authority_links.select_related("authority")]

    @cached_property
    def organisations(self) -> list:
        """The organisations behind the appeal, in the editor's order."""
        return [link.organisation for link in self.organisation_links.select_related("organisation")]

    @cached_property
    def recommended(self) -> list["RecommendedAction"]:
        """What a reader can do, in the editor's order."""
        return list(self.actions.all())

    @property
    def letter_text(self) -> str:
        """The letter without markup, to be copied into a mail."""
        return paragraphs_of(self.letter)

    @property
    def is_closed(self) -> bool:
        """Whether the appeal has ended."""
        return self.status == self.Status.CLOSED

    @property
    def is_open(self) -> bool:
        """Whether a reader can still act; `open()` of the queryset asks the same of the database."""
        return not self.is_closed and not self.is_overdue

    @property
    def days_left(self) -> int | None:
        """How many days of Dhaka's calendar are left to act: 0 on the last; None when open-ended or past."""
        if self.act_by is None or self.is_overdue:
            return None
        return (self.act_by - timezone.localdate()).days

    @property
    def is_overdue(self) -> bool:
        """Whether the day to act by has passed."""
        return self.act_by is not None and self.act_by < timezone.localdate()

    def check_facts(self, errors) -> None:
        """Refuse a closed appeal that does not say what came of it, and a deadline before the appeal."""
        super().check_facts(errors)
        if self.status == self.Status.CLOSED and not self.outcome.strip():
            errors["outcome"] = ValidationError(_("Say what came of the appeal before closing it."))
        if self.act_by and self.issued_on and self.act_by < self.issued_on:
            errors["act_by"] = ValidationError(_("The day to act by cannot lie before the date issued."))


class RecommendedAction(TranslatableMixin, Orderable):
    """One thing a reader can do."""

    page = ParentalKey(AppealPage, on_delete=models.CASCADE, related_name="actions")
    text = models.TextField(_("action"), max_length=500)

    panels = [FieldPanel("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("recommended action")
        verbose_name_plural = _("recommended actions")

    def __str__(self) -> str:
        return self.text[:80]
