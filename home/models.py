"""The front page and plain pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from cms.core.blocks import BodyStreamBlock
from cms.core.listing import load_topics
from cms.core.models import ArticlePage, BasePage
from cms.core.synchronisation import kept_apart, synchronised
from international.models import AppealPage, SituationUpdatePage, SubmissionPage
from press.models import EditorialPage, EventPage, StatementPage


class HomePage(BasePage):
    """The front page of one language: what is new from the desk."""

    template = "home/home_page.html"
    is_creatable = False  # both exist from the migrations on
    latest_count = 6
    # Both home pages stand under the same root, where a slug is free only once; no address shows it.
    override_translatable_fields = kept_apart("slug")

    lead = models.CharField(
        _("headline"), max_length=160, blank=True, help_text=_("The one sentence a visitor reads first.")
    )
    introduction = models.TextField(
        _("introduction"), max_length=600, blank=True, help_text=_("One or two sentences under the headline.")
    )

    content_panels = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("introduction")]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("introduction")]
    api_fields = [*BasePage.api_fields, APIField("lead"), APIField("introduction")]

    subpage_types = ["home.StandardPage", "press.PressIndexPage", "international.InternationalIndexPage"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        """Add the newest texts of each kind and the events to come, of this page's language."""
        context = super().get_context(request, *args, **kwargs)
        context |= {
            "statements": self._newest(StatementPage, self.latest_count),
            "editorials": self._newest(EditorialPage, 2),
            "submissions": self._newest(SubmissionPage, 2),
            "situation_updates": self._newest(SituationUpdatePage, 1),
            "events": list(self._published(EventPage).upcoming()[:3]),
            "appeals": list(self._published(AppealPage).open().newest()[:2]),
        }
        load_topics([page for pages in context.values() if isinstance(pages, list) for page in pages])
        return context

    def _published(self, model: type[ArticlePage]):
        return (
            model.objects.published()
            .descendant_of(self)
            .select_related("locale", "hero_image")
            .defer_streamfields()
        )

    def _newest(self, model: type[ArticlePage], count: int) -> list[ArticlePage]:
        return list(self._published(model).newest()[:count])


class StandardPage(BasePage):
    """A plain page: about the desk, contact, policies."""

    template = "home/standard_page.html"
    override_translatable_fields = [*BasePage.override_translatable_fields, *synchronised("shows_contact")]

    introduction = models.TextField(
        _("introduction"), max_length=600, blank=True, help_text=_("One or two sentences under the title.")
    )
    body = StreamField(
        BodyStreamBlock(),
        blank=True,
        verbose_name=_("body"),
        help_text=_("One paragraph a block: the two languages are matched block by block."),
    )
    shows_contact = models.BooleanField(
        _("show the organisation's contact details"),
        default=False,
        help_text=_("Address, phone and e-mail from the organisation settings, under the text."),
    )

    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    facts_panels = [FieldPanel("shows_contact")]
    related_panels = [
        InlinePanel("attachment_links", heading=_("Documents to download"), label=_("document"))
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    api_fields = [*BasePage.api_fields, APIField("introduction"), APIField("body"), APIField("attachments")]

    subpage_types = ["home.StandardPage"]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    @property
    def attachments(self) -> list:
        """The documents to download, in the editor's order."""
        return [link.document for link in self.attachment_links.select_related("document")]
