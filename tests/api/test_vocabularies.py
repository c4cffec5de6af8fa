"""Vocabularies: what published pages name, in the reader's language or both."""

import pytest

from cms.core.models import Mechanism, Place
from tests.factories import (
    AppealPageFactory,
    AuthorityFactory,
    EditorialPageFactory,
    OrganisationFactory,
    PersonFactory,
    StatementPageFactory,
    SubmissionPageFactory,
    TopicFactory,
    translate,
)


def slugs(answer) -> list[str]:
    assert answer.status == 200, answer.text
    return [item["slug"] for item in answer.data["items"]]


@pytest.mark.parametrize("language, name", [("bn", "নির্যাতন"), ("en", "Torture")])
def test_topics_that_pages_name_are_listed_with_those_above_them(api, press, language, name):
    above = TopicFactory(slug="violence")
    topic = TopicFactory(slug="torture", parent=above, name_bn="নির্যাতন", name_en="Torture")
    TopicFactory(slug="unused")
    StatementPageFactory(parent=press["bn"], topics=[topic])

    answer = api.get("topics/", language=language)

    assert slugs(answer) == ["torture", "violence"]
    assert answer.data["items"][0] == {"slug": "torture", "name": name, "parent": "violence"}
    assert answer.data["meta"] == {"total_count": 2, "locale": language, "next": None, "previous": None}
    both = api.get("topics/", names="all", slug="torture").data["items"]
    assert [each["names"] for each in both] == [{"bn": "নির্যাতন", "en": "Torture"}]


def test_what_only_a_draft_names_is_listed_nowhere(api, press, international):
    person, organisation = (
        PersonFactory(slug="canary-person"),
        OrganisationFactory(slug="canary-organisation"),
    )
    topic, authority = TopicFactory(slug="canary-topic"), AuthorityFactory(slug="canary-authority")
    place = Place.objects.filter(level="district").first()
    mechanism = Mechanism.objects.first()
    StatementPageFactory(
        parent=press["bn"],
        publish=False,
        topics=[topic],
        authorities=[authority],
        organisations=[organisation],
        incident_place=place,
        media_contact=person,
    )
    SubmissionPageFactory(parent=international["bn"], publish=False, mechanism=mechanism, kind=mechanism.kind)
    EditorialPageFactory(parent=press["bn"], people=[person], publish=False)

    for path in ("topics/", "authorities/", "organisations/", "people/", "places/", "mechanisms/"):
        assert slugs(api.get(path)) == []


def test_each_vocabulary_lists_what_pages_name(api, press, international):
    person, organisation = (
        PersonFactory(slug="analyst", phone="123"),
        OrganisationFactory(slug="apwld", kind="network"),
    )
    authority = AuthorityFactory(slug="police")
    district = Place.objects.filter(level="district").first()
    country = Place.objects.filter(level="country").exclude(slug="bangladesh").first()
    mechanism = Mechanism.objects.first()
    StatementPageFactory(
        parent=press["bn"],
        authorities=[authority],
        organisations=[organisation],
        incident_place=district,
        media_contact=person,
    )
    SubmissionPageFactory(parent=international["bn"], mechanism=mechanism, kind=mechanism.kind)
    translate(AppealPageFactory(parent=international["bn"], country=country))

    assert slugs(api.get("authorities/")) == ["police"]
    assert slugs(api.get("organisations/", kind="network")) == ["apwld"]
    assert slugs(api.get("organisations/", kind="partner")) == []
    assert slugs(api.get("mechanisms/")) == [mechanism.slug]
    assert {district.slug, district.parent.slug, country.slug} <= set(slugs(api.get("places/")))
    assert set(slugs(api.get("places/", level="district"))) == {district.slug}
    people = api.get("people/").data["items"]
    assert [set(each) for each in people] == [{"slug", "name", "role"}]


@pytest.mark.parametrize("query", [{"level": "planet"}, {"slug": "a b"}, {"colour": "red"}, {"limit": "0"}])
def test_bad_parameters_are_errors(api, homes, query):
    assert api.get("places/", **query).status == 400


def test_a_vocabulary_costs_the_same_at_any_length(api, press, django_assert_max_num_queries):
    StatementPageFactory(parent=press["bn"], topics=[TopicFactory() for _ in range(30)])
    api.get("topics/")

    with django_assert_max_num_queries(5):
        assert len(slugs(api.get("topics/", limit="100"))) == 30


def test_parts_lead_to_each_other(api, press):
    StatementPageFactory(parent=press["bn"], topics=[TopicFactory(slug=f"t{number}") for number in range(3)])

    first = api.get("topics/", limit="2")

    assert slugs(first) == ["t0", "t1"]
    assert first.data["meta"]["next"].endswith("/api/v2/topics/?limit=2&offset=2")
    assert slugs(api.get("topics/", limit="2", offset="2")) == ["t2"]
