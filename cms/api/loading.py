"""All that the pages of an answer refer to, fetched in a number of queries that does not grow with them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import ForeignKey, Model, OneToOneRel
from django.db.models.fields.reverse_related import ManyToOneRel
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.api.blocks import References, collect_links, unpack_stream
from cms.api.file_rows import FileRows, fetch_terms_and_files
from cms.api.rows import ORIGINAL, PageRow, TermRow, list_query, page_query
from cms.api.serializers.children import CHILDREN, child_columns
from cms.api.visibility import Visibility
from cms.core.languages import OTHER_LANGUAGE
from cms.core.models import (
    Authority,
    BasePage,
    Organisation,
    PageAttachment,
    PageAuthority,
    PageOrganisation,
    PagePerson,
    PageRelation,
    PageTopic,
    Person,
    Topic,
)
from cms.core.models.vocabulary import Term
from cms.documents.models import HouseDocument
from cms.images.models import HouseImage

# By the name of the API field: the model that links a page to something, and that model's column.
LINKS: dict[str, tuple[type[Model], str]] = {
    "topics": (PageTopic, "topic_id"),
    "authorities": (PageAuthority, "authority_id"),
    "organisations": (PageOrganisation, "organisation_id"),
    "authors": (PagePerson, "person_id"),
    "speakers": (PagePerson, "person_id"),
    "attachments": (PageAttachment, "document_id"),
    "related_pages": (PageRelation, "related_page_id"),
}
VOCABULARIES: dict[str, type[Term]] = {
    "topics": Topic,
    "authorities": Authority,
    "organisations": Organisation,
    "authors": Person,
    "speakers": Person,
}
# Fields of a network's page that are its organisation's own.
OF_ORGANISATION = ("acronym", "official_name", "website", "logo")


@dataclass(frozen=True)
class PageFields:
    """The API fields of a page type, by how what they refer to is found."""

    streams: tuple[str, ...]
    rich_texts: tuple[str, ...]
    images: Mapping[str, str]  # the column, by the field's name
    documents: Mapping[str, str]
    terms: Mapping[str, tuple[str, type[Term]]]  # the column and the vocabulary
    links: tuple[str, ...]
    children: Mapping[str, ManyToOneRel]


@dataclass
class Wanted:
    """What has to be fetched, as far as is known."""

    found: References = field(default_factory=References)
    terms: dict[type[Term], set[int]] = field(default_factory=lambda: defaultdict(set))
    logos_of: set[int] = field(default_factory=set)  # organisations


class Loaded:
    """What a batch of pages refers to. Empty until `load` fills it."""

    def __init__(self, visibility: Visibility) -> None:
        self.visibility = visibility
        self.streams: dict[tuple[int, str], list[dict[str, Any]]] = {}
        self.links: dict[tuple[int, str], list[int]] = defaultdict(list)
        self.children: dict[tuple[int, str], list[Mapping[str, Any]]] = defaultdict(list)
        self.terms: dict[tuple[type[Term], int | None], TermRow] = {}
        self.files = FileRows()
        self._keys: dict[int, UUID] = {}
        self._twins: dict[UUID, dict[str, PageRow]] = defaultdict(dict)
        self._by_path: dict[str, PageRow] = {}
        self._states: dict[int, str] = {}

    def translations(self, page: Page) -> list[PageRow]:
        """Return the published pages that say the same in another language."""
        twins = self._twins[page.translation_key]
        return [twin for _language, twin in sorted(twins.items()) if twin.pk != page.pk]

    def state(self, page: Page) -> str:
        """Return how `page` stands to the other language's page of its text."""
        return self._states[page.pk]

    def parent(self, page: Page) -> PageRow | None:
        """Return the page above, if readers may see it."""
        return self._by_path.get(page.path[: -page.steplen])

    def target(self, key: int | None, language: str) -> PageRow | None:
        """Return the published page that a link to the page `key` leads readers of `language` to.

        It is the one in their language if there is one, else the other; None when neither is published.
        """
        twins = self._twins.get(self._keys[key], {}) if key in self._keys else {}
        return twins.get(language) or twins.get(OTHER_LANGUAGE[language])

    def load(self, pages: Sequence[Page], names: Collection[str] | None = None) -> None:
        """Fetch what `pages` need, which are of their own types if any of their own fields is to be written.

        Args:
            pages: the pages of the answer.
            names: the fields that are to be written; None for all there are.
        """
        wanted = Wanted()
        rows = [row for page in pages if (row := (page, fields_of(type(page), names))) and row[1]]
        for page, fields in rows:
            self._read(page, fields, wanted)
        self._load_lists(rows, wanted)
        self._load_pages(pages, wanted.found)
        self._load_terms_and_files(wanted)

    def add_link(self, page: int, name: str, target: int, wanted: Wanted) -> None:
        """Note that the list `name` of a page holds `target`, and what has to be fetched for it."""
        self.links[page, name].append(target)
        if name == "attachments":
            wanted.found.documents.add(target)
        elif name == "related_pages":
            wanted.found.pages.add(target)
        else:
            wanted.terms[VOCABULARIES[name]].add(target)

    def add_child(
        self, page: int, name: str, model: type[Model], values: Mapping[str, Any], wanted: Wanted
    ) -> None:
        """Note that the list `name` of a page holds a child with `values`, and what has to be fetched for it."""
        self.children[page, name].append(values)
        for column, vocabulary in CHILDREN[model].terms.items():
            if values[column]:
                wanted.terms[vocabulary].add(values[column])

    def _read(self, page: BasePage, fields: PageFields, wanted: Wanted) -> None:
        for name, blocks in read_contents(page, fields, wanted.found).items():
            self.streams[page.pk, name] = blocks
        for name, (column, vocabulary) in fields.terms.items():
            if key := getattr(page, column):
                wanted.terms[vocabulary].add(key)
                if name == "logo":
                    wanted.logos_of.add(key)

    def _load_lists(self, rows: Sequence[tuple[BasePage, PageFields]], wanted: Wanted) -> None:
        """Fetch links and inline children of all pages by one query."""
        by_link: dict[str, list[int]] = defaultdict(list)
        by_child: dict[tuple[str, type[Model]], list[int]] = defaultdict(list)
        for page, fields in rows:
            for name in fields.links:
                by_link[name].append(page.pk)
            for name, relation in fields.children.items():
                by_child[name, relation.related_model].append(page.pk)
        if not by_link and not by_child:
            return
        models = dict(by_child.keys())
        query = list_query(
            tuple((name, *LINKS[name]) for name in by_link),
            tuple((name, model, child_columns(model)) for name, model in by_child),
        )
        pages = {**by_link, **{name: keys for (name, _model), keys in by_child.items()}}
        for name, page, _order, _key, target, values in sorted(
            query.rows(**pages), key=lambda row: (row[2] or 0, row[3])
        ):
            if name in models:
                self.add_child(page, name, models[name], values, wanted)
            else:
                self.add_link(page, name, target, wanted)

    def _load_pages(self, pages: Sequence[Page], found: References) -> None:
        if not pages:
            return
        rows = page_query(tuple(self.visibility.trees.paths.values())).rows(
            keys=found.pages,
            texts={page.translation_key for page in pages},
            paths={page.path[: -page.steplen] for page in pages},
        )
        for row in map(PageRow._make, rows):
            self._keys[row.pk] = row.translation_key
            self._states[row.pk] = row.state or ORIGINAL
            if row.is_visible:
                self._twins[row.translation_key][row.language] = row
                self._by_path[row.path] = row

    def _load_terms_and_files(self, wanted: Wanted) -> None:
        """Fetch terms, pictures and documents by one query."""
        wanted.terms[Authority] |= wanted.found.authorities
        self.terms, self.files = fetch_terms_and_files(
            wanted.terms, wanted.found.images, wanted.found.documents, wanted.logos_of
        )


def read_contents(page: BasePage, fields: PageFields, found: References) -> dict[str, list[dict[str, Any]]]:
    """Return the streams of `page` by name, and add to `found` what they, its texts and its own columns point to."""
    streams = {name: unpack_stream(getattr(page, name), found) for name in fields.streams}
    for name in fields.rich_texts:
        collect_links(getattr(page, name), found)
    found.images |= {key for column in fields.images.values() if (key := getattr(page, column))}
    found.documents |= {key for column in fields.documents.values() if (key := getattr(page, column))}
    return streams


def fields_of(model: type[Page], names: Collection[str] | None) -> PageFields | None:
    """Return the fields of a page type among `names`; None for a bare `Page`, which has none of its own."""
    if not issubclass(model, BasePage):
        return None
    return _fields_of(model, frozenset(names) if names is not None else None)


@cache
def _fields_of(model: type[BasePage], chosen: frozenset[str] | None) -> PageFields:
    names = [name for name in api_field_names(model) if chosen is None or name in chosen]
    fields = {name: each for name in names if (each := model_field(model, name)) is not None}
    foreign = {name: each for name, each in fields.items() if isinstance(each, ForeignKey)}
    terms = {
        name: (f.attname, f.related_model) for name, f in foreign.items() if issubclass(f.related_model, Term)
    }
    for name in names:
        if name not in fields and name in OF_ORGANISATION:
            terms[name] = ("organisation_id", Organisation)
    return PageFields(
        streams=tuple(name for name, each in fields.items() if isinstance(each, StreamField)),
        rich_texts=tuple(name for name, each in fields.items() if isinstance(each, RichTextField)),
        images={name: f.attname for name, f in foreign.items() if f.related_model is HouseImage},
        documents={name: f.attname for name, f in foreign.items() if f.related_model is HouseDocument},
        terms=terms,
        links=tuple(name for name in names if name in LINKS),
        children={name: each for name, each in child_relations(model).items() if name in names},
    )


def api_field_names(model: type[BasePage]) -> list[str]:
    """Return the names of the fields that a page type shows in the API, each once, in its own order."""
    return list(dict.fromkeys(field.name for field in model.api_fields))


def model_field(model: type[Model], name: str) -> Any:
    """Return the model's field or relation `name`, or None for a property."""
    return next((field for field in model._meta.get_fields() if field.name == name), None)


def child_relations(model: type[BasePage]) -> dict[str, ManyToOneRel]:
    """Return the inline children that a page type shows in the API, by name."""
    relations = {name: model_field(model, name) for name in api_field_names(model)}
    return {
        name: relation
        for name, relation in relations.items()
        if isinstance(relation, ManyToOneRel)
        and not isinstance(relation, OneToOneRel)
        and isinstance(relation.field, ParentalKey)
    }
