"""Pages from the database to an answer: what every endpoint that shows pages does alike."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import F, QuerySet
from wagtail.models import Locale, Page

from cms.api.errors import InvalidParameters
from cms.api.fields import Config, Selection, select
from cms.api.loading import Loaded
from cms.api.output import RICH_TEXT_FORMS, Output
from cms.api.page_types import label_of, model_of, page_types
from cms.api.parameters import Choice, NotAllowedError, describe_error
from cms.api.prepared import Among, Prepared
from cms.api.rows import MAX_SHAPES
from cms.api.serializers.pages import available_fields, write_page
from cms.api.visibility import Visibility, visible_in
from cms.core.languages import LANGUAGES, language_of
from cms.core.models import BasePage

if TYPE_CHECKING:
    from cms.api.views.base import ReadOnlyMixin

NAMES = Choice(name="names", description="With `all`, terms are named in both languages.", choices=("all",))
RICH_TEXT = Choice(
    name="rich_text",
    description="The form of rich text: HTML, Markdown (CommonMark) or plain text.",
    choices=RICH_TEXT_FORMS,
    default="html",
)


def select_fields(config: Config | None, model: type[BasePage]) -> Selection | None:
    """Return what the parameter `fields` selects of one page of the type `model`: all, unless it says else.

    Raises:
        InvalidParameters: naming the fields that there are not.
    """
    available = available_fields(model)
    try:
        return select(config, available, frozenset(available))
    except NotAllowedError as error:
        raise InvalidParameters([describe_error("fields", error)]) from None


def write_pages(
    view: ReadOnlyMixin,
    pages: list[Page],
    values: dict[str, Any],
    selection: Selection | None,
    asked: str | None = None,
    loaded: Loaded | None = None,
) -> list[dict[str, Any]]:
    """Return `pages` as an answer holds them, each in its own language.

    Args:
        view: which says what is visible, and where.
        pages: of their own types if any of their own fields is selected.
        values: those of the parameters `NAMES` and `RICH_TEXT`.
        selection: the fields to write; None for all.
        asked: the language asked for: a page in the other one is marked as standing in.
        loaded: what loads what they refer to; from the database if none is given.
    """
    loaded = loaded or Loaded(view.visibility)
    loaded.load(pages, None if selection is None else selection.names)
    outputs = {
        language: Output(
            language=language,
            loaded=loaded,
            addresses=view.addresses,
            rich_text=values["rich_text"],
            has_all_names=values["names"] == "all",
            asked=asked if values.get("fallback") else None,
        )
        for language in LANGUAGES
    }
    return [write_page(page, outputs[language_of(page)], selection) for page in pages]


def fetch_specific(pages: QuerySet[Any], needs_own_fields: bool) -> list[Page]:
    """Return `pages`, of their own types if their own fields are needed: one query for pages of all types."""
    if pages.model is not Page or not needs_own_fields:
        return list(pages.select_related("locale"))
    return [_own(page) for page in pages.select_related("locale", *_accessors().values())]


def fetch_page(key: int, visibility: Visibility) -> BasePage | None:
    """Return the page `key` as what it is, if readers may see it: two queries."""
    for (content_type,) in _type_query(tuple(visibility.trees.paths.values())).rows(keys=[key]):
        model = page_types()[label_of(content_type)]
        names = [field.attname for field in model._meta.concrete_fields]
        for *values, language in _row_query(model).rows(keys=[key]):
            page: BasePage = model.from_db(DEFAULT_DB_ALIAS, names, values)
            page.locale = Locale(pk=page.locale_id, language_code=language)
            return page
    return None


@lru_cache(maxsize=MAX_SHAPES)
def _type_query(trees: tuple[str, ...]) -> Prepared:
    visible = Page.objects.filter(Among(F("pk"), "keys"), visible_in(trees))
    return Prepared(visible.order_by().values_list("content_type_id"))


@cache
def _row_query(model: type[BasePage]) -> Prepared:
    names = [field.attname for field in model._meta.concrete_fields]
    rows = QuerySet(model).filter(Among(F("pk"), "keys"), live=True)
    return Prepared(rows.order_by().values_list(*names, "locale__language_code"))


@cache
def _accessors() -> dict[type[BasePage], str]:
    """Return what leads from a bare page to its row in the table of its type."""
    return {
        model: model._meta.get_ancestor_link(Page).remote_field.get_accessor_name()
        for model in page_types().values()
    }


def _own(page: Page) -> Page:
    own: Page = getattr(page, _accessors()[model_of(page)])
    own.locale = page.locale
    return own
