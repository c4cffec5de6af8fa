"""Pages of every type, and one at a time."""

from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from cms.api.collections import PAGES, SEARCH, TYPED, Collection
from cms.api.errors import CONTENT_TYPE
from cms.api.fields import FIELDS
from cms.api.negotiation import negotiated_language
from cms.api.parameters import MAX_KEY, Choice, Flag
from cms.api.serializers.lists import list_serializer
from cms.api.serializers.pages import any_page
from cms.api.serializers.problems import ProblemSerializer
from cms.api.views.lists import PageListViewSet, list_parameters
from cms.api.views.writing import NAMES, RICH_TEXT, fetch_page, select_fields, write_pages
from cms.core.languages import LANGUAGES
from cms.core.models import BasePage

DETAIL_LOCALE = Choice(
    name="locale",
    description="Leads to the page in this language, if it is in the other one.",
    choices=LANGUAGES,
)
DETAIL_FALLBACK = Flag(
    name="fallback",
    description="Whether the page itself is given when it is not published in the language that `locale` names.",
    default=False,
)
DETAIL_PARAMETERS = (DETAIL_LOCALE, DETAIL_FALLBACK, FIELDS, NAMES, RICH_TEXT)


def described(collection: Collection, summary: str, description: str):
    """Return the decorator that describes the list of a collection."""
    return extend_schema(
        operation_id=f"list_{collection.name.replace('-', '_')}",
        summary=summary,
        description=description,
        parameters=[parameter.describe() for parameter in list_parameters(collection)],
        responses={200: list_serializer(collection.model), (400, CONTENT_TYPE): ProblemSerializer},
        tags=["pages"],
    )


@extend_schema_view(
    list=described(
        PAGES,
        "List pages",
        "Published pages of one language and of all types, the oldest first, so that paging misses none.",
    )
)
class PageViewSet(PageListViewSet):
    """All published pages of the site."""

    collection = PAGES

    @extend_schema(
        operation_id="get_page",
        summary="Get a page",
        description="One published page with all its fields, in the language it is written in.",
        parameters=[parameter.describe() for parameter in DETAIL_PARAMETERS],
        responses={
            200: any_page(),
            302: None,
            (400, CONTENT_TYPE): ProblemSerializer,
            (404, CONTENT_TYPE): ProblemSerializer,
        },
        tags=["pages"],
    )
    def retrieve(self, request: Request, pk: int) -> Response | HttpResponseBase:
        """Answer with one page, or lead to it in the language asked for."""
        with translation.override(negotiated_language(request._request)):
            return self._retrieve(request, pk)

    def _retrieve(self, request: Request, pk: int) -> Response | HttpResponseBase:
        values = self.read(DETAIL_PARAMETERS)
        page = self._find(pk)
        if values["locale"] and values["locale"] != page.language:
            if twin := self._twin(page, values["locale"]):
                query = request.META.get("QUERY_STRING", "")
                return HttpResponseRedirect(f"{self.addresses.detail(twin)}?{query}")
            if not values["fallback"]:
                raise NotFound(_("Page %(id)s is not published in this language.") % {"id": pk})
        selection = select_fields(values["fields"], type(page))
        asked = values["locale"] or page.language
        return self.answer(write_pages(self, [page], values, selection, asked)[0], page.language)

    def _twin(self, page: BasePage, language: str) -> int | None:
        """Return the key of the published page that says in `language` what `page` says."""
        twins = self.visibility.pages().filter(
            translation_key=page.translation_key, locale__language_code=language
        )
        return twins.values_list("pk", flat=True).first()

    def _find(self, pk: int) -> BasePage:
        """Return the published page `pk` as what it is.

        Raises:
            NotFound: in the reader's language.
        """
        page = fetch_page(pk, self.visibility) if pk <= MAX_KEY else None
        if page is None:
            raise NotFound(_("There is no published page %(id)s.") % {"id": pk})
        return page


@extend_schema_view(
    list=described(
        SEARCH,
        "Search pages",
        "Published pages of one language in which the words of `query` are found, the best match first.",
    )
)
class SearchViewSet(PageListViewSet):
    """What is found among all published pages."""

    collection = SEARCH
    rate_scope = "search"


def _typed_view(collection: Collection) -> type[PageListViewSet]:
    assert collection.model is not None  # noqa: S101
    with translation.override("en"):
        name = str(collection.model._meta.verbose_name_plural)
    view = type(f"{collection.model.__name__}ListViewSet", (PageListViewSet,), {"collection": collection})
    order = "the newest first" if collection.default_order == ("-date",) else "by title"
    return extend_schema_view(
        list=described(
            collection, f"List {name}", f"Published {name} of one language, {order} unless `order` says else."
        )
    )(view)


TYPED_VIEWS = {collection.name: _typed_view(collection) for collection in TYPED}
