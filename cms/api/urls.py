"""Addresses of the API, version 2."""

from django.urls import path, re_path

from cms.api.schema import SchemaView
from cms.api.views.base import NotFoundView
from cms.api.views.changes import ChangeViewSet
from cms.api.views.documentation import GuideView, ViewerView
from cms.api.views.files import DocumentViewSet, ImageViewSet
from cms.api.views.finding import PageFindViewSet
from cms.api.views.pages import TYPED_VIEWS, PageViewSet, SearchViewSet
from cms.api.views.previews import PreviewView
from cms.api.views.redirects import RedirectViewSet
from cms.api.views.site import IndexViewSet, SiteViewSet
from cms.api.views.terms import TERM_VIEWS

app_name = "api"

urlpatterns = [
    path("", IndexViewSet.as_view({"get": "retrieve"}), name="index"),
    path("changes/", ChangeViewSet.as_view({"get": "list"}), name="changes"),
    path("pages/", PageViewSet.as_view({"get": "list"}), name="pages"),
    path("pages/<int:pk>/", PageViewSet.as_view({"get": "retrieve"}), name="page"),
    *(
        path(f"{name}/", view.as_view({"get": "list"}), name=name.replace("-", "_"))
        for name, view in TYPED_VIEWS.items()
    ),
    *(path(f"{name}/", view.as_view({"get": "list"}), name=name) for name, view in TERM_VIEWS.items()),
    path("search/", SearchViewSet.as_view({"get": "list"}), name="search"),
    path("pages/find/", PageFindViewSet.as_view({"get": "find"}), name="find"),
    path("site/", SiteViewSet.as_view({"get": "retrieve"}), name="site"),
    path("redirects/", RedirectViewSet.as_view({"get": "list"}), name="redirects"),
    path("pages/<int:pk>/preview/", PreviewView.as_view(), name="page_preview"),
    path("images/", ImageViewSet.as_view({"get": "list"}), name="images"),
    path("images/<int:pk>/", ImageViewSet.as_view({"get": "retrieve"}), name="image"),
    path("documents/", DocumentViewSet.as_view({"get": "list"}), name="documents"),
    path("documents/<int:pk>/", DocumentViewSet.as_view({"get": "retrieve"}), name="document"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", ViewerView.as_view(), name="docs"),
    path("docs/guide/", GuideView.as_view(), name="guide"),
    re_path(r"^.*$", NotFoundView.as_view(), name="not_found"),
]
