"""One attempt to deliver one message, and what follows from the answer."""

import time

from django.db import transaction
from django.utils import timezone

from cms.api.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint

from . import schedule, sending, signing
from .sending import Answer

USER_AGENT = "Kantho-Webhooks/1"

Outcome, State = WebhookAttempt.Outcome, WebhookDelivery.State


def deliver(delivery: WebhookDelivery, endpoint: WebhookEndpoint) -> None:
    """Try to deliver `delivery`, and write down what came of it. No transaction is open while the receiver thinks."""
    began, at = time.monotonic(), timezone.now()
    answer = _send(delivery, endpoint)
    milliseconds = round((time.monotonic() - began) * 1000)
    with transaction.atomic():
        # Locked in one order everywhere: endpoint, then delivery.
        current = WebhookEndpoint.objects.select_for_update(no_key=True).filter(pk=endpoint.pk).first()
        if current is None or not WebhookDelivery.objects.filter(pk=delivery.pk).exists():
            return  # deleted meanwhile
        WebhookAttempt.objects.create(
            delivery=delivery,
            at=at,
            outcome=answer.outcome,
            status=answer.status,
            milliseconds=milliseconds,
            detail=answer.detail,
            answer=answer.text,
        )
        _note_delivery(delivery, answer)
        _note_health(current, answer)


def switch_off(endpoint: WebhookEndpoint, reason: str) -> None:
    """Tell `endpoint` nothing any more. What waits for it has failed, and can be sent again by hand."""
    now = timezone.now()
    endpoint.is_active, endpoint.off_reason, endpoint.off_at = False, reason, now
    endpoint.save(update_fields=["is_active", "off_reason", "off_at"])
    endpoint.deliveries.filter(state=State.WAITING).update(state=State.FAILED, finished_at=now)


def _send(delivery: WebhookDelivery, endpoint: WebhookEndpoint) -> Answer:
    body = delivery.body.encode()
    keys = []
    for secret in endpoint.secrets.valid():
        try:
            keys.append(signing.key_of(signing.Seed(secret.seed, secret.fingerprint)))
        except signing.SecretUnknown:
            continue
    if not keys:
        return Answer(Outcome.UNSIGNED)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        **signing.signed_headers(keys, delivery.message_id, int(time.time()), body),
    }
    return sending.post(endpoint.url, body, headers)


def _note_delivery(delivery: WebhookDelivery, answer: Answer) -> None:
    now = timezone.now()
    delivery.tries += 1
    pause = schedule.message_pause(delivery.tries)
    if answer.is_accepted:
        delivery.state, delivery.finished_at = State.DELIVERED, now
    elif pause is None:
        delivery.state, delivery.finished_at = State.FAILED, now
    else:
        delivery.next_attempt_at = now + pause
    delivery.save(update_fields=["tries", "state", "finished_at", "next_attempt_at"])


def _note_health(endpoint: WebhookEndpoint, answer: Answer) -> None:
    now = timezone.now()
    if answer.is_accepted:
        endpoint.failures, endpoint.failing_since, endpoint.paused_until = 0, None, None
        endpoint.delivered_at = now
    else:
        endpoint.failures += 1
        endpoint.failing_since = endpoint.failing_since or now
        asked_for = answer.retry_after * schedule.SECOND if answer.retry_after else None
        endpoint.paused_until = now + schedule.endpoint_pause(endpoint.failures, asked_for)
    endpoint.save(update_fields=["failures", "failing_since", "paused_until", "delivered_at"])
    if answer.outcome == Outcome.GONE:
        switch_off(endpoint, WebhookEndpoint.OffReason.GONE)
    elif endpoint.failures >= schedule.LEAST_FAILURES and endpoint.failing_since <= now - schedule.PATIENCE:
        switch_off(endpoint, WebhookEndpoint.OffReason.FAILING)
