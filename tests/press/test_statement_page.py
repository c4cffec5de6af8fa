"""What a press statement says, refuses and is called."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from cms.core.models import OrganisationSettings, Place, Reference
from press.models import StatementPage
from tests.factories import (
    AuthorityFactory,
    OrganisationFactory,
    PersonFactory,
    StatementPageFactory,
    translate,
)
from tests.reading import LANGUAGES, chosen, fact, headings, in_english, open_page, said, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(press):
    """A joint statement with every fact there is, published in both languages."""
    khulna = Place.objects.get(code="BD-27")
    page = StatementPageFactory(
        parent=press["bn"],
        kind=StatementPage.Kind.JOINT,
        place_issued=Place.objects.get(code="BD-13"),
        incident_on=datetime.date(2026, 3, 24),
        incident_place=khulna,
        media_contact=PersonFactory(phone="+880 1700 000000"),
        authorities=[AuthorityFactory(name_bn="পুলিশ সদর দপ্তর", name_en="Police Headquarters")],
        organisations=[OrganisationFactory(name_bn="ব্লাস্ট", name_en="BLAST")],
    )
    return {"bn": page, "en": translate(page, title="Death in custody condemned")}


@pytest.fixture
def prefix(homes):
    """The organisation's prefix of reference numbers."""
    settings = OrganisationSettings.for_site(homes["bn"].get_site())
    settings.reference_prefix = "ASK"
    settings.name_bn, settings.name_en = "আইন ও সালিশ কেন্দ্র", "Ain o Salish Kendra"
    settings.save()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_facts_stand_beside_the_text(client, statement, language):
    soup = open_page(client, statement[language])

    assert fact(soup, said(language, "Kind")) == chosen(language, StatementPage.Kind.JOINT.label)
    expected = {
        "Issued": {"bn": "ঢাকা, ২৬ মার্চ ২০২৬", "en": "Dhaka, 26 March 2026"},
        "Incident": {"bn": "খুলনা, ২৪ মার্চ ২০২৬", "en": "Khulna, 24 March 2026"},
        "Addressed to": {"bn": "পুলিশ সদর দপ্তর", "en": "Police Headquarters"},
        "Co-signed by": {"bn": "ব্লাস্ট", "en": "BLAST"},
    }
    for term, values in expected.items():
        assert fact(soup, said(language, term)) == values[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_media_contact_can_be_called_and_written_to(client, statement, language):
    soup = open_page(client, statement[language])

    contact = fact(soup, said(language, "Media contact"))
    assert {"bn": "আইন বিশ্লেষক", "en": "legal analyst"}[language] in contact
    assert soup.select_one('.facts a[href="tel:+8801700000000"]') is not None
    assert soup.select_one('.facts a[href="mailto:media@desk.example"]') is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_is_shown_with_its_permanent_link_and_a_citation(client, prefix, statement, language):
    soup = open_page(client, statement[language])

    assert fact(soup, said(language, "Reference number")) == "ASK/PS/2026/001"
    assert soup.select_one('.facts a[href="/r/ps-2026-001"]') is not None
    citation = text_of(soup, ".citation")
    for part in (
        {"bn": "আইন ও সালিশ কেন্দ্র", "en": "Ain o Salish Kendra"}[language],
        statement[language].title,
        "ASK/PS/2026/001",
        {"bn": "২৬ মার্চ ২০২৬", "en": "26 March 2026"}[language],
    ):
        assert part in citation
    link = soup.select_one(".citation a")
    assert link["href"] == link.get_text()
    assert link["href"].startswith("http")
    assert link["href"].endswith("/r/ps-2026-001")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_permanent_link_leads_to_the_statement_in_the_readers_language(client, statement, language):
    response = client.get(statement["bn"].reference_path, headers={"accept-language": language})

    assert response.headers["Location"].endswith(statement[language].url)


@pytest.mark.parametrize("language", LANGUAGES)
def test_corrections_come_before_the_text_with_the_latest_first(client, press, language):
    page = StatementPageFactory(
        parent=press[language],
        corrections=[
            {"made_on": datetime.date(2026, 3, 27), "text": "A date was wrong."},
            {"made_on": datetime.date(2026, 3, 29), "text": "A name was misspelt."},
        ],
    )

    words = text_of(open_page(client, page))

    order = [
        {"bn": "২৯ মার্চ ২০২৬", "en": "29 March 2026"}[language],
        "A name was misspelt.",
        {"bn": "২৭ মার্চ ২০২৬", "en": "27 March 2026"}[language],
        "A date was wrong.",
        {"bn": "নিরপেক্ষ তদন্ত ও দায়ীদের", "en": "that those responsible be tried"}[language],
    ]
    positions = [words.index(part) for part in order]
    assert positions == sorted(positions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_without_extras_has_no_empty_headings(client, press, language):
    soup = open_page(client, StatementPageFactory(parent=press[language]))

    for term in ("Incident", "Addressed to", "Co-signed by", "Media contact"):
        assert fact(soup, said(language, term)) == ""
    assert said(language, "Correction") not in headings(soup)


def test_a_draft_has_no_number(press):
    page = StatementPageFactory(parent=press["bn"], publish=False)

    assert page.reference == ""
    assert page.reference_path == ""
    assert not Reference.objects.exists()


def test_numbers_follow_the_order_of_first_publication_within_the_year_issued(press, prefix):
    first = StatementPageFactory(parent=press["bn"])
    second = StatementPageFactory(parent=press["bn"])
    earlier_year = StatementPageFactory(parent=press["bn"], issued_on=datetime.date(2025, 12, 31))

    numbers = [page.reference for page in (first, second, earlier_year)]

    assert numbers == ["ASK/PS/2026/001", "ASK/PS/2026/002", "ASK/PS/2025/001"]


def test_both_languages_share_one_number(press):
    page = StatementPageFactory(parent=press["bn"])

    assert translate(page, title="Death in custody").reference == page.reference
    assert Reference.objects.count() == 1


def test_publishing_again_keeps_the_number(press):
    page = StatementPageFactory(parent=press["bn"])
    page.title = "হেফাজতে মৃত্যু"

    page.save_revision().publish()

    assert StatementPage.objects.get(pk=page.pk).reference == page.reference
    assert Reference.objects.count() == 1


def test_restoring_a_revision_from_before_publication_keeps_the_number(press):
    page = StatementPageFactory(parent=press["bn"], publish=False)
    draft = page.get_latest_revision()
    page.save_revision().publish()
    reference = StatementPage.objects.get(pk=page.pk).reference

    draft.publish()

    assert reference
    assert StatementPage.objects.get(pk=page.pk).reference == reference


def test_publishing_a_revision_read_from_the_database_stores_the_number(press):
    page = StatementPageFactory(parent=press["bn"], publish=False)

    page.publish(page.get_latest_revision())

    reference = Reference.objects.get().text
    assert StatementPage.objects.get(pk=page.pk).reference == reference


def test_a_copy_takes_neither_number_nor_corrections(press):
    page = StatementPageFactory(
        parent=press["bn"], corrections=[{"made_on": datetime.date(2026, 3, 27), "text": "A date was wrong."}]
    )

    copy = page.copy(update_attrs={"slug": "a-copy"}, keep_live=False)

    assert copy.reference == ""
    assert not copy.corrections.exists()


def test_an_incident_after_the_statement_is_refused(press):
    page = StatementPageFactory(parent=press["bn"])
    page.incident_on = page.issued_on + datetime.timedelta(days=1)

    with pytest.raises(ValidationError) as refusal, translation.override("en"):
        page.full_clean()

    assert in_english(refusal) == {"incident_on": ["The incident cannot lie after the date issued."]}


def test_an_incident_on_the_day_of_the_statement_is_accepted(press):
    page = StatementPageFactory(parent=press["bn"])
    page.incident_on = page.issued_on

    page.full_clean()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(StatementPage.Kind))
def test_the_kind_is_printed_in_the_language_now_active(kind, language):
    page = StatementPage(kind=kind)

    with translation.override(language):
        assert page.kind_label == str(kind.label)
