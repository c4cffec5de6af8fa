"""How a page in a test is given its topics, addressees, documents and inline children."""

from collections.abc import Iterable
from typing import Any

from modelcluster.fields import ParentalKey
from wagtail.models import Page

from cms.core.models.relations import (
    PageAttachment,
    PageAuthority,
    PageOrganisation,
    PagePerson,
    PageRelation,
    PageTopic,
)

# The name a test uses, and the relation and column behind it.
LINKS = {
    "topics": ("topic_links", PageTopic, "topic"),
    "authorities": ("authority_links", PageAuthority, "authority"),
    "organisations": ("organisation_links", PageOrganisation, "organisation"),
    "people": ("person_links", PagePerson, "person"),
    "attachments": ("attachment_links", PageAttachment, "document"),
    "related": ("related_links", PageRelation, "related_page"),
}


def split_relations(model: type[Page], values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return `values` parted into the model's own fields and its relations."""
    names = {*LINKS, *children_of(model)}
    relations = {name: value for name, value in values.items() if name in names}
    return {name: value for name, value in values.items() if name not in names}, relations


def children_of(model: type[Page]) -> dict[str, type]:
    """Return the inline children of a page type, by the name of their relation."""
    return {
        relation.get_accessor_name(): relation.related_model
        for relation in model._meta.related_objects
        if isinstance(relation.field, ParentalKey)
    }


def attach(page: Page, relations: dict[str, Iterable[Any]]) -> None:
    """Set each of `relations` on `page`, in memory: saving the page or a revision of it saves them."""
    for name, rows in relations.items():
        if name in LINKS:
            accessor, model, column = LINKS[name]
            rows = [model(sort_order=order, **{column: row}) for order, row in enumerate(rows)]
        else:
            accessor, model = name, children_of(type(page))[name]
            rows = [
                child
                if isinstance(child, model)
                else model(sort_order=order, **_in_locale(model, page, child))
                for order, child in enumerate(rows)
            ]
        setattr(page, accessor, rows)


def _in_locale(model: type, page: Page, values: dict[str, Any]) -> dict[str, Any]:
    return (
        {"locale": page.locale, **values} if any(f.name == "locale" for f in model._meta.fields) else values
    )
