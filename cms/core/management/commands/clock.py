"""`manage.py clock`: publish and unpublish on time."""

import logging
import signal
import threading
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

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
        """Publish what is due. A failure is logged and tried again at the next minute."""
        try:
            call_command("publish_scheduled")
        except Exception:
            logger.exception("Scheduled publishing failed; it is tried again at the next minute.")
