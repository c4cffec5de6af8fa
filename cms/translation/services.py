"""What the translation app does to pages: plain functions of values."""

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource


@transaction.atomic
def turn_alias_into_draft(source: Page, alias: Page) -> None:
    """Make of `alias`, a live copy of `source` in the other language's tree, a draft to be translated.

    An alias would show the source's text at the other language's address, and follow each publication of it.
    """
    Page.objects.filter(pk=alias.pk).update(
        live=False,
        has_unpublished_changes=True,
        first_published_at=None,
        last_published_at=None,
        live_revision=None,
    )
    localize_source, _made = TranslationSource.get_or_create_from_instance(source)
    translation, _made = Translation.objects.update_or_create(
        source=localize_source, target_locale=alias.locale, defaults={"enabled": True}
    )
    # Turns the alias into a page of its own, with a first revision.
    translation.save_target(publish=False)
