"""The OpenAPI 3.1 document of the API, in English, as YAML or JSON."""

import re
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cms.api.addresses import Addresses
from cms.api.parameters import Choice
from cms.api.views.base import ReadOnlyMixin

# A value of an enumeration that is explained by itself.
SELF_EVIDENT = re.compile(r"^\* `([^`]*)` - \1$\n?", re.MULTILINE)
RENDERERS = {"yaml": OpenApiYamlRenderer, "json": OpenApiJsonRenderer}
FORMAT = Choice(name="format", description="", choices=tuple(RENDERERS))


class SchemaView(ReadOnlyMixin, APIView):
    """The document: `?format=json` or `?format=yaml`, else as the Accept header asks, else YAML."""

    schema = None
    vary_on = ("Accept",)

    def variant(self, request: HttpRequest) -> str:
        """Return the form: the Accept header may choose it."""
        return _accepted_form(request)

    def get(self, request: Request) -> Response:
        """Answer with the document."""
        form = self.read([FORMAT])["format"] or _accepted_form(request)
        request.accepted_renderer = RENDERERS[form]()
        request.accepted_media_type = request.accepted_renderer.media_type
        published = document() | of_this_site(self.addresses)
        return Response(published, headers={"Content-Language": "en"})


@cache
def document() -> dict[str, Any]:
    """Return the document, which is the same as long as the process lives."""
    with translation.override("en"):
        return SchemaGenerator().get_schema(request=None, public=True)


def of_this_site(addresses: Addresses) -> dict[str, Any]:
    """Return the parts of the document that differ between sites; the contract itself is the same on all."""
    contact = {"name": settings.API_CONTACT_NAME, "url": settings.API_CONTACT_URL}
    license_ = {"name": settings.API_LICENSE_NAME, "url": settings.API_LICENSE_URL}
    about = {
        "contact": {key: value for key, value in contact.items() if value},
        # A license without a name would not be valid.
        "license": {key: value for key, value in license_.items() if value and license_["name"]},
    }
    return {
        "info": document()["info"] | {key: value for key, value in about.items() if value},
        "servers": [{"url": addresses.root}],
        "externalDocs": {
            "description": "Guide with examples",
            "url": addresses.absolute(reverse("api:guide")),
        },
    }


def _accepted_form(request: Request | HttpRequest) -> str:
    return "json" if "json" in request.headers.get("Accept", "") else "yaml"


def public_endpoints(endpoints: list[tuple[Any, ...]], **kwargs: Any) -> list[tuple[Any, ...]]:
    """Leave the desk's own endpoints, which are Wagtail's, out. It is a preprocessing hook."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/v2/")]


def tidy(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Remove from the document what tells a reader nothing. It is a postprocessing hook."""
    _tidy(result)
    return result


def _tidy(node: Any) -> None:
    if isinstance(node, list):
        for child in node:
            _tidy(child)
    if not isinstance(node, dict):
        return
    node.pop("x-spec-enum-id", None)
    if isinstance(node.get("type"), list):
        node["type"] = list(dict.fromkeys(node["type"]))  # JSON Schema allows each type once
    if "enum" in node and (description := SELF_EVIDENT.sub("", node.get("description", "")).strip()):
        node["description"] = description
    elif "enum" in node:
        node.pop("description", None)
    for child in node.values():
        _tidy(child)
