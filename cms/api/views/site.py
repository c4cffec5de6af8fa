"""The site as a whole, and where everything in the API is."""

from typing import Any

from django.conf import settings
from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import RoutePattern
from django.utils import translation
from django.utils.encoding import iri_to_uri
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from cms.api.errors import CONTENT_TYPE
from cms.api.navigation import SiteNavigation
from cms.api.negotiation import negotiated_language
from cms.api.parameters import Choice
from cms.api.serializers.problems import ProblemSerializer
from cms.api.serializers.site import IndexSerializer, SiteSerializer
from cms.api.views.base import ReadOnlyViewSet
from cms.core.languages import LANGUAGES
from cms.core.navigation import organisation_of

LOCALE = Choice(
    name="locale",
    description="The language of the organisation's texts; otherwise Accept-Language decides, else it is Bangla."
    " The navigation is there in every language, whatever this says.",
    choices=LANGUAGES,
)
INDEX_LOCALE = Choice(
    name="locale",
    description="The language that the answer is marked with, as everywhere; nothing in this one depends on it.",
    choices=LANGUAGES,
)
# A page as others point to it, in the examples of the document.
PRESS = {
    "id": 12,
    "type": "press.PressIndexPage",
    "title": "Press",
    "locale": "en",
    "detail_url": "https://desk.example.org/api/v2/pages/12/",
    "html_url": "https://desk.example.org/en/press/",
}
HOME = {
    "id": 4,
    "type": "home.HomePage",
    "title": "Home",
    "locale": "en",
    "detail_url": "https://desk.example.org/api/v2/pages/4/",
    "html_url": "https://desk.example.org/en/",
}
EXAMPLE = {
    "meta": {"locale": "en"},
    "html_url": "https://desk.example.org/",
    "name": "Ain o Salish Kendra",
    "short_name": "ASK",
    "desk_name": "Media and International Advocacy",
    "description": "Legal aid and human rights since 1986.",
    "address": "Lalmatia, Dhaka",
    "phone": "+880 2 000000",
    "email": "desk@example.org",
    "ecosoc_since": 1998,
    "social_links": [{"label": "Facebook", "url": "https://social.example/desk"}],
    "languages": [
        {
            "code": "en",
            "endonym": "English",
            "html_url": "https://desk.example.org/en/",
            "home": HOME,
            "navigation": {
                "menu": [PRESS | {"children": []}],
                "footer": [{"title": "Press", "url": PRESS["html_url"], "page": PRESS}],
            },
        }
    ],
}


class SiteViewSet(ReadOnlyViewSet):
    """The site."""

    @extend_schema(
        operation_id="get_site",
        summary="Get the site",
        description="Who speaks, and what leads through the site: for each language its home page, its main menu as a"
        " tree and the links at its foot.",
        parameters=[LOCALE.describe()],
        responses={200: SiteSerializer, (400, CONTENT_TYPE): ProblemSerializer},
        examples=[OpenApiExample("A site", value=EXAMPLE, response_only=True, status_codes=["200"])],
        tags=["site"],
    )
    def retrieve(self, request: Request) -> Response:
        """Answer with what is known of the whole site."""
        language = self.read([LOCALE])["locale"] or negotiated_language(request._request)
        navigation = SiteNavigation(request._request, self.visibility, self.addresses, language)
        with translation.override(language):
            organisation = self._organisation()
        data = {
            "meta": {"locale": language},
            "html_url": self.addresses.absolute("/"),
            **organisation,
            "languages": navigation.languages(),
        }
        return self.answer(data, language)

    def _organisation(self) -> dict[str, Any]:
        """Return who speaks, in the language now active."""
        organisation = organisation_of(self.visibility.site)
        links = organisation.social_links.all() if organisation.pk else []
        return {
            "name": organisation.name or "",
            "short_name": organisation.short_name or "",
            "desk_name": organisation.desk_name or "",
            "description": organisation.description or "",
            "address": organisation.address or "",
            "phone": organisation.phone,
            "email": organisation.email,
            "ecosoc_since": organisation.ecosoc_since,
            "social_links": [{"label": link.label or "", "url": iri_to_uri(link.url)} for link in links],
        }


class IndexViewSet(ReadOnlyViewSet):
    """The beginning of the API."""

    @extend_schema(
        operation_id="list_resources",
        summary="List what there is",
        description="Where a program begins: every resource of the API by name.",
        parameters=[INDEX_LOCALE.describe()],
        responses={200: IndexSerializer, (400, CONTENT_TYPE): ProblemSerializer},
        examples=[
            OpenApiExample(
                "The beginning",
                value={
                    "title": "Kantho API",
                    "version": "2.0.0",
                    "resources": [{"name": "pages", "url": "https://desk.example.org/api/v2/pages/"}],
                },
                response_only=True,
                status_codes=["200"],
            )
        ],
        tags=["site"],
    )
    def retrieve(self, request: Request) -> Response:
        """Answer with the address of every resource."""
        language = self.read([INDEX_LOCALE])["locale"] or negotiated_language(request._request)
        data = {
            "title": settings.SPECTACULAR_SETTINGS["TITLE"],
            "version": settings.SPECTACULAR_SETTINGS["VERSION"],
            "resources": [
                {"name": name, "url": self.addresses.absolute(reverse(f"api:{name}"))}
                for name in resource_names()
            ],
        }
        return self.answer(data, language)


def resource_names() -> list[str]:
    """Return the names of all addresses of the API that are the same for everyone, in their own order.

    They are read from the addresses themselves, so that a new resource is listed without being named here.
    """
    patterns = get_resolver("cms.api.urls").url_patterns
    # What catches every other address is an expression, not a route.
    return [
        each.name
        for each in patterns
        if isinstance(each, URLPattern)
        and isinstance(each.pattern, RoutePattern)
        and each.name not in (None, "index")
        and not each.pattern.converters
    ]
