"""Links from pages to vocabularies, documents and other pages.

Each is a model of its own (`Orderable` with a `ParentalKey`), not a many-to-many field: a plain many-to-many is copied
once to a translation and never synchronised, cannot be cleared there, and is missing from the reference index. The
parent is Wagtail's own `Page`, so that one table, and one query, serves pages of every type.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page


class PageTopic(Orderable):
    """A page is about a topic."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(
        "core.Topic", on_delete=models.PROTECT, related_name="page_links", verbose_name=_("topic")
    )

    panels = [FieldPanel("topic")]

    class Meta(Orderable.Meta):
        verbose_name = _("topic of a page")
        constraints = [models.UniqueConstraint(fields=("page", "topic"), name="unique_page_topic")]


class PageAuthority(Orderable):
    """A page is addressed to an authority."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="authority_links")
    authority = models.ForeignKey(
        "core.Authority", on_delete=models.PROTECT, related_name="page_links", verbose_name=_("authority")
    )

    panels = [FieldPanel("authority")]

    class Meta(Orderable.Meta):
        verbose_name = _("authority addressed by a page")
        constraints = [models.UniqueConstraint(fields=("page", "authority"), name="unique_page_authority")]


class PageOrganisation(Orderable):
    """A page was made together with an organisation: it co-signed a statement or joined a submission."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="organisation_links")
    organisation = models.ForeignKey(
        "core.Organisation",
        on_delete=models.PROTECT,
        related_name="page_links",
        verbose_name=_("organisation"),
    )

    panels = [FieldPanel("organisation")]

    class Meta(Orderable.Meta):
        verbose_name = _("organisation behind a page")
        constraints = [
            models.UniqueConstraint(fields=("page", "organisation"), name="unique_page_organisation")
        ]


class PagePerson(Orderable):
    """A person wrote the page, or speaks at the event it announces."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="person_links")
    person = models.ForeignKey(
        "core.Person", on_delete=models.PROTECT, related_name="page_links", verbose_name=_("person")
    )

    panels = [FieldPanel("person")]

    class Meta(Orderable.Meta):
        verbose_name = _("person of a page")
        constraints = [models.UniqueConstraint(fields=("page", "person"), name="unique_page_person")]


class PageAttachment(Orderable):
    """A document to download from a page."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="attachment_links")
    document = models.ForeignKey(
        "documents.HouseDocument", on_delete=models.CASCADE, related_name="+", verbose_name=_("document")
    )

    panels = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("attachment")
        constraints = [models.UniqueConstraint(fields=("page", "document"), name="unique_page_attachment")]


class PageRelation(Orderable):
    """A page points to another that belongs with it. Readers are led to the one in their language."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="related_links")
    related_page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))

    panels = [PageChooserPanel("related_page")]

    class Meta(Orderable.Meta):
        verbose_name = _("related page")
        constraints = [models.UniqueConstraint(fields=("page", "related_page"), name="unique_page_relation")]
