"""Vocabularies: topics, authorities, mechanisms, places, people and organisations."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_serializer, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cms.api.errors import CONTENT_TYPE
from cms.api.loading import Loaded
from cms.api.negotiation import negotiated_language
from cms.api.output import Output
from cms.api.pagination import LIMIT, OFFSET, neighbours
from cms.api.parameters import Parameter
from cms.api.rows import term_rows, to_term
from cms.api.serializers.lists import ListMetaSerializer
from cms.api.serializers.problems import ProblemSerializer
from cms.api.views.base import ReadOnlyViewSet
from cms.api.views.lists import LOCALE
from cms.api.views.writing import NAMES
from cms.api.vocabularies import VOCABULARIES, Vocabulary


def parameters_of(vocabulary: Vocabulary) -> list[Parameter]:
    """Return the parameters of the list of a vocabulary."""
    return [LOCALE, *vocabulary.filters(), NAMES, LIMIT, OFFSET]


class TermListViewSet(ReadOnlyViewSet):
    """The terms of a vocabulary that readers may know of. A subclass names the vocabulary."""

    vocabulary: ClassVar[Vocabulary]

    def list(self, request: Request) -> Response:
        """Answer with a part of the list."""
        values = self.read(parameters_of(self.vocabulary))
        language = values["locale"] or negotiated_language(request._request)
        terms = self._narrow(self.vocabulary.visible(self.visibility), values)
        total, start = terms.count(), values["offset"] or 0
        rows = term_rows(self.vocabulary.model, terms).order_by("slug")[start : start + values["limit"]]
        out = Output(
            language=language,
            loaded=Loaded(self.visibility),
            addresses=self.addresses,
            has_all_names=values["names"] == "all",
        )
        serializer = self.vocabulary.serializer
        items = [serializer.describe(to_term(serializer.model, row), out) for row in rows]
        links = neighbours(request.path, request.query_params, values, total, self.addresses)
        meta = {"total_count": total, "locale": language, **links}
        return self.answer({"meta": meta, "items": items}, language)

    def _narrow(self, terms: QuerySet[Any], values: dict[str, Any]) -> QuerySet[Any]:
        for name in ("slug", *self.vocabulary.choices):
            if values[name] is not None:
                terms = terms.filter(**{f"{name}__in": values[name]})
        return terms


def _list_serializer(vocabulary: Vocabulary) -> type[serializers.Serializer]:
    name = vocabulary.serializer.__name__.removesuffix("Serializer")
    fields = {
        "meta": ListMetaSerializer(),
        "items": vocabulary.serializer(many=True),
        "__doc__": "A part of a vocabulary.",
    }
    return extend_schema_serializer(many=False)(
        type(f"{name}ListSerializer", (serializers.Serializer,), fields)
    )


def _view(vocabulary: Vocabulary) -> type[TermListViewSet]:
    name = f"{vocabulary.serializer.__name__.removesuffix('Serializer')}ListViewSet"
    described = extend_schema(
        operation_id=f"list_{vocabulary.name}",
        summary=f"List {vocabulary.name}",
        description=f"The {vocabulary.name} that published pages name, in the order of their slugs.",
        parameters=[parameter.describe() for parameter in parameters_of(vocabulary)],
        responses={200: _list_serializer(vocabulary), (400, CONTENT_TYPE): ProblemSerializer},
        tags=["vocabularies"],
    )
    return extend_schema_view(list=described)(type(name, (TermListViewSet,), {"vocabulary": vocabulary}))


TERM_VIEWS = {vocabulary.name: _view(vocabulary) for vocabulary in VOCABULARIES}
