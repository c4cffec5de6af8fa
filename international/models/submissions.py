"""Reports and communications to UN and regional mechanisms."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from cms.core.models import ArticlePage
from cms.core.synchronisation import synchronised


class SubmissionPage(ArticlePage):
    """A submission: to whom, for which session, what it recommends, and what came of it."""

    class Kind(models.TextChoices):
        UPR = "upr", _("UPR stakeholder report")
        TREATY_BODY = "treaty_body", _("treaty-body report")
        SPECIAL_PROCEDURE = "special_procedure", _("Special Procedures communication")
        REGIONAL = "regional", _("report to a regional mechanism")

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        DRAFTING = "drafting", _("being written")
        SUBMITTED = "submitted", _("submitted")
        REVIEWED = "reviewed", _("reviewed")

    template = "international/submission_page.html"
    listing_name = "submissions"
    kind_field = "kind"
    date_field = "dated_on"
    override_translatable_fields = [
        *ArticlePage.override_translatable_fields,
        *synchronised(
            "kind", "mechanism", "symbol", "due_on", "submitted_on", "dated_on", "status", "document"
        ),
    ]

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind.choices,
        default=Kind.UPR,
        help_text=_("It must agree with the mechanism chosen below."),
    )
    mechanism = models.ForeignKey(
        "core.Mechanism", on_delete=models.PROTECT, related_name="+", verbose_name=_("mechanism")
    )
    session = models.CharField(
        _("session or cycle"),
        max_length=200,
        blank=True,
        help_text=_("Such as “44th session” or “fourth cycle”."),
    )
    symbol = models.CharField(
        _("document symbol"),
        max_length=60,
        blank=True,
        help_text=_("The UN's own, such as A/HRC/WG.6/44/BGD/3."),
    )
    due_on = models.DateField(_("due"), null=True, blank=True, help_text=_("The mechanism’s own deadline."))
    submitted_on = models.DateField(
        _("submitted"), null=True, blank=True, help_text=_("Required once the status says so.")
    )
    dated_on = models.DateField(_("date in lists"), null=True, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PLANNED)
    document = models.ForeignKey(
        "documents.HouseDocument",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
        help_text=_("The full text to download, such as a PDF."),
    )

    content_panels = [
        *ArticlePage.content_panels,
        InlinePanel("recommendations", heading=_("Recommendations"), label=_("recommendation")),
    ]
    facts_panels = [
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("mechanism"),
                FieldRowPanel([FieldPanel("session"), FieldPanel("symbol")]),
            ],
            heading=_("To whom"),
        ),
        MultiFieldPanel(
            [FieldPanel("status"), FieldRowPanel([FieldPanel("due_on"), FieldPanel("submitted_on")])],
            heading=_("Where it stands"),
        ),
        FieldPanel("document"),
        InlinePanel("organisation_links", heading=_("Together with"), label=_("partner")),
    ]

    search_fields = [
        *ArticlePage.search_fields,
        index.SearchField("symbol"),
        index.SearchField("session"),
        index.FilterField("kind"),
        index.FilterField("status"),
        index.FilterField("mechanism"),
    ]
    api_fields = [
        APIField("kind"),
        APIField("mechanism"),
        APIField("session"),
        APIField("symbol"),
        APIField("due_on"),
        APIField("submitted_on"),
        APIField("status"),
        APIField("document"),
        APIField("organisations"),
        *ArticlePage.api_fields,
        APIField("recommendations"),
    ]

    subpage_types = []

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    @cached_property
    def organisations(self) -> list:
        """The partners, in the editor's order."""
        return [link.organisation for link in self.organisation_links.select_related("organisation")]

    @cached_property
    def numbered_recommendations(self) -> list["Recommendation"]:
        """The recommendations with their topics, in the order they are numbered."""
        return list(self.recommendations.select_related("topic"))

    def check_facts(self, errors) -> None:
        """Refuse a submission that says it went out and not when, and a kind that the mechanism is not of."""
        super().check_facts(errors)
        if self.status in (self.Status.SUBMITTED, self.Status.REVIEWED) and not self.submitted_on:
            errors["submitted_on"] = ValidationError(_("Say when it was submitted."))
        if self.mechanism_id and self.mechanism.kind != self.kind:
            errors["mechanism"] = ValidationError(
                _("%(mechanism)s does not take this kind of submission.") % {"mechanism": self.mechanism.name}
            )

    def full_clean(self, *args, **kwargs) -> None:
        """Set the date that lists order by: when it was submitted, else when it is due."""
        self.dated_on = self.submitted_on or self.due_on
        super().full_clean(*args, **kwargs)


class Recommendation(TranslatableMixin, Orderable):
    """One thing a submission asks for, and what has been done about it."""

    class FollowUp(models.TextChoices):
        PENDING = "pending", _("awaited")
        NONE = "none", _("nothing done")
        PARTIAL = "partial", _("partly done")
        DONE = "done", _("done")

    page = ParentalKey(SubmissionPage, on_delete=models.CASCADE, related_name="recommendations")
    text = models.TextField(_("recommendation"), max_length=1000)
    topic = models.ForeignKey(
        "core.Topic",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("topic"),
    )
    follow_up = models.CharField(
        _("follow-up"), max_length=10, choices=FollowUp.choices, default=FollowUp.PENDING
    )
    note = models.CharField(_("note on the follow-up"), max_length=500, blank=True)

    override_translatable_fields = synchronised("topic", "follow_up")
    panels = [
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("topic"), FieldPanel("follow_up")]),
        FieldPanel("note"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")

    def __str__(self) -> str:
        return self.text[:80]
