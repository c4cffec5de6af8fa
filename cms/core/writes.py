"""Changes of what readers see besides pages: vocabularies, pictures, documents, settings, sites, redirects, privacy.

They are noticed where they are written to the database, by table, and not by Django's signals: queryset updates, bulk
creations and tree moves send no signal, and a signal that is sent after a commit comes too late to be in it. Pages are
not among them: a page has drafts, which only its signals can tell from what is published (`cms.core.receivers`).
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, models, transaction
from modelcluster.fields import ParentalKey
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction, Site

from cms.core.caching import bump_content_version
from cms.core.models.vocabulary import Term

SEEN = (
    AbstractDocument,
    AbstractImage,
    AbstractRendition,
    BaseSiteSetting,
    Collection,  # moving one into a private one hides its files
    CollectionViewRestriction,
    Locale,
    PageViewRestriction,
    Redirect,
    Site,
    Term,
)
WRITE = re.compile(r'(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "?(\w+)')

Execute = Callable[..., Any]


class Migrating:
    """Whether the database's tables are being made: then there may be no counter yet."""

    now = False


def is_seen(model: type[models.Model]) -> bool:
    """Whether readers see the rows of `model`, or the rows decide what readers see."""
    if issubclass(model, SEEN):
        return True
    parents = [field.related_model for field in model._meta.local_fields if isinstance(field, ParentalKey)]
    return any(issubclass(parent, BaseSiteSetting) for parent in parents)


def seen_models() -> list[type[models.Model]]:
    """Return the models that readers see the rows of."""
    return [model for model in apps.get_models() if is_seen(model)]


@cache
def seen_tables() -> frozenset[str]:
    """Return the names of their tables."""
    return frozenset(model._meta.db_table for model in seen_models())


def save_in_one_transaction(model: type[models.Model]) -> None:
    """Have each row of `model` saved in a transaction.

    Django saves a row of a single table without one. SQLite then cannot have the change counted with it: while the new
    row's key is being returned (RETURNING), a transaction cannot be committed.
    """
    model.save_base = transaction.atomic(savepoint=False)(model.save_base)


def count_writes(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Run a statement and, when it writes what readers see, count the change in the same transaction.

    It wraps each statement of a connection (`connection.execute_wrappers`).
    """
    # Most statements read, and are let through after a look at one letter.
    if sql[:1] not in "IUD" or Migrating.now or not (written := WRITE.match(sql)):
        return execute(sql, params, many, context)
    connection = context["connection"]
    if written[1] not in seen_tables() or connection.alias != DEFAULT_DB_ALIAS:
        return execute(sql, params, many, context)
    if connection.in_atomic_block:
        return _run_and_count(execute, sql, params, many, context)
    # A statement on its own, such as a queryset's update, would be committed before it is counted.
    with transaction.atomic():
        return _run_and_count(execute, sql, params, many, context)


def _run_and_count(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    # Each deletion of a page asks for what points to it, and mostly finds nothing.
    if sql[0] == "I" or context["cursor"].rowcount != 0:
        bump_content_version()
    return result
