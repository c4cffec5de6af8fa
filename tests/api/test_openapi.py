"""The OpenAPI document: complete, without a warning, and as committed."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema
from wagtail.models import Site

from cms.api.page_types import page_types
from cms.api.schema import document
from cms.api.serializers.blocks import BLOCKS
from cms.api.serializers.pages import output_field
from press.models import StatementPage

SNAPSHOT = Path(__file__).parent / "snapshots" / "openapi.yaml"
REFRESH = f"python manage.py spectacular --lang en --file {SNAPSHOT.relative_to(Path(__file__).parents[2])}"


def nodes(node: Any, path: str = ""):
    """Yield each object of a document with its path."""
    if isinstance(node, dict):
        yield path, node
        for key, child in node.items():
            yield from nodes(child, f"{path}/{key}")
    elif isinstance(node, list):
        for number, child in enumerate(node):
            yield from nodes(child, f"{path}/{number}")


def test_the_document_is_as_committed(tmp_path):
    fresh = tmp_path / "openapi.yaml"

    call_command("spectacular", lang="en", file=str(fresh))

    assert fresh.read_text() == SNAPSHOT.read_text(), f"The API has changed. If it was meant to: {REFRESH}"


def test_the_document_is_made_without_a_warning():
    GENERATOR_STATS.reset()

    call_command(
        "spectacular", lang="en", fail_on_warn=True, validate=True, stdout=io.StringIO(), file="/dev/null"
    )

    assert not GENERATOR_STATS


def test_it_is_openapi_3_1():
    validate_schema(document())

    assert document()["openapi"].startswith("3.1.")
    assert {"/api/v2/pages/", "/api/v2/pages/{id}/", "/api/v2/statements/"} < set(document()["paths"])


def test_nothing_is_of_any_type():
    untyped = [
        path
        for path, node in nodes(document()["components"]["schemas"])
        if path.split("/")[-2:-1] in (["properties"], ["schemas"])
        and not {"type", "$ref", "oneOf", "anyOf", "allOf"} & set(node)
    ]
    loose = [path for path, node in nodes(document()) if node.get("additionalProperties") in (True, {})]
    items = [
        path for path, node in nodes(document()) if node.get("type") == "array" and not node.get("items")
    ]

    assert (untyped, loose, items) == ([], [], [])


@pytest.mark.parametrize(
    "component, names", [("Page", list(page_types())), ("Block", list(BLOCKS))], ids=["pages", "blocks"]
)
def test_each_type_has_a_schema_of_its_own_told_apart_by_its_name(component, names):
    schemas = document()["components"]["schemas"]
    discriminator = schemas[component]["discriminator"]

    assert discriminator["propertyName"] == "type"
    assert list(discriminator["mapping"]) == names
    for name, reference in discriminator["mapping"].items():
        schema = schemas[reference.rsplit("/", 1)[-1]]
        assert schema["properties"]["type"]["enum"] == [name]
        assert set(schema["required"]) == set(schema["properties"])


def test_what_fields_leave_of_a_page_has_a_schema_in_which_nothing_else_is_sure():
    schemas = document()["components"]["schemas"]

    for model in page_types().values():
        whole, part = schemas[model.__name__], schemas[f"{model.__name__}Selection"]
        assert part["required"] == ["id", "type"]
        assert set(part["properties"]) == set(whole["properties"])
    assert schemas["StatementPageSelection"]["properties"]["topics"]["items"]["$ref"].endswith(
        "/TopicSelection"
    )
    assert "required" not in schemas["TopicSelection"]


def test_a_field_whose_type_cannot_be_told_is_an_error_that_names_it():
    with pytest.raises(TypeError, match=r"press\.StatementPage\.kind_label_of_nobody"):
        output_field(StatementPage, "kind_label_of_nobody")


@pytest.mark.parametrize(
    "query, accept, form",
    [
        ("", "*/*", "yaml"),
        ("", "application/json", "json"),
        ("?format=json", "*/*", "json"),
        ("?format=yaml", "application/json", "yaml"),
    ],
)
def test_it_is_served_as_yaml_and_json(client, db, query, accept, form):
    response = client.get(f"/api/v2/schema/{query}", headers={"Accept": accept, "Accept-Language": "bn"})

    read = {"yaml": yaml.safe_load, "json": json.loads}[form](response.content)
    of_this_site = {read.pop("servers")[0]["url"], read.pop("externalDocs")["url"]}
    assert response.headers["Content-Type"].startswith(
        f"application/vnd.oai.openapi{'+json' * (form == 'json')}"
    )
    assert read == json.loads(json.dumps(document()))
    site = Site.objects.get().root_url
    assert of_this_site == {site, f"{site}/api/v2/docs/guide/"}
    assert response.headers["Content-Language"] == "en"


def test_a_form_that_there_is_not_is_refused(client, db):
    response = client.get("/api/v2/schema/?format=xml")

    assert response.status_code == 400
    assert response.json()["errors"][0]["allowed"] == ["yaml", "json"]
