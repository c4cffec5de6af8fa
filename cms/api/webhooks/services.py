"""What is done with endpoints and messages. Each enqueues the sending in the transaction that made it needed."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.api.models import ContentChange, WebhookDelivery, WebhookEndpoint, WebhookSecret
from cms.api.models.webhooks import TEST_EVENT

from . import payloads, signing
from .tasks import enqueue_sending

State = WebhookDelivery.State

# How long messages are signed with the secret before as well.
ROTATION = datetime.timedelta(days=1)
ROWS_AT_ONCE = 500


@transaction.atomic
def announce(changes: Sequence[ContentChange]) -> None:
    """Write down a message about each of `changes` for each endpoint that wants it, and have them sent.

    Both are done in the caller's transaction: they hold if it holds. Any number of changes costs one query for the
    endpoints, one for the site, one for each five hundred messages, and one for each endpoint.
    """
    endpoints = list(WebhookEndpoint.objects.active())
    wanted = [
        (endpoint, change)
        for change in changes
        for endpoint in endpoints
        if endpoint.wants(change.kind, change.language)
    ]
    if not wanted:
        return
    root = payloads.site_root()
    bodies = {id(change): payloads.change_body(change, root) for _endpoint, change in wanted}
    WebhookDelivery.objects.bulk_create(
        [
            WebhookDelivery(
                endpoint=endpoint,
                message_id=signing.new_message_id(),
                event_type=payloads.event_type(change),
                body=bodies[id(change)],
            )
            for endpoint, change in wanted
        ],
        batch_size=ROWS_AT_ONCE,
    )
    for pk in {endpoint.pk: None for endpoint, _change in wanted}:
        enqueue_sending(pk)


@transaction.atomic
def send_test(endpoint: WebhookEndpoint) -> WebhookDelivery:
    """Send `endpoint` a message that tells of nothing, at once, even when it is being let alone."""
    delivery = WebhookDelivery.objects.create(
        endpoint=endpoint,
        message_id=signing.new_message_id(),
        event_type=TEST_EVENT,
        body=payloads.test_body(),
    )
    _send_now(endpoint)
    return delivery


@transaction.atomic
def replay(endpoint: WebhookEndpoint, deliveries: QuerySet[WebhookDelivery]) -> int:
    """Send those of `deliveries`, of `endpoint`, again under their old names. Returns how many there are."""
    found = deliveries.filter(endpoint=endpoint)
    number = found.update(state=State.WAITING, tries=0, next_attempt_at=timezone.now(), finished_at=None)
    if number:
        _send_now(endpoint)
    return number


@transaction.atomic
def resume(endpoint: WebhookEndpoint) -> None:
    """Begin again with `endpoint` as if it had never failed, and send what waits for it."""
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(
        off_reason="", off_at=None, failures=0, failing_since=None, paused_until=None
    )
    endpoint.refresh_from_db()
    enqueue_sending(endpoint.pk)


@transaction.atomic
def make_secret(endpoint: WebhookEndpoint) -> WebhookSecret:
    """Give `endpoint` a new secret. The one it had is signed with for a day more, any older one no longer."""
    # Two people at once would leave two secrets that never expire.
    WebhookEndpoint.objects.select_for_update(no_key=True).get(pk=endpoint.pk)
    until = timezone.now() + ROTATION
    before = endpoint.secrets.valid().first()
    endpoint.secrets.exclude(pk=before and before.pk).delete()
    endpoint.secrets.update(expires_at=until)
    seed = signing.new_seed()
    return endpoint.secrets.create(seed=seed.value, fingerprint=seed.fingerprint)


def forget_old_secrets(endpoint: WebhookEndpoint) -> None:
    """Sign with the newest secret alone from now on: the one before is known to somebody who should not know it."""
    endpoint.secrets.exclude(expires_at=None).delete()


def show_secret(secret: WebhookSecret) -> str | None:
    """Return `secret` as the receiver needs it, the first time; None when it was shown before.

    Raises:
        SecretUnknown: SECRET_KEY has been changed since it was made.
    """
    text = signing.written(signing.key_of(signing.Seed(secret.seed, secret.fingerprint)))
    first = WebhookSecret.objects.filter(pk=secret.pk, shown_at=None).update(shown_at=timezone.now())
    return text if first else None


def _send_now(endpoint: WebhookEndpoint) -> None:
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(paused_until=None)
    enqueue_sending(endpoint.pk)
