"""On what a benchmark ran."""

import os
import platform
from importlib.metadata import version

PACKAGES = ("Django", "Wagtail", "djangorestframework", "gunicorn")


def surroundings(pages: int, workers: int) -> str:
    """Return one paragraph: data, server, machine, database and versions."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
        else:
            cursor.execute("SELECT sqlite_version()")
        database = f"{connection.display_name} {cursor.fetchone()[0]}"
    threads = os.environ.get("GUNICORN_THREADS", "4")
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{pages:,} pages in each language; gunicorn with {workers} worker(s) of {threads} threads, on 127.0.0.1, "
        f"client and server on one machine with {os.cpu_count()} cores "
        f"(load {os.getloadavg()[0]:.1f} in the last minute); "
        f"{database}, Python {platform.python_version()}, {versions}."
    )
