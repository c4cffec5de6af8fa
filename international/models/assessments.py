"""The yearly assessment of the National Human Rights Commission."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.api import APIField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from cms.core.models import ArticlePage, BasePage
from cms.core.models.vocabulary import Criterion
from cms.core.synchronisation import synchronised


@dataclass(frozen=True)
class ComparedRating:
    """One cell of the comparison: a rating, and where it has gone since the assessment before."""

    rating: "Rating | None"
    change: str  # "up", "down" or "same"; empty when there is nothing to compare with


@dataclass(frozen=True)
class ComparedCriterion:
    """One criterion and its rating in each compared year, the latest first, None where it was not rated."""

    criterion: Criterion
    ratings: list["Rating | None"]

    @property
    def cells(self) -> list[ComparedRating]:
        """The ratings, each with its change since the assessment before it."""
        before = [*self.ratings[1:], None]
        return [
            ComparedRating(rating, change_between(earlier, rating))
            for rating, earlier in zip(self.ratings, before, strict=True)
        ]


def change_between(earlier: "Rating | None", later: "Rating | None") -> str:
    """Return `up`, `down` or `same`; empty when one of the two was not rated."""
    if earlier is None or later is None:
        return ""
    if later.rating == earlier.rating:
        return "same"
    return "up" if later.rating > earlier.rating else "down"


class AssessmentIndexPage(BasePage):
    """All yearly assessments, side by side."""

    template = "international/assessment_index_page.html"

    introduction = models.TextField(_("introduction"), max_length=600, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]
    api_fields = [*BasePage.api_fields, APIField("introduction")]

    subpage_types = ["international.AssessmentPage"]

    class Meta:
        verbose_name = _("index of assessments")
        verbose_name_plural = _("indexes of assessments")

    def assessments(self) -> list["AssessmentPage"]:
        """Return the published assessments, the latest year first."""
        return list(
            AssessmentPage.objects.published()
            .child_of(self)
            .select_related("locale")
            .defer_streamfields()
            .order_by("-year")
        )

    def compare(self, assessments: list["AssessmentPage"]) -> list[ComparedCriterion]:
        """Return, for each criterion rated in any of `assessments`, its rating in each: two queries."""
        ratings = Rating.objects.filter(page__in=assessments)
        by_key = {(rating.criterion_id, rating.page_id): rating for rating in ratings}
        return [
            ComparedCriterion(criterion, [by_key.get((criterion.pk, page.pk)) for page in assessments])
            for criterion in Criterion.objects.filter(pk__in={key for key, _page in by_key})
        ]

    def get_context(self, request, *args, **kwargs):
        """Add the assessments and the comparison of their ratings."""
        context = super().get_context(request, *args, **kwargs)
        assessments = self.assessments()
        return context | {"assessments": assessments, "comparison": self.compare(assessments)}


class AssessmentPage(ArticlePage):
    """One year's assessment of the National Human Rights Commission, criterion by criterion."""

    template = "international/assessment_page.html"
    listing_name = "assessments"
    date_field = "published_on"
    override_translatable_fields = [
        *ArticlePage.override_translatable_fields,
        *synchronised("year", "published_on", "document"),
    ]

    year = models.PositiveSmallIntegerField(
        _("year assessed"),
        validators=[MinValueValidator(2007), MaxValueValidator(2100)],
        help_text=_("The year the Commission is measured for; one assessment a year and language."),
    )
    published_on = models.DateField(_("date published"))
    document = models.ForeignKey(
        "documents.HouseDocument",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
        help_text=_("The full text to download, such as a PDF."),
    )

    facts_panels = [
        FieldPanel("year"),
        FieldPanel("published_on"),
        FieldPanel("document"),
        InlinePanel("ratings", heading=_("Ratings"), label=_("rating")),
    ]
    search_fields = [*ArticlePage.search_fields, index.FilterField("year")]
    api_fields = [
        APIField("year"),
        APIField("published_on"),
        APIField("document"),
        APIField("ratings"),
        *ArticlePage.api_fields,
    ]

    subpage_types = []

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")

    @cached_property
    def rated(self) -> list["Rating"]:
        """The ratings with their criteria, in the editor's order."""
        return list(self.ratings.select_related("criterion"))

    def check_facts(self, errors) -> None:
        """Refuse a second assessment of the same year in the same language."""
        super().check_facts(errors)
        same_year = AssessmentPage.objects.filter(year=self.year, locale=self.locale_id).exclude(pk=self.pk)
        if self.year and same_year.exists():
            errors["year"] = ValidationError(
                _("There is already an assessment of this year in this language.")
            )


class Rating(TranslatableMixin, Orderable):
    """How far the Commission met one criterion in one year."""

    class Value(models.IntegerChoices):
        NOT_MET = 1, _("not met")
        BARELY = 2, _("barely met")
        PARTLY = 3, _("partly met")
        LARGELY = 4, _("largely met")
        FULLY = 5, _("fully met")

    page = ParentalKey(AssessmentPage, on_delete=models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey(
        "core.Criterion", on_delete=models.PROTECT, related_name="ratings", verbose_name=_("criterion")
    )
    rating = models.PositiveSmallIntegerField(_("rating"), choices=Value.choices)
    comment = models.TextField(_("comment"), max_length=1000, blank=True)

    override_translatable_fields = synchronised("criterion", "rating")
    panels = [FieldPanel("criterion"), FieldPanel("rating"), FieldPanel("comment")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [models.UniqueConstraint(fields=("page", "criterion"), name="unique_page_criterion")]

    @property
    def steps(self) -> list[bool]:
        """For each step of the scale, whether the rating reaches it: what a meter draws."""
        return [step <= self.rating for step in self.Value.values]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_rating_display()}"
