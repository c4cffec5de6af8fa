"""What became of pages since a client asked last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.models import Page

from cms.api.changes.cursor import Cursor
from cms.api.changes.reading import CursorIsOfAnotherLog, Part, read_changes, read_end
from cms.api.errors import CONTENT_TYPE, UnknownCursor
from cms.api.models import ContentChange
from cms.api.negotiation import negotiated_language
from cms.api.page_types import page_types
from cms.api.parameters import Choice, Choices, NotAllowedError, Number, Parameter
from cms.api.serializers.changes import ChangeListSerializer
from cms.api.serializers.problems import ProblemSerializer
from cms.api.views.base import ReadOnlyViewSet
from cms.core.languages import LANGUAGES

NOW = "now"


@dataclass(frozen=True, kw_only=True)
class SinceParameter(Parameter):
    """A place in the log that an answer gave, or the word for its end."""

    def read(self, text: str) -> Any:
        """Return the `Cursor`, or `NOW`."""
        if text == NOW:
            return NOW
        try:
            return Cursor.read(text)
        except ValueError:
            raise NotAllowedError(
                _("This is not a cursor that the API gave. Leave “since” out to begin at the beginning.")
            ) from None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema, which says no more than clients should know of a cursor."""
        return {"type": "string", "format": "cursor", "minLength": 1, "maxLength": 120}


SINCE = SinceParameter(
    name="since",
    description="The `cursor` of the last answer. Without it, from the beginning: everything that is public was "
    "published once. With `now`, no changes, and the cursor to begin with after a first sync.",
)
LIMIT = Number(
    name="limit", description="How many changes to answer with.", minimum=1, maximum=500, default=100
)
LOCALE = Choice(name="locale", description="Only pages in this language; otherwise both.", choices=LANGUAGES)
TYPE = Choices(
    name="type",
    description="Only pages of these types, as `app.Model`, with commas between them.",
    choices=tuple(page_types()),
)
PARAMETERS = (SINCE, LIMIT, LOCALE, TYPE)


class ChangeViewSet(ReadOnlyViewSet):
    """The log of changes."""

    # What was committed long ago becomes readable when the oldest open transaction ends: nothing tells caches.
    no_store = True

    @extend_schema(
        operation_id="list_changes",
        summary="List changes since a cursor",
        description="What was published, changed, moved, unpublished or deleted, each change exactly once, in the "
        "order in which to apply it. The last item of a page says how it is now.",
        parameters=[parameter.describe() for parameter in PARAMETERS],
        responses={
            200: ChangeListSerializer,
            (400, CONTENT_TYPE): ProblemSerializer,
            (410, CONTENT_TYPE): ProblemSerializer,
        },
        tags=["changes"],
    )
    def list(self, request: Request) -> Response:
        """Answer with a part of the log."""
        values = self.read(PARAMETERS)
        part = self._read_part(values)
        items = self._written(part.changes)
        meta = {
            "cursor": str(part.cursor),
            "has_more": part.has_more,
            "next": self._address_of_next(request.path, request.query_params, part.cursor),
        }
        return self.answer({"meta": meta, "items": items}, negotiated_language(request._request))

    def _read_part(self, values: dict[str, Any]) -> Part:
        """Return the part of the log that was asked for.

        Raises:
            UnknownCursor: in the reader's language.
        """
        if values["since"] == NOW:
            return Part([], read_end(), has_more=False)
        try:
            return read_changes(values["since"], values["limit"], values["locale"], values["type"] or ())
        except CursorIsOfAnotherLog:
            with translation.override(negotiated_language(self.request._request)):
                detail = _("The log of changes was begun anew, or put back to an earlier day, since then.")
            error = {"parameter": SINCE.name, "detail": detail}
            raise UnknownCursor([error | dict.fromkeys(("allowed", "minimum", "maximum"))]) from None

    def _written(self, changes: Iterable[ContentChange]) -> Sequence[dict[str, Any]]:
        visible = self._visible(change.page_id for change in changes if not change.is_gone)
        return [self._write(change, visible) for change in changes]

    def _visible(self, page_ids: Iterable[int]) -> dict[int, Page]:
        keys = set(page_ids)
        return (
            self.visibility.pages()
            .select_related("locale")
            .only("url_path", "locale__language_code")
            .in_bulk(keys)
            if keys
            else {}
        )

    def _write(self, change: ContentChange, visible: dict[int, Page]) -> dict[str, Any]:
        page = None if change.is_gone else visible.get(change.page_id)
        return {
            "id": change.page_id,
            "type": change.page_type,
            "locale": change.language,
            "translation_key": str(change.translation_key),
            "change": change.kind,
            "at": localtime(change.at).isoformat(),
            "is_gone": page is None,
            "detail_url": self.addresses.detail(page.pk) if page else None,
            "html_url": self.addresses.page(page) if page else None,
        }

    def _address_of_next(self, path: str, query: QueryDict, cursor: Cursor) -> str:
        changed = query.copy()
        changed["since"] = str(cursor)
        return self.addresses.absolute(f"{path}?{changed.urlencode(safe=',')}")
