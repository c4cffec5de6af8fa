"""What a submission says and refuses."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from cms.core.models import Mechanism
from international.models import Recommendation, SubmissionPage
from tests.factories import (
    DocumentFactory,
    MechanismFactory,
    OrganisationFactory,
    SubmissionPageFactory,
    TopicFactory,
)
from tests.reading import LANGUAGES, chosen, fact, headings, in_english, open_page, said, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_facts_say_to_whom_and_where_it_stands(client, international, language):
    page = SubmissionPageFactory(
        parent=international[language],
        mechanism=MechanismFactory(name_bn="সর্বজনীন পুনর্বীক্ষণ", name_en="Universal Review", acronym="UPR"),
        session="44",
        symbol="A/HRC/WG.6/44/BGD/3",
        due_on=datetime.date(2026, 1, 31),
        submitted_on=datetime.date(2026, 1, 15),
        organisations=[OrganisationFactory(name_bn="ব্লাস্ট", name_en="BLAST")],
    )

    soup = open_page(client, page)

    expected = {
        "Kind": chosen(language, SubmissionPage.Kind.UPR.label),
        "Mechanism": {"bn": "সর্বজনীন পুনর্বীক্ষণ (UPR)", "en": "Universal Review (UPR)"}[language],
        "Session or cycle": "44",
        "Document symbol": "A/HRC/WG.6/44/BGD/3",
        "Status": chosen(language, SubmissionPage.Status.SUBMITTED.label),
        "Due": {"bn": "৩১ জানুয়ারি ২০২৬", "en": "31 January 2026"}[language],
        "Submitted": {"bn": "১৫ জানুয়ারি ২০২৬", "en": "15 January 2026"}[language],
        "Together with": {"bn": "ব্লাস্ট", "en": "BLAST"}[language],
    }
    assert {term: fact(soup, said(language, term)) for term in expected} == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_can_be_downloaded(client, international, language):
    document = DocumentFactory()

    soup = open_page(client, SubmissionPageFactory(parent=international[language], document=document))

    link = soup.select_one(f'.facts a[href="{document.url}"]')
    assert getattr(document, f"public_title_{language}") in text_of(link.parent, "a")


@pytest.mark.parametrize("language", LANGUAGES)
def test_recommendations_are_numbered_and_say_what_became_of_them(client, international, language):
    topic = TopicFactory(name_bn="হেফাজতে মৃত্যু", name_en="Deaths in custody")
    page = SubmissionPageFactory(
        parent=international[language],
        recommendations=[
            {"text": "Ratify the protocol.", "topic": topic, "follow_up": "partial", "note": "Under study."},
            {"text": "Train the police.", "follow_up": "none"},
        ],
    )

    items = open_page(client, page).select("ol.recommendations > li")

    first, second = [" ".join(item.get_text(" ").split()) for item in items]
    assert first.startswith("Ratify the protocol.")
    for part in (said(language, "partly done"), getattr(topic, f"name_{language}"), "Under study."):
        assert part in first
    assert second.startswith("Train the police.")
    assert said(language, "nothing done") in second


@pytest.mark.parametrize("follow_up", Recommendation.FollowUp.values)
def test_each_follow_up_has_a_picture_of_its_own_beside_its_word(client, international, follow_up):
    page = SubmissionPageFactory(
        parent=international["en"], recommendations=[{"text": "Train.", "follow_up": follow_up}]
    )

    icon = open_page(client, page).select_one(".recommendations svg")

    assert icon["aria-hidden"] == "true"
    assert icon.select("path, circle"), "the icon is empty"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_planned_submission_shows_when_it_is_due_and_nothing_it_has_not_got(
    client, international, language
):
    page = SubmissionPageFactory(
        parent=international[language],
        status=SubmissionPage.Status.PLANNED,
        submitted_on=None,
        due_on=datetime.date(2027, 3, 26),
    )

    soup = open_page(client, page)

    due = {"bn": "২৬ মার্চ ২০২৭", "en": "26 March 2027"}[language]
    assert f"{said(language, 'Due')}: {due}" in text_of(soup, ".article__header")
    assert fact(soup, said(language, "Submitted")) == ""
    assert said(language, "Recommendations") not in headings(soup)


def test_lists_are_ordered_by_the_day_it_went_out_else_the_day_it_is_due(international):
    due, submitted = datetime.date(2026, 1, 31), datetime.date(2026, 1, 15)
    planned = SubmissionPageFactory(
        parent=international["bn"], status="planned", submitted_on=None, due_on=due
    )
    sent = SubmissionPageFactory(parent=international["bn"], submitted_on=submitted, due_on=due)

    assert (planned.listing_date, sent.listing_date) == (due, submitted)
    assert list(SubmissionPage.objects.newest()) == [planned, sent]


@pytest.mark.parametrize("status", ["submitted", "reviewed"])
def test_a_submission_that_went_out_must_say_when(international, status):
    page = SubmissionPageFactory(parent=international["bn"])
    page.status, page.submitted_on = status, None

    with pytest.raises(ValidationError) as refusal, translation.override("en"):
        page.full_clean()

    assert in_english(refusal) == {"submitted_on": ["Say when it was submitted."]}


@pytest.mark.parametrize("kind", SubmissionPage.Kind.values)
def test_a_mechanism_takes_only_its_own_kind_of_submission(international, kind):
    page = SubmissionPageFactory(parent=international["bn"])
    page.kind = kind
    other = Mechanism.objects.exclude(kind=kind).first()
    other.name_en = "Some mechanism"

    page.mechanism = Mechanism.objects.filter(kind=kind).first()
    page.full_clean()
    page.mechanism = other
    with pytest.raises(ValidationError) as refusal, translation.override("en"):
        page.full_clean()

    assert in_english(refusal) == {"mechanism": ["Some mechanism does not take this kind of submission."]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(SubmissionPage.Kind))
def test_the_kind_is_printed_in_the_language_now_active(kind, language):
    with translation.override(language):
        assert SubmissionPage(kind=kind).kind_label == str(kind.label)
