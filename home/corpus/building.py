"""Putting a synthetic corpus into the database, thousands of pages at a time, and taking it away again.

Rows are inserted in bulk, past `save()` and its signals. So there are no revisions and no log; and no
reference numbers, which are never reused and have no gaps: pages that will be deleted again must not use any
up. The search index and the reference index hear nothing of it either: `update_index` and
`rebuild_references_index` do that.
"""

import datetime
import random
import uuid
from collections.abc import Iterator
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.sql import InsertQuery
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.models import Locale, Page

from cms.core.languages import LANGUAGES
from cms.core.models import ArticlePage, Authority, PageAuthority, PageTopic, Topic
from home.models import HomePage
from home.sample.library import load_vocabularies
from press.models import EditorialPage, EventPage, PressIndexPage, StatementPage

from .texts import Text, Writer

SLUG = "corpus"
TITLES = {"bn": "নমুনা ভান্ডার (পরিমাপের জন্য)", "en": "Sample corpus (for measurements)"}
INTRODUCTIONS = {
    "bn": "পরিমাপের জন্য যন্ত্রে বানানো নমুনা লেখা; কোনো বাস্তব ঘটনা নয়। `make_corpus --delete` দিলে মুছে যায়।",
    "en": "Sample texts made by machine for measurements; nothing here happened."
    " `make_corpus --delete` removes them.",
}
YEARS = 10
# Out of a hundred pages
SHARES: dict[type[ArticlePage], int] = {StatementPage: 80, EditorialPage: 12, EventPage: 8}
# How many pages of each language are held in memory at a time.
BATCH = 500


class CorpusError(Exception):
    """The corpus cannot be made or deleted; the message says why."""


def corpus_sections() -> dict[str, PressIndexPage]:
    """Return the section that holds the corpus in each language; empty when there is none."""
    sections = PressIndexPage.objects.filter(slug=SLUG, depth=3).select_related("locale")
    return {section.language: section for section in sections}


@transaction.atomic
def make_corpus(count: int, seed: int = 1) -> int:
    """Make `count` pages in each language, twins of each other, under a section of their own.

    Args:
        count: pages a language.
        seed: the same seed makes the same texts, kinds and topics.

    Returns:
        How many pages were made, of both languages.

    Raises:
        CorpusError: when there is a corpus already.
    """
    if corpus_sections():
        raise CorpusError("There is a corpus already; delete it first with --delete.")
    if not Topic.objects.exists():
        load_vocabularies()
    sections = _make_sections()
    builder = _Builder(sections, count, random.Random(seed))  # noqa: S311 - made-up texts need no secure chance
    twins = builder.twins()
    while batch := list(islice(twins, BATCH)):
        _insert(batch)
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


class _Builder:
    """Builds pages in memory, in the order of their dates."""

    def __init__(self, sections: dict[str, PressIndexPage], count: int, chance: random.Random):
        self.sections = sections
        self.count = count
        self.chance = chance
        self.writer = Writer(chance)
        self.topics = list(Topic.objects.exclude(parent=None).order_by("slug")) or list(Topic.objects.all())
        self.authorities = list(Authority.objects.order_by("slug"))
        self.content_types = {model: ContentType.objects.get_for_model(model) for model in SHARES}
        self.first_day = timezone.localdate() - datetime.timedelta(days=round(YEARS * 365.25))

    def twins(self) -> Iterator[tuple[list[ArticlePage], list[Topic], list[Authority]]]:
        """Yield the two pages of each text, with its topics and authorities."""
        days = (timezone.localdate() - self.first_day).days
        for number in range(1, self.count + 1):
            model = self.chance.choices(list(SHARES), weights=list(SHARES.values()))[0]
            facts = self._facts(model, self.first_day + datetime.timedelta(days=days * number // self.count))
            text, key = self.writer.write(number), uuid.UUID(int=self.chance.getrandbits(128), version=4)
            pages = [self._page(model, number, language, key, text, facts) for language in self.sections]
            topics = self.chance.sample(self.topics, min(len(self.topics), self.chance.randint(1, 3)))
            authorities = self.chance.sample(
                self.authorities, min(len(self.authorities), self.chance.randint(0, 2))
            )
            yield pages, topics, authorities if model is StatementPage else []

    def _page(
        self, model: type[ArticlePage], number: int, language: str, key: uuid.UUID, text: Text, facts: dict
    ) -> ArticlePage:
        section = self.sections[language]
        slug = f"{model.listing_name.rstrip('s')}-{number:06d}"
        page = model(
            title=text.title[language],
            draft_title=text.title[language],
            summary=text.summary[language],
            slug=slug,
            url_path=f"{section.url_path}{slug}/",
            path=Page._get_path(section.path, section.depth + 1, number),
            depth=section.depth + 1,
            numchild=0,
            locale_id=section.locale_id,
            translation_key=key,
            content_type=self.content_types[model],
            live=True,
            **facts,
        )
        page.body = StreamValue(page.body.stream_block, text.body[language], is_lazy=True)
        return page

    def _facts(self, model: type[ArticlePage], day: datetime.date) -> dict:
        moment = timezone.make_aware(
            datetime.datetime.combine(day, datetime.time(self.chance.randint(9, 17)))
        )
        facts = {"first_published_at": moment, "last_published_at": moment}
        if model is StatementPage:
            facts |= {"issued_on": day, "kind": self.chance.choice(StatementPage.Kind.values)}
        elif model is EditorialPage:
            facts |= {"published_on": day}
        else:
            kind = self.chance.choice(EventPage.Kind.values)
            facts |= {"starts_at": moment, "ends_at": moment + datetime.timedelta(hours=2), "kind": kind}
        return facts


def _insert(batch: list[tuple[list[ArticlePage], list[Topic], list[Authority]]]) -> None:
    pages = [page for twins, _topics, _authorities in batch for page in twins]
    # The row of the parent table first: it gives the key that the row of the type's own table needs.
    Page._base_manager.bulk_create(pages)
    for page in pages:
        page.page_ptr_id = page.id
    for model in SHARES:
        _insert_own_rows(model, [page for page in pages if type(page) is model])
    PageTopic.objects.bulk_create(
        PageTopic(page_id=page.pk, topic=topic, sort_order=order)
        for twins, topics, _authorities in batch
        for page in twins
        for order, topic in enumerate(topics)
    )
    PageAuthority.objects.bulk_create(
        PageAuthority(page_id=page.pk, authority=authority, sort_order=order)
        for twins, _topics, authorities in batch
        for page in twins
        for order, authority in enumerate(authorities)
    )


def _insert_own_rows(model: type[Model], pages: list[ArticlePage]) -> None:
    """Insert the rows of the type's own table; `bulk_create` refuses to, for types that inherit."""
    fields = model._meta.local_concrete_fields
    # A small corpus may hold none of a type.
    size = max(1, connection.ops.bulk_batch_size(fields, pages))
    for start in range(0, len(pages), size):
        query = InsertQuery(model)
        query.insert_values(fields, pages[start : start + size])
        query.get_compiler(using=connection.alias).execute_sql()
