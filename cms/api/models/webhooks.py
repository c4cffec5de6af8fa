"""Whom the desk tells of changes, what it told them, and what they answered."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

TEST_EVENT = "webhook.test"


class WebhookEvent(models.TextChoices):
    """What an endpoint can be told of; the values are the kinds of changes."""

    PUBLISHED = "published", _("A page is published")
    CHANGED = "changed", _("A published page is changed")
    UNPUBLISHED = "unpublished", _("A page is taken off the site")
    MOVED = "moved", _("A page is moved to another address")
    DELETED = "deleted", _("A page is deleted")


def every_event() -> list[str]:
    """Return all events: what a new endpoint is told of unless somebody chooses."""
    return list(WebhookEvent.values)


def both_languages() -> list[str]:
    """Return both languages, for the same reason."""
    return ["bn", "en"]


class WebhookEndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    """Which endpoints there are."""

    def active(self) -> "WebhookEndpointQuerySet":
        """Return those that are told of changes."""
        return self.filter(is_active=True)

    def with_counts(self) -> "WebhookEndpointQuerySet":
        """Return them with `waiting` and `undelivered`: how many messages wait, and how many failed for good."""
        return self.annotate(
            waiting=_count(WebhookDelivery.State.WAITING), undelivered=_count(WebhookDelivery.State.FAILED)
        )


def _count(state: str) -> Any:
    found = WebhookDelivery.objects.filter(endpoint=models.OuterRef("pk"), state=state).order_by()
    counted = found.values("endpoint").annotate(number=models.Count("pk")).values("number")
    return models.functions.Coalesce(models.Subquery(counted), 0)


class WebhookEndpoint(models.Model):
    """One address that is told of changes, and how it has answered of late."""

    class OffReason(models.TextChoices):
        GONE = "gone", _("It answered 410 Gone: it does not want to be told any more.")
        FAILING = "failing", _("It took nothing for five days.")

    description = models.CharField(
        _("description"),
        max_length=200,
        blank=True,
        help_text=_("Whose it is and what it is for, for your colleagues."),
    )
    url = models.CharField(
        _("address"),
        max_length=500,
        help_text=_("Where messages are sent, such as https://example.org/hooks."),
    )
    events = models.JSONField(_("events"), default=every_event)
    languages = models.JSONField(_("languages"), default=both_languages)
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_(
            "While it is off, what happens on the site is not kept for it; what waits goes on waiting."
        ),
    )
    off_reason = models.CharField(max_length=20, choices=OffReason.choices, blank=True, editable=False)
    off_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    # Its health. Failures are counted in a row, whichever message they were of.
    failures = models.PositiveIntegerField(default=0, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    paused_until = models.DateTimeField(null=True, editable=False)
    delivered_at = models.DateTimeField(null=True, editable=False)

    # Which worker sends to it now, and until when the others believe so: a worker that is killed releases nothing.
    lease = models.CharField(max_length=32, blank=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)

    objects = WebhookEndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["pk"]

    def __str__(self) -> str:
        # The rest of an address may be a secret of the receiver.
        return self.description or self.host

    @property
    def host(self) -> str:
        """Return the name of the server that is told."""
        try:
            return urlsplit(self.url).hostname or self.url
        except ValueError:
            return self.url

    @property
    def health(self) -> str:
        """Return how it is: `off`, `failing`, `well`, or `new` when nothing was ever sent to it."""
        if not self.is_active:
            return "off"
        if self.failures:
            return "failing"
        return "well" if self.delivered_at else "new"

    @property
    def health_text(self) -> Any:
        """Return the same in words, with the reason when it was switched off by itself."""
        if self.health == "off":
            reason = self.get_off_reason_display()
            return format_lazy("{} {}", _("Switched off."), reason) if self.off_reason else _("Off")
        return {"failing": _("Failing"), "well": _("Well"), "new": _("Nothing sent yet")}[self.health]

    @property
    def event_labels(self) -> list[Any]:
        """Return what it is told of, in words."""
        return [label for value, label in WebhookEvent.choices if value in self.events]

    @property
    def language_labels(self) -> list[Any]:
        """Return the languages of the pages it is told of, in words."""
        return [label for code, label in settings.LANGUAGES if code in self.languages]

    def wants(self, event: str, language: str) -> bool:
        """Whether it is to be told of `event` of a page in `language`."""
        return event in self.events and language in self.languages


class WebhookSecretQuerySet(models.QuerySet["WebhookSecret"]):
    """Which secrets there are."""

    def valid(self) -> "WebhookSecretQuerySet":
        """Return those that messages are signed with now, the newest first."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now())).order_by("-pk")


class WebhookSecret(models.Model):
    """What messages to an endpoint are signed with: one secret, and for a day after a change the one before it.

    The secret itself is not kept: it is worked out from `seed` and the key of the installation
    (`cms.api.webhooks.signing`).
    """

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="secrets")
    seed = models.CharField(max_length=64)
    # By this the key of the installation is recognised that the secret was made with.
    fingerprint = models.CharField(max_length=32)
    created_at = models.DateTimeField(default=timezone.now)
    shown_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    objects = WebhookSecretQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.endpoint}, {self.created_at:%Y-%m-%d}"


class WebhookDelivery(models.Model):
    """One message to one endpoint, kept until it is old."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("failed")

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries")
    # The same at every attempt: by it the receiver knows what it has already.
    message_id = models.CharField(_("message"), max_length=64, unique=True)
    event_type = models.CharField(_("event"), max_length=40)
    # As text, because what is signed are these very bytes.
    body = models.TextField()
    state = models.CharField(_("status"), max_length=20, choices=State.choices, default=State.WAITING)
    # Since it was made or sent again by hand; the attempts of before stay in the list.
    tries = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(_("made"), default=timezone.now, db_index=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["endpoint", "state", "next_attempt_at"], name="api_delivery_due_idx")]

    def __str__(self) -> str:
        return f"{self.event_type} {self.message_id}"

    @property
    def event_label(self) -> Any:
        """Return what it tells of, in words."""
        if self.event_type == TEST_EVENT:
            return _("A test message")
        return dict(WebhookEvent.choices).get(self.event_type.removeprefix("page."), self.event_type)


class WebhookAttempt(models.Model):
    """One attempt to deliver a message, and what came of it."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("answered with an error")
        GONE = "gone", _("answered that it does not want to be told any more")
        REDIRECTED = "redirected", _("answered with another address, which is not followed")
        TIMEOUT = "timeout", _("did not answer in time")
        UNREACHABLE = "unreachable", _("could not be reached")
        UNRESOLVED = "unresolved", _("has a name that could not be found")
        FORBIDDEN = "forbidden", _("has an address that is not allowed")
        UNTRUSTED = "untrusted", _("has a certificate that is not to be trusted")
        GARBLED = "garbled", _("answered something that is not HTTP")
        UNSIGNED = "unsigned", _("was not asked: there is no secret to sign with")

    delivery = models.ForeignKey(WebhookDelivery, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    status = models.PositiveSmallIntegerField(null=True)
    milliseconds = models.PositiveIntegerField()
    # Where a redirection wanted to go, or what the system said of the connection.
    detail = models.TextField(blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.outcome} {self.status or ''}".strip()
