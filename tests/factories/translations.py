"""The twin of a page in the other language."""

from typing import Any, TypeVar

from wagtail.models import Locale, Page

from .relations import attach, split_relations

AnyPage = TypeVar("AnyPage", bound=Page)


def translate(page: AnyPage, language: str = "en", publish: bool = True, **fields: Any) -> AnyPage:
    """Make the twin of `page` in `language` under its translated parent, with `fields`, and publish it."""
    twin = page.specific.copy_for_translation(Locale.objects.get(language_code=language))
    values, relations = split_relations(type(twin), fields)
    for name, value in values.items():
        setattr(twin, name, value)
    attach(twin, relations)
    revision = twin.save_revision()
    if publish:
        revision.publish()
    return type(twin).objects.select_related("locale").get(pk=twin.pk)
