"""Requests made up from the OpenAPI document: whatever is asked, the answer is as the document says.

The requests are the same in every run.
"""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

from cms.wsgi import application

pytestmark = pytest.mark.django_db


@pytest.fixture
def openapi(full):
    return schemathesis.openapi.from_wsgi("/api/v2/schema/?format=json", application)


schema = schemathesis.pytest.from_fixture("openapi")


@schema.parametrize()
@settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_asked_the_answer_is_as_described(case):
    case.call_and_validate()
