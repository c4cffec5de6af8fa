"""Who speaks: the organisation's name, address and links, in both languages."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from .vocabulary import both_names


@register_setting(icon="group", order=10)
class OrganisationSettings(ClusterableModel, BaseSiteSetting):
    """The organisation as readers know it."""

    name = models.CharField(_("name"), max_length=255, blank=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    desk_name = models.CharField(_("name of the desk"), max_length=255, blank=True)
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("One or two sentences; shown in the footer and to search engines."),
    )
    address = models.TextField(_("address"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    ecosoc_since = models.PositiveSmallIntegerField(
        _("UN ECOSOC consultative status since"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1946), MaxValueValidator(2100)],
        help_text=_("The year. Left empty, the status is not mentioned."),
    )
    reference_prefix = models.CharField(
        _("prefix of reference numbers"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^[A-Z0-9-]+$", _("Capital Latin letters, digits and hyphens only."))],
        help_text=_("As in ASK/PS/2026/041. Numbers already given out never change."),
    )

    panels = [
        both_names("name", _("Name")),
        both_names("short_name", _("Short name")),
        both_names("desk_name", _("Name of the desk")),
        both_names("description", _("Description")),
        both_names("address", _("Address")),
        MultiFieldPanel([FieldPanel("phone"), FieldPanel("email")], heading=_("Contact")),
        FieldPanel("ecosoc_since"),
        FieldPanel("reference_prefix"),
        InlinePanel("social_links", heading=_("Social media"), label=_("link")),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisation settings")

    def __str__(self) -> str:
        return self.name or str(self._meta.verbose_name)


class SocialLink(Orderable):
    """A profile of the organisation on another site."""

    settings = ParentalKey(OrganisationSettings, on_delete=models.CASCADE, related_name="social_links")
    label = models.CharField(_("name"), max_length=60, help_text=_("Such as “Facebook”."))
    url = models.URLField(_("address"))

    panels = [both_names("label", _("Name")), FieldPanel("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("social link")
        verbose_name_plural = _("social links")

    def __str__(self) -> str:
        return self.label
