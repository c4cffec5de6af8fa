"""A page's slug, made from its title and free among its siblings."""

from wagtail.models import Page

from cms.bangla.slugs import slugify, unique_slug


def free_slug(title: str, parent: Page | None, page: Page | None = None) -> str:
    """Return a readable ASCII slug for `title` that no child of `parent` but `page` itself has.

    A title without a letter or a digit, such as “…”, becomes `page`.
    """
    siblings = parent.get_children().exclude(pk=page.pk if page else None) if parent else Page.objects.none()
    return unique_slug(slugify(title) or "page", set(siblings.values_list("slug", flat=True)))
