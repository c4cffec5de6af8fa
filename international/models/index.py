"""The head of the international section."""

from django.utils.translation import gettext_lazy as _

from cms.core.models.indexes import IndexPage

from .assessments import AssessmentIndexPage
from .networks import NetworkPage


class InternationalIndexPage(IndexPage):
    """Submissions, appeals and situation updates, newest first, and the networks beside them."""

    template = "international/international_index_page.html"
    listed_types = [
        "international.SubmissionPage",
        "international.AppealPage",
        "international.SituationUpdatePage",
        "international.AssessmentPage",
    ]
    subpage_types = [
        "international.NetworkPage",
        "international.SubmissionPage",
        "international.AppealPage",
        "international.SituationUpdatePage",
        "international.AssessmentIndexPage",
    ]

    class Meta:
        verbose_name = _("international section")
        verbose_name_plural = _("international sections")

    def get_context(self, request, *args, **kwargs):
        """Add the networks and the indexes of assessments, in the order of the page tree."""
        context = super().get_context(request, *args, **kwargs)
        context["networks"] = (
            NetworkPage.objects.published()
            .child_of(self)
            .select_related("locale", "organisation")
            .defer_streamfields()
            .order_by("path")
        )
        context["assessment_indexes"] = (
            AssessmentIndexPage.objects.published().child_of(self).select_related("locale").order_by("path")
        )
        return context
