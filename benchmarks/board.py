"""How long the translation board takes, and how many queries, with a hundred texts and with ten thousand.

    .venv/bin/python benchmarks/board.py [texts …]

Makes a database of its own in a temporary folder, fills it with the synthetic corpus, gives the texts states, people
and dates, and asks for the board through the whole of Django, signed in. Nothing is sent anywhere.
"""

import os
import random
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

ROUNDS = 30
QUERIES = {
    "first page": "",
    "by state": "?state=outdated",
    "by words": "?q=নমুনা",
    "mine": "?mine=on",
    "by due date": "?order=due",
    "last page": "?p=9999",
}


def main() -> None:
    """Print the table."""
    sizes = [int(size) for size in sys.argv[1:]] or [100, 10_000]
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    os.environ.pop("DATABASE_URL", None)
    results = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["KANTHO_VAR_DIR"] = folder
            child = os.fork()
            if child == 0:
                measure(size, Path(folder) / "result")
                os._exit(0)
            os.waitpid(child, 0)
            lines = (Path(folder) / "result").read_text().splitlines()
            results[size] = [line.split("\t") for line in lines]
    print("| board | " + " | ".join(f"{size:,} texts" for size in sizes) + " |")
    print("|---|" + "---|" * len(sizes))
    for index, (name, *_rest) in enumerate(results[sizes[0]]):
        cells = [f"{results[size][index][1]} queries, {results[size][index][2]} ms" for size in sizes]
        print(f"| {name} | " + " | ".join(cells) + " |")


def measure(size: int, result: Path) -> None:
    """Make `size` texts and write a line for each query to `result`: name, queries, milliseconds."""
    import logging

    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.conf import settings
    from django.core.management import call_command
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections, connection, reset_queries
    from django.test import Client

    from cms.users.models import User
    from home.corpus.building import make_corpus

    settings.MEDIA_ROOT = result.parent / "media"
    call_command("migrate", verbosity=0)
    for signal in (request_started, request_finished):  # one connection, as a web process keeps it
        signal.disconnect(close_old_connections)
    request_started.disconnect(reset_queries)
    user = User.objects.create_superuser("measure")
    make_corpus(size)
    spread(user)
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    lines = []
    for name, query in QUERIES.items():
        address = f"/cms/translations/{query}"
        if client.get(address).status_code != 200:
            raise SystemExit(f"{address} does not answer")
        connection.force_debug_cursor = True
        connection.queries_log.clear()
        client.get(address)
        queries = len(connection.queries_log)
        connection.force_debug_cursor = False
        times = []
        for _round in range(ROUNDS):
            begun = time.perf_counter()
            client.get(address)
            times.append((time.perf_counter() - begun) * 1000)
        # The least: what else the machine does can only add to it.
        lines.append(f"{name}\t{queries}\t{min(times):.0f}")
    result.write_text("\n".join(lines))


def spread(user: object) -> None:
    """Give the texts different states, people and dates, as years of work would."""
    from django.utils import timezone

    from cms.translation.models import TranslationStatus
    from cms.translation.standing import rebuild_statuses
    from cms.translation.states import State

    rebuild_statuses()
    chance, today = random.Random(1), timezone.localdate()  # noqa: S311 - no secret
    rows = list(TranslationStatus.objects.all())
    for row in rows:
        row.state = chance.choices(State.values, weights=[10, 5, 2, 60, 15, 6, 2])[0]
        row.due_on = today + timedelta(days=chance.randint(-60, 60)) if chance.random() < 0.3 else None
        row.translator = user if chance.random() < 0.05 else None
        row.total_segments, row.translated_segments = 20, chance.randint(0, 20)
        row.outdated_segments = 3 if row.state == State.OUTDATED else 0
        row.outdated_since = timezone.now() if row.outdated_segments else None
    fields = [
        "state",
        "due_on",
        "translator",
        "total_segments",
        "translated_segments",
        "outdated_segments",
        "outdated_since",
    ]
    TranslationStatus.objects.bulk_update(rows, fields, batch_size=500)


if __name__ == "__main__":
    main()
