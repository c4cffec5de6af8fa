"""What the API may show. Every endpoint asks here and nowhere else."""

from collections.abc import Iterable
from functools import cached_property

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import CollectionViewRestriction, Page, Site

from cms.api.page_types import content_types
from cms.core.querysets import private_pages
from cms.documents.models import HouseDocument
from cms.images.models import HouseImage


class Visibility:
    """What any reader of the request's site may see; what it rests on is looked up once a request."""

    def __init__(self, request: HttpRequest) -> None:
        self.site: Site | None = Site.find_for_request(request)

    def pages(self) -> QuerySet[Page]:
        """Return the published pages of the site's two language trees.

        Not among them: drafts and scheduled pages, pages with a view restriction of any kind and all under
        them, the root of the tree, what is in no site or another one, and types that are not the house's.
        """
        return self._pages.all()

    def images(self, keys: Iterable[int]) -> QuerySet[HouseImage]:
        """Return the images among `keys` that are not in a private collection."""
        return HouseImage.objects.filter(_in_public_collection(), pk__in=keys)

    def documents(self, keys: Iterable[int]) -> QuerySet[HouseDocument]:
        """Return the documents among `keys` that are not in a private collection."""
        return HouseDocument.objects.filter(_in_public_collection(), pk__in=keys)

    @cached_property
    def _pages(self) -> QuerySet[Page]:
        if self.site is None:
            return Page.objects.none()
        twins = Page.objects.filter(pk=self.site.root_page_id).values("translation_key")
        in_site = Q(pk__in=[])
        for path in Page.objects.filter(translation_key__in=twins, depth__gt=1).values_list(
            "path", flat=True
        ):
            in_site |= Q(path__startswith=path)
        published = Page.objects.live().exclude(private_pages())
        return published.filter(in_site, content_type__in=content_types())


def _in_public_collection() -> Q:
    """Return the condition that neither a file's collection nor one above it has a view restriction.

    As a subquery it costs no query of its own.
    """
    own_path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    restrictions = CollectionViewRestriction.objects.annotate(own_path=own_path)
    return Q(~Exists(restrictions.filter(own_path__startswith=F("collection__path"))))
