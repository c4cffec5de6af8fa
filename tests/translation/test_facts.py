"""Rules 3, 5 and 6: facts are the same in both languages and follow every update; so do links and slugs."""

import datetime
import zoneinfo

import pytest

from cms.core.models import Mechanism, Place
from tests.factories import (
    AppealPageFactory,
    AssessmentPageFactory,
    AuthorityFactory,
    CriterionFactory,
    DocumentFactory,
    EditorialPageFactory,
    EventPageFactory,
    ImageFactory,
    NetworkPageFactory,
    OrganisationFactory,
    PersonFactory,
    SituationUpdatePageFactory,
    StandardPageFactory,
    StatementPageFactory,
    SubmissionPageFactory,
    TopicFactory,
)

DHAKA = zoneinfo.ZoneInfo("Asia/Dhaka")


def places() -> list[Place]:
    return list(Place.objects.filter(level=Place.Level.DISTRICT)[:2])


def statement(parents):
    first, second = places()
    return StatementPageFactory(
        parent=parents["press"],
        incident_on=datetime.date(2026, 3, 20),
        incident_place=first,
        place_issued=second,
        media_contact=PersonFactory(),
    )


def event(parents):
    return EventPageFactory(
        parent=parents["press"],
        starts_at=datetime.datetime(2026, 5, 1, 10, tzinfo=DHAKA),
        ends_at=datetime.datetime(2026, 5, 1, 12, tzinfo=DHAKA),
        online_url="https://meet.example/room",
        contact=PersonFactory(),
    )


def submission(parents):
    return SubmissionPageFactory(
        parent=parents["international"], symbol="A/HRC/1", document=DocumentFactory()
    )


SUBJECTS = {
    "statement": (
        statement,
        {
            "kind": "protest",
            "issued_on": datetime.date(2026, 4, 2),
            "incident_on": None,
            "incident_place": None,
            "place_issued": None,
            "media_contact": None,
        },
    ),
    "editorial": (
        lambda parents: EditorialPageFactory(
            parent=parents["press"],
            outlet="Daily",
            outlet_url="https://daily.example/",
            outlet_on=datetime.date(2026, 1, 1),
        ),
        {"published_on": datetime.date(2026, 4, 2), "outlet_url": "", "outlet_on": None},
    ),
    "event": (
        event,
        {
            "kind": "workshop",
            "ends_at": datetime.datetime(2026, 5, 1, 14, tzinfo=DHAKA),
            "online_url": "",
            "audience": "public",
            "spoken_languages": "bn,en",
            "contact": None,
        },
    ),
    "submission": (
        submission,
        {
            "kind": "treaty_body",
            "symbol": "",
            "due_on": datetime.date(2026, 2, 1),
            "submitted_on": datetime.date(2026, 2, 2),
            "status": "reviewed",
            "document": None,
        },
    ),
    "appeal": (
        lambda parents: AppealPageFactory(
            parent=parents["international"],
            act_by=datetime.date(2026, 6, 1),
            country=Place.objects.get(code="BD"),
        ),
        {"kind": "petition", "act_by": None, "country": None, "issued_on": datetime.date(2026, 3, 2)},
    ),
    "situation update": (
        lambda parents: SituationUpdatePageFactory(
            parent=parents["international"], document=DocumentFactory()
        ),
        {
            "period_end": datetime.date(2026, 4, 30),
            "published_on": datetime.date(2026, 5, 2),
            "document": None,
        },
    ),
    "assessment": (
        lambda parents: AssessmentPageFactory(
            parent=parents["assessments"], year=2024, document=DocumentFactory()
        ),
        {"year": 2025, "published_on": datetime.date(2026, 2, 2), "document": None},
    ),
    "network": (
        lambda parents: NetworkPageFactory(parent=parents["international"], member_since=1998),
        {"level": "international", "member_since": None},
    ),
    "plain page": (
        lambda parents: StandardPageFactory(parent=parents["home"], shows_contact=True),
        {"shows_contact": False},
    ),
}


@pytest.fixture(params=["bn", "en"])
def language(request) -> str:
    return request.param


@pytest.fixture
def parents(language, homes, press, international, assessments):
    return {
        "home": homes[language],
        "press": press[language],
        "international": international[language],
        "assessments": assessments[language],
    }


@pytest.mark.parametrize("name", SUBJECTS)
def test_facts_are_copied_and_follow_changes_and_cleared_ones(name, parents, language, desk):
    make, changes = SUBJECTS[name]
    page = make(parents)
    work = desk(page, {"bn": "en", "en": "bn"}[language])
    twin = work.save(publish=True)
    assert {field: getattr(twin, field) for field in changes} == {
        field: getattr(page, field) for field in changes
    }

    for field, value in changes.items():
        setattr(page, field, value)
    if name == "submission":
        page.mechanism = Mechanism.objects.filter(kind="treaty_body").first()
    page.save_revision().publish()
    work.update()
    twin = work.save(publish=True)

    assert {field: getattr(twin, field) for field in changes} == changes


@pytest.mark.parametrize("name", SUBJECTS)
def test_no_fact_is_offered_to_a_translator(name, parents, language, desk):
    make, changes = SUBJECTS[name]
    page = make(parents)
    work = desk(page, {"bn": "en", "en": "bn"}[language])

    offered = {path.split(".")[0] for path, _string in work.offered()}
    overridable = {segment.context.path for segment in work.source.overridablesegment_set.all()}

    assert not offered & {*changes, "slug"}
    assert not overridable & {*changes, "slug"}


def test_links_to_vocabularies_and_documents_are_copied_and_follow_removals(parents, language, desk):
    topics = [TopicFactory(), TopicFactory()]
    page = StatementPageFactory(
        parent=parents["press"],
        topics=topics,
        authorities=[AuthorityFactory()],
        organisations=[OrganisationFactory()],
        attachments=[DocumentFactory()],
        related=[parents["home"]],
    )
    work = desk(page, {"bn": "en", "en": "bn"}[language])
    twin = work.save(publish=True)
    assert twin.topics == topics
    assert twin.authorities == page.authorities
    assert twin.organisations == page.organisations
    assert twin.attachments == page.attachments
    assert [link.related_page_id for link in twin.related_links.all()] == [parents["home"].pk]

    kept = topics[1]
    page.topic_links = [link for link in page.topic_links.all() if link.topic_id == kept.pk]
    page.authority_links = []
    page.organisation_links = []
    page.attachment_links = []
    page.related_links = []
    page.save_revision().publish()
    work.update()
    twin = work.save(publish=True)

    assert twin.topics == [kept]
    assert (twin.authorities, twin.organisations, twin.attachments, twin.related_pages) == ([], [], [], [])


@pytest.mark.parametrize("factory", [EditorialPageFactory, EventPageFactory])
def test_people_are_copied_and_follow_a_new_order(factory, parents, language, desk):
    first, second = PersonFactory(), PersonFactory()
    page = factory(parent=parents["press"], people=[first, second])
    work = desk(page, {"bn": "en", "en": "bn"}[language])
    assert [link.person for link in work.save(publish=True).person_links.all()] == [first, second]

    links = {link.person_id: link for link in page.person_links.all()}
    links[first.pk].sort_order, links[second.pk].sort_order = 1, 0
    page.person_links = [links[second.pk], links[first.pk]]
    page.save_revision().publish()
    work.update()

    twin = work.save(publish=True)
    assert [link.person for link in twin.person_links.all()] == [second, first]


def test_the_slug_is_the_same_in_both_languages_and_follows_a_change(parents, language, desk):
    page = StatementPageFactory(parent=parents["press"], title="Custody", slug="custody")
    work = desk(page, {"bn": "en", "en": "bn"}[language])
    assert work.save(publish=True).slug == "custody"

    page.slug = "death-in-custody"
    page.save_revision().publish()
    work.update()

    assert work.save(publish=True).slug == "death-in-custody"
    assert work.twin().slug.isascii()


def test_the_leading_picture_follows_a_change(parents, language, desk):
    page = StatementPageFactory(parent=parents["press"], hero_image=ImageFactory())
    work = desk(page, {"bn": "en", "en": "bn"}[language])
    assert work.save(publish=True).hero_image == page.hero_image

    page.hero_image = None
    page.save_revision().publish()
    work.update()

    assert work.save(publish=True).hero_image is None


def test_ratings_keep_their_criterion_and_value_and_follow_a_new_value(parents, language, desk):
    criterion = CriterionFactory()
    page = AssessmentPageFactory(
        parent=parents["assessments"], ratings=[{"criterion": criterion, "rating": 2, "comment": "A."}]
    )
    work = desk(page, {"bn": "en", "en": "bn"}[language])
    assert work.save(publish=True).ratings.get().rating == 2

    rating = page.ratings.get()
    rating.rating = 4
    page.ratings = [rating]
    page.save_revision().publish()
    work.update()

    twin = work.save(publish=True)
    assert (twin.ratings.get().rating, twin.ratings.get().criterion) == (4, criterion)
