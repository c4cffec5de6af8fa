"""Every address of the site, and Wagtail's own API under `/stock/v2/`."""

from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

from benchmarks.stock.views import StockPagesAPIViewSet
from cms.urls import handler404, handler500
from cms.urls import urlpatterns as site_urlpatterns

__all__ = ["handler404", "handler500", "urlpatterns"]

router = WagtailAPIRouter("stock")
router.register_endpoint("pages", StockPagesAPIViewSet)
router.register_endpoint("images", ImagesAPIViewSet)
router.register_endpoint("documents", DocumentsAPIViewSet)

# Patterns with languages in them cannot be included.
urlpatterns = [path("stock/v2/", router.urls), *site_urlpatterns]
