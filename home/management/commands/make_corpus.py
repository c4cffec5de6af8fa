"""Make a synthetic corpus to measure with, or take it away."""

import time

from django.core.management.base import BaseCommand, CommandError

from home.corpus.building import CorpusError, make_corpus
from home.corpus.removing import delete_corpus


class Command(BaseCommand):
    """Make N sample pages in each language under a section of their own, or delete them."""

    help = (
        "Makes N pages in each language, twins of each other, with pictures and documents, for measurements; "
        "--delete takes them away (the files once the worker comes to it). "
        "Pages have no revisions and no reference numbers. Run update_index afterwards to have them found by "
        "search, and record_changes to have them in the API's log of changes."
    )

    def add_arguments(self, parser):
        parser.add_argument("count", nargs="?", type=int, help="pages to make in each language")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same texts")
        parser.add_argument("--delete", action="store_true", help="delete the corpus instead")

    def handle(self, *args, **options):
        if options["delete"] == (options["count"] is not None):
            raise CommandError("Give a number of pages, or --delete.")
        if not options["delete"] and options["count"] < 1:
            raise CommandError("The number of pages must be 1 or more.")
        started = time.monotonic()
        try:
            pages = delete_corpus() if options["delete"] else make_corpus(options["count"], options["seed"])
        except CorpusError as error:
            raise CommandError(str(error)) from error
        done = "Deleted" if options["delete"] else "Made"
        self.stdout.write(f"{done} {pages} pages in {time.monotonic() - started:.1f} seconds.")
