"""A colleague who makes preview links, and a reader who comes with a token."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from cms.api.models import PreviewLink
from cms.api.previews.services import make_link
from cms.api.previews.tokens import token_for
from cms.translation.roles import WRITERS
from tests.api.conftest import Answer, Api
from tests.factories.users import member


@pytest.fixture
def maker(db):
    """A writer of the desk."""
    return member(WRITERS, first_name="Rokeya")


@pytest.fixture
def link_to(maker) -> Callable[..., PreviewLink]:
    """Return a function that makes a link to the latest version of a page, for a day."""

    def make(page, lifetime: timedelta = timedelta(days=1), note: str = "") -> PreviewLink:
        return make_link(page, maker, lifetime, note)

    return make


@pytest.fixture
def read(api: Api) -> Callable[..., Answer]:
    """Return a function that reads a draft with a link or any text for a token, by header, at any page's address."""

    def ask(token, page=None, language: str = "en") -> Answer:
        key = page.pk if page else token.page_id
        text = token_for(token) if isinstance(token, PreviewLink) else token
        headers = {"Authorization": f"Bearer {text}", "Accept-Language": language}
        return api.request("get", f"pages/{key}/preview/", headers=headers)

    return ask
