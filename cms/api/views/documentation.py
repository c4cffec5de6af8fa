"""What people read about the API: the guide, and a viewer in which each operation can be tried."""

from functools import cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from markdown_it import MarkdownIt
from rest_framework.request import Request
from rest_framework.views import APIView

from cms.api.negotiation import negotiated_language
from cms.api.parameters import Choice
from cms.api.views.base import ReadOnlyMixin
from cms.bangla.slugs import slugify
from cms.core.languages import LANGUAGES, OTHER_LANGUAGE, LanguageSwitch
from cms.core.middleware import public_policy
from cms.core.navigation import navigation_for

GUIDE = Path(settings.BASE_DIR) / "docs" / "api.md"
LOCALE = Choice(name="locale", description="", choices=LANGUAGES)


class ReadingView(ReadOnlyMixin, APIView):
    """A page of the site about the API; its frame is in the reader's language, what it is about in English."""

    schema = None
    template = ""

    def get(self, request: Request) -> HttpResponse:
        """Answer with the page. A bad parameter is a problem in JSON, as everywhere under `/api/v2/`."""
        self.read([LOCALE])
        language = negotiated_language(request._request)
        other = OTHER_LANGUAGE[language]
        with translation.override(language):
            frame = navigation_for(request._request, None)
            # The address is the same in both languages, so the switch stays on it.
            frame.switch = LanguageSwitch(other, f"{request.path}?locale={other}", is_translation=True)
            response = render(request._request, self.template, {"language": language, **self.context()})
        response.headers["Content-Language"] = language
        return response

    def context(self) -> dict[str, object]:
        """Return what the template shows."""
        return {}


class ViewerView(ReadingView):
    """Swagger UI, from our own files, over our own OpenAPI document."""

    template = "api/viewer.html"

    def get(self, request: Request) -> HttpResponse:
        """Answer with the page. Swagger UI's style sheet carries its icons in `data:` addresses."""
        response = super().get(request)
        response.headers["Content-Security-Policy"] = public_policy(more_images="data:")
        return response

    def context(self) -> dict[str, object]:
        """Return where the document is."""
        return {"schema": reverse("api:schema")}


class GuideView(ReadingView):
    """`docs/api.md` as a page."""

    template = "api/guide.html"

    def context(self) -> dict[str, object]:
        """Return the guide."""
        return {"guide": guide()}


@cache
def guide() -> str:
    """Return the guide as HTML whose headings can be linked to; it is the same as long as the process lives."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(GUIDE.read_text(encoding="utf-8"))
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", slugify(inline.content))
    html = str(reader.renderer.render(tokens, reader.options, {}))
    # What is wider than a phone scrolls by itself, also by keyboard.
    html = html.replace("<pre>", '<pre tabindex="0">')
    html = html.replace("<table>", '<div class="guide__table" tabindex="0"><table>')
    return html.replace("</table>", "</table></div>")
