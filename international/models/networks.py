"""Profiles of the networks the organisation belongs to."""

import datetime
from urllib.parse import urlsplit

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from cms.core.listing import load_topics
from cms.core.models import ArticlePage
from cms.core.querysets import private_pages
from cms.core.synchronisation import synchronised


class NetworkPage(ArticlePage):
    """A network: what it is, what the organisation does in it, and what the two have said together.

    Name, acronym, website and logo are the organisation's own, kept once in the vocabulary for both
    languages; through the same row the page finds the statements and submissions made with the network.
    """

    class Level(models.TextChoices):
        REGIONAL = "regional", _("regional")
        INTERNATIONAL = "international", _("international")

    template = "international/network_page.html"
    listing_name = "networks"
    kind_field = "level"
    override_translatable_fields = [
        *ArticlePage.override_translatable_fields,
        *synchronised("organisation", "level", "member_since"),
    ]

    organisation = models.ForeignKey(
        "core.Organisation",
        on_delete=models.PROTECT,
        related_name="network_pages",
        verbose_name=_("network"),
        help_text=_(
            "Its name, acronym, website and logo are kept under “Organisations”, for both languages at once."
        ),
    )
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, default=Level.REGIONAL)
    role = models.CharField(
        _("our role"),
        max_length=200,
        blank=True,
        help_text=_("Such as “member” or “on the steering committee”."),
    )
    member_since = models.PositiveSmallIntegerField(
        _("member since"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1945), MaxValueValidator(2100)],
        help_text=_("The year, if it is known for certain."),
    )

    facts_panels = [
        FieldPanel("organisation"),
        MultiFieldPanel(
            [FieldPanel("level"), FieldRowPanel([FieldPanel("role"), FieldPanel("member_since")])],
            heading=_("Membership"),
        ),
    ]
    search_fields = [
        *ArticlePage.search_fields,
        index.SearchField("role"),
        index.RelatedFields(
            "organisation",
            [index.SearchField("name_bn"), index.SearchField("name_en"), index.SearchField("acronym")],
        ),
        index.FilterField("level"),
    ]
    api_fields = [
        APIField("acronym"),
        APIField("official_name"),
        APIField("level"),
        APIField("role"),
        APIField("member_since"),
        APIField("website"),
        APIField("logo"),
        *ArticlePage.api_fields,
    ]

    subpage_types = []

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")

    @property
    def acronym(self) -> str:
        """Such as `APWLD`."""
        return self.organisation.acronym

    @property
    def official_name(self) -> str:
        """The full name in the language now active."""
        return self.organisation.name

    @property
    def website(self) -> str:
        """The network's own site; empty when not known."""
        return self.organisation.website

    @property
    def website_host(self) -> str:
        """The name of the network's site, such as `forum-asia.org`, so that a reader knows before they go."""
        return (urlsplit(self.website).hostname or "").removeprefix("www.")

    @property
    def logo(self):
        """The network's logo, or None."""
        return self.organisation.logo

    def made_together(self) -> list[Page]:
        """Return the published statements, submissions and other pages made with this network, newest first.

        In this page's language; one query, one more for each type among them, and one for all topics.
        """
        pages = (
            Page.objects.live()
            .exclude(private_pages())
            .filter(locale=self.locale_id, organisation_links__organisation=self.organisation_id)
            .select_related("locale")
            .defer_streamfields()
            .order_by("-pk")
            .specific()
        )
        made = [page for page in pages if isinstance(page, ArticlePage)]
        for page in made:
            page.locale = self.locale  # the query for each type does not fetch it
        load_topics(made)
        return sorted(made, key=lambda page: _day(page.listing_date), reverse=True)

    def get_context(self, request, *args, **kwargs):
        """Add what was made together with the network."""
        return super().get_context(request, *args, **kwargs) | {"made_together": self.made_together()}


def _day(date: datetime.date | datetime.datetime | None) -> datetime.date:
    """Return the day of `date` in Dhaka, so that days and moments sort together; no date is oldest."""
    if isinstance(date, datetime.datetime):
        return timezone.localdate(date)
    return date or datetime.date.min
