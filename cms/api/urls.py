"""Addresses of the API, version 2."""

from django.urls import path

urlpatterns: list[path] = []
