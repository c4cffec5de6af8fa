"""A page that comes into being without a form has a readable slug too."""

import pytest

from cms.bangla.slugs import slugify
from tests.factories import StatementPageFactory

TITLE = "হেফাজতে মৃত্যুর নিন্দা 7"


@pytest.mark.parametrize("publish", [False, True])
def test_a_bangla_title_is_romanised_not_dropped(press, publish):
    page = StatementPageFactory(parent=press["bn"], title=TITLE, publish=publish)

    assert page.slug == slugify(TITLE) != "7"


def test_two_pages_of_one_title_have_different_slugs(press):
    first, second = (StatementPageFactory(parent=press["bn"], title=TITLE) for _ in range(2))

    assert first.slug != second.slug
    assert second.slug.startswith(first.slug)


def test_a_slug_that_an_editor_chose_is_kept(press):
    assert StatementPageFactory(parent=press["bn"], title=TITLE, slug="custody").slug == "custody"
