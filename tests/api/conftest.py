"""What the API's tests share: a client that checks every answer by the schema, and pages with everything."""

import datetime
import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from cms.api.schema import document
from cms.core.models import Criterion, Place
from tests.factories import (
    AppealPageFactory,
    AssessmentPageFactory,
    AuthorityFactory,
    DocumentFactory,
    EditorialPageFactory,
    EventPageFactory,
    ImageFactory,
    NetworkPageFactory,
    OrganisationFactory,
    PersonFactory,
    SituationUpdatePageFactory,
    StandardPageFactory,
    StatementPageFactory,
    SubmissionPageFactory,
    TopicFactory,
)
from tests.kept import kept_fixture


def strict(node: Any) -> Any:
    """Return a schema that allows no property it does not name, so that the document is proved complete."""
    if isinstance(node, list):
        return [strict(child) for child in node]
    if not isinstance(node, dict):
        return node
    node = {key: strict(value) for key, value in node.items()}
    return node | {"additionalProperties": False} if "properties" in node and "type" in node else node


@dataclass
class Answer:
    """An answer of the API, already checked against the document."""

    status: int
    headers: dict[str, str]
    data: Any
    text: str


class Api:
    """Asks the API as a reader's program would."""

    root = "/api/v2/"

    def __init__(self) -> None:
        self.client = Client()
        self.components = strict(document()["components"])

    def get(self, path: str, language: str | None = None, **query: Any) -> Answer:
        headers = {"Accept-Language": language} if language else {}
        return self.request("get", path, query, headers=headers)

    def request(
        self, method: str, path: str, query: Any = None, headers: dict[str, str] | None = None
    ) -> Answer:
        response = self.client.generic(
            method.upper(), self.root + path, query_params=query or {}, headers=headers or {}
        )
        text = response.content.decode()
        answer = Answer(
            response.status_code, dict(response.headers), json.loads(text) if text else None, text
        )
        self.check(path, answer)
        assert not response.cookies
        return answer

    def check(self, path: str, answer: Answer) -> None:
        if answer.data is None:
            return
        media_type = "application/problem+json" if answer.status >= 400 else "application/json"
        assert answer.headers["Content-Type"] == media_type
        self.validate(self.described(path, answer.status, media_type), answer.data)

    def described(self, path: str, status: int, media_type: str) -> dict[str, Any]:
        """Return the schema that the document has for an answer; that of a problem where there is no operation."""
        for template, operations in document()["paths"].items():
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), self.root + path):
                response = operations["get"]["responses"].get(str(status))
                if response is not None and "content" in response:
                    return strict(response["content"][media_type]["schema"])
        return {"$ref": "#/components/schemas/Problem"}

    def validate(self, schema: str | dict[str, Any], data: Any) -> None:
        """Hold `data` against a schema, or against the component of this name."""
        if isinstance(schema, str):
            schema = {"$ref": f"#/components/schemas/{schema}"}
        schema = schema | {"components": self.components}
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(data)


@pytest.fixture
def api(db) -> Api:
    return Api()


@pytest.fixture
def nothing_kept(settings) -> None:
    """Have each answer made, also where the same was asked for before."""
    settings.CACHES = settings.CACHES | {
        "answers": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    }


def body_of_every_block(target, image, file, authority) -> list[tuple[str, Any]]:
    """Return a body that has each block once."""
    return [
        (
            "paragraph",
            f'<p>The <a linktype="page" id="{target.pk}">statement</a> and the'
            f' <a linktype="document" id="{file.pk}">report</a>.</p>',
        ),
        ("heading", {"text": "What happened", "level": "h2"}),
        ("quotation", {"text": "We will not be silent.", "attribution": "A mother"}),
        ("demands", {"intro": "We demand:", "items": [{"text": "An inquiry.", "authority": authority}]}),
        ("legal_reference", {"instrument": "Constitution", "article": "35", "note": "", "url": ""}),
        ("timeline", {"items": [{"on": datetime.date(2026, 3, 1), "text": "Arrest."}]}),
        ("key_figures", {"items": [{"value": "12.50", "unit": "%", "label": "cases"}], "source": ""}),
        (
            "chart",
            {
                "title": "Deaths",
                "summary": "They rise.",
                "kind": "bar",
                "unit": "",
                "series": ["2025", "2026"],
                "rows": [{"label": "Dhaka", "values": ["3", "4.5"]}],
                "source": "ASK",
            },
        ),
        (
            "table",
            {
                "title": "By month",
                "table": {"data": [["Month", "Cases"], ["March", None]], "table_header_choice": "row"},
                "source": "",
            },
        ),
        ("image", {"image": image}),
        ("document", {"document": file, "label": ""}),
        ("embed", {"url": "https://www.video.example/watch?v=1", "title": "The press conference"}),
        ("related_pages", {"pages": [target]}),
    ]


@kept_fixture
def with_every_block(press):
    """A Bangla statement with each block once."""
    target, image, file, authority = (
        StatementPageFactory(parent=press["bn"]),
        ImageFactory(),
        DocumentFactory(),
        AuthorityFactory(),
    )
    return StatementPageFactory(parent=press["bn"], body=body_of_every_block(target, image, file, authority))


@kept_fixture
def full(press, international, assessments, homes) -> dict[str, Any]:
    """One Bangla page of every article type, with all it can carry; by the name of the model."""
    topic, authority, organisation, person = (
        TopicFactory(),
        AuthorityFactory(),
        OrganisationFactory(logo=ImageFactory()),
        PersonFactory(),
    )
    image, file = ImageFactory(), DocumentFactory()
    target = StatementPageFactory(parent=press["bn"])
    place = Place.objects.filter(level="district").first()
    common = {
        "topics": [topic],
        "attachments": [file],
        "related": [target],
        "hero_image": image,
        "body": body_of_every_block(target, image, file, authority),
    }
    joint = {"authorities": [authority], "organisations": [organisation]}
    section = international["bn"]
    pages = [
        StatementPageFactory(
            parent=press["bn"],
            **common,
            **joint,
            incident_place=place,
            media_contact=person,
            corrections=[{"made_on": datetime.date(2026, 4, 1), "text": "The date was wrong."}],
        ),
        EditorialPageFactory(parent=press["bn"], people=[person], outlet="The Daily", **common),
        EventPageFactory(
            parent=press["bn"],
            people=[person],
            contact=person,
            recap="<p>Many came.</p>",
            agenda=[{"starts_at": datetime.time(10, 30), "title": "Opening", "speaker": ""}],
            **common,
        ),
        NetworkPageFactory(parent=section, organisation=organisation, member_since=1999, **common),
        SubmissionPageFactory(
            parent=section,
            document=file,
            organisations=[organisation],
            recommendations=[{"text": "Ratify.", "topic": topic}, {"text": "Amend.", "topic": None}],
            **common,
        ),
        AppealPageFactory(
            parent=section,
            country=Place.objects.filter(level="country").first(),
            actions=[{"text": "Write."}],
            **common,
            **joint,
        ),
        SituationUpdatePageFactory(
            parent=section,
            document=file,
            sources=[{"text": "Newspapers", "url": ""}, {"text": "Court", "url": "https://court.example/"}],
            **common,
        ),
        AssessmentPageFactory(
            parent=assessments["bn"],
            document=file,
            ratings=[{"criterion": Criterion.objects.first(), "rating": 3, "comment": "Slow."}],
            **common,
        ),
        StandardPageFactory(parent=homes["bn"], attachments=[file], body=common["body"]),
        press["bn"],
        section,
        assessments["bn"],
        homes["bn"],
    ]
    return {type(page).__name__: page for page in pages}
