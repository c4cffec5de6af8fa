"""How fast the API answers, beside Wagtail's own API v2 saying the same of the same pages.

    .venv/bin/python benchmarks/api.py [compare] [--pages 2000] [--workers 2] [--requests 200] [--connections 4]
    .venv/bin/python benchmarks/api.py sync [--pages 10000] [--workers 2]

`compare` takes the time of our list of 20 and our detail and of the same from Wagtail's stock viewsets, which only this
benchmark mounts (`benchmarks/stock`), and counts their queries. `sync` walks a first sync from its first page of
results to its last, in both languages.

All of it happens on a database of its own with the synthetic corpus, behind gunicorn as a public server runs it, on
127.0.0.1: SQLite, or PostgreSQL when DATABASE_URL names one (its role must be allowed to make databases). Each address
is asked for once, so that no answer comes from a kept copy, and ours are asked for again at the end, when all do; the
pictures' sizes are there before. Client and server
share the machine: what counts are the ratios.
"""

import argparse
import sys
from pathlib import Path

STOCK_FORM = "fields=*&rich_text_format=html"
# What is measured. {locale} and {offset} or {id} go through the data in one shuffled order, the same for both.
COMPARED = {
    "list of 20": {
        "ours": "/api/v2/statements/?locale={locale}&order=id&limit=20&offset={offset}&fields=*",
        "stock": "/stock/v2/pages/?type=press.StatementPage&locale={locale}&order=id&limit=20&offset={offset}&"
        + STOCK_FORM,
    },
    "detail": {"ours": "/api/v2/pages/{id}/", "stock": f"/stock/v2/pages/{{id}}/?{STOCK_FORM}"},
}
# Ours is followed from `meta.next` to `meta.next`. Wagtail's hold the fields of one type only, and go by offset.
SYNCED = {
    "ours": "/api/v2/pages/?locale={locale}&limit=100&fields=*",
    "stock": "/stock/v2/pages/?type=press.StatementPage&locale={locale}&order=id&limit=100&offset={offset}&"
    + STOCK_FORM,
}


def main() -> int:
    """Measure, print the table, and return the exit status: 1 when what was measured cannot be compared."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("mode", nargs="?", choices=["compare", "sync"], default="compare")
    parser.add_argument("--pages", type=int, help="in each language (default: 2000; for sync 10000)")
    parser.add_argument("--workers", type=int, default=2, help="of gunicorn (default: 2)")
    parser.add_argument("--requests", type=int, default=200, help="for each figure (default: 200)")
    parser.add_argument("--connections", type=int, default=4, help="at once, for requests/s (default: 4)")
    options = parser.parse_args()
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    from benchmarks import comparing, syncing
    from benchmarks.server import BenchmarkError

    try:
        if options.mode == "sync":
            return syncing.run(SYNCED, options.pages or 10_000, options.workers)
        return comparing.run(
            COMPARED, options.pages or 2_000, options.workers, options.requests, options.connections
        )
    except BenchmarkError as error:
        print(f"The benchmark stopped: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
