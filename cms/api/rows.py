"""Rows of what pages refer to, fetched for a whole answer by one query for each sort of thing, whatever the kinds.

Vocabularies, children and files of every model come by unions. What only one model has comes as one column of JSON.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    CharField,
    F,
    IntegerField,
    JSONField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, JSONObject
from modeltranslation.translator import translator
from wagtail.models import Page

from cms.api.visibility import Visibility, plain
from cms.core.models import Criterion, Mechanism, Organisation, Person, Place, Topic
from cms.core.models.vocabulary import Term
from cms.translation.models import TranslationStatus
from cms.translation.states import State


@dataclass(frozen=True, slots=True)
class TermRow:
    """A vocabulary term. `facts` holds what only terms of its kind have."""

    key: int
    slug: str
    name_bn: str
    name_en: str
    facts: Mapping[str, Any]
    falls_back: bool

    def named(self, language: str) -> str:
        """Return the name in `language`, else, where the vocabulary allows it, in the other one."""
        names = (self.name_bn, self.name_en) if language == "bn" else (self.name_en, self.name_bn)
        return names[0] or (names[1] if self.falls_back else "")


class PageRow(NamedTuple):
    """A page that others point to."""

    pk: int
    translation_key: UUID
    path: str
    url_path: str
    title: str
    content_type_id: int
    language: str
    is_visible: bool
    state: str


# How a page stands to the other language's page of the same text.
ORIGINAL, CURRENT, OUTDATED, DETACHED = "original", "current", "outdated", "detached"
STATES = (ORIGINAL, CURRENT, OUTDATED, DETACHED)

# What each vocabulary has beside slug and names.
FACTS: dict[type[Term], dict[str, Any]] = {
    Criterion: {"description_bn": F("description_bn"), "description_en": F("description_en")},
    Mechanism: {"kind": F("kind"), "acronym": F("acronym")},
    Organisation: {"kind": F("kind"), "acronym": F("acronym"), "website": F("website"), "logo": F("logo_id")},
    Person: {"role_bn": F("role_bn"), "role_en": F("role_en"), "email": F("email"), "phone": F("phone")},
    Place: {"level": F("level"), "code": F("code"), "parent": F("parent__slug")},
    Topic: {"parent": F("parent__slug")},
}

# A column of JSON for rows that have nothing to put there.
NOTHING = Cast(Value(None), JSONField())


def term_rows(model: type[Term], terms: QuerySet[Any]) -> QuerySet[Any]:
    """Return a query for the rows of `terms`, of the vocabulary `model`, to be made one with others."""
    facts = JSONObject(**FACTS[model]) if model in FACTS else NOTHING
    kind = Value(model._meta.model_name, CharField())
    return terms.order_by().values_list(kind, "pk", "slug", "name_bn", "name_en", facts)


def term_queries(wanted: Mapping[type[Term], Iterable[int]]) -> list[QuerySet[Any]]:
    """Return queries for the terms with the keys `wanted` of each vocabulary, to be made one with others."""
    return [term_rows(model, plain(model).filter(pk__in=keys)) for model, keys in wanted.items() if keys]


def collect_terms(
    models: Iterable[type[Term]], rows: Iterable[tuple[Any, ...]]
) -> dict[tuple[type[Term], int], TermRow]:
    """Return the terms of `models` among `rows`, which may be of other kinds as well, by model and key."""
    by_name = {model._meta.model_name: model for model in models}
    return {
        (model, row[1]): to_term(model, row) for row in rows if (model := by_name.get(row[0])) is not None
    }


def to_term(model: type[Term], row: tuple[Any, ...]) -> TermRow:
    """Return a row of `term_rows` as a term of the vocabulary `model`."""
    _kind, key, slug, name_bn, name_en, facts = row
    return TermRow(key, slug, name_bn or "", name_en or "", facts or {}, falls_back(model))


def falls_back(model: type[Term]) -> bool:
    """Whether a name that is missing in one language is given in the other."""
    options = translator.get_options_for_model(model)
    return getattr(options, "fallback_languages", None) != {"default": ()}


def link_rows(name: str, model: type[Model], column: str, pages: Iterable[int]) -> QuerySet[Any]:
    """Return a query for what `pages` link to by the table `model`: name, page, order, key, target, and nothing."""
    links = plain(model).filter(page_id__in=pages).order_by()
    return links.values_list(Value(name, CharField()), "page_id", "sort_order", "pk", column, NOTHING)


def child_rows(
    name: str, model: type[Model], columns: Mapping[str, str], pages: Iterable[int]
) -> QuerySet[Any]:
    """Return a query for the inline children of `pages` in `model`, in the form of `link_rows`: JSON, and no target."""
    children = plain(model).filter(page_id__in=pages).order_by()
    values = JSONObject(**{field: F(column) for field, column in columns.items()})
    no_target = Cast(Value(None), IntegerField())
    return children.values_list(Value(name, CharField()), "page_id", "sort_order", "pk", no_target, values)


def fetch_pages(visibility: Visibility, keys: set[int], texts: set[UUID], paths: set[str]) -> list[PageRow]:
    """Return rows of the pages with these keys or paths and of all translations of them and of `texts`: one query."""
    named = Page.objects.filter(pk__in=keys).values("translation_key")
    wanted = Q(translation_key__in=texts) | Q(path__in=paths) | Q(pk__in=keys) | Q(translation_key__in=named)
    rows = Page.objects.filter(wanted, depth__gt=1).annotate(
        is_visible=Case(When(visibility.is_visible, then=Value(True)), default=Value(False)),
        state=Subquery(page_state()),
    )
    columns = (
        "pk",
        "translation_key",
        "path",
        "url_path",
        "title",
        "content_type_id",
        "locale__language_code",
    )
    return [PageRow(*row) for row in rows.order_by().values_list(*columns, "is_visible", "state")]


def page_state() -> QuerySet[Any]:
    """Return a query for the state of the page around it, one of `STATES`.

    What the desk is doing, such as a review that is under way, is nobody else's business and not among them.
    """
    status = TranslationStatus.objects.filter(translation_key=OuterRef("translation_key"))
    state = Case(
        When(source_page_id=OuterRef("pk"), then=Value(ORIGINAL)),
        When(outdated_segments__gt=0, then=Value(OUTDATED)),
        When(state=State.DETACHED, then=Value(DETACHED)),
        default=Value(CURRENT),
        output_field=CharField(),
    )
    return status.values(known=state)[:1]


def union(queries: list[QuerySet[Any]]) -> Iterable[Any]:
    """Return the rows of all `queries` by one query; none for no queries."""
    if not queries:
        return []
    return queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]


def content_type_of(model: type[Model]) -> int:
    """Return the key of the content type of `model`. Django remembers it."""
    return ContentType.objects.get_for_model(model).pk
