"""Both languages of a text side by side: which passage belongs to which, and the page that shows them.

Blocks keep their ids across the languages, and inline children their translation keys: what stands for what is
looked up there and never guessed from the order.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import translation
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail_localize.fields import get_translatable_fields

from cms.core.languages import LANGUAGES, OTHER_LANGUAGE, language_of
from cms.core.models import BasePage
from cms.core.text import plain_text

# What the address of a page carries when both languages are wanted: `?parallel`, or `?parallel=en` for one of them.
PARAMETER = "parallel"
LEAD_FIELDS = ("summary", "introduction")
# Translated too, but for menus, tabs and search engines: nobody reads them on the page.
NOT_ON_THE_PAGE = {"title", "slug", "seo_title", "search_description", "menu_label", "draft_title"}

Passage = TypeVar("Passage")


@dataclass(frozen=True)
class Row:
    """One passage in both languages; `left` or `right` is None when that language has no such passage.

    What the two hold depends on `kind`: text (`title`, `lead`, `label`, `words`), rich text as HTML (`rich`),
    a bound block (`block`, with the id both share), an `Item` (`item`) or a page (`facts`).
    """

    kind: str
    left: Any
    right: Any
    block_id: str = ""


@dataclass(frozen=True)
class Fact:
    """A fact of an inline child: `kind` says how it is written in the active language."""

    kind: str  # "date", "time", "number", "link" or "words"
    value: Any  # a choice's label as a function, so that it is asked for in the language of its column


@dataclass(frozen=True)
class Item:
    """An inline child, such as an item of an agenda: what is the same in both languages, and what is translated."""

    facts: tuple[Fact, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One passage in one language, as its column shows it."""

    page: Page
    language: str
    value: Any
    anchor: str  # the block's address on the page; in one column only, for an id stands but once on a page
    key: str  # what makes the ids inside a drawing its own


def pair_pages(left: Page, right: Page) -> list[Row]:
    """Return the passages of `left`, each with its counterpart in `right`, its twin in the other language.

    In the order of `left`: title, summary or introduction, the blocks of the body, then every other translated text
    of the type under its name, and the inline children that hold text. What only `right` has stands where it stands
    there: after the passage it follows. Costs what the two pages' inline children cost, one query each.
    """
    rows = [Row("title", left.title, right.title)]
    others: list[Row] = []
    for field in _translated_fields(left):
        if isinstance(field, StreamField):
            rows += _paired_blocks(field.value_from_object(left), field.value_from_object(right))
        elif isinstance(field, models.ManyToOneRel):
            others += _paired_children(field, left, right)
        elif field.name in LEAD_FIELDS:
            rows += _paired_words("lead", field, left, right)
        elif field.name not in NOT_ON_THE_PAGE:
            kind = "rich" if isinstance(field, RichTextField) else "words"
            if found := _paired_words(kind, field, left, right):
                others += [Row("label", field.verbose_name, field.verbose_name), *found]
    return rows + others


def pair(
    left: Iterable[Passage], right: Iterable[Passage], key: Callable[[Passage], Hashable]
) -> list[tuple[Passage | None, Passage | None]]:
    """Return the passages of two sequences in pairs that have the same `key`, in the order of `left`.

    A passage that only `right` has follows the one it follows there. Where a key stands twice in one sequence, the
    first is paired with the first and the second with the second.
    """
    of_left, of_right = _numbered(left, key), _numbered(right, key)
    order = list(of_left)
    before: tuple | None = None
    for each in of_right:
        if each not in of_left:
            order.insert(order.index(before) + 1 if before is not None else 0, each)
        before = each
    return [(of_left.get(each), of_right.get(each)) for each in order]


def _numbered(passages: Iterable[Passage], key: Callable[[Passage], Hashable]) -> dict[tuple, Passage]:
    found: dict[tuple, Passage] = {}
    for passage in passages:
        name, number = key(passage), 0
        while (name, number) in found:
            number += 1
        found[name, number] = passage
    return found


def _translated_fields(page: Page) -> Iterator[Any]:
    """Yield the fields and relations of `page` that hold text of its own language."""
    for field in get_translatable_fields(type(page)):
        if field.is_translated(page):
            yield field.get_field(type(page))


def _paired_words(kind: str, field: models.Field, left: Page, right: Page) -> list[Row]:
    values = [
        value if plain_text(value).strip() else None
        for value in (field.value_from_object(page) for page in (left, right))
    ]
    return [Row(kind, *values)] if any(values) else []


def _paired_blocks(left: Sequence[Any], right: Sequence[Any]) -> list[Row]:
    rows, seen = [], set()
    for here, there in pair(left, right, key=lambda block: block.id):
        block_id = str((here or there).id or "")
        rows.append(Row("block", here, there, "" if block_id in seen else block_id))
        seen.add(block_id)
    return rows


def _paired_children(relation: models.ManyToOneRel, left: Page, right: Page) -> list[Row]:
    """Return the rows of the inline children of one `relation`, under its name; none when they hold no text."""
    model = relation.related_model
    fields = [(field.is_translated(left), field.get_field(model)) for field in get_translatable_fields(model)]
    if not any(is_translated for is_translated, _field in fields):
        return []
    linked = [field.name for _translated, field in fields if isinstance(field, models.ForeignKey)]
    children = [list(getattr(page, relation.name).select_related(*linked)) for page in (left, right)]
    pairs = pair(*children, key=lambda child: child.translation_key)
    if not pairs:
        return []
    name = model._meta.verbose_name_plural
    return [
        Row("label", name, name),
        *(Row("item", *(child and _item(child, fields) for child in both)) for both in pairs),
    ]


def _item(child: models.Model, fields: list[tuple[bool, Any]]) -> Item:
    facts, words = [], []
    for is_translated, field in fields:
        value = getattr(child, field.name)
        if value in (None, ""):
            continue
        if is_translated:
            words.append(value)
        elif field.choices:
            facts.append(Fact("words", getattr(child, f"get_{field.name}_display")))
        else:
            facts.append(Fact(_kind_of_fact(field), value))
    return Item(tuple(facts), tuple(words))


def _kind_of_fact(field: models.Field) -> str:
    kinds = {
        models.DateField: "date",
        models.TimeField: "time",
        models.IntegerField: "number",
        models.URLField: "link",
    }
    return next((kind for model_field, kind in kinds.items() if isinstance(field, model_field)), "words")


def published_twin(page: Page) -> Page | None:
    """Return the twin of `page` that a reader may see beside it; None when it has none.

    None as well for a draft, for a page that is private or under a private one, and for types without a body, such
    as the home page and the heads of sections.
    """
    if not isinstance(page, BasePage) or not any(
        isinstance(field, StreamField) for field in _translated_fields(page)
    ):
        return None
    model = type(page)
    twins = model.objects.published().filter(translation_key=page.translation_key)
    twin = (
        twins.in_language(OTHER_LANGUAGE[language_of(page)])
        .select_related("locale", *model.shown_with())
        .first()
    )
    # An alias, and all below it, is as private as the page it repeats, wherever it stands itself.
    return None if twin is None or twin.get_view_restrictions().exists() else twin


def is_asked_for(request: HttpRequest) -> bool:
    """Whether `request` is for both languages of the page it leads to, and not for a file the page hands out."""
    match = getattr(request, "routable_resolver_match", None)
    return PARAMETER in request.GET and (match is None or match.url_name == "index_route")


def render_parallel(
    request: HttpRequest, left: Page, right: Page, *, is_preview: bool = False
) -> TemplateResponse:
    """Return the page that shows `left` and `right` passage by passage, in a frame of the language of `left`.

    Both pages are shown as they are handed over, saved or not: whoever calls this has made sure that the reader may
    see them. A preview has no links to other views of the two and no address of its own for search engines.
    """
    sides = [left, right]
    wanted = "" if is_preview else request.GET.get(PARAMETER, "")
    shown = [page for page in sides if language_of(page) == wanted] or sides
    rows = pair_pages(left, right)
    header = sum(row.kind in ("title", "lead") for row in rows)
    rows.insert(header, Row("facts", left, right))
    context = {
        "page": left,
        "twin": right,
        "parallel": [(row, _cells(row, number, left, shown)) for number, row in enumerate(rows)],
        "views": ["", *(language_of(page) for page in sides)],
        "view": wanted if wanted in LANGUAGES else "",
        "is_preview": is_preview,
    }
    response = TemplateResponse(request, "parallel_page.html", context)
    # Now and not later: the desk asks for a preview in the language of its own screens.
    with translation.override(language_of(left)):
        return response.render()


def _cells(row: Row, number: int, left: Page, shown: list[Page]) -> list[Cell]:
    return [
        Cell(
            page,
            language_of(page),
            row.left if page is left else row.right,
            f"b-{row.block_id}" if row.block_id and page is left else "",
            f"{language_of(page)}-{number}",
        )
        for page in shown
    ]
