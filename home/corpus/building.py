"""Putting a synthetic corpus into the database, thousands of pages at a time.

Rows are inserted in bulk, past `save()` and its signals. So there are no revisions and no log; and no
reference numbers, which are never reused and have no gaps: pages that will be deleted again must not use any
up. The search index, the reference index and the API's log of changes hear nothing of the pages either: `update_index`,
`rebuild_references_index` and `record_changes` do that. The few pictures and documents are saved as an editor's are.
"""

import random
import uuid
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.sql import InsertQuery
from wagtail.blocks import StreamValue
from wagtail.models import Locale, Page

from cms.core.languages import LANGUAGES
from cms.core.models import (
    ArticlePage,
    PageAttachment,
    PageAuthority,
    PageOrganisation,
    PagePerson,
    PageRelation,
    PageTopic,
    Topic,
)
from home.models import HomePage
from home.sample.library import load_vocabularies
from press.models import AgendaItem, PressIndexPage

from .files import Files, make_files
from .pages import SHARES, Builder, Twins
from .texts import linked

SLUG = "corpus"
TITLES = {"bn": "নমুনা ভান্ডার (পরিমাপের জন্য)", "en": "Sample corpus (for measurements)"}
INTRODUCTIONS = {
    "bn": "পরিমাপের জন্য যন্ত্রে বানানো নমুনা লেখা; কোনো বাস্তব ঘটনা নয়। `make_corpus --delete` দিলে মুছে যায়।",
    "en": "Sample texts made by machine for measurements; nothing here happened."
    " `make_corpus --delete` removes them.",
}
# How many pages of each language are held in memory at a time.
BATCH = 500
# The column of each kind of link that names what the page is linked with.
TARGETS: dict[type[Model], str] = {
    PageTopic: "topic_id",
    PageAuthority: "authority_id",
    PageOrganisation: "organisation_id",
    PagePerson: "person_id",
    PageAttachment: "document_id",
}

# The keys of the pages made so far, by language and by number.
Keys = dict[str, dict[int, int]]


class CorpusError(Exception):
    """The corpus cannot be made or deleted; the message says why."""


def corpus_sections() -> dict[str, PressIndexPage]:
    """Return the section that holds the corpus in each language; empty when there is none."""
    sections = PressIndexPage.objects.filter(slug=SLUG, depth=3).select_related("locale")
    return {section.language: section for section in sections}


def make_corpus(count: int, seed: int = 1) -> int:
    """Make `count` pages in each language, twins of each other, under a section of their own.

    Args:
        count: pages a language.
        seed: the same seed makes the same texts, facts and links.

    Returns:
        How many pages were made, of both languages.

    Raises:
        CorpusError: when there is a corpus already.
    """
    files = Files()
    try:
        with transaction.atomic():
            return _make_corpus(count, seed, files)
    except BaseException:
        files.forget()
        raise


def _make_corpus(count: int, seed: int, files: Files) -> int:
    if corpus_sections():
        raise CorpusError("There is a corpus already; delete it first with --delete.")
    if not Topic.objects.exists():
        load_vocabularies()
    make_files(files)
    sections = _make_sections()
    chance = random.Random(seed)  # noqa: S311 - made-up texts need no secure chance
    twins = Builder(sections, count, chance, files).twins()
    keys: Keys = {language: {} for language in sections}
    while batch := list(islice(twins, BATCH)):
        _insert(batch, keys)
    for section in sections.values():
        Page.objects.filter(pk=section.pk).update(numchild=count)
    for section in sections.values():
        # From a fresh row, so that publishing keeps the number of children.
        type(section).objects.get(pk=section.pk).latest_revision.publish()
    return count * len(sections)


def _make_sections() -> dict[str, PressIndexPage]:
    key = uuid.uuid4()
    sections = {}
    for language in LANGUAGES:
        home = HomePage.objects.get(depth=2, locale__language_code=language)
        section = PressIndexPage(
            title=TITLES[language],
            introduction=INTRODUCTIONS[language],
            slug=SLUG,
            locale=Locale.objects.get(language_code=language),
            translation_key=key,
            live=False,
        )
        home.add_child(instance=section)
        section.save_revision()
        sections[language] = section
    return sections


def _insert(batch: list[Twins], keys: Keys) -> None:
    pages = [page for twins in batch for page in twins.pages.values()]
    # The row of the parent table first: it gives the key that everything else needs.
    Page._base_manager.bulk_create(pages)
    for twins in batch:
        for language, page in twins.pages.items():
            keys[language][twins.number] = page.page_ptr_id = page.id
    for twins in batch:
        for language, page in twins.pages.items():
            body = linked(twins.bodies[language], keys[language])
            page.body = StreamValue(page.body.stream_block, body, is_lazy=True)
    for model in SHARES:
        _insert_own_rows(model, [page for page in pages if type(page) is model])
    rows = defaultdict(list)
    for row in _rows(batch, keys):
        rows[type(row)].append(row)
    for model, made in rows.items():
        model._base_manager.bulk_create(made)


def _rows(batch: list[Twins], keys: Keys) -> Iterable[Model]:
    """Yield what belongs to the pages of `batch`, which have their keys."""
    for twins in batch:
        for language, page in twins.pages.items():
            for model, targets in twins.links.items():
                for order, target in enumerate(targets):
                    yield model(page_id=page.pk, sort_order=order, **{TARGETS[model]: target})
            for order, number in enumerate(twins.related):
                yield PageRelation(page_id=page.pk, sort_order=order, related_page_id=keys[language][number])
            for items in twins.agenda:
                item: AgendaItem = items[language]
                item.page_id = page.pk
                yield item


def _insert_own_rows(model: type[Model], pages: list[ArticlePage]) -> None:
    """Insert the rows of the type's own table; `bulk_create` refuses to, for types that inherit."""
    fields = model._meta.local_concrete_fields
    # A small corpus may hold none of a type.
    size = max(1, connection.ops.bulk_batch_size(fields, pages))
    for start in range(0, len(pages), size):
        query = InsertQuery(model)
        query.insert_values(fields, pages[start : start + size])
        query.get_compiler(using=connection.alias).execute_sql()
