"""`manage.py compile_catalogues`: compile the message catalogues where the system's gettext is missing."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from cms.core.catalogues import compile_catalogue


class Command(BaseCommand):
    """Write a `.mo` beside each `.po` of the project; those that are up to date are left alone."""

    help = "Compile the message catalogues of the project, without the system's msgfmt."
    requires_system_checks = []

    def handle(self, *args, **options) -> None:
        """Compile all of them, and say which were."""
        for folder in settings.LOCALE_PATHS:
            for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                if compile_catalogue(path):
                    self.stdout.write(f"Compiled the catalogue of {path.parent.parent.name}.")
