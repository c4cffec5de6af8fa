"""The addresses that are not pages, and what a page's address answers when the page is missing in its language."""

from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import loader
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.static import serve as serve_file
from wagtail import hooks
from wagtail.models import Page
from wagtail.views import serve

from cms.core.languages import OTHER_LANGUAGE, language_of_path
from cms.core.models.pages import BasePage
from cms.core.models.references import Reference, parts_of_short_name
from cms.core.querysets import private_pages
from cms.core.routing import route


def preferred_language(request: HttpRequest) -> str:
    """Return the language the browser asks for (RFC 9110, Accept-Language); Bangla when it asks for neither."""
    return translation.get_language_from_request(request)


def choose_language(request: HttpRequest) -> HttpResponse:
    """Lead `/` to the home page in the reader's language."""
    response = HttpResponseRedirect(f"/{preferred_language(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at `path` in the language of the address.

    When it is not published in that language but is in the other, at the same path, the original is shown under a
    clear notice; it stays canonical to its own address.
    """
    route(request, path)
    try:
        return serve(request, path)
    except Http404:
        original = _page_in_other_language(request, path)
        if original is None:
            raise
    page, args, kwargs = original
    for hook in hooks.get_hooks("before_serve_page"):
        response = hook(page, request, args, kwargs)
        if isinstance(response, HttpResponse):
            return response
    return page.serve(request, *args, **kwargs)


def _page_in_other_language(request: HttpRequest, path: str):
    """Return the published page at `path` in the other language, with its view's arguments; None for a home page."""
    if not path:
        return None
    with translation.override(OTHER_LANGUAGE[translation.get_language()]):
        found = route(request, path)
    if found is None or not isinstance(found[0], BasePage) or found[0].get_view_restrictions():
        return None
    return found


def resolve_reference(request: HttpRequest, name: str) -> HttpResponse:
    """Lead a permanent short address such as `/r/ps-2026-041` to the text, in the reader's language if it is there."""
    parts = parts_of_short_name(name)
    if parts is None:
        raise Http404
    series, year, number = parts
    reference = Reference.objects.filter(series=series, year=year, number=number).first()
    pages = Page.objects.live().exclude(private_pages()).select_related("locale")
    found = {
        page.locale.language_code: page
        for page in pages.filter(translation_key=reference.translation_key if reference else None)
    }
    if not found:
        raise Http404
    language = preferred_language(request)
    page = found.get(language) or found[OTHER_LANGUAGE[language]]
    response = HttpResponseRedirect(page.get_url(request))
    patch_vary_headers(response, ["Accept-Language"])
    return response


def serve_rendition(request: HttpRequest, name: str) -> HttpResponse:
    """Hand out the picture file `name`, where no front server does. Nothing but renditions lies in that folder."""
    return serve_file(request, name, document_root=Path(settings.MEDIA_ROOT) / "images")


def robots(request: HttpRequest) -> HttpResponse:
    """Say what crawlers may fetch (RFC 9309)."""
    lines = [
        "User-agent: *",
        "Disallow: /cms/",
        "Disallow: /api/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def health(request: HttpRequest) -> HttpResponse:
    """Say that the process answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say in the language of the address that there is nothing there."""
    with translation.override(language_of_path(request.path) or preferred_language(request)):
        return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say in both languages that something failed. Uses neither database nor cache: they may be what failed."""
    return HttpResponse(
        loader.get_template("500.html").render({"STATIC_URL": settings.STATIC_URL}), status=500
    )
