"""All that the pages of an answer refer to, fetched in a number of queries that does not grow with them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import ForeignKey, Model, OneToOneRel, QuerySet, Value
from django.db.models.fields.reverse_related import ManyToOneRel
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.api.blocks import References, collect_links, unpack_stream
from cms.api.visibility import Visibility
from cms.core.languages import OTHER_LANGUAGE, language_of
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
# The site's own pictures have these sizes too (see components/picture.html), so that each is made once.
RENDITIONS = tuple(f"width-{width}|format-webp" for width in (480, 800, 1200, 1600))


class Loaded:
    """What a batch of pages refers to. Empty until `load_references` or `load_contents` fills it."""

    def __init__(self, visibility: Visibility) -> None:
        self.visibility = visibility
        self.streams: dict[tuple[int, str], list[dict[str, Any]]] = {}
        self.images: dict[int, HouseImage] = {}
        self.documents: dict[int, HouseDocument] = {}
        self.authorities: dict[int, Authority] = {}
        self._lists: dict[tuple[int, str], list[Any]] = defaultdict(list)
        self._keys: dict[int, UUID] = {}
        self._twins: dict[UUID, dict[str, Page]] = defaultdict(dict)
        self._by_path: dict[str, Page] = {}

    def rows(self, page: Page, name: str) -> list[Any]:
        """Return the rows of the page's list `name`, such as `topics`, in the editor's order."""
        return self._lists[page.pk, name]

    def translations(self, page: Page) -> list[Page]:
        """Return the published pages that say the same in another language."""
        twins = self._twins[page.translation_key]
        return [twin for _language, twin in sorted(twins.items()) if twin.pk != page.pk]

    def parent(self, page: Page) -> Page | None:
        """Return the page above, if readers may see it."""
        return self._by_path.get(page.path[: -page.steplen])

    def target(self, key: int | None, language: str) -> Page | None:
        """Return the published page that a link to the page `key` leads readers of `language` to.

        It is the one in their language if there is one, else the other; None when neither is published.
        """
        twins = self._twins.get(self._keys[key], {}) if key in self._keys else {}
        return twins.get(language) or twins.get(OTHER_LANGUAGE[language])

    def load_translations(self, pages: Sequence[Page]) -> None:
        """Fetch what a list says of `pages`: one query."""
        self._add_pages(
            self.visibility.pages().filter(translation_key__in={page.translation_key for page in pages})
        )

    def load_contents(self, pages: Sequence[BasePage]) -> None:
        """Fetch all that the API fields of `pages`, which are of their own types, need."""
        found = References()
        self._unpack(pages, found)
        links = self._load_links(pages, found)
        self._load_children(pages)
        self._load_pages(pages, found)
        self._load_files(found)
        self._load_vocabularies(links, found)

    def _unpack(self, pages: Iterable[BasePage], found: References) -> None:
        for page in pages:
            for name in api_field_names(type(page)):
                field = model_field(type(page), name)
                if isinstance(field, StreamField):
                    self.streams[page.pk, name] = unpack_stream(getattr(page, name), found)
                elif isinstance(field, RichTextField):
                    collect_links(getattr(page, name), found)
                elif isinstance(field, ForeignKey) and (key := getattr(page, field.attname)):
                    if field.related_model is HouseImage:
                        found.images.add(key)
                    elif field.related_model is HouseDocument:
                        found.documents.add(key)
            if "logo" in api_field_names(type(page)) and page.organisation.logo_id:
                found.images.add(page.organisation.logo_id)

    def _load_links(self, pages: Sequence[BasePage], found: References) -> list[tuple[str, int, int]]:
        """Return all links of `pages` as name, page and target, by one query for links of every kind."""
        wanted = {name for page in pages for name in api_field_names(type(page)) if name in LINKS}
        keys = [page.pk for page in pages]
        querysets = [
            LINKS[name][0]
            .objects.filter(page_id__in=keys)
            .order_by()
            .values_list(Value(name), "page_id", LINKS[name][1], "sort_order", "pk")
            for name in sorted(wanted)
        ]
        if not querysets:
            return []
        rows = sorted(querysets[0].union(*querysets[1:], all=True), key=lambda row: (row[3] or 0, row[4]))
        links = [(name, page, target) for name, page, target, _order, _pk in rows]
        found.documents |= {target for name, _page, target in links if name == "attachments"}
        found.pages |= {target for name, _page, target in links if name == "related_pages"}
        return links

    def _load_children(self, pages: Sequence[BasePage]) -> None:
        by_model: dict[type[BasePage], list[int]] = defaultdict(list)
        for page in pages:
            by_model[type(page)].append(page.pk)
        for model, keys in by_model.items():
            for name, relation in child_relations(model).items():
                for child in children_of(relation).filter(page_id__in=keys):
                    self._lists[child.page_id, name].append(child)

    def _load_pages(self, pages: Sequence[BasePage], found: References) -> None:
        if found.pages:
            self._keys |= dict(Page.objects.filter(pk__in=found.pages).values_list("pk", "translation_key"))
        keys = {*self._keys.values(), *(page.translation_key for page in pages)}
        parents = {page.path[: -page.steplen] for page in pages}
        visible = self.visibility.pages()
        self._add_pages(visible.filter(translation_key__in=keys) | visible.filter(path__in=parents))

    def _add_pages(self, pages: QuerySet[Page]) -> None:
        for page in pages.select_related("locale"):
            self._twins[page.translation_key][language_of(page)] = page
            self._by_path[page.path] = page

    def _load_files(self, found: References) -> None:
        if found.documents:
            self.documents |= {
                document.pk: document for document in self.visibility.documents(found.documents)
            }
        if not found.images:
            return
        for image in self.visibility.images(found.images).prefetch_renditions(*RENDITIONS):
            try:
                image.get_renditions(*RENDITIONS)
            except OSError:  # its file is missing or broken: readers are shown no picture, not an error
                continue
            self.images[image.pk] = image

    def _load_vocabularies(self, links: list[tuple[str, int, int]], found: References) -> None:
        wanted: dict[type[Model], set[int]] = defaultdict(set)
        wanted[Authority] |= found.authorities
        for name, _page, target in links:
            if name in VOCABULARIES:
                wanted[VOCABULARIES[name]].add(target)
        terms = {model: model.objects.in_bulk(keys) for model, keys in wanted.items() if keys}
        self.authorities |= terms.get(Authority, {})
        row: Any
        for name, page, target in links:
            if name == "attachments":
                row = self.documents.get(target)
            elif name == "related_pages":
                row = target
            else:
                row = terms[VOCABULARIES[name]].get(target)
            if row is not None:
                self._lists[page, name].append(row)


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


def children_of(relation: ManyToOneRel) -> QuerySet[Any]:
    """Return the children of a relation with the terms they point to, in the editor's order."""
    return relation.related_model.objects.select_related(*term_fields(relation.related_model)).order_by(
        "sort_order", "pk"
    )


def term_fields(model: type[Model]) -> list[str]:
    """Return the names of the fields of `model` that point to a vocabulary, for a join to fetch."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    return [field.name for field in fields if issubclass(field.related_model, Term)]
