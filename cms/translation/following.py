"""The other language goes where the original goes: to its new place in the tree, under its new name, out of sight."""

from datetime import datetime

from wagtail.models import Page, PageViewRestriction, Revision

from cms.core.languages import OTHER_LANGUAGE, language_of

from .models import TranslationStatus


def follow_new_slug(page: Page) -> bool:
    """Give the translation of `page` its slug: both languages have the same. Returns whether that was done.

    Only an original is followed. The translation's revisions are told too, so that publishing one of them later does
    not bring the old name back.
    """
    status = TranslationStatus.objects.filter(source_page=page.pk).select_related("target_page").first()
    # Both home pages stand under one root, where a slug is free only once; no address shows it.
    if status is None or status.target_page is None or page.depth < 3:
        return False
    twin = status.target_page.specific
    if twin.slug == page.slug or not Page._slug_is_available(page.slug, twin.get_parent(), twin):
        return False
    for revision in twin.revisions.all():
        revision.content["slug"] = page.slug
        revision.save(update_fields=["content"])
    twin.slug = page.slug
    twin.save(clean=False)
    return True


def name_taken(status: TranslationStatus) -> str:
    """Return the name of the translation in addresses where it had to differ from the original's; else nothing."""
    page, twin = status.source_page, status.target_page
    if twin is None or page.depth < 3 or twin.slug == page.slug:
        return ""
    return "" if Page._slug_is_available(page.slug, twin.get_parent(), twin) else str(twin.slug)


def follow_move(page: Page, before: Page, after: Page) -> bool:
    """Move the other language's page of `page` to where `page` went. Returns whether that was done.

    It stays where it is when the new place does not exist in its language, when a page there has its name already, or
    when it stood somewhere else before.
    """
    twin = twin_left_behind(page, before, after)
    place = twin_of(after)
    if twin is None or place is None or not Page._slug_is_available(twin.slug, place, twin):
        return False
    twin.specific.move(place, pos="last-child")
    return True


def follow_schedule(page: Page, moment: datetime) -> bool:
    """Have a translation that waits for its minute wait at least as long as its original, `page`, which is not out yet.

    An embargo that is moved to a later `moment` holds for both languages. Returns whether anything was changed.
    """
    status = TranslationStatus.objects.filter(source_page=page.pk, target_page__isnull=False).first()
    if status is None:
        return False
    waiting = Revision.page_revisions.filter(
        object_id=str(status.target_page_id), approved_go_live_at__lt=moment
    )
    for revision in waiting:
        revision.approved_go_live_at = moment
        revision.content["go_live_at"] = moment.isoformat()
        revision.save(update_fields=["approved_go_live_at", "content"])
        Page.objects.filter(pk=status.target_page_id).update(go_live_at=moment)
    return bool(waiting)


def follow_privacy(restriction: PageViewRestriction) -> bool:
    """Hide the other language of a page as the page itself is hidden. Returns whether anything was changed.

    Whoever is protected by making a text private is named in both languages. It works in either direction, and never
    the other way: a text that is made public again leaves its twin private, until somebody says so there.
    """
    twin = twin_of(restriction.page)
    if twin is None:
        return False
    own = twin.view_restrictions.first() or PageViewRestriction(page=twin)
    wanted = (restriction.restriction_type, restriction.password)
    is_new = (own.restriction_type, own.password) != wanted or own.pk is None
    if is_new:
        own.restriction_type, own.password = wanted
        own.save()
    groups = set(restriction.groups.values_list("pk", flat=True))
    if groups == set(own.groups.values_list("pk", flat=True)):
        return is_new
    own.groups.set(groups)
    return True


def twin_left_behind(page: Page, before: Page, after: Page) -> Page | None:
    """Return the other language's page of `page` if it still stands where `page` stood; None otherwise."""
    twin = twin_of(page)
    if twin is None:
        return None
    parent = twin.get_parent()
    return twin if parent.translation_key == before.translation_key != after.translation_key else None


def twin_of(page: Page) -> Page | None:
    """Return the page of the same text in the other language, published or not; None when there is none."""
    language = OTHER_LANGUAGE[language_of(page)]
    twins = Page.objects.filter(translation_key=page.translation_key, alias_of=None)
    return twins.filter(locale__language_code=language).select_related("locale").first()
