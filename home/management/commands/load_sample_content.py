"""Fill an installation with the sample site."""

from django.core.management.base import BaseCommand, CommandError

from home.sample.loader import load, site_is_empty
from home.sample.reading import SampleError


class Command(BaseCommand):
    """Load vocabularies, settings, pictures and pages; what is there already stays as it is."""

    help = "Loads the sample site. Running it again changes nothing, and no page that an editor has changed."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing when the site has any page but the front pages",
        )

    def handle(self, *args, **options):
        if options["if_empty"] and not site_is_empty():
            self.stdout.write("The site has pages; the sample content was not loaded.")
            return
        try:
            made = load()
        except SampleError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Loaded {made.pages} pages, {made.terms} terms, {made.images} pictures"
            f" and {made.footer_links} footer links."
        )
