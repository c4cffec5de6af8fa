"""Pages of every type."""

from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.models import Page

from cms.api.errors import CONTENT_TYPE
from cms.api.loading import Loaded, term_fields
from cms.api.negotiation import negotiated_language
from cms.api.page_types import content_types, model_of, page_types
from cms.api.pagination import LIMIT, OFFSET, neighbours
from cms.api.parameters import Choice, Choices
from cms.api.serializers.pages import PageItemSerializer, PageListSerializer, any_page, page_serializer
from cms.api.serializers.problems import ProblemSerializer
from cms.api.views.base import ReadOnlyViewSet
from cms.core.languages import LANGUAGES
from cms.core.models import BasePage

# SQLite and PostgreSQL refuse to compare a key with a larger number.
MAX_KEY = 2**31 - 1

LOCALE = Choice(
    name="locale",
    description="The language of the list; otherwise Accept-Language decides, else it is Bangla.",
    choices=LANGUAGES,
)
TYPE = Choices(
    name="type",
    description="Only pages of these types, as `app.Model`, with commas between them.",
    choices=tuple(page_types()),
)
LIST_PARAMETERS = (LOCALE, TYPE, LIMIT, OFFSET)


class PageViewSet(ReadOnlyViewSet):
    """All published pages of the site."""

    @extend_schema(
        operation_id="list_pages",
        summary="List pages",
        description="Published pages of one language, the oldest first, so that paging misses none.",
        parameters=[parameter.describe() for parameter in LIST_PARAMETERS],
        responses={200: PageListSerializer, (400, CONTENT_TYPE): ProblemSerializer},
        tags=["pages"],
    )
    def list(self, request: Request) -> Response:
        """Answer with a part of the list of pages."""
        values = self.read(LIST_PARAMETERS)
        language = values["locale"] or negotiated_language(request._request)
        pages = self.visibility.pages().filter(locale__language_code=language)
        if values["type"]:
            pages = pages.filter(
                content_type__in=content_types([page_types()[label] for label in values["type"]])
            )
        total = pages.count()
        chosen = pages.order_by("pk")[values["offset"] : values["offset"] + values["limit"]]
        items = list(chosen.select_related("locale"))
        loaded = Loaded(self.visibility)
        loaded.load_translations(items)
        with translation.override(language):
            written = PageItemSerializer(items, many=True, context=self.output_context(loaded)).data
        links = neighbours(request.path, request.query_params, values, total, self.addresses)
        return self.answer(
            {"meta": {"total_count": total, "locale": language, **links}, "items": written}, language
        )

    @extend_schema(
        operation_id="get_page",
        summary="Get a page",
        description="One published page with all its fields, in the language it is written in.",
        responses={
            200: any_page(),
            (400, CONTENT_TYPE): ProblemSerializer,
            (404, CONTENT_TYPE): ProblemSerializer,
        },
        tags=["pages"],
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """Answer with one page."""
        self.read(())
        page = self._find(pk)
        loaded = Loaded(self.visibility)
        loaded.load_contents([page])
        with translation.override(page.language):
            serializer = page_serializer(type(page))
            return self.answer(serializer(page, context=self.output_context(loaded)).data, page.language)

    def _find(self, pk: int) -> BasePage:
        """Return the published page `pk` as what it is.

        Raises:
            NotFound: in the reader's language.
        """
        bare: Page | None = self.visibility.pages().filter(pk=pk).first() if pk <= MAX_KEY else None
        page = None
        if bare is not None:
            model = model_of(bare)
            page = (
                model.objects.select_related("locale", *term_fields(model)).filter(pk=pk, live=True).first()
            )
        if page is None:
            with translation.override(negotiated_language(self.request._request)):
                raise NotFound(_("There is no published page %(id)s.") % {"id": pk})
        return page
