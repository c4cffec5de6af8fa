"""`/api/v2/pages/<id>/preview/`: one draft, for who holds a link to it."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cms.api.errors import CONTENT_TYPE
from cms.api.fields import FIELDS
from cms.api.negotiation import negotiated_language
from cms.api.parameters import Parameter
from cms.api.previews.drafts import draft_page, missing_facts
from cms.api.previews.refusals import DraftIncomplete
from cms.api.previews.services import open_link
from cms.api.previews.writing import write_draft
from cms.api.serializers.pages import any_page
from cms.api.serializers.problems import ProblemSerializer
from cms.api.views.base import ReadOnlyMixin
from cms.api.views.writing import NAMES, RICH_TEXT, select_fields

EXPIRES = "Preview-Expires-At"
# Nobody on the way keeps a draft, learns its address from the next site, or lists it.
DISCRETION = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


@dataclass(frozen=True, kw_only=True)
class Token(Parameter):
    """A preview token: any text may be given for one, and is judged when it is opened."""

    def read(self, text: str) -> str:
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


TOKEN = Token(
    name="token",
    description=(
        "The preview link's token, where it cannot be sent as `Authorization: Bearer <token>`. A header is better: "
        "addresses are written into logs on the way."
    ),
    default="",
)


PARAMETERS = (TOKEN, FIELDS, NAMES, RICH_TEXT)


class PreviewView(ReadOnlyMixin, APIView):
    """The only way by which a draft can ever be read."""

    no_store = True

    @extend_schema(
        operation_id="preview_page",
        summary="Preview a draft",
        description=(
            "One saved version of a page, published or not, in the form of a published page, for who holds a preview "
            "link made for it at the desk. What it links to is what all readers may see. Never cached."
        ),
        parameters=[
            *(parameter.describe() for parameter in PARAMETERS),
            OpenApiParameter(
                EXPIRES,
                OpenApiTypes.DATETIME,
                OpenApiParameter.HEADER,
                response=[200],
                description="Until when the link works.",
            ),
        ],
        responses={
            200: any_page(),
            (400, CONTENT_TYPE): ProblemSerializer,
            (403, CONTENT_TYPE): ProblemSerializer,
            (404, CONTENT_TYPE): ProblemSerializer,  # what is asked for is not even a number
            (409, CONTENT_TYPE): ProblemSerializer,
            (410, CONTENT_TYPE): ProblemSerializer,
        },
        auth=[{"previewToken": []}, {}],
        tags=["previews"],
    )
    def get(self, request: Request, pk: int) -> Response:
        """Answer with the draft."""
        values = self.read(PARAMETERS)
        link = open_link(bearer_token(request) or values["token"], pk)
        page = draft_page(link)
        with translation.override(negotiated_language(request._request)):
            missing = missing_facts(page)
        if missing:
            raise DraftIncomplete(missing)
        selection = select_fields(values["fields"], type(page))
        response = self.answer(write_draft(page, self, values, selection), link.language)
        response.headers[EXPIRES] = link.expires_at.isoformat(timespec="seconds")
        return response

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Have nobody learn the address from the next site, and nobody list it."""
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in DISCRETION.items():
            response.headers[name] = value
        return response


def bearer_token(request: Request) -> str:
    """Return the token of an Authorization header (RFC 6750); empty when there is none of this kind."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
