"""Old addresses and where they lead."""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Substr
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from cms.api.destinations import Destination, public_destinations
from cms.api.errors import CONTENT_TYPE
from cms.api.finding import Finder, Target, has_route, redirects_of
from cms.api.navigation import page_reference
from cms.api.negotiation import negotiated_language
from cms.api.pagination import LIMIT, OFFSET, neighbours
from cms.api.serializers.problems import ProblemSerializer
from cms.api.serializers.redirects import RedirectListSerializer
from cms.api.views.base import ReadOnlyViewSet
from cms.core.languages import LANGUAGES, language_of
from cms.core.routing import root_path

LIST_PARAMETERS = (LIMIT, OFFSET)
EXAMPLE = {
    "meta": {"total_count": 1, "next": None, "previous": None},
    "items": [
        {
            "from": "/en/press/death-in-custody-khulna",
            "id": 3,
            "is_permanent": True,
            "target": {
                "id": 57,
                "type": "press.StatementPage",
                "title": "Death in custody condemned",
                "locale": "en",
                "detail_url": "https://desk.example.org/api/v2/pages/57/",
                "html_url": "https://desk.example.org/en/press/death-in-custody/",
            },
            "url": "https://desk.example.org/en/press/death-in-custody/",
        }
    ],
}


class RedirectViewSet(ReadOnlyViewSet):
    """The redirects that readers of the site may meet."""

    @extend_schema(
        operation_id="list_redirects",
        summary="List redirects",
        description="Old addresses of the site and where each leads, as far as that is public, the oldest first. Those"
        " of pages that were moved or renamed are made by themselves. A page that is published at an address comes"
        " before a redirect from it.",
        parameters=[parameter.describe() for parameter in LIST_PARAMETERS],
        responses={200: RedirectListSerializer, (400, CONTENT_TYPE): ProblemSerializer},
        examples=[OpenApiExample("Redirects", value=EXAMPLE, response_only=True, status_codes=["200"])],
        tags=["site"],
    )
    def list(self, request: Request) -> Response:
        """Answer with a part of the list of redirects."""
        values = self.read(LIST_PARAMETERS)
        language = negotiated_language(request._request)
        finder = Finder(self.visibility, request._request, language)
        redirects = self._of_the_site()
        links = dict(redirects.filter(redirect_page=None).values_list("pk", "redirect_link"))
        destinations = public_destinations(links.values(), finder, self.addresses) if links else {}
        public = [key for key, link in links.items() if link in destinations]
        redirects = redirects.filter(self._leads_to_visible_page() | Q(pk__in=public))
        total = redirects.count()
        start = values["offset"] or 0
        chosen = redirects.order_by("pk")[start : start + values["limit"]]
        rows = list(chosen.select_related("redirect_page__locale"))
        pages = finder.load_targets(target for row in rows if (target := _target(row)))
        items = []
        for row in rows:
            target = _target(row)
            if target is None:
                items.append(self._write(row, destinations[row.redirect_link]))
            elif target in pages:
                page = pages[target]
                route = row.redirect_page_route_path.strip("/")
                url = self.addresses.page(page)
                if route and has_route(page, f"/{route}/"):
                    url = self.addresses.absolute(url.rstrip("/") + row.redirect_page_route_path)
                items.append(self._write(row, Destination(url, page)))
        meta = {
            "total_count": total,
            **neighbours(request.path, request.query_params, values, total, self.addresses),
        }
        return self.answer({"meta": meta, "items": items}, language)

    def _write(self, row: Redirect, destination: Destination) -> dict[str, Any]:
        page = destination.page
        return {
            "id": row.pk,
            "from": row.old_path,
            "is_permanent": row.is_permanent,
            "target": page_reference(page, self.addresses) if page else None,
            "url": destination.url,
        }

    def _of_the_site(self) -> QuerySet[Redirect]:
        """Return the site's redirects, without those that readers never meet and those from private addresses."""
        site = self.visibility.site
        # The site's own redirect from an address hides one for all sites from the same.
        own = Redirect.objects.filter(site=site, old_path=OuterRef("old_path"))
        redirects = redirects_of(site).exclude(Q(site=None) & Exists(own))
        for language in LANGUAGES:
            if root := root_path(self.request._request, language):
                redirects = redirects.exclude(_from_under_private_page(root, language))
        return redirects

    def _leads_to_visible_page(self) -> Q:
        """Return the condition that a redirect's page, or its twin, is published."""
        twins = self.visibility.pages().filter(translation_key=OuterRef("redirect_page__translation_key"))
        return Q(Exists(twins))


def _from_under_private_page(root: str, language: str) -> Exists:
    """Return the condition that an old address lies under a page with a restriction, whose name it would tell.

    A page that was moved out from under a private one leaves such an address behind.
    """
    old = ExpressionWrapper(Concat(OuterRef("old_path"), Value("/")), output_field=CharField())
    address = Concat(
        Value(f"/{language}/"), Substr("page__url_path", len(root) + 1), output_field=CharField()
    )
    restrictions = PageViewRestriction.objects.filter(page__url_path__startswith=root)
    return Exists(restrictions.alias(old=old, address=address).filter(old__startswith=F("address")))


def _target(row: Redirect) -> Target | None:
    page = row.redirect_page
    return Target(page.translation_key, language_of(page)) if page else None
