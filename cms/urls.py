"""Every address of the site, in one place."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.views import LoginView
from django.urls import include, path, re_path
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.api.views.base import NotFoundView
from cms.core import views
from cms.core.sitemaps import site_sitemap

handler404 = "cms.core.views.page_not_found"
handler500 = "cms.core.views.server_error"

urlpatterns = [
    path("", views.choose_language, name="choose_language"),
    path("health/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", site_sitemap, name="sitemap"),
    path("r/<slug:name>", views.resolve_reference, name="resolve_reference"),
    path("api/v2/", include("cms.api.urls")),
    re_path(
        r"^api/", NotFoundView.as_view()
    ),  # a wrong address of the API is answered as one, not with a page
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # A front server answers for media before this is reached; on a machine of one's own this does.
    # Only renditions, by their flat names: documents have their own address, which asks who may see them.
    re_path(r"^media/images/(?P<name>[A-Za-z0-9_-][A-Za-z0-9_.-]{0,200})$", views.serve_rendition),
    *i18n_patterns(
        path(
            "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
            wagtail_views.authenticate_with_password,
            name="wagtailcore_authenticate_with_password",
        ),
        path(
            "_util/login/",
            LoginView.as_view(template_name="wagtailcore/login.html"),
            name="wagtailcore_login",
        ),
        # Pages end in a slash; the files that pages hand out (calendars, data) do not.
        re_path(r"^((?:[\w\-]+/)*(?:[\w\-]+\.(?:csv|ics))?)$", views.serve_page, name="wagtail_serve"),
        prefix_default_language=True,
    ),
]
