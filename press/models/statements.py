"""Press statements."""

from urllib.parse import urljoin

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from cms.core.models import ArticlePage, ReferencedMixin
from cms.core.synchronisation import synchronised


class StatementPage(ReferencedMixin, ArticlePage):
    """A press statement: what happened, what the organisation says, what it demands, and of whom."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", _("statement")
        CONDEMNATION = "condemnation", _("condemnation")
        PROTEST = "protest", _("protest")
        REACTION = "reaction", _("reaction")
        JOINT = "joint", _("joint statement")

    template = "press/statement_page.html"
    listing_name = "statements"
    kind_field = "kind"
    date_field = "issued_on"
    reference_series = "PS"
    exclude_fields_in_copy = ["reference", "corrections"]
    override_translatable_fields = [
        *ArticlePage.override_translatable_fields,
        *synchronised("kind", "issued_on", "place_issued", "incident_on", "incident_place", "media_contact"),
    ]

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind.choices,
        default=Kind.STATEMENT,
        help_text=_("Choose “joint statement” when other organisations sign it too, and name them below."),
    )
    issued_on = models.DateField(
        _("date issued"),
        default=timezone.localdate,
        help_text=_("Its year becomes part of the reference number when the statement is first published."),
    )
    place_issued = models.ForeignKey(
        "core.Place",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place issued"),
        help_text=_("Where the statement was given out."),
    )
    incident_on = models.DateField(
        _("date of the incident"),
        null=True,
        blank=True,
        help_text=_("Left empty when there was no single day."),
    )
    incident_place = models.ForeignKey(
        "core.Place",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place of the incident"),
        help_text=_("The district is enough. Give nothing that leads to a person at risk."),
    )
    media_contact = models.ForeignKey(
        "core.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("media contact"),
        help_text=_("Whom journalists may call or write to: what is printed is kept under “People”."),
    )

    content_panels = [
        *ArticlePage.content_panels,
        InlinePanel(
            "corrections",
            heading=_("Public corrections"),
            label=_("correction"),
            help_text=_("What was wrong and is now right, for readers who saw the earlier text."),
        ),
    ]
    facts_panels = [
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("reference", read_only=True),
                FieldRowPanel([FieldPanel("issued_on"), FieldPanel("place_issued")]),
            ],
            heading=_("Statement"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("incident_on"), FieldPanel("incident_place")])], heading=_("Incident")
        ),
        InlinePanel("authority_links", heading=_("Addressed to"), label=_("authority")),
        InlinePanel("organisation_links", heading=_("Co-signed by"), label=_("organisation")),
        FieldPanel("media_contact"),
    ]

    search_fields = [
        *ArticlePage.search_fields,
        index.SearchField("reference"),
        index.FilterField("kind"),
        index.FilterField("issued_on"),
    ]
    api_fields = [
        APIField("kind"),
        APIField("reference"),
        APIField("issued_on"),
        APIField("place_issued"),
        APIField("incident_on"),
        APIField("incident_place"),
        APIField("authorities"),
        APIField("organisations"),
        APIField("media_contact"),
        *ArticlePage.api_fields,
        APIField("corrections"),
    ]

    subpage_types = []

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    @cached_property
    def authorities(self) -> list:
        """The authorities addressed, in the editor's order."""
        return [link.authority for link in self.authority_links.select_related("authority")]

    @cached_property
    def organisations(self) -> list:
        """The organisations that co-signed, in the editor's order."""
        return [link.organisation for link in self.organisation_links.select_related("organisation")]

    @cached_property
    def public_corrections(self) -> list["Correction"]:
        """The corrections, the latest first."""
        return sorted(self.corrections.all(), key=lambda correction: correction.made_on, reverse=True)

    def reference_year(self) -> int:
        """Return the year of the date issued, so that the number agrees with the date printed beside it."""
        return self.issued_on.year

    def get_context(self, request, *args, **kwargs):
        """Add `permanent_url`, the short address that outlives title and section; empty for a draft."""
        context = super().get_context(request, *args, **kwargs)
        short = urljoin(self.get_full_url(request) or "", self.reference_path) if self.reference_path else ""
        return context | {"permanent_url": short}

    def check_facts(self, errors) -> None:
        """Refuse an incident that lies after the statement about it."""
        super().check_facts(errors)
        if self.incident_on and self.issued_on and self.incident_on > self.issued_on:
            errors["incident_on"] = ValidationError(_("The incident cannot lie after the date issued."))


class Correction(TranslatableMixin, Orderable):
    """A public note that says what a published statement had wrong."""

    page = ParentalKey(StatementPage, on_delete=models.CASCADE, related_name="corrections")
    made_on = models.DateField(_("date"), default=timezone.localdate)
    text = models.TextField(_("what was corrected"), max_length=1000)

    override_translatable_fields = synchronised("made_on")
    panels = [FieldPanel("made_on"), FieldPanel("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return self.text[:80]
