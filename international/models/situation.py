"""Updates on the human-rights situation for partners abroad."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from cms.core.models import ArticlePage
from cms.core.synchronisation import synchronised


class SituationUpdatePage(ArticlePage):
    """What happened in a period, in figures, tables and charts, with its sources."""

    template = "international/situation_update_page.html"
    listing_name = "situation-updates"
    date_field = "published_on"
    override_translatable_fields = [
        *ArticlePage.override_translatable_fields,
        *synchronised("period_start", "period_end", "published_on", "document"),
    ]

    period_start = models.DateField(_("period from"), help_text=_("The first day the figures cover."))
    period_end = models.DateField(_("period to"), help_text=_("The last day the figures cover."))
    published_on = models.DateField(_("date published"), default=timezone.localdate)
    document = models.ForeignKey(
        "documents.HouseDocument",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
        help_text=_("The full text to download, such as a PDF."),
    )

    facts_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end")]),
                FieldPanel("published_on"),
            ],
            heading=_("Period"),
        ),
        FieldPanel("document"),
        InlinePanel("sources", heading=_("Sources"), label=_("source")),
    ]
    search_fields = [
        *ArticlePage.search_fields,
        index.FilterField("period_start"),
        index.FilterField("period_end"),
    ]
    api_fields = [
        APIField("period_start"),
        APIField("period_end"),
        APIField("published_on"),
        APIField("document"),
        APIField("sources"),
        *ArticlePage.api_fields,
    ]

    subpage_types = []

    class Meta:
        verbose_name = _("situation update")
        verbose_name_plural = _("situation updates")

    @property
    def listed_sources(self) -> list["Source"]:
        """Where the figures come from, in the editor's order."""
        return list(self.sources.all())

    def check_facts(self, errors) -> None:
        """Refuse a period that ends before it begins."""
        super().check_facts(errors)
        if self.period_start and self.period_end and self.period_end < self.period_start:
            errors["period_end"] = ValidationError(_("The period cannot end before it begins."))


class Source(TranslatableMixin, Orderable):
    """Where figures come from."""

    page = ParentalKey(SituationUpdatePage, on_delete=models.CASCADE, related_name="sources")
    text = models.CharField(_("source"), max_length=500)
    url = models.URLField(_("link"), blank=True)

    override_translatable_fields = synchronised("url")
    panels = [FieldPanel("text"), FieldPanel("url")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.text
