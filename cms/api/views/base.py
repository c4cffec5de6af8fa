"""What every endpoint of the API does alike."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from cms.api.addresses import Addresses
from cms.api.errors import keep_as_not_found, problem_details
from cms.api.negotiation import OneFormNegotiation, negotiated_language
from cms.api.parameters import Parameter, read_parameters
from cms.api.visibility import Visibility


class ReadOnlyMixin:
    """A view that answers GET, HEAD and OPTIONS in the reader's language, and sets no cookie."""

    http_method_names = ["get", "head", "options"]
    authentication_classes: list[type] = []  # no session, hence no cookie and no `Vary: Cookie`
    permission_classes: list[type] = []
    parser_classes: list[type] = []
    renderer_classes = [JSONRenderer]
    content_negotiation_class = OneFormNegotiation

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], Response]:
        """Return what turns an exception into an answer."""
        return problem_details

    @cached_property
    def addresses(self) -> Addresses:
        """Where things are."""
        return Addresses(self.request._request)

    @cached_property
    def visibility(self) -> Visibility:
        """What readers may see."""
        return Visibility(self.request._request)

    def read(self, parameters: Iterable[Parameter]) -> dict[str, Any]:
        """Return the values of the query's parameters.

        Raises:
            InvalidParameters: for an unknown one or a bad value.
        """
        with translation.override(negotiated_language(self.request._request)):
            return read_parameters(self.request.query_params, parameters)

    def answer(self, data: dict[str, Any], language: str) -> Response:
        """Return `data` as an answer in `language`."""
        return Response(data, headers={"Content-Language": language})

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say which methods there are."""
        return Response(status=HTTPStatus.NO_CONTENT)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Name the language, and say that it was chosen by Accept-Language: errors are, at every address."""
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", negotiated_language(request._request))
        return response


class ReadOnlyViewSet(ReadOnlyMixin, GenericViewSet):
    """A resource of the API."""


class NotFoundView(ReadOnlyMixin, APIView):
    """Every address under the API's own that is no resource."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Answer 404, whatever the method; help those who forgot the slash at the end."""
        super().initial(request, *args, **kwargs)
        keep_as_not_found(request._request)
        if request.path.endswith("/"):
            raise NotFound
        with translation.override(negotiated_language(request._request)):
            raise NotFound(_("There is nothing at this address. Addresses of the API end in a slash."))
