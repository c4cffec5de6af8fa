"""The page as a preview link shows it, in memory."""

from django.db.models import Field, Model
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from cms.api.loading import child_relations
from cms.api.models import PreviewLink
from cms.core.models import BasePage


def draft_page(link: PreviewLink) -> BasePage:
    """Return the version that `link` leads to, with its inline children, as a page in memory.

    When the page was published is a fact of the page and not of the version, which was saved before.
    """
    page = link.revision.as_object()
    page.first_published_at = link.page.first_published_at
    page.last_published_at = link.page.last_published_at
    return page


def latest_draft(page: Page) -> BasePage | None:
    """Return the latest saved version of `page`; None when no version of it was ever saved."""
    return page.latest_revision.as_object() if page.latest_revision_id else None


def missing_facts(page: BasePage) -> list[str]:
    """Return the names of the fields that `page` must have and that are still empty, in the active language.

    The edit form saves a draft without them. A page without them has no form in the API: its schema says that
    they are there.
    """
    missing = _empty_fields(page)
    for relation in child_relations(type(page)).values():
        for child in getattr(page, relation.get_accessor_name()).all():
            missing += _empty_fields(child)
    return list(dict.fromkeys(missing))


def _empty_fields(row: Model) -> list[str]:
    return [
        str(field.verbose_name)
        for field in row._meta.local_concrete_fields
        if _is_required(field) and getattr(row, field.attname) in (None, "")
    ]


def _is_required(field: Field) -> bool:
    if field.primary_key or isinstance(field, ParentalKey):
        return False
    is_text = field.get_internal_type() in ("CharField", "TextField")
    # An empty text is a text; an empty choice is none of the choices.
    return bool(field.choices) and not field.blank if is_text else not field.null
