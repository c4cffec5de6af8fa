"""Loading the sample site, all of it or nothing."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from cms.core.models import OrganisationSettings

from .body import BodyBuilder
from .library import Library, load_images, load_settings, load_vocabularies
from .pages import PageBuilder, is_marked, type_of
from .reading import Entry, read, read_pages
from .tree import OPENING_DAY, Tree

# How long before an event it is announced, and before a report is due the page about it appears.
NOTICE = datetime.timedelta(days=21)
# The key of the date that a type's pages appear on.
DATE_KEYS = ["issued_on", "published_on", "submitted_on"]


@dataclass(frozen=True)
class Loaded:
    """How many of each were made."""

    terms: int
    images: int
    pages: int
    footer_links: int


def site_is_empty() -> bool:
    """Whether the site has no page but the front pages."""
    return not Page.objects.filter(depth__gt=2).exists()


def load() -> Loaded:
    """Put the sample site into the database. What is there already stays as it is.

    Raises:
        SampleError: when a sample file is wrong; nothing is kept then.
    """
    library = Library()
    today = timezone.localdate()
    try:
        with transaction.atomic():
            terms = load_vocabularies()
            load_settings(OrganisationSettings.for_site(Site.objects.get(is_default_site=True)))
            images = load_images(library)
            tree = Tree(today)
            tree.prepare()
            _load_pages(tree, library)
            return Loaded(terms=terms, images=images, pages=tree.made, footer_links=tree.load_footer())
    except BaseException:
        library.forget_files()
        raise


def _load_pages(tree: Tree, library: Library) -> None:
    builder = PageBuilder(library, tree.today)
    states = read("states.yaml")
    documents = read_pages()
    by_slug = {document["slug"].value: document for document in documents}
    draft, outdated = states["draft"], states["outdated"]
    for state in (draft, outdated):
        if state["page"].value not in by_slug:
            raise state.error("there is no such page.")
    # In the order of their dates, so that reference numbers are in it too.
    for document in sorted(documents, key=lambda each: (_day(each, tree.today), each["slug"].value)):
        slug = document["slug"].value
        before = tree.made
        tree.place(
            lambda language, document=document: builder.build(document, language),
            document,
            type_of(document).section,
            _day(document, tree.today),
            share=draft["share"].value if slug == draft["page"].value else None,
        )
        if tree.made > before and slug == outdated["page"].value:
            _revise(tree, library, document, outdated)


def _revise(tree: Tree, library: Library, document: Entry, change: Entry) -> None:
    """Change a paragraph of a translated page and publish it again: the translation is outdated now."""
    source = document["source"].value
    page = tree.find(document["slug"].value, type_of(document).section, source)
    builder = BodyBuilder(library, source, page.slug)
    paragraphs = [number for number, block in enumerate(page.body) if block.block_type == "paragraph"]
    number = paragraphs[-change["paragraph"].value - is_marked(document)]
    new = builder.build(page.body.stream_block, Entry([{"paragraph": change["text"].value}], change.place))
    page.body[number] = ("paragraph", new[0].value, page.body[number].id)
    page.save_revision().publish()


def _day(document: Entry, today: datetime.date) -> datetime.date:
    """Return the day a page appeared on, by the dates in its file."""
    if "starts_in_days" in document:
        return today + datetime.timedelta(days=document["starts_in_days"].value) - NOTICE
    for key in DATE_KEYS:
        if key in document:
            return document[key].value
    return document["due_on"].value - NOTICE if "due_on" in document else OPENING_DAY
