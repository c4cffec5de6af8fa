"""The house's page types: what the API knows a page to be."""

from functools import cache

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from cms.core.models import BasePage


@cache
def page_types() -> dict[str, type[BasePage]]:
    """Return every concrete page type by its name in the API, such as `press.StatementPage`."""
    models = [model for model in apps.get_models() if issubclass(model, BasePage)]
    return {model._meta.label: model for model in sorted(models, key=lambda model: model._meta.label)}


def content_types(models: list[type[BasePage]] | None = None) -> list[int]:
    """Return the keys of the content types of `models`, or of every page type. One query a process."""
    found = ContentType.objects.get_for_models(*(page_types().values() if models is None else models))
    return [content_type.pk for content_type in found.values()]


def label_of(content_type: int) -> str:
    """Return the name of the page type with the content type `content_type`, such as `press.StatementPage`."""
    model = ContentType.objects.get_for_id(content_type).model_class()
    assert model is not None, "a visible page is of a type that exists"  # noqa: S101
    return model._meta.label


def model_of(page: Page) -> type[BasePage]:
    """Return the page type of `page`, which may have been fetched as a bare `Page`."""
    return page_types()[label_of(page.content_type_id)]


def name_of(page: Page) -> str:
    """Return the name of the type of `page`, such as `press.StatementPage`."""
    return label_of(page.content_type_id)
