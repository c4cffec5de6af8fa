"""What the worker of the queue `webhooks` does: send what waits for an endpoint, one message after another.

At every moment each waiting message is in the database, and so is the task that will send it; what a killed worker left
undone is found by `enqueue_forgotten`, which the clock calls each minute. A task may run twice: the second finds
nothing to do, or sends a message again under the same name.
"""

import datetime
import time

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from cms.api.models import WebhookDelivery, WebhookEndpoint

from . import queue
from .delivering import deliver

QUEUE = "webhooks"
# After so long a task makes room for those of other endpoints, and goes on in another one.
TURN_SECONDS = 10.0


@task(queue_name=QUEUE)
def send_waiting(endpoint_pk: int) -> None:
    """Send what waits for an endpoint, until nothing is due, it fails, or it is another endpoint's turn."""
    lease = queue.take(endpoint_pk)
    if lease is None:
        return  # whoever sends to it now looks for new messages before it gives the endpoint back
    end = time.monotonic() + TURN_SECONDS
    # When this fails half-way the lease runs out by itself: a fault does not become an endless loop.
    while (endpoint := queue.keep(endpoint_pk, lease)) is not None:
        delivery = queue.next_delivery(endpoint)
        if delivery is None or queue.moment_of(delivery, endpoint) > timezone.now():
            break
        deliver(delivery, endpoint)
        if time.monotonic() >= end:
            break
    with transaction.atomic():
        # First: a message that is written down from here on finds the endpoint free, an earlier one is seen below.
        queue.give_back(endpoint_pk, lease)
        _go_on_later(endpoint_pk)


def enqueue_sending(endpoint_pk: int, at: datetime.datetime | None = None) -> None:
    """Have the worker send what waits for an endpoint, now or at a later moment; in the caller's transaction."""
    sending = send_waiting.using(run_after=at) if at and at > timezone.now() else send_waiting
    sending.enqueue(endpoint_pk)


def enqueue_forgotten() -> int:
    """Enqueue the sending of what is due and has no task: its worker was killed. Returns for how many endpoints."""
    now = timezone.now()
    due = WebhookDelivery.objects.filter(state=WebhookDelivery.State.WAITING, next_attempt_at__lte=now)
    found = WebhookEndpoint.objects.active().filter(
        Q(paused_until=None) | Q(paused_until__lte=now),
        Q(leased_until=None) | Q(leased_until__lt=now),
        pk__in=due.values("endpoint"),
    )
    tasks = DBTaskResult.objects.ready().filter(task_path=send_waiting.module_path)
    forgotten = [
        pk for pk in found.values_list("pk", flat=True) if not tasks.filter(args_kwargs__args=[pk]).exists()
    ]
    for pk in forgotten:
        enqueue_sending(pk)
    return len(forgotten)


def _go_on_later(endpoint_pk: int) -> None:
    endpoint = WebhookEndpoint.objects.active().filter(pk=endpoint_pk).first()
    delivery = queue.next_delivery(endpoint) if endpoint else None
    if endpoint is not None and delivery is not None:
        enqueue_sending(endpoint_pk, queue.moment_of(delivery, endpoint))
