"""From a public address to the page there."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.models import Page

from cms.api.errors import CONTENT_TYPE
from cms.api.finding import Finder
from cms.api.negotiation import negotiated_language
from cms.api.parameters import NotAllowedError, Parameter, read_parameters, shown
from cms.api.serializers.problems import ProblemSerializer
from cms.api.site_addresses import AnotherHostError, read_address
from cms.api.views.base import ReadOnlyViewSet
from cms.core.languages import in_readers_digits

MAX_LENGTH = 2000


@dataclass(frozen=True, kw_only=True)
class AddressText(Parameter):
    """An address of the site as someone copied it. What it is worth is seen when the page is looked for."""

    def read(self, text: str) -> str:
        if not text:
            raise NotAllowedError(_("Give an address of the site, such as /en/press/."))
        if len(text) > MAX_LENGTH:
            raise NotAllowedError(
                _("An address may have %(maximum)s characters at most.")
                % {"maximum": in_readers_digits(MAX_LENGTH)},
                maximum=MAX_LENGTH,
            )
        if "\0" in text:
            raise NotAllowedError(
                _("“%(value)s” has a character that no address has.") % {"value": shown(text)}
            )
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": MAX_LENGTH, "pattern": r"^[^\u0000]*$"}

    def describe(self) -> OpenApiParameter:
        return OpenApiParameter(
            self.name,
            self.schema(),
            required=True,
            description=self.description,
            examples=[
                OpenApiExample("A path", value="/en/press/death-in-custody/"),
                OpenApiExample("A permanent address", value="/r/ps-2026-041"),
                OpenApiExample("A whole address", value="https://desk.example.org/bn/press/?page=2"),
            ],
        )


HTML_PATH = AddressText(
    name="html_path",
    description="An address of the site: a path or a whole URL, with or without the language and the slash at its"
    " end, encoded or not. Its query and fragment do not matter.",
)


class PageFindViewSet(ReadOnlyViewSet):
    """Pages by their addresses."""

    @extend_schema(
        operation_id="find_page",
        summary="Find a page by its address",
        description="Leads to the page that readers find at a public address of the site: also at an old address that"
        " is redirected, at a permanent one such as `/r/ps-2026-041`, at the feed or the data of a page, and at the"
        " address of a page that is published in the other language only. Where the address names no language, that"
        " of the request is tried first. All parameters but `html_path` are handed on to the page's own address.",
        parameters=[
            HTML_PATH.describe(),
            OpenApiParameter(
                "Location",
                OpenApiTypes.URI,
                OpenApiParameter.HEADER,
                response=[HTTPStatus.FOUND],
                description="The page in the API.",
                required=True,
            ),
        ],
        responses={
            302: OpenApiResponse(description="The page is at the address in `Location`."),
            (400, CONTENT_TYPE): ProblemSerializer,
            (404, CONTENT_TYPE): ProblemSerializer,
        },
        tags=["pages"],
    )
    def find(self, request: Request) -> Response:
        """Lead to the page at `html_path`."""
        language = negotiated_language(request._request)
        with translation.override(language):
            page = self._find(_html_path(request.query_params), language)
        query = request.query_params.copy()
        query.pop(HTML_PATH.name)
        address = self.addresses.detail(page.pk)
        if query:
            address = f"{address}?{query.urlencode(safe='*,()')}"
        return Response(status=HTTPStatus.FOUND, headers={"Location": address})

    def _find(self, text: str, language: str) -> Page:
        """Return the published page at the address `text`.

        Raises:
            NotFound: the same for what readers may not see as for what is not there.
        """
        finder = Finder(self.visibility, self.request._request, language)
        try:
            address = read_address(text, finder.hosts)
        except AnotherHostError as error:
            raise NotFound(
                _("“%(host)s” is not this site: only pages of this site can be found.")
                % {"host": shown(error.host)}
            ) from error
        page = finder.find(address) if address is not None else None
        if page is None:
            raise NotFound(_("There is no published page at “%(address)s”.") % {"address": shown(text)})
        return page


def _html_path(query: QueryDict) -> str:
    """Return the address asked for. All other parameters are the page's own address's to judge.

    Raises:
        InvalidParameters: when it is missing or none at all.
    """
    own = QueryDict(mutable=True)
    own.setlist(HTML_PATH.name, query.getlist(HTML_PATH.name) or [""])
    return str(read_parameters(own, [HTML_PATH])[HTML_PATH.name])
