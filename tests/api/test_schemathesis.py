"""Requests made up from the OpenAPI document: whatever is asked, the answer is as the document says.

The requests are the same in every run.
"""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings, strategies
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from cms.api.schema import document
from cms.wsgi import application

# What a value has to be for these is not all in the schema: that there is such a term or page, that fields have these
# names, that a cursor or a path is one, that an order goes with another parameter.
NOT_BY_SCHEMA = {
    "topic", "authority", "organisation", "network", "author", "speaker", "mechanism", "place", "from", "to",
    "child_of", "descendant_of", "ancestor_of", "translation_of", "fields", "after", "since", "html_path",
    "search", "query",
}  # fmt: skip
OPERATIONS = [
    (path, method.upper()) for path, operations in document()["paths"].items() for method in operations
]

# Any other text is no place in the log: tests/api/changes tries those.
schemathesis.openapi.format("cursor", strategies.just("now"))


@pytest.fixture
def _one_connection():
    """Keep the test's own database connection open between requests, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("path, method", OPERATIONS)
def test_whatever_is_asked_the_answer_is_as_described(full, path, method, mode):
    schema = schemathesis.openapi.from_wsgi("/api/v2/schema/?format=json", application)
    statuses = set()

    @settings(
        max_examples=60,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=schema[path][method].as_strategy(generation_mode=mode))
    def ask(case):
        # Its client asks for brotli and gzip, and can read neither when it calls the application itself.
        response = case.call_and_validate(
            headers={"Accept-Encoding": "identity"}, excluded_checks=[positive_data_acceptance]
        )
        if mode is GenerationMode.POSITIVE and response.status_code == 400:
            refused = {error["parameter"] for error in response.json()["errors"]}
            assert refused <= NOT_BY_SCHEMA
        statuses.add(response.status_code)

    ask()

    assert statuses <= {200, 302, 304, 400, 403, 404}
    assert statuses & ({200, 302, 403, 404} if mode is GenerationMode.POSITIVE else {400, 404})
