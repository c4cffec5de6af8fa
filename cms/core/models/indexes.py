"""The page at the head of a section: an introduction and the list of what is under it."""

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Site
from wagtail.search import index

from cms.bangla.numerals import to_bangla_digits
from cms.core.feeds import article_feed
from cms.core.listing import build_listing

from .pages import BasePage
from .settings import OrganisationSettings


class IndexPage(RoutablePageMixin, BasePage):
    """The head of a section. A subclass names the types it lists, as `app.Model`."""

    listed_types: list[str] = []

    introduction = models.TextField(
        _("introduction"), max_length=600, blank=True, help_text=_("One or two sentences above the list.")
    )

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]
    api_fields = [*BasePage.api_fields, APIField("introduction")]

    class Meta:
        abstract = True

    @classmethod
    def listed_models(cls) -> list[type]:
        """Return the page types of the list, in the order of the filter."""
        return [apps.get_model(label) for label in cls.listed_types]

    def get_context(self, request, *args, **kwargs):
        """Add `listing`: the screen of the list that the address asks for."""
        context = super().get_context(request, *args, **kwargs)
        context["listing"] = self.build_listing(request.GET)
        return context

    def build_listing(self, query):
        """Return the screen of the list that `query` (a QueryDict) asks for."""
        return build_listing(
            self.listed_models(),
            self,
            query,
            year_label=lambda year: to_bangla_digits(str(year)) if self.language == "bn" else str(year),
        )

    @path("feed/", name="feed")
    def feed(self, request):
        """The newest texts of the section as an Atom feed (RFC 4287)."""
        author = OrganisationSettings.objects.filter(site=Site.find_for_request(request)).first()
        return article_feed(self, request, self.build_listing(type(request.GET)("")).pages, str(author or ""))
