"""`manage.py prune_webhook_deliveries`: forget old messages to webhooks."""

from argparse import ArgumentParser, ArgumentTypeError

from django.core.management.base import BaseCommand

from cms.api.webhooks.pruning import ROWS_AT_ONCE, prune


def days(text: str) -> int:
    """Return how many days `text` says.

    Raises:
        ArgumentTypeError: it is no whole number from 0 to 36500.
    """
    if not text.isascii() or not text.isdigit() or int(text) > 36500:
        raise ArgumentTypeError("a whole number from 0 to 36500")
    return int(text)


class Command(BaseCommand):
    """Delete messages that are older than some days, with the answers to them. The clock does the same by itself."""

    help = "Delete old messages to webhooks, and what was answered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how old."""
        parser.add_argument(
            "--days", type=days, help="how many days messages are kept (default: WEBHOOKS_KEEP_DAYS)"
        )

    def handle(self, *args, **options) -> None:
        """Delete, a thousand at a time: no lock is held for long."""
        deleted = 0
        while number := prune(options["days"]):
            deleted += number
            if number < ROWS_AT_ONCE:
                break
        self.stdout.write(f"{deleted} messages deleted.")
