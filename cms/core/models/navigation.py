"""Menus. The main menu is the page tree itself; the footer is a list the desk keeps."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable, Page

from .vocabulary import both_names


@register_setting(icon="list-ul", order=20)
class NavigationSettings(ClusterableModel, BaseSiteSetting):
    """The links at the foot of every page."""

    panels = [InlinePanel("footer_links", heading=_("Footer links"), label=_("link"))]

    class Meta:
        verbose_name = _("navigation")
        verbose_name_plural = _("navigation settings")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class FooterLink(Orderable):
    """One link of the footer: to a page, in the reader's language, or to an address outside."""

    settings = ParentalKey(NavigationSettings, on_delete=models.CASCADE, related_name="footer_links")
    label = models.CharField(
        _("label"), max_length=100, blank=True, help_text=_("Left empty, the page's own title is shown.")
    )
    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("Choose it in either language: readers are led to the page in theirs."),
    )
    url = models.URLField(_("or an address"), blank=True)

    panels = [both_names("label", _("Label")), PageChooserPanel("page"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("footer link")
        verbose_name_plural = _("footer links")

    def __str__(self) -> str:
        return self.label or (self.page.title if self.page else self.url)

    def clean(self) -> None:
        """Refuse a link that leads nowhere, to two places, or has no words.

        Raises:
            ValidationError: with the reason.
        """
        super().clean()
        if bool(self.page_id) == bool(self.url):
            raise ValidationError({"page": _("Choose a page or give an address: one of the two.")})
        if self.url and not (self.label_bn and self.label_en):
            raise ValidationError({"url": _("A link to an address needs a label in both languages.")})
