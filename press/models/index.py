"""The head of the press section."""

from django.utils.translation import gettext_lazy as _

from cms.core.models.indexes import IndexPage


class PressIndexPage(IndexPage):
    """Statements, editorials and events, newest first."""

    template = "components/index_page.html"  # Wagtail does not inherit it from an abstract class
    listed_types = ["press.StatementPage", "press.EditorialPage", "press.EventPage"]
    subpage_types = ["press.StatementPage", "press.EditorialPage", "press.EventPage"]

    class Meta:
        verbose_name = _("press section")
        verbose_name_plural = _("press sections")
