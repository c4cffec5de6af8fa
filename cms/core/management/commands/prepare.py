"""`manage.py prepare`: everything that comes between new code and a running site."""

import hashlib
import os
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from wagtail.models import Site

STEPS = ("catalogues", "static", "database", "address")


def static_fingerprint() -> str:
    """Return a name for the static files as they are now: their paths, sizes and times."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            status = os.stat(storage.path(path))
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


class Command(BaseCommand):
    """Bring catalogues, static files, database and the site's address up to date.

    Safe to run at any time, and quick when there is nothing to do.
    """

    help = "Compile catalogues, collect static files, migrate, and set the site's address."

    def add_arguments(self, parser) -> None:
        """Offer to run some steps only: an image is built where there is no database."""
        parser.add_argument(
            "--only", nargs="+", choices=STEPS, default=STEPS, help="the steps to run (default: all)"
        )

    def handle(self, *args, only, **options) -> None:
        """Run the steps in their order."""
        for step in STEPS:
            if step in only:
                getattr(self, f"_{step}")()

    def _catalogues(self) -> None:
        call_command("compile_catalogues")

    def _static(self) -> None:
        """Collect the static files, unless nothing changed: compressing Wagtail's takes most of a minute."""
        root = Path(settings.STATIC_ROOT)
        mark, fingerprint = root / ".fingerprint", static_fingerprint()
        if mark.exists() and mark.read_text() == fingerprint:
            return
        self.stdout.write("Collecting the static files.")
        mark.unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        root.mkdir(parents=True, exist_ok=True)
        mark.write_text(fingerprint)

    def _database(self) -> None:
        call_command("migrate", interactive=False, verbosity=0)

    def _address(self) -> None:
        """Keep the site's host and port those of BASE_URL: Wagtail writes every full address from them."""
        address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        port = address.port or (443 if address.scheme == "https" else 80)
        site = Site.objects.filter(is_default_site=True).first()
        if site is not None and (site.hostname, site.port) != (address.hostname, port):
            site.hostname, site.port = address.hostname, port
            site.save()
            self.stdout.write(f"The site's address is now {settings.WAGTAILADMIN_BASE_URL}.")
