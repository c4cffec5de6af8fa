"""The pages above a text that is sent for translation."""

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from cms.core.caching import bump_content_version


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
    bump_content_version()  # an update tells nobody
    localize_source, _made = TranslationSource.get_or_create_from_instance(source)
    translation, _made = Translation.objects.update_or_create(
        source=localize_source, target_locale=alias.locale, defaults={"enabled": True}
    )
    # Turns the alias into a page of its own, with a first revision.
    translation.save_target(publish=False)


def untranslated_ancestors(page: Page, language: str) -> list[Page]:
    """Return the pages above `page` that have no page of their own in `language`, from the top down."""
    above = page.get_ancestors().filter(depth__gt=1)
    there = Page.objects.filter(
        locale__language_code=language, translation_key__in=above.values("translation_key"), alias_of=None
    ).values_list("translation_key", flat=True)
    known = set(there)
    return [each for each in above if each.translation_key not in known]


def unpublished_ancestors(page: Page) -> list[Page]:
    """Return the pages above `page` that readers cannot open, from the top down."""
    return list(page.get_ancestors().filter(depth__gt=1, live=False))
