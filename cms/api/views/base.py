"""What every endpoint of the API does alike."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
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

from cms.api import answers
from cms.api.addresses import Addresses
from cms.api.conditional import CACHE_CONTROL, mark, not_modified, validators
from cms.api.errors import NO_STORE, problem_details
from cms.api.negotiation import OneFormNegotiation, negotiated_language
from cms.api.parameters import Parameter, read_parameters
from cms.api.visibility import Visibility


class ReadOnlyMixin:
    """A view that answers GET, HEAD and OPTIONS in the reader's language, sets no cookie, and can be asked for changes.

    Its answers are made of what is published, the address and the language, so that the content version tells whether
    one is still good. A view whose answers depend on more says so by the attributes and methods below.
    """

    # Whether no cache may keep an answer, not even for a moment: previews.
    no_store = False
    # Which limit the requests count against, besides the one that all count against (`cms.api.throttling`).
    rate_scope = ""
    # Headers of the request that the answer depends on, besides those that all do.
    vary_on: tuple[str, ...] = ()

    http_method_names = ["get", "head", "options"]
    authentication_classes: list[type] = []  # no session, hence no cookie and no `Vary: Cookie`
    permission_classes: list[type] = []
    parser_classes: list[type] = []
    renderer_classes = [JSONRenderer]
    content_negotiation_class = OneFormNegotiation

    def depends_on_clock(self, request: HttpRequest) -> bool:
        """Whether the answer changes with the time alone, as a list of what is upcoming does."""
        return False

    def variant(self, request: HttpRequest) -> str:
        """Return what the answer depends on besides the address, the language and the encoding."""
        return ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, at the price of one query where the client has the answer already or it was kept."""
        if self.no_store or request.method not in ("GET", "HEAD"):
            return self._finished(super().dispatch(request, *args, **kwargs))
        # Before the content is read: what changes in between is then in an answer marked as older, never the reverse.
        known = validators(
            request, variant=self.variant(request), depends_on_clock=self.depends_on_clock(request)
        )
        if etag := known.matching(request):
            return self._finished(not_modified(etag, known))
        response = kept = answers.find(known)
        if response is None:
            response = super().dispatch(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK:
            if known.is_unchanged(request):
                return self._finished(not_modified(known.etag, known))
            mark(response, known)
            if kept is None:
                answers.keep(request, response, known)
        return self._finished(response)

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
        """Name the language: errors have one too."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Content-Language", negotiated_language(request._request))
        return response

    def _finished(self, response: HttpResponse) -> HttpResponse:
        """Say what the answer depends on and who may keep it for how long."""
        patch_vary_headers(response, ["Accept-Language", "Accept-Encoding", *self.vary_on])
        may_be_kept = response.status_code < HTTPStatus.BAD_REQUEST and not self.no_store
        response.headers["Cache-Control"] = CACHE_CONTROL if may_be_kept else NO_STORE
        return response


class ReadOnlyViewSet(ReadOnlyMixin, GenericViewSet):
    """A resource of the API."""


class NotFoundView(ReadOnlyMixin, APIView):
    """Every address under the API's own that is no resource."""

    schema = None
    no_store = True

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Answer 404, whatever the method; help those who forgot the slash at the end."""
        super().initial(request, *args, **kwargs)
        if request.path.endswith("/"):
            raise NotFound
        with translation.override(negotiated_language(request._request)):
            raise NotFound(_("There is nothing at this address. Addresses of the API end in a slash."))
