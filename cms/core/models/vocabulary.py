"""Vocabularies: one thing, two names. A page in either language points to the same row."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from cms.core.languages import in_readers_digits


def both_names(field: str, heading: str) -> MultiFieldPanel:
    """Return a panel with both languages of `field` side by side.

    The bare field is never offered: it would write to the language of the editor's own interface.
    """
    return MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel(f"{field}_bn", heading=_("in Bangla")),
                    FieldPanel(f"{field}_en", heading=_("in English")),
                ]
            )
        ],
        heading=heading,
    )


class Term(index.Indexed, models.Model):
    """A row of a vocabulary: a name in each language and a short ASCII name for URLs and the API."""

    name = models.CharField(_("name"), max_length=255)
    slug = models.SlugField(
        _("name in addresses"),
        max_length=100,
        unique=True,
        help_text=_(
            "Latin letters, digits and hyphens; used in addresses and in the API. Changing it breaks links."
        ),
    )

    panels = [both_names("name", _("Name")), FieldPanel("slug")]
    search_fields = [
        index.SearchField("name_bn"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_bn"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name or self.slug


class NestedTerm(Term):
    """A term that may belong under another: two levels for topics, three for places."""

    max_level = 2
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs under"),
    )

    panels = [*Term.panels, FieldPanel("parent")]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a circle, and a level deeper than the vocabulary has.

        Raises:
            ValidationError: on `parent`, with the reason.
        """
        super().clean()
        level, ancestor = 1 + self._depth_below(), self.parent
        while ancestor is not None:
            level += 1
            if ancestor.pk == self.pk and self.pk is not None:
                raise ValidationError({"parent": _("A term cannot belong under itself.")})
            if level > self.max_level:
                raise ValidationError(
                    {
                        "parent": _("This vocabulary has only %(count)s levels.")
                        % {"count": in_readers_digits(self.max_level)}
                    }
                )
            ancestor = ancestor.parent

    def _depth_below(self) -> int:
        """Return how many levels of terms belong under this one."""
        if self.pk is None:
            return 0
        return max((1 + child._depth_below() for child in self.children.all()), default=0)


class Topic(NestedTerm):
    """What a text is about. Two levels."""

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]


class Authority(Term):
    """A public body that statements call on and demands are addressed to."""

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["slug"]


class Mechanism(Term):
    """A UN or regional human-rights mechanism that the desk reports to."""

    class Kind(models.TextChoices):
        UPR = "upr", _("Universal Periodic Review")
        TREATY_BODY = "treaty_body", _("UN treaty body")
        SPECIAL_PROCEDURE = "special_procedure", _("UN Special Procedure")
        REGIONAL = "regional", _("regional mechanism")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)

    panels = [*Term.panels, FieldPanel("kind"), FieldPanel("acronym")]
    search_fields = [*Term.search_fields, index.SearchField("acronym"), index.FilterField("kind")]

    class Meta:
        verbose_name = _("mechanism")
        verbose_name_plural = _("mechanisms")
        ordering = ["kind", "slug"]


class Place(NestedTerm):
    """A country, a division or a district of Bangladesh, with its ISO 3166 code."""

    class Level(models.TextChoices):
        COUNTRY = "country", _("country")
        DIVISION = "division", _("division")
        DISTRICT = "district", _("district")

    max_level = 3
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    code = models.CharField(
        _("ISO code"),
        max_length=10,
        blank=True,
        help_text=_("ISO 3166-1 for a country, ISO 3166-2 within Bangladesh."),
    )

    panels = [*NestedTerm.panels, FieldPanel("level"), FieldPanel("code")]
    search_fields = [*Term.search_fields, index.FilterField("level")]

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["slug"]


class Person(Term):
    """An author, a speaker or a contact. Only people who agreed to be named in public belong here."""

    role = models.CharField(
        _("role"), max_length=255, blank=True, help_text=_("Shown after the name, such as “legal analyst”.")
    )
    email = models.EmailField(
        _("public e-mail"), blank=True, help_text=_("Printed on the site. Leave empty if in doubt.")
    )
    phone = models.CharField(_("public phone"), max_length=40, blank=True)

    panels = [*Term.panels, both_names("role", _("Role")), FieldPanel("email"), FieldPanel("phone")]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["slug"]


class Organisation(Term):
    """A network or a partner: co-signs statements, joins submissions."""

    class Kind(models.TextChoices):
        NETWORK = "network", _("network")
        PARTNER = "partner", _("partner organisation")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PARTNER)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    website = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        "images.HouseImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )

    panels = [
        *Term.panels,
        FieldPanel("kind"),
        FieldPanel("acronym"),
        FieldPanel("website"),
        FieldPanel("logo"),
    ]
    search_fields = [*Term.search_fields, index.SearchField("acronym"), index.FilterField("kind")]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["slug"]


class Criterion(Term):
    """What a National Human Rights Institution is measured by, after the Paris Principles (UN GA res. 48/134)."""

    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    panels = [*Term.panels, both_names("description", _("Description")), FieldPanel("position")]

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["position", "slug"]
