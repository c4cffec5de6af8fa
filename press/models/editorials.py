"""Editorials: legal and human-rights analysis."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.search import index

from cms.bangla.graphemes import reading_minutes
from cms.core.models import ArticlePage
from cms.core.synchronisation import synchronised
from cms.core.text import plain_text


class EditorialPage(ArticlePage):
    """An editorial: what the law says, what happens, and what should."""

    template = "press/editorial_page.html"
    listing_name = "editorials"
    date_field = "published_on"
    override_translatable_fields = [
        *ArticlePage.override_translatable_fields,
        *synchronised("published_on", "outlet_url", "outlet_on"),
    ]

    published_on = models.DateField(
        _("date"), default=timezone.localdate, help_text=_("The date printed here, and the order in lists.")
    )
    outlet = models.CharField(
        _("first appeared in"),
        max_length=200,
        blank=True,
        help_text=_("The newspaper or site, if it was not ours."),
    )
    outlet_url = models.URLField(_("link there"), blank=True)
    outlet_on = models.DateField(_("date there"), null=True, blank=True)

    facts_panels = [
        InlinePanel("person_links", heading=_("Authors"), label=_("author")),
        FieldPanel("published_on"),
        MultiFieldPanel(
            [FieldPanel("outlet"), FieldRowPanel([FieldPanel("outlet_url"), FieldPanel("outlet_on")])],
            heading=_("First appeared elsewhere"),
        ),
    ]

    search_fields = [
        *ArticlePage.search_fields,
        index.SearchField("outlet"),
        index.FilterField("published_on"),
    ]
    api_fields = [
        APIField("authors"),
        APIField("published_on"),
        APIField("outlet"),
        APIField("outlet_url"),
        APIField("outlet_on"),
        APIField("reading_minutes"),
        *ArticlePage.api_fields,
    ]

    subpage_types = []

    class Meta:
        verbose_name = _("editorial")
        verbose_name_plural = _("editorials")

    @cached_property
    def authors(self) -> list:
        """The authors, in the editor's order."""
        return [link.person for link in self.person_links.select_related("person")]

    @cached_property
    def reading_minutes(self) -> int:
        """How many minutes the text takes to read, at the pace of its language's readers."""
        return reading_minutes(f"{self.summary} {plain_text(self.body)}", self.language)

    def check_facts(self, errors) -> None:
        """Refuse a link or a date of an outlet that is not named."""
        super().check_facts(errors)
        if (self.outlet_url or self.outlet_on) and not self.outlet:
            errors["outlet"] = ValidationError(_("Name the outlet that the link or the date belongs to."))
