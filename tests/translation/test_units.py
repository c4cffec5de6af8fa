"""What a page says is the same however it comes: from a form, from its row, from a revision of it."""

import pytest
from django.utils import timezone

from cms.core.models import ArticlePage
from cms.translation.units import units_of
from tests.factories import EventPageFactory, StatementPageFactory
from tests.factories.registry import HOUSE_PAGES, make_page, rich_body, rich_relations

pytestmark = pytest.mark.any_database

ARTICLES = [model for model in HOUSE_PAGES if issubclass(model, ArticlePage)]


@pytest.mark.parametrize("model", ARTICLES, ids=lambda model: model.__name__)
def test_a_page_says_the_same_from_a_form_its_row_and_a_revision(press, international, assessments, model):
    related = [StatementPageFactory(parent=press["bn"])]
    parents = {"press": press, "international": international, "assessments": assessments}
    page = make_page(model, parents=parents, body=rich_body(related[0]), **rich_relations(model, related))

    from_row = units_of(model.objects.get(pk=page.pk))

    assert units_of(page) == from_row
    assert units_of(page.get_latest_revision_as_object()) == from_row


def test_an_hour_is_the_same_in_every_time_zone(press):
    page = EventPageFactory(parent=press["bn"])
    told = units_of(page)

    page.starts_at = timezone.localtime(page.starts_at, timezone.get_fixed_timezone(-300))

    assert units_of(page) == told
