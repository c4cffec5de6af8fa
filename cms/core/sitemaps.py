"""The sitemap: every published page of both languages."""

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page, Site

from cms.core.querysets import private_pages


class SiteSitemap(Sitemap):
    """Published pages of both language trees (sitemaps.org protocol 0.9).

    A page shown in the other language's place is not among them: each text is listed once, at its own address.
    """

    limit = 5000

    def __init__(self, request: HttpRequest):
        self.request = request

    def items(self):
        """Return the published pages under the site's two home pages, in tree order."""
        site = Site.find_for_request(self.request)
        pages = Page.objects.none()
        if site is not None:
            for home in site.root_page.get_translations(inclusive=True):
                pages |= Page.objects.descendant_of(home, inclusive=True)
        return pages.live().exclude(private_pages()).select_related("locale").order_by("path")

    def location(self, page):
        """Return the path of `page`."""
        return page.get_url_parts(self.request)[2]

    def lastmod(self, page):
        """Return when `page` was last published."""
        return page.last_published_at


def site_sitemap(request: HttpRequest) -> HttpResponse:
    """Return the sitemap of the site that `request` is for."""
    return sitemap(request, sitemaps={"pages": SiteSitemap(request)})
