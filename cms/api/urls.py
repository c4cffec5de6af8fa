"""Addresses of the API, version 2."""

from django.urls import path, re_path

from cms.api.schema import SchemaView
from cms.api.views.base import NotFoundView
from cms.api.views.pages import PageViewSet

app_name = "api"

urlpatterns = [
    path("pages/", PageViewSet.as_view({"get": "list"}), name="pages"),
    path("pages/<int:pk>/", PageViewSet.as_view({"get": "retrieve"}), name="page"),
    path("schema/", SchemaView.as_view(), name="schema"),
    re_path(r"^.*$", NotFoundView.as_view(), name="not_found"),
]
