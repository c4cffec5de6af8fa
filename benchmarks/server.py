"""A database of a benchmark's own with the synthetic corpus in it, and gunicorn in front, on this machine alone."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
PATIENCE = 30  # seconds for gunicorn to start


class BenchmarkError(Exception):
    """The benchmark cannot go on; the message says why."""


@contextmanager
def project(pages: int) -> Iterator[int]:
    """Set Django up with public settings and `pages` corpus pages in each language; yield the port to serve on.

    SQLite in a temporary folder, or, when DATABASE_URL names a PostgreSQL server, a database made on it and dropped
    again: the one that it names is left alone. Nothing else is read from the environment.
    """
    with tempfile.TemporaryDirectory(prefix="kantho-benchmark-") as folder, _database(folder) as url:
        port = _free_port()
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "benchmarks.stock.settings",
            "KANTHO_VAR_DIR": folder,
            "STATIC_ROOT": f"{folder}/static",
            "DATABASE_URL": url,
            "CACHE_URL": f"filecache://{folder}/cache",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": HOST,
            "BASE_URL": f"http://{HOST}:{port}",
            "SECURE_SSL_REDIRECT": "false",
            "LOG_LEVEL": "ERROR",
        }
        Path(folder, "static").mkdir()
        _fill(pages)
        try:
            yield port
        finally:
            from django.db import connections

            connections.close_all()


def _fill(pages: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from wagtail.models import Locale

    from benchmarks.stock.serializers import SPECS
    from cms.images.models import HouseImage
    from home.corpus.building import make_corpus

    say("Making the database.")
    call_command("prepare", only=["database", "address"], verbosity=0, stdout=sys.stderr)
    if not Locale.objects.exists():
        raise BenchmarkError("The migrations made no languages.")
    say(f"Making {pages:,} pages in each language.")
    make_corpus(pages)
    say("Making the sizes of the pictures.")
    for image in HouseImage.objects.all():
        image.get_renditions(*SPECS)
    if connection.vendor == "postgresql":  # it would do so by itself within a minute
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@contextmanager
def _database(folder: str) -> Iterator[str]:
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith(("postgres://", "postgresql://")):
        yield f"sqlite:///{folder}/kantho.sqlite3"
        return
    import psycopg

    name = f"kantho_benchmark_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlsplit(given)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def gunicorn(port: int, workers: int) -> Iterator[None]:
    """Serve as on a public server, with `deploy/gunicorn.conf.py`, while the caller measures.

    Raises:
        BenchmarkError: when it does not start; with what it said.
    """
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
    # No worker is replaced in the midst of a measurement.
    command += ["--max-requests", "0", "--max-requests-jitter", "0", "cms.wsgi"]
    environment = os.environ | {"GUNICORN_BIND": f"{HOST}:{port}", "WEB_CONCURRENCY": str(workers)}
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)  # noqa: S603
        try:
            _wait_for(process, port, log)
            yield
        finally:
            process.terminate()
            process.wait()


def _wait_for(process: subprocess.Popen, port: int, log) -> None:
    begun = time.monotonic()
    while process.poll() is None and time.monotonic() - begun < PATIENCE:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    log.seek(0)
    raise BenchmarkError(f"gunicorn did not start:\n{log.read()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def say(text: str) -> None:
    """Say how far the benchmark is, beside the table it prints."""
    print(text, file=sys.stderr, flush=True)
