"""What every answer of the API has, whoever gives it: a number, the permission to be read anywhere, few bytes.

The API answers before the session, the user, forms and the site's redirects are looked at: it has none of them, so no
answer can depend on them, no cookie is set, and a 404 stays one.
"""

import re
import secrets
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import Throttled

from cms.api.compression import compress
from cms.api.errors import problem_response
from cms.api.negotiation import negotiated_language
from cms.api.throttling import Allowance, check_settings, count

PREFIX = "/api/"
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")
# Anybody's page may read what anybody may read. No credentials: there are none to be read with.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Content-Language, ETag, Last-Modified, Preview-Expires-At, RateLimit-Limit, RateLimit-Remaining, "
        "RateLimit-Reset, Retry-After, X-Request-Id"
    ),
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": (
        "Accept-Language, Authorization, If-Modified-Since, If-None-Match, X-Request-Id"
    ),
    "Access-Control-Max-Age": "86400",
}


class ApiMiddleware:
    """Answers for the API; passes every other request on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        check_settings()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, as whatever happens: with an answer of the API."""
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        request.request_id = _request_id(request)
        # Else it would be the language of whoever this thread served before.
        with translation.override(negotiated_language(request)):
            response = _answer(request)
        patch_vary_headers(response, ["Accept-Language", "Accept-Encoding"])
        _add(response, CORS | {"X-Request-Id": request.request_id})
        compress(request, response)
        if not response.streaming and response.status_code not in (
            HTTPStatus.NO_CONTENT,
            HTTPStatus.NOT_MODIFIED,
        ):
            response.headers["Content-Length"] = str(len(response.content))
            if request.method == "HEAD":
                response.content = b""
        return response


def _add(response: HttpResponse, headers: dict[str, str]) -> None:
    for name, value in headers.items():
        response.headers[name] = value


def _request_id(request: HttpRequest) -> str:
    given = request.headers.get("X-Request-Id", "")
    return given if REQUEST_ID.fullmatch(given) else secrets.token_hex(16)


def _answer(request: HttpRequest) -> HttpResponse:
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        # Also where there is nothing: else a browser would say that it may not ask, instead of that nothing is there.
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=PREFLIGHT)
    allowance: Allowance | None = None
    try:
        request.get_host()  # a host that is not ours is refused, as CommonMiddleware does elsewhere
        match = request.resolver_match = resolve(request.path_info)
        if request.method != "OPTIONS":
            allowance = count(request, getattr(getattr(match.func, "cls", None), "rate_scope", ""))
        if allowance is not None and allowance.is_exceeded:
            raise Throttled(wait=allowance.reset)
        response = match.func(request, *match.args, **match.kwargs)
        if hasattr(response, "render"):
            response = response.render()
    except Exception as exc:
        response = problem_response(exc, request)
    if allowance is not None:
        _add(response, allowance.headers)
    return response
