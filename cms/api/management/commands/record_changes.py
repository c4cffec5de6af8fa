"""`manage.py record_changes`: tell the API's clients of what no signal told of."""

from django.core.management.base import BaseCommand

from cms.api.changes import log
from cms.api.changes.recording import record_everything


class Command(BaseCommand):
    """Compare every page with what the log of changes last said of it, and write down the differences.

    Safe to run at any time; a second run finds nothing.
    """

    help = (
        "Records what became of pages without a signal, as by bulk imports, for `/api/v2/changes/`. Run it with "
        "--begin-anew after restoring a backup."
    )

    def add_arguments(self, parser) -> None:
        """Offer to end all cursors."""
        parser.add_argument(
            "--begin-anew",
            action="store_true",
            help="make every client begin again with a first sync: what it knows may be newer than this database",
        )

    def handle(self, *args, begin_anew: bool, **options) -> None:
        """Record, and say how much."""
        if begin_anew:
            log.begin_anew()
            self.stdout.write("Cursors given out until now are not good any more.")
        self.stdout.write(f"Recorded {record_everything()} changes.")
