"""Which message is sent next, and to which endpoint only one worker sends."""

import datetime
from uuid import uuid4

from django.db.models import Q
from django.utils import timezone

from cms.api.models import WebhookDelivery, WebhookEndpoint

from .schedule import ATTEMPTS_IN_LINE

# More than one attempt can take. A worker that is killed in one keeps others away for this long.
LEASE = datetime.timedelta(seconds=60)


def take(endpoint_pk: int) -> str | None:
    """Reserve an endpoint for this worker. Returns the lease; None when it is off, gone or another worker's."""
    lease, now = uuid4().hex, timezone.now()
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    found = WebhookEndpoint.objects.active().filter(free, pk=endpoint_pk)
    return lease if found.update(lease=lease, leased_until=now + LEASE) else None


def keep(endpoint_pk: int, lease: str) -> WebhookEndpoint | None:
    """Reserve the endpoint for one more attempt and return it as it is now; None when it is no longer ours."""
    held = WebhookEndpoint.objects.active().filter(pk=endpoint_pk, lease=lease)
    held.update(leased_until=timezone.now() + LEASE)
    return held.first()


def give_back(endpoint_pk: int, lease: str) -> None:
    """Let other workers send to the endpoint."""
    WebhookEndpoint.objects.filter(pk=endpoint_pk, lease=lease).update(lease="", leased_until=None)


def next_delivery(endpoint: WebhookEndpoint) -> WebhookDelivery | None:
    """Return the message to try next, be it due or not; None when none waits.

    The oldest comes first, so that order is kept; but one that was tried in vain several times steps aside and waits
    for its own moment.
    """
    waiting = endpoint.deliveries.filter(state=WebhookDelivery.State.WAITING)
    in_line = waiting.filter(tries__lt=ATTEMPTS_IN_LINE).order_by("pk").first()
    aside = waiting.filter(tries__gte=ATTEMPTS_IN_LINE).order_by("next_attempt_at", "pk").first()
    now = timezone.now()
    if in_line is None or aside is None:
        return in_line or aside
    if in_line.next_attempt_at <= now:
        return in_line
    return min(in_line, aside, key=lambda each: each.next_attempt_at)


def moment_of(delivery: WebhookDelivery, endpoint: WebhookEndpoint) -> datetime.datetime:
    """Return when `delivery` may be tried: not while its endpoint is let alone."""
    return max(delivery.next_attempt_at, endpoint.paused_until or delivery.next_attempt_at)
