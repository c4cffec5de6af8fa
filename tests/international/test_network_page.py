"""What a network's profile says, and what was made together with it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import StandardPage
from international.models import NetworkPage, SubmissionPage
from tests.factories import (
    AppealPageFactory,
    EditorialPageFactory,
    EventPageFactory,
    ImageFactory,
    NetworkPageFactory,
    OrganisationFactory,
    StandardPageFactory,
    StatementPageFactory,
    SubmissionPageFactory,
    translate,
)
from tests.factories.relations import attach
from tests.reading import LANGUAGES, chosen, fact, headings, open_page, said, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    """A network of the vocabulary."""
    return OrganisationFactory(
        name_bn="এশীয় মানবাধিকার ফোরাম",
        name_en="Asian Forum for Human Rights",
        acronym="AFHR",
        website="https://www.forum.example/about",
        logo=ImageFactory(),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_profile_shows_name_membership_and_website(client, international, organisation, language):
    page = NetworkPageFactory(
        parent=international[language],
        organisation=organisation,
        level=NetworkPage.Level.INTERNATIONAL,
        member_since=1998,
    )

    soup = open_page(client, page)

    expected = {
        "Acronym": "AFHR",
        "Official name": {"bn": "এশীয় মানবাধিকার ফোরাম", "en": "Asian Forum for Human Rights"}[language],
        "Level": chosen(language, NetworkPage.Level.INTERNATIONAL.label),
        "Our role": {"bn": "সদস্য", "en": "member"}[language],
        "Member since": {"bn": "১৯৯৮", "en": "1998"}[language],
        "Website": "forum.example",
    }
    assert {term: fact(soup, said(language, term)) for term in expected} == expected
    assert soup.select_one(".facts .logo img") is not None


def test_the_link_to_the_website_tells_the_network_nothing_of_the_reader(client, international, organisation):
    soup = open_page(client, NetworkPageFactory(parent=international["en"], organisation=organisation))

    assert soup.select_one('.facts a[href="https://www.forum.example/about"]')["rel"] == ["noreferrer"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_network_of_which_little_is_known_has_no_empty_facts(client, international, language):
    organisation = OrganisationFactory(acronym="", website="")

    soup = open_page(
        client, NetworkPageFactory(parent=international[language], organisation=organisation, role="")
    )

    for term in ("Acronym", "Our role", "Member since", "Website"):
        assert fact(soup, said(language, term)) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_made_together_is_listed_in_the_pages_language(
    client, press, international, organisation, language
):
    network = NetworkPageFactory(parent=international["bn"], organisation=organisation)
    statement = StatementPageFactory(parent=press["bn"], organisations=[organisation])
    twins = {"bn": (network, statement)}
    twins["en"] = (translate(network, title="The network"), translate(statement, title="A joint statement"))
    page, made = twins[language]

    soup = open_page(client, page)

    links = [link["href"] for link in soup.select(".card-list a")]
    assert links == [made.get_url()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_nothing_was_made_together_yet_the_page_says_so(client, international, language):
    soup = open_page(client, NetworkPageFactory(parent=international[language]))

    assert said(language, "No joint statement or submission has been published yet.") in text_of(soup)
    assert soup.select(".card-list") == []


def test_drafts_and_what_others_made_are_not_listed(press, international, organisation):
    network = NetworkPageFactory(parent=international["bn"], organisation=organisation)
    StatementPageFactory(parent=press["bn"], organisations=[organisation], publish=False)
    StatementPageFactory(parent=press["bn"], organisations=[OrganisationFactory()])

    assert network.made_together() == []


def test_days_and_moments_are_ordered_together_and_what_has_no_date_comes_last(
    press, international, organisation
):
    network = NetworkPageFactory(parent=international["bn"], organisation=organisation)
    made_with = {"organisations": [organisation]}
    editorial = EditorialPageFactory(parent=press["bn"], published_on=datetime.date(2026, 3, 2), **made_with)
    undated = SubmissionPageFactory(
        parent=international["bn"],
        status=SubmissionPage.Status.PLANNED,
        submitted_on=None,
        **made_with,
    )
    # Still 1 March in UTC, already 2 March in Dhaka: level with the editorial, and newer.
    event = EventPageFactory(
        parent=press["bn"], starts_at=datetime.datetime(2026, 3, 1, 19, tzinfo=datetime.UTC), **made_with
    )
    appeal = AppealPageFactory(parent=international["bn"], issued_on=datetime.date(2026, 3, 1), **made_with)

    assert [page.pk for page in network.made_together()] == [event.pk, editorial.pk, appeal.pk, undated.pk]


def test_pages_without_a_summary_and_a_date_are_left_out(homes, international, organisation):
    network = NetworkPageFactory(parent=international["bn"], organisation=organisation)
    plain = StandardPageFactory(parent=homes["bn"])
    attach(plain, {"organisations": [organisation]})
    plain.save_revision().publish()

    assert StandardPage.objects.filter(organisation_links__organisation=organisation).exists()
    assert network.made_together() == []


def test_the_list_costs_the_same_at_any_length(client, press, international, organisation):
    network = NetworkPageFactory(parent=international["bn"], organisation=organisation)

    def queries() -> int:
        client.get(network.get_url())
        with CaptureQueriesContext(connection) as captured:
            open_page(client, network)
        return len(captured)

    StatementPageFactory(parent=press["bn"], organisations=[organisation])
    with_one = queries()
    for _number in range(5):
        StatementPageFactory(parent=press["bn"], organisations=[organisation])

    assert len(network.made_together()) == 6
    assert queries() == with_one


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_heading_names_the_network(client, international, organisation, language):
    soup = open_page(client, NetworkPageFactory(parent=international[language], organisation=organisation))

    heading = said(language, "Made together with %(network)s", network="AFHR")
    assert heading in headings(soup)
