"""`manage.py clock`: publish and unpublish on time."""

import logging
import signal
import threading
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from wagtail.models import Revision

from cms.core.timekeeping import minute_passed

logger = logging.getLogger(__name__)


def seconds_to_next_minute(now: float) -> float:
    """Return how long to wait from `now` (seconds since the epoch) until the next full minute; never 0."""
    return 60 - now % 60


class Command(BaseCommand):
    """Run Wagtail's `publish_scheduled` at each full minute until told to stop.

    An editor who sets 10:00 sees the page at 10:00, not minutes later as with the usual cron entry. What came
    due while the clock stood still is published when it starts.
    """

    help = "Publish and unpublish scheduled pages at each full minute."

    def handle(self, *args, **options) -> None:
        """Tick until SIGTERM or SIGINT; a tick that is under way is finished first."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        logger.info("The publishing clock runs.")
        while True:
            close_old_connections()
            self.tick()
            close_old_connections()
            if stop.wait(seconds_to_next_minute(time.time())):
                break
        logger.info("The publishing clock has stopped.")

    def tick(self) -> None:
        """Publish what is due. A failure is logged and tried again at the next minute.

        Wagtail's command stops at the first page that fails; the others are then published one by one.
        """
        try:
            call_command("publish_scheduled")
        except Exception:
            logger.exception("Scheduled publishing failed; it is tried again at the next minute.")
            self._publish_one_by_one()
        # Whoever fails is logged by Django, and keeps nobody else from their turn.
        minute_passed.send_robust(sender=None)

    def _publish_one_by_one(self) -> None:
        try:
            due = list(
                Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by(
                    "approved_go_live_at"
                )
            )
        except DatabaseError:
            return  # it is the database that failed
        for revision in due:
            try:
                revision.publish(log_action="wagtail.publish.scheduled")
            except Exception:
                logger.exception("Revision %s could not be published.", revision.pk)
