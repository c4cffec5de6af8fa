"""What readers can see of pages at this moment, by the same rules as every endpoint."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Site

from cms.api.models import ContentChange, PublicPage
from cms.api.page_types import page_types
from cms.api.visibility import language_trees, visible_pages

Kind = ContentChange.Kind


@dataclass(frozen=True)
class VisiblePage:
    """A page as readers see it now; its fields are those of `PublicPage`."""

    page_id: int
    page_type: str
    language: str
    translation_key: UUID
    path: str
    published_at: datetime | None


class Reality:
    """Looks at pages. The trees of the sites are looked up once, when first needed."""

    @cached_property
    def trees(self) -> dict[str, str]:
        """The tree paths of all sites' languages, each with its language."""
        return language_trees(Site.objects.values("root_page"))

    def look(self, page_ids: Collection[int]) -> dict[int, VisiblePage]:
        """Return those of `page_ids` that readers can see. Two queries, and the one for `trees`."""
        rows = list(
            visible_pages(self.trees)
            .filter(pk__in=page_ids)
            .values_list(
                "pk",
                "path",
                "content_type_id",
                "locale__language_code",
                "translation_key",
                "last_published_at",
            )
        )
        addresses = self._addresses([row[1] for row in rows])
        types = _type_names()
        return {
            pk: VisiblePage(pk, types[content_type], language, key, addresses[path], published_at)
            for pk, path, content_type, language, key, published_at in rows
        }

    def _addresses(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the public path of each page by its tree path.

        It is put together from the slugs, as the site's router does: Wagtail renews the `url_path` of what is below
        only after the page above was saved.
        """
        steps = {path: self._steps_below_root(path) for path in paths}
        wanted = {step for found in steps.values() for step in found}
        slugs = dict(Page.objects.filter(path__in=wanted).values_list("path", "slug")) if wanted else {}
        return {
            path: self._home(path) + "".join(f"{slugs[step]}/" for step in found)
            for path, found in steps.items()
        }

    def _home(self, path: str) -> str:
        with translation.override(self.trees[self._root(path)]):
            return reverse("wagtail_serve", args=[""])

    def _steps_below_root(self, path: str) -> list[str]:
        start = len(self._root(path)) + Page.steplen
        return [path[:end] for end in range(start, len(path) + 1, Page.steplen)]

    def _root(self, path: str) -> str:
        return max(filter(path.startswith, self.trees), key=len)


def what_became_of(known: PublicPage | None, seen: VisiblePage | None, exists: bool) -> list[Kind]:
    """Return what became of a page since it was last written down.

    Args:
        known: what was written down of it.
        seen: what readers see of it now.
        exists: whether there is such a page at all, public or not.
    """
    was_public = known is not None and known.is_public
    if seen is None:
        gone = Kind.UNPUBLISHED if exists else Kind.DELETED
        return [gone] if was_public else []
    if not was_public:
        return [Kind.PUBLISHED]
    changes = [Kind.MOVED] if known.path != seen.path else []
    facts = ("page_type", "language", "translation_key", "published_at")
    if any(getattr(known, fact) != getattr(seen, fact) for fact in facts):
        changes.append(Kind.CHANGED)
    return changes


def _type_names() -> dict[int, str]:
    found = ContentType.objects.get_for_models(*page_types().values())
    return {content_type.pk: model._meta.label for model, content_type in found.items()}
