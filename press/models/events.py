"""Press conferences, workshops with journalists and other events."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import re_path
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from cms.core.blocks.text import PARAGRAPH_FEATURES
from cms.core.models import ArticlePage
from cms.core.synchronisation import synchronised
from press.calendars import event_calendar
from press.querysets import EventPageManager


class EventPage(ArticlePage):
    """An event: who may come, when and where, what was said afterwards."""

    class Kind(models.TextChoices):
        PRESS_CONFERENCE = "press_conference", _("press conference")
        WORKSHOP = "workshop", _("workshop with journalists")
        OTHER = "other", _("other event")

    class Audience(models.TextChoices):
        PRESS = "press", _("for the press")
        PUBLIC = "public", _("open to all")
        INVITED = "invited", _("by invitation")

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", _("takes place as planned")
        POSTPONED = "postponed", _("postponed")
        CANCELLED = "cancelled", _("cancelled")

    class Languages(models.TextChoices):
        BANGLA = "bn", _("Bangla")
        ENGLISH = "en", _("English")
        BOTH = "bn,en", _("Bangla and English")

    template = "press/event_page.html"
    listing_name = "events"
    kind_field = "kind"
    date_field = "starts_at"
    override_translatable_fields = [
        *ArticlePage.override_translatable_fields,
        *synchronised(
            "kind", "starts_at", "ends_at", "online_url", "audience", "spoken_languages", "status", "contact"
        ),
    ]

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind.choices,
        default=Kind.PRESS_CONFERENCE,
        help_text=_("Readers can list events by it."),
    )
    starts_at = models.DateTimeField(_("starts"), help_text=_("Dhaka time."))
    ends_at = models.DateTimeField(_("ends"), help_text=_("Dhaka time."))
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status.choices,
        default=Status.SCHEDULED,
        help_text=_("A cancelled event stays online, so that nobody comes in vain."),
    )
    status_reason = models.CharField(
        _("reason"),
        max_length=300,
        blank=True,
        help_text=_(
            "Why the event is cancelled or postponed, and until when. Required for a cancelled event."
        ),
    )
    venue = models.CharField(
        _("venue"), max_length=200, blank=True, help_text=_("The name of the house and the room.")
    )
    address = models.TextField(
        _("address"),
        max_length=500,
        blank=True,
        help_text=_("So that a stranger finds it: road, area, town."),
    )
    online_url = models.URLField(
        _("online at"),
        blank=True,
        help_text=_("Readable by all. Leave it empty when access is by registration."),
    )
    audience = models.CharField(
        _("audience"),
        max_length=10,
        choices=Audience.choices,
        default=Audience.PRESS,
        help_text=_("Who may come."),
    )
    spoken_languages = models.CharField(
        _("languages spoken"), max_length=5, choices=Languages.choices, default=Languages.BANGLA
    )
    contact = models.ForeignKey(
        "core.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contact for accreditation"),
        help_text=_("Whom journalists register with: what is printed is kept under “People”."),
    )
    recap = RichTextField(
        _("what came of it"),
        blank=True,
        features=PARAGRAPH_FEATURES,
        help_text=_("Written afterwards. Materials to download go under “Related”."),
    )

    objects = EventPageManager()

    content_panels = [
        *ArticlePage.content_panels,
        InlinePanel("agenda", heading=_("Agenda"), label=_("item")),
        FieldPanel("recap"),
    ]
    facts_panels = [
        MultiFieldPanel(
            [FieldPanel("kind"), FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])],
            heading=_("When"),
        ),
        MultiFieldPanel([FieldPanel("status"), FieldPanel("status_reason")], heading=_("Status")),
        MultiFieldPanel(
            [FieldPanel("venue"), FieldPanel("address"), FieldPanel("online_url")], heading=_("Where")
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("audience"), FieldPanel("spoken_languages")]), FieldPanel("contact")],
            heading=_("For whom"),
        ),
        InlinePanel("person_links", heading=_("Speakers"), label=_("speaker")),
    ]

    search_fields = [
        *ArticlePage.search_fields,
        index.SearchField("venue"),
        index.SearchField("recap"),
        index.FilterField("kind"),
        index.FilterField("starts_at"),
        index.FilterField("status"),
    ]
    api_fields = [
        APIField("kind"),
        APIField("starts_at"),
        APIField("ends_at"),
        APIField("status"),
        APIField("status_reason"),
        APIField("venue"),
        APIField("address"),
        APIField("online_url"),
        APIField("audience"),
        APIField("spoken_languages"),
        APIField("contact"),
        APIField("speakers"),
        APIField("agenda"),
        *ArticlePage.api_fields,
        APIField("recap"),
    ]

    subpage_types = []

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @cached_property
    def speakers(self) -> list:
        """The speakers, in the editor's order."""
        return [link.person for link in self.person_links.select_related("person")]

    @property
    def is_past(self) -> bool:
        """Whether the event is over."""
        return self.ends_at < timezone.now()

    @property
    def is_cancelled(self) -> bool:
        """Whether the event was called off."""
        return self.status == self.Status.CANCELLED

    @property
    def is_postponed(self) -> bool:
        """Whether the event was put off: its times are the latest known, and may not hold."""
        return self.status == self.Status.POSTPONED

    @property
    def took_place(self) -> bool:
        """Whether the event is over and was neither cancelled nor postponed."""
        return self.is_past and self.status == self.Status.SCHEDULED

    @property
    def has_place(self) -> bool:
        """Whether it is known where the event is: in a room, on line or both."""
        return bool(self.venue or self.address or self.online_url)

    @property
    def online_host(self) -> str:
        """The name of the site the event is held on, so that a reader knows before they go there."""
        return (urlsplit(self.online_url).hostname or "").removeprefix("www.")

    @property
    def programme(self) -> list["AgendaItem"]:
        """The items of the agenda, in the editor's order."""
        return list(self.agenda.all())

    # Wagtail's routing puts a slash after every address it looks up, also after a file's.
    @re_path(r"^event\.ics/?$", name="calendar")
    def calendar(self, request):
        """The event as an iCalendar file (RFC 5545)."""
        return event_calendar(self, request)

    def check_facts(self, errors) -> None:
        """Refuse an end before the start, and a cancellation without a reason."""
        super().check_facts(errors)
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            errors["ends_at"] = ValidationError(_("The event cannot end before it starts."))
        if self.status == self.Status.CANCELLED and not self.status_reason.strip():
            errors["status_reason"] = ValidationError(
                _("Say why the event is cancelled: people who planned to come will ask.")
            )


class AgendaItem(TranslatableMixin, Orderable):
    """One item of an event's agenda."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="agenda")
    starts_at = models.TimeField(_("time"))
    title = models.CharField(_("title"), max_length=255)
    speaker = models.CharField(_("speaker"), max_length=255, blank=True)

    override_translatable_fields = synchronised("starts_at")
    panels = [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("title"), FieldPanel("speaker")])]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")

    def __str__(self) -> str:
        return self.title
