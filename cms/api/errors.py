"""One shape for every error: problem details (RFC 9457), in the reader's language."""

import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import set_rollback

from cms.api.negotiation import negotiated_language

# An error says something of a moment or of one client; where there is nothing now, a page may be in a minute.
NO_STORE = "no-store"

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"


class InvalidParameters(exceptions.APIException):
    """Some parameters are unknown or have values that are not allowed; says which, and what is allowed."""

    status_code = HTTPStatus.BAD_REQUEST
    default_code = "invalid_parameters"

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(gettext_lazy("The request has parameters that are not allowed here."))
        self.errors = errors


class Refusal(Exception):
    """A request that was understood and is not granted. A subclass says its status, its code and why."""

    status: HTTPStatus
    code: str
    detail: Any  # lazy: it is read in the language of the answer


class UnknownCursor(InvalidParameters):
    """A cursor is of a state of the data that is no more: whoever holds it has to begin again."""

    status_code = HTTPStatus.GONE
    default_code = "unknown_cursor"

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(errors)
        self.detail = gettext_lazy("The place that you were given is no more. Begin again with a first sync.")


def problem_details(exc: Exception, context: dict[str, Any]) -> Response:
    """Return the answer for `exc`, whatever it is: nothing is left to Django's error pages in HTML."""
    set_rollback()
    request: HttpRequest = context["request"]._request
    with translation.override(negotiated_language(request)):
        problem, headers = _describe(exc, request)
    return Response(problem, status=problem["status"], headers=headers, content_type=CONTENT_TYPE)


def problem_response(exc: Exception, request: HttpRequest) -> HttpResponse:
    """Return the answer for an exception that no view is there to handle."""
    language = negotiated_language(request)
    with translation.override(language):
        problem, headers = _describe(exc, request)
    headers |= {"Content-Language": language, "Cache-Control": NO_STORE}
    return HttpResponse(
        JSONRenderer().render(problem), status=problem["status"], headers=headers, content_type=CONTENT_TYPE
    )


def _describe(exc: Exception, request: HttpRequest) -> tuple[dict[str, Any], dict[str, str]]:
    if isinstance(exc, InvalidParameters):
        return _problem(HTTPStatus(exc.status_code), exc.default_code, str(exc.detail), errors=exc.errors), {}
    if isinstance(exc, Refusal):
        return _problem(exc.status, exc.code, str(exc.detail)), {}
    if isinstance(exc, Http404 | exceptions.NotFound):
        return _problem(HTTPStatus.NOT_FOUND, "not_found", _not_found_detail(exc)), {}
    if isinstance(exc, exceptions.MethodNotAllowed):
        detail = _("The API is read-only: it answers GET, HEAD and OPTIONS.")
        return _problem(HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", detail), {}
    if isinstance(exc, SuspiciousOperation | BadRequest | exceptions.ParseError):
        return _problem(HTTPStatus.BAD_REQUEST, "bad_request", _("The request could not be read.")), {}
    if isinstance(exc, PermissionDenied | exceptions.PermissionDenied):
        return _problem(HTTPStatus.FORBIDDEN, "forbidden", _("This is not open to you.")), {}
    if isinstance(exc, exceptions.Throttled):
        headers = {"Retry-After": str(int(exc.wait))} if exc.wait else {}
        detail = _("Too many requests came from your address. Try again later.")
        return _problem(HTTPStatus.TOO_MANY_REQUESTS, "too_many_requests", detail), headers
    return _unforeseen(exc, request), {}


def _unforeseen(exc: Exception, request: HttpRequest) -> dict[str, Any]:
    number = getattr(request, "request_id", "-")
    logger.error("Internal error of the API at %s in the request %s", request.path, number, exc_info=exc)
    got_request_exception.send(sender=None, request=request)
    detail = _("Something failed on our side. It has been written down and will be looked at.")
    return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal_error", detail)


def _not_found_detail(exc: Exception) -> str:
    if isinstance(exc, exceptions.NotFound) and str(exc.detail) != str(exceptions.NotFound.default_detail):
        return str(exc.detail)
    return str(_("There is nothing at this address."))


def _problem(
    status: HTTPStatus, code: str, detail: str, errors: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    titles = {
        HTTPStatus.BAD_REQUEST: pgettext("HTTP status", "Bad request"),
        HTTPStatus.FORBIDDEN: pgettext("HTTP status", "Forbidden"),
        HTTPStatus.NOT_FOUND: pgettext("HTTP status", "Not found"),
        HTTPStatus.METHOD_NOT_ALLOWED: pgettext("HTTP status", "Method not allowed"),
        HTTPStatus.CONFLICT: pgettext("HTTP status", "Conflict"),
        HTTPStatus.GONE: pgettext("HTTP status", "Gone"),
        HTTPStatus.TOO_MANY_REQUESTS: pgettext("HTTP status", "Too many requests"),
        HTTPStatus.INTERNAL_SERVER_ERROR: pgettext("HTTP status", "Internal server error"),
    }
    # RFC 9457, section 4.2.1: with about:blank the title is the status's own phrase, which may be translated.
    return {
        "type": "about:blank",
        "title": titles[status],
        "status": int(status),
        "code": code,
        "detail": detail,
        "errors": errors or [],
    }
