"""`manage.py refresh_catalogues`: bring the message catalogues up to date with the code, or check them."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.core.catalogues import merge, problems

NOT_CODE = ("benchmarks", "docs", "locale", "node_modules", "static", "tests", "var")
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.mo", "*.png", *NOT_CODE)


class Command(BaseCommand):
    """Extract the messages from a copy of the code, so that nothing but the catalogue is written."""

    help = "Bring the message catalogues up to date with the code (needs the system's gettext)."
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        """Offer `--check`."""
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; fail when a catalogue is stale, or has doubtful, missing or damaged texts",
        )

    def handle(self, *args, check: bool, **options) -> None:
        """Refresh or check each language that is not the source language."""
        if shutil.which("xgettext") is None:
            raise CommandError("xgettext is missing: apt-get install gettext")
        faults = []
        for language, _name in settings.LANGUAGES:
            if language == "en":  # the source strings are English
                continue
            path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
            fresh = self._extract(language)
            known = polib.pofile(str(path)) if path.exists() else fresh
            refreshed = f"{merge(fresh, known)}\n"
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(refreshed, encoding="utf-8")
                self.stdout.write(
                    f"{language}: {len(fresh)} messages, {len(problems(polib.pofile(refreshed)))} to mend."
                )
                continue
            if not path.exists() or path.read_text(encoding="utf-8") != refreshed:
                faults.append(f"{language}: the catalogue is not what the code says today")
            faults += [f"{language}: {fault}" for fault in problems(polib.pofile(refreshed))]
        if check:
            faults += self._faults_of_borrowed_catalogues()
        if faults:
            raise CommandError("\n".join(faults))

    def _faults_of_borrowed_catalogues(self) -> list[str]:
        """Return what is wrong with the catalogues of other packages' messages: no code of ours makes them."""
        return [
            f"{Path(folder).name}/{path.parent.parent.name}: {fault}"
            for folder in settings.LOCALE_PATHS[1:]
            for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))
            for fault in problems(polib.pofile(str(path)))
        ]

    def _extract(self, language: str) -> polib.POFile:
        """Return the messages of the code as it is now, without translations."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "code"
            shutil.copytree(settings.BASE_DIR, copy, ignore=LEFT_OUT)
            (copy / "locale").mkdir()
            done = subprocess.run(  # noqa: S603
                [
                    sys.executable, "-m", "django", "makemessages",
                    "--locale", language, "--no-location", "--no-wrap", "--extension", "py,html,txt",
                ],
                cwd=copy,
                capture_output=True,
                text=True,
                env=os.environ | {"LC_ALL": "C.UTF-8", "DJANGO_SETTINGS_MODULE": "cms.settings.test"},
            )  # fmt: skip
            if done.returncode:
                raise CommandError(f"makemessages failed:\n{done.stderr}")
            fresh = polib.pofile(str(copy / "locale" / language / "LC_MESSAGES" / "django.po"))
            fresh.metadata["Language"] = language
            return fresh
