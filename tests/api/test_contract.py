"""What all operations of the OpenAPI document have alike, and what it says by way of example."""

import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from cms.api.contract import GROUPS, RESPONSE_HEADERS
from cms.api.examples import PARAMETERS, PROBLEMS, PROPERTIES
from cms.api.schema import document

OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, operations in document()["paths"].items()
    for method, operation in operations.items()
}
SCHEMAS = document()["components"]["schemas"]
every_operation = pytest.mark.parametrize("name", OPERATIONS)


def validate(schema, value) -> None:
    whole = schema | {"components": document()["components"]}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(value)


@every_operation
def test_it_belongs_to_a_group_that_is_described(name):
    described = {group["name"] for group in document()["tags"]}

    assert len(OPERATIONS[name]["tags"]) == 1
    assert set(OPERATIONS[name]["tags"]) <= described


def test_the_groups_are_those_that_have_operations_in_our_order():
    used = {tag for operation in OPERATIONS.values() for tag in operation["tags"]}

    assert [group["name"] for group in document()["tags"]] == [name for name in GROUPS if name in used]


@every_operation
def test_it_says_what_any_request_can_run_into_by_reference(name):
    responses = OPERATIONS[name]["responses"]
    referred = {status: response.get("$ref", "").rsplit("/", 1)[-1] for status, response in responses.items()}

    assert {"400", "429", "500"} <= set(referred)
    assert [referred[status] for status in ("400", "429", "500")] == [
        "BadRequest",
        "TooManyRequests",
        "InternalServerError",
    ]
    assert referred.get("404", "NotFound") == "NotFound"
    assert ("404" in referred) or "{" not in name
    assert ("304" in referred) == ("200" in referred)


@every_operation
def test_everything_about_it_is_described(name):
    operation = OPERATIONS[name]
    responses = [each for each in operation["responses"].values() if "$ref" not in each]

    assert operation["summary"]
    assert operation["description"]
    assert all(each["description"] for each in responses)
    assert all("X-Request-Id" in each["headers"] for each in responses)


@every_operation
def test_it_can_be_asked_in_a_language_and_for_changes_only(name):
    references = {each.get("$ref", "").rsplit("/", 1)[-1] for each in OPERATIONS[name]["parameters"]}

    assert {"AcceptLanguage", "IfNoneMatch"} <= references


def test_a_copy_of_the_document_is_not_changed_by_making_it_again():
    text = json.dumps(document())
    document.cache_clear()

    assert json.dumps(document()) == text
    assert set(document()["components"]["headers"]) == set(RESPONSE_HEADERS)


def examples_of_fields():
    return [
        pytest.param(schema["properties"][field], id=f"{name}.{field}")
        for name, schema in SCHEMAS.items()
        for field in schema.get("properties", {})
        if "examples" in schema["properties"][field]
    ]


@pytest.mark.parametrize("field", examples_of_fields())
def test_the_example_of_a_field_is_valid(field):
    for example in field["examples"]:
        validate({key: value for key, value in field.items() if key != "examples"}, example)


def test_no_example_is_of_a_field_that_there_is_not():
    fields = {field for schema in SCHEMAS.values() for field in schema.get("properties", {})}
    qualified = {
        f"{name}.{field}" for name, schema in SCHEMAS.items() for field in schema.get("properties", {})
    }

    assert set(PROPERTIES) - fields - qualified == set()


@every_operation
def test_the_examples_of_parameters_are_valid(name):
    for parameter in OPERATIONS[name]["parameters"]:
        if "example" in parameter:
            assert parameter["example"] == PARAMETERS[parameter["name"]]
            validate(parameter["schema"], parameter["example"])


@pytest.mark.parametrize("status", PROBLEMS)
@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_example_of_a_problem_is_valid(status, language):
    problem = PROBLEMS[status][language]["value"]

    validate({"$ref": "#/components/schemas/Problem"}, problem)
    assert problem["status"] == status


@pytest.mark.parametrize("path, status", [("pages/?limit=1000", 400), ("pages/999/", 404)])
@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_example_of_a_problem_is_what_is_answered(client, db, path, status, language):
    response = client.get(f"/api/v2/{path}", headers={"Accept-Language": language})

    assert response.json() == PROBLEMS[status][language]["value"]


def test_the_served_document_says_whom_to_ask_and_on_which_terms(client, db, settings):
    settings.API_CONTACT_NAME, settings.API_CONTACT_URL = "The desk", "https://desk.example.org/en/contact/"
    settings.API_LICENSE_NAME, settings.API_LICENSE_URL = "CC BY 4.0", ""

    info = client.get("/api/v2/schema/?format=json").json()["info"]

    assert info["contact"] == {"name": "The desk", "url": "https://desk.example.org/en/contact/"}
    assert info["license"] == {"name": "CC BY 4.0"}


def test_what_the_site_does_not_say_is_left_out(client, db, settings):
    settings.API_LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"

    info = client.get("/api/v2/schema/?format=json").json()["info"]

    assert not {"contact", "license"} & set(info)
