"""The head of the international section."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import AppealPageFactory, NetworkPageFactory, OrganisationFactory, SubmissionPageFactory
from tests.reading import LANGUAGES, chosen, open_page, said, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES)
def test_networks_stand_beside_the_list_in_the_order_of_the_tree(client, international, language):
    parent = international[language]
    networks = [
        NetworkPageFactory(parent=parent, organisation=OrganisationFactory(acronym=acronym))
        for acronym in ("APWLD", "SAHR")
    ]
    submission = SubmissionPageFactory(parent=parent)

    soup = open_page(client, parent)

    assert [link["href"] for link in soup.select(".networks a")] == [page.get_url() for page in networks]
    assert "APWLD" in text_of(soup, ".networks")
    assert [link["href"] for link in soup.select(".card-list a")] == [submission.get_url()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_of_assessments_can_be_reached(client, international, assessments, language):
    soup = open_page(client, international[language])

    assert soup.select_one(f'aside a[href="{assessments[language].get_url()}"]') is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_networks_there_is_nothing_beside_the_list(client, international, language):
    AppealPageFactory(parent=international[language])

    assert open_page(client, international[language]).select("aside") == []


def test_drafts_and_networks_of_the_other_language_are_not_listed(client, international):
    NetworkPageFactory(parent=international["bn"], publish=False)
    NetworkPageFactory(parent=international["en"])

    assert open_page(client, international["bn"]).select(".networks a") == []


def test_the_page_costs_the_same_with_any_number_of_networks(client, international):
    def queries() -> int:
        client.get(international["bn"].get_url())
        with CaptureQueriesContext(connection) as captured:
            open_page(client, international["bn"])
        return len(captured)

    NetworkPageFactory(parent=international["bn"])
    with_one = queries()
    for _number in range(4):
        NetworkPageFactory(parent=international["bn"])

    assert queries() == with_one


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_of_an_open_appeal_says_by_when_to_act(client, international, language):
    AppealPageFactory(parent=international[language], act_by=datetime.date(2026, 3, 20))
    date = {"bn": "২০ মার্চ ২০২৬", "en": "20 March 2026"}[language]

    with time_machine.travel(datetime.datetime(2026, 3, 19, 6, tzinfo=datetime.UTC)):
        assert text_of(open_page(client, international[language]), ".card .badge") == said(
            language, "Act by %(date)s", date=date
        )
    with time_machine.travel(datetime.datetime(2026, 3, 25, 6, tzinfo=datetime.UTC)):
        assert open_page(client, international[language]).select_one(".card .badge") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_date_on_the_card_of_a_report_not_yet_sent_is_called_the_due_date(
    client, international, language
):
    page = SubmissionPageFactory(
        parent=international[language],
        status="planned",
        submitted_on=None,
        due_on=datetime.date(2026, 3, 20),
    )

    soup = open_page(client, international[language])

    assert f"{said(language, 'Due')}: " in text_of(soup, ".card .kicker")
    assert text_of(soup, ".card .badge") == chosen(language, page.Status.PLANNED.label)
