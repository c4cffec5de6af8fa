"""What happens to every request and response."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


def _policy(**directives: str) -> str:
    return "; ".join(f"{name.replace('_', '-')} {value}" for name, value in directives.items())


def public_policy(*, more_images: str = "") -> str:
    """Return the policy of what readers see: our own files only; `more_images` are allowed besides."""
    media = " ".join(["'self'", *settings.CSP_MEDIA_SOURCES, *more_images.split()])
    return _policy(
        default_src="'none'",
        script_src="'self'",
        style_src="'self'",
        font_src="'self'",
        img_src=media,
        connect_src="'self'",
        form_action="'self'",
        base_uri="'none'",
        frame_ancestors="'self'",
    )


def _admin_policy() -> str:
    media = " ".join(["'self'", "data:", "blob:", *settings.CSP_MEDIA_SOURCES])
    return _policy(
        default_src="'self'",
        # Wagtail's and wagtail-localize's editors carry inline script and style.
        script_src="'self' 'unsafe-inline' 'unsafe-eval'",
        style_src="'self' 'unsafe-inline'",
        img_src=media,
        font_src="'self' data:",
        frame_src="'self'",
        object_src="'none'",
        base_uri="'self'",
        form_action="'self'",
        frame_ancestors="'self'",
    )


class ContentSecurityPolicyMiddleware:
    """Send the Content-Security-Policy: nothing but our own files for readers, a wider one for the admin."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.public, self.admin = public_policy(), _admin_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = self.admin if request.path.startswith("/cms/") else self.public
        response.headers.setdefault("Content-Security-Policy", policy)
        return response


class AdminValidationMiddleware:
    """Turn a refusal to publish that no form caught into a message on the screen the editor came from."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return to where the editor was, with the reason; let every other exception pass."""
        if not isinstance(exception, ValidationError) or not request.path.startswith("/cms/"):
            return None
        for message in exception.messages:
            messages.error(request, message)
        try:
            path = urlsplit(request.headers.get("Referer", "")).path
        except ValueError:
            path = ""
        return HttpResponseRedirect(path if path.startswith("/cms/") else "/cms/")
