"""Rows of what pages refer to, fetched for a whole answer by one query for each sort of thing, whatever the kinds.

Vocabularies, children and files of every model come by unions. What only one model has comes as one column of JSON.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

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

from cms.api.prepared import Among, Prepared
from cms.api.visibility import plain, visible_in
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

# Shapes that queries are kept in: a client may choose its fields, and so make up as many as it likes.
MAX_SHAPES = 500
# A column of JSON for rows that have nothing to put there.
NOTHING = Cast(Value(None), JSONField())


def term_rows(model: type[Term], terms: QuerySet[Any]) -> QuerySet[Any]:
    """Return a query for the rows of `terms`, of the vocabulary `model`, to be made one with others."""
    facts = JSONObject(**FACTS[model]) if model in FACTS else NOTHING
    kind = Value(model._meta.model_name, CharField())
    return terms.order_by().values_list(kind, "pk", "slug", "name_bn", "name_en", facts)


def term_queries(models: Iterable[type[Term]]) -> list[QuerySet[Any]]:
    """Return queries for terms of each of `models`, to be made one with others; keys are given by the model's name."""
    return [
        term_rows(model, plain(model).filter(Among(F("pk"), str(model._meta.model_name)))) for model in models
    ]


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


@lru_cache(maxsize=MAX_SHAPES)
def list_query(
    links: tuple[tuple[str, type[Model], str], ...],
    children: tuple[tuple[str, type[Model], tuple[tuple[str, str], ...]], ...],
) -> Prepared:
    """Return the query for link tables and inline children; the pages of each are given by the name of the list.

    Its rows are name, page, order, key, target and values: a link has no values, a child no target.

    Args:
        links: the name, the model and the column of each list of links.
        children: the name and the model of each list of children, with its fields and their columns.
    """
    queries = [
        plain(model)
        .filter(Among(F("page_id"), name))
        .order_by()
        .values_list(Value(name, CharField()), "page_id", "sort_order", "pk", column, NOTHING)
        for name, model, column in links
    ]
    no_target = Cast(Value(None), IntegerField())
    queries += [
        plain(model)
        .filter(Among(F("page_id"), name))
        .order_by()
        .values_list(
            Value(name, CharField()),
            "page_id",
            "sort_order",
            "pk",
            no_target,
            JSONObject(**{field: F(column) for field, column in columns}),
        )
        for name, model, columns in children
    ]
    return Prepared(union(queries))


@lru_cache(maxsize=MAX_SHAPES)
def page_query(trees: tuple[str, ...]) -> Prepared:
    """Return the query for `PageRow`: pages by `keys` and `paths`, and all translations of them and of `texts`."""
    named = Page.objects.filter(Among(F("pk"), "keys")).order_by().values("translation_key")
    wanted = (
        Q(Among(F("translation_key"), "texts"))
        | Q(Among(F("path"), "paths"))
        | Q(Among(F("pk"), "keys"))
        | Q(translation_key__in=named)
    )
    rows = Page.objects.filter(wanted, depth__gt=1).annotate(
        is_visible=Case(When(visible_in(trees), then=Value(True)), default=Value(False)),
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
    return Prepared(rows.order_by().values_list(*columns, "is_visible", "state"))


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


def union(queries: list[QuerySet[Any]]) -> QuerySet[Any]:
    """Return one query for the rows of all `queries`, of which there is at least one."""
    return queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
