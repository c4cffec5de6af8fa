"""What the API may show. Every endpoint asks here and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import CharField, Exists, ExpressionWrapper, F, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import CollectionViewRestriction, Page, Site

from cms.api.models import FileUse
from cms.api.page_types import content_types
from cms.core.querysets import private_pages
from cms.documents.models import HouseDocument
from cms.images.models import HouseImage

M = TypeVar("M", bound=Model)
# So many names a site may have without being forgotten; anybody can make up more.
MAX_HOSTS = 20


@dataclass(frozen=True)
class SiteTrees:
    """The site that a request is for, and where in the page tree its two languages begin."""

    site: Site | None = None
    root_url: str = ""
    paths: dict[str, str] = field(default_factory=dict)
    url_paths: dict[str, str] = field(default_factory=dict)


# The trees by the host asked, of the content version last seen.
_known: dict[tuple[Any, str], SiteTrees] = {}


def site_trees(request: HttpRequest) -> SiteTrees:
    """Return the site that `request` is for, with its language trees.

    Two queries, once a request; none as long as a process finds the content version unchanged.
    """
    found: SiteTrees | None = getattr(request, "_kantho_site_trees", None)
    if found is not None:
        return found
    version = getattr(request, "_kantho_content_version", None)
    key = (version, request.get_host()) if version is not None else None
    found = _known.get(key) if key else None
    if found is None:
        found = _find_trees(Site.find_for_request(request))
        if key:
            if any(known != key[0] for known, _host in list(_known)) or len(_known) > MAX_HOSTS:
                _known.clear()
            _known[key] = found
    request._kantho_site_trees = found
    return found


def _find_trees(site: Site | None) -> SiteTrees:
    if site is None:
        return SiteTrees()
    homes = Page.objects.filter(translation_key=site.root_page.translation_key, depth__gt=1)
    rows = list(homes.values_list("locale__language_code", "path", "url_path"))
    return SiteTrees(
        site,
        site.root_url,
        {language: path for language, path, _url_path in rows},
        {language: url_path for language, _path, url_path in rows},
    )


class Visibility:
    """What any reader of the request's site may see; what it rests on is looked up once a request."""

    def __init__(self, request: HttpRequest) -> None:
        self.trees = site_trees(request)

    @property
    def site(self) -> Site | None:
        """The site that the request is for."""
        return self.trees.site

    def pages(self) -> QuerySet[Page]:
        """Return the published pages of the site's two language trees.

        Not among them: drafts and scheduled pages, pages with a view restriction of any kind and all under
        them, the root of the tree, what is in no site or another one, and types that are not the house's.
        """
        return self.among(Page.objects.all())

    def among(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Return those of `pages`, of whatever type, that readers may see."""
        return pages.filter(self.is_visible)

    @cached_property
    def is_visible(self) -> Q:
        """The condition that readers may see a page."""
        return visible_in(self.trees.paths.values())

    def documents(self, keys: Iterable[int]) -> QuerySet[HouseDocument]:
        """Return the documents among `keys` that are not in a private collection."""
        return plain(HouseDocument).filter(in_public_collection(), pk__in=keys)

    def used_images(self) -> QuerySet[HouseImage]:
        """Return the images that a page of `pages()` shows and that are not in a private collection."""
        return plain(HouseImage).filter(in_public_collection(), pk__in=self.file_uses("image"))

    def used_documents(self) -> QuerySet[HouseDocument]:
        """Return the documents that a page of `pages()` hands out and that are not in a private collection."""
        return plain(HouseDocument).filter(in_public_collection(), pk__in=self.file_uses("document"))

    def file_uses(self, kind: str) -> QuerySet[FileUse, int]:
        """Return the keys of the files of a `kind`, `image` or `document`, that pages of `pages()` show."""
        uses = FileUse.objects.filter(**{f"{kind}__isnull": False}, page__in=self.pages())
        return uses.values_list(f"{kind}_id", flat=True)


def language_trees(roots: Iterable[int] | QuerySet[Site]) -> dict[str, str]:
    """Return the tree paths of the pages `roots` of sites and of their twins, each with its language. One query."""
    twins = Page.objects.filter(pk__in=roots).values("translation_key")
    trees = Page.objects.filter(translation_key__in=twins, depth__gt=1)
    return dict(trees.values_list("path", "locale__language_code"))


def visible_pages(trees: Iterable[str]) -> QuerySet[Page]:
    """Return the pages at and under the tree paths `trees` that any reader may see."""
    return Page.objects.filter(visible_in(trees))


def visible_in(trees: Iterable[str]) -> Q:
    """Return the condition that a page is at or under one of the tree paths `trees`, and any reader may see it."""
    in_trees = Q(pk__in=[])
    for path in trees:
        in_trees |= Q(path__startswith=path)
    return Q(in_trees, live=True, content_type__in=content_types()) & ~Q(private_pages())


def plain(model: type[M]) -> QuerySet[M]:
    """Return all rows of `model`, whose columns can be named for each language.

    The manager of a model with columns for each language puts others in their place, and in another order.
    """
    return QuerySet(model)


def in_public_collection() -> Q:
    """Return the condition that neither a file's collection nor one above it has a view restriction.

    As a subquery it costs no query of its own.
    """
    own_path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    restrictions = CollectionViewRestriction.objects.annotate(own_path=own_path)
    return Q(~Exists(restrictions.filter(own_path__startswith=F("collection__path"))))
