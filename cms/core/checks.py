"""The rules of the house as Django system checks: a change that breaks one stops before a reader sees it.

Each comes from a trap that was measured (see the design's section on two languages).
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import models
from wagtail.models import Page, get_page_models

from cms.core.models.vocabulary import Term

TAG = "kantho"
LANGUAGES = ["bn", "en"]


@checks.register(TAG)
def check_languages(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Check that the site speaks Bangla and English, Bangla first: both trees and every column rest on it."""
    problems = []
    for name in ("LANGUAGES", "WAGTAIL_CONTENT_LANGUAGES"):
        if [code for code, _label in getattr(settings, name, [])] != LANGUAGES:
            problems.append(
                checks.Error(
                    f"{name} must be Bangla and English, in this order.",
                    hint='Set it to [("bn", …), ("en", …)].',
                    id="kantho.E001",
                )
            )
    if settings.LANGUAGE_CODE != "bn":
        problems.append(
            checks.Error(
                "LANGUAGE_CODE must be bn.",
                hint="It was fixed before the first migration; modeltranslation's columns depend on it.",
                id="kantho.E002",
            )
        )
    return problems


@checks.register(TAG)
def check_translation_stays_draft(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Check that a page submitted for translation does not go live untranslated, as it would by default."""
    if getattr(settings, "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True):
        return [
            checks.Error(
                "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE must be False.",
                hint="Otherwise submitting a page for translation publishes its text in the wrong language.",
                id="kantho.E003",
            )
        ]
    return []


@checks.register(TAG)
def check_slugs_are_ascii(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Check that slugs are ASCII: both languages share one, and percent-encoded Bangla cannot be typed."""
    if getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True):
        return [
            checks.Error(
                "WAGTAIL_ALLOW_UNICODE_SLUGS must be False.",
                hint="Slugs are romanised from the title by cms.bangla.slugs.",
                id="kantho.E004",
            )
        ]
    return []


@checks.register(TAG)
def check_links_are_models(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Check that pages link to vocabularies through models of their own, never by a many-to-many field."""
    return [
        checks.Error(
            f"{field} is a many-to-many field from a page to a vocabulary.",
            hint="Link by an Orderable with a ParentalKey and a ForeignKey: wagtail-localize copies a "
            "many-to-many field once and never again, and the reference index does not see it.",
            obj=field.model,
            id="kantho.E005",
        )
        for field in many_to_many_links(get_page_models())
    ]


def many_to_many_links(models_to_look_at: Iterable[type[models.Model]]) -> list[models.ManyToManyField]:
    """Return the many-to-many fields of `models_to_look_at`, pages, that lead to a vocabulary."""
    return [
        field
        for model in models_to_look_at
        if issubclass(model, Page)
        for field in model._meta.many_to_many
        if issubclass(field.related_model, Term)
    ]
