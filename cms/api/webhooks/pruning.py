"""Messages are kept so long as somebody may ask what became of them, and no longer."""

import datetime

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.api.models import WebhookDelivery

from .tasks import QUEUE

ROWS_AT_ONCE = 1000
# A task that began so long ago is none that still runs: its worker was killed.
ABANDONED = datetime.timedelta(days=1)


def prune(days: int | None = None, limit: int = ROWS_AT_ONCE) -> int:
    """Delete messages older than `days` (WEBHOOKS_KEEP_DAYS unless it is given), waiting or not, with their attempts.

    With them go the worker's own notes of the tasks that sent them.

    Args:
        limit: how many messages at most; the rest is left for the next time.

    Returns:
        How many messages were deleted.
    """
    before = timezone.now() - datetime.timedelta(days=settings.WEBHOOKS_KEEP_DAYS if days is None else days)
    old = (
        WebhookDelivery.objects.filter(created_at__lt=before)
        .order_by("pk")
        .values_list("pk", flat=True)[:limit]
    )
    pks = list(old)
    if pks:
        WebhookDelivery.objects.filter(pk__in=pks).delete()
    tasks = DBTaskResult.objects.filter(queue_name=QUEUE)
    tasks.finished().filter(finished_at__lt=before).delete()
    tasks.running().filter(started_at__lt=min(before, timezone.now() - ABANDONED)).delete()
    return len(pks)
