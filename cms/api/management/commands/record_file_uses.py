"""Write down anew which files every page shows."""

from django.core.management.base import BaseCommand

from cms.api.uses import record_all_uses


class Command(BaseCommand):
    """For pages that were written past `save()`, as bulk imports do: the API lists their files after this."""

    help = (
        "Writes down anew which images and documents every page shows, and has the background worker make the sizes "
        "of images that lack some. Needed after a bulk import only. Running it again changes nothing."
    )

    def handle(self, *args, **options) -> None:
        """Do it, and say how much there was."""
        self.stdout.write(f"Looked at {record_all_uses()} pages.")
