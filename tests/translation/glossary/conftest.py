"""Who works with the glossary: a translator, and a publisher, who may change what is shared."""

import pytest

from cms.translation.roles import PUBLISHERS, TRANSLATORS
from tests.factories.users import member


@pytest.fixture
def translator(client):
    """A signed-in translator, whose admin speaks English."""
    user = member(TRANSLATORS["en"])
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return user


@pytest.fixture
def publisher(client):
    """A signed-in publisher, who may change the shared glossary."""
    user = member(PUBLISHERS)
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return user
