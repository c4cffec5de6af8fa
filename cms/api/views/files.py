"""Images and documents: those that a published page shows."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from cms.api.errors import CONTENT_TYPE
from cms.api.file_rows import FileRows, fetch_files
from cms.api.loading import Loaded
from cms.api.negotiation import negotiated_language
from cms.api.output import Output
from cms.api.pagination import LIMIT, OFFSET, neighbours
from cms.api.parameters import MAX_KEY, Choice, Parameter
from cms.api.serializers.base import OutputSerializer
from cms.api.serializers.files import (
    DocumentDetailSerializer,
    DocumentListSerializer,
    ImageDetailSerializer,
    ImageListSerializer,
    file_meta,
)
from cms.api.serializers.media import DocumentSerializer, ImageSerializer
from cms.api.serializers.problems import ProblemSerializer
from cms.api.views.base import ReadOnlyViewSet
from cms.core.languages import LANGUAGES
from cms.documents.models import HouseDocument
from cms.images.models import HouseImage

LOCALE = Choice(
    name="locale",
    description="The language of titles, alternative texts, captions and credits; otherwise Accept-Language decides,"
    " else it is Bangla.",
    choices=LANGUAGES,
)
DOCUMENT_LANGUAGE = Choice(
    name="document_language",
    description="Only documents that can be read in this language: `bn` and `en` each include those in both, `both`"
    " are those in both only.",
    choices=tuple(HouseDocument.Language.values),
)
IMAGE_LIST_PARAMETERS = (LOCALE, LIMIT, OFFSET)
DOCUMENT_LIST_PARAMETERS = (LOCALE, DOCUMENT_LANGUAGE, LIMIT, OFFSET)
DETAIL_PARAMETERS = (LOCALE,)
LIST_PROBLEMS = {(400, CONTENT_TYPE): ProblemSerializer}
DETAIL_PROBLEMS = LIST_PROBLEMS | {(404, CONTENT_TYPE): ProblemSerializer}


class FileViewSet(ReadOnlyViewSet):
    """What the collections of images and of documents do alike."""

    kind: ClassVar[str]
    serializer: ClassVar[type[OutputSerializer]]
    list_parameters: ClassVar[tuple[Parameter, ...]]

    @abstractmethod
    def visible(self) -> QuerySet[Any]:
        """Return the files that readers may see."""

    @abstractmethod
    def fetch(self, keys: Sequence[int]) -> FileRows:
        """Return what is known of the files `keys`."""

    def write(self, keys: Sequence[int], language: str) -> list[dict[str, Any]]:
        """Return the files `keys` as answers have them; those that cannot be shown are left out."""
        loaded = Loaded(self.visibility)
        loaded.files = self.fetch(keys)
        out = Output(language=language, loaded=loaded, addresses=self.addresses)
        return [data for key in keys if (data := self.serializer.write(key, out)) is not None]

    @abstractmethod
    def not_found_message(self, pk: int) -> str:
        """Return what is said when there is no such file, in the language now active."""

    def answer_list(self, request: Request) -> Response:
        """Answer with a part of the list, the oldest first, so that paging misses none."""
        values = self.read(self.list_parameters)
        language = values["locale"] or negotiated_language(request._request)
        found = self.narrowed(self.visible(), values)
        total = found.count()
        start = values["offset"] or 0
        keys = list(found.order_by("pk").values_list("pk", flat=True)[start : start + values["limit"]])
        links = neighbours(request.path, request.query_params, values, total, self.addresses)
        items = [self._with_meta(data, language) for data in self.write(keys, language)]
        return self.answer(
            {"meta": {"total_count": total, "locale": language, **links}, "items": items}, language
        )

    def answer_detail(self, request: Request, pk: int) -> Response:
        """Answer with one file and the pages that show it.

        Raises:
            NotFound: in the reader's language.
        """
        values = self.read(DETAIL_PARAMETERS)
        language = values["locale"] or negotiated_language(request._request)
        keys = list(self.visible().filter(pk=pk).values_list("pk", flat=True)) if pk <= MAX_KEY else []
        written = self.write(keys, language)
        if not written:
            with translation.override(language):
                raise NotFound(self.not_found_message(pk))
        pages = self.visibility.pages().filter(**{f"file_uses__{self.kind}": pk}).order_by("pk")
        return self.answer(
            {**self._with_meta(written[0], language), "pages": list(pages.values_list("pk", flat=True))},
            language,
        )

    def narrowed(self, files: QuerySet[Any], values: dict[str, Any]) -> QuerySet[Any]:
        """Return those of `files` that the query asks for."""
        return files

    def _with_meta(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        address = self.addresses.absolute(f"{self._root}{data['id']}/")
        return {**data, "meta": file_meta(self.kind, address, language)}

    @cached_property
    def _root(self) -> str:
        return reverse(f"api:{self.kind}s")


class ImageViewSet(FileViewSet):
    """The images that published pages show."""

    kind = "image"
    serializer = ImageSerializer
    list_parameters = IMAGE_LIST_PARAMETERS

    def visible(self) -> QuerySet[HouseImage]:
        return self.visibility.used_images()

    def fetch(self, keys: Sequence[int]) -> FileRows:
        return fetch_files(images=keys)

    def not_found_message(self, pk: int) -> str:
        return _("There is no image %(id)s on a published page.") % {"id": pk}

    @extend_schema(
        operation_id="list_images",
        summary="List images",
        description="The images that published pages show, the oldest first.",
        parameters=[parameter.describe() for parameter in IMAGE_LIST_PARAMETERS],
        responses={200: ImageListSerializer, **LIST_PROBLEMS},
        tags=["files"],
    )
    def list(self, request: Request) -> Response:
        """Answer with a part of the list of images."""
        return self.answer_list(request)

    @extend_schema(
        operation_id="get_image",
        summary="Get an image",
        description="One image that a published page shows.",
        parameters=[parameter.describe() for parameter in DETAIL_PARAMETERS],
        responses={200: ImageDetailSerializer, **DETAIL_PROBLEMS},
        tags=["files"],
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """Answer with one image."""
        return self.answer_detail(request, pk)


class DocumentViewSet(FileViewSet):
    """The documents that published pages hand out."""

    kind = "document"
    serializer = DocumentSerializer
    list_parameters = DOCUMENT_LIST_PARAMETERS

    def visible(self) -> QuerySet[HouseDocument]:
        return self.visibility.used_documents()

    def narrowed(self, files: QuerySet[HouseDocument], values: dict[str, Any]) -> QuerySet[HouseDocument]:
        language = values["document_language"]
        return files.filter(document_language__in={language, "both"}) if language else files

    def fetch(self, keys: Sequence[int]) -> FileRows:
        return fetch_files(documents=keys)

    def not_found_message(self, pk: int) -> str:
        return _("There is no document %(id)s on a published page.") % {"id": pk}

    @extend_schema(
        operation_id="list_documents",
        summary="List documents",
        description="The documents that published pages hand out, the oldest first.",
        parameters=[parameter.describe() for parameter in DOCUMENT_LIST_PARAMETERS],
        responses={200: DocumentListSerializer, **LIST_PROBLEMS},
        tags=["files"],
    )
    def list(self, request: Request) -> Response:
        """Answer with a part of the list of documents."""
        return self.answer_list(request)

    @extend_schema(
        operation_id="get_document",
        summary="Get a document",
        description="One document that a published page hands out.",
        parameters=[parameter.describe() for parameter in DETAIL_PARAMETERS],
        responses={200: DocumentDetailSerializer, **DETAIL_PROBLEMS},
        tags=["files"],
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """Answer with one document."""
        return self.answer_detail(request, pk)
