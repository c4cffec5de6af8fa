"""Vocabularies: two names for each row, levels that end, no circles, and rows in use that cannot vanish."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import translation

from cms.core.models import Authority, Criterion, Mechanism, Organisation, Person, Place, Topic
from tests.factories import PlaceFactory, StatementPageFactory, TopicFactory

VOCABULARIES = [Authority, Criterion, Mechanism, Organisation, Person, Place, Topic]


@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_term_is_called_by_its_name_in_the_active_language(db, language):
    topic = TopicFactory(name_bn="নারী", name_en="Women")

    with translation.override(language):
        assert str(topic) == {"bn": "নারী", "en": "Women"}[language]


@pytest.mark.parametrize("model", VOCABULARIES)
@pytest.mark.parametrize("missing", ["name_bn", "name_en", "slug"])
@pytest.mark.django_db
def test_both_names_and_the_short_name_are_required(model, missing):
    values = {"name_bn": "নাম", "name_en": "Name", "slug": "a-name"} | {missing: ""}

    with pytest.raises(ValidationError) as refusal:
        model(**values).full_clean()

    assert missing in refusal.value.error_dict


@pytest.mark.parametrize("model", VOCABULARIES)
def test_the_admin_s_form_asks_for_both_names_and_never_for_the_bare_one(model, admin_client):
    address = reverse(f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}:add")

    form = admin_client.get(address).context["form"]

    assert {"name_bn", "name_en", "slug"} <= set(form.fields)
    assert "name" not in form.fields
    assert form.fields["name_bn"].required
    assert form.fields["name_en"].required


@pytest.mark.parametrize("slug", ["কারা", "a b", "a/b", "a'b", "ünï"])
def test_a_short_name_is_ascii(db, slug):
    with pytest.raises(ValidationError) as refusal:
        Topic(name_bn="ক", name_en="a", slug=slug).full_clean()

    assert "slug" in refusal.value.error_dict


def test_a_short_name_is_taken_once(db):
    TopicFactory(slug="custody")

    with pytest.raises(ValidationError):
        Topic(name_bn="ক", name_en="a", slug="custody").full_clean()


def test_topics_have_two_levels(db):
    child = TopicFactory(parent=TopicFactory())
    child.full_clean()

    with pytest.raises(ValidationError) as refusal:
        Topic(name_bn="ক", name_en="a", slug="third", parent=child).full_clean()

    assert "parent" in refusal.value.error_dict


def test_a_topic_that_has_children_cannot_go_under_another(db):
    parent = TopicFactory()
    TopicFactory(parent=parent)
    parent.parent = TopicFactory()

    with pytest.raises(ValidationError) as refusal:
        parent.full_clean()

    assert "parent" in refusal.value.error_dict


def test_places_have_three_levels(db):
    country = PlaceFactory(level=Place.Level.COUNTRY)
    division = PlaceFactory(level=Place.Level.DIVISION, parent=country)
    district = PlaceFactory(parent=division)
    district.full_clean()

    with pytest.raises(ValidationError):
        Place(name_bn="ক", name_en="a", slug="village", level="district", parent=district).full_clean()


def test_a_term_cannot_belong_under_itself(db):
    topic = TopicFactory()
    topic.parent = topic

    with pytest.raises(ValidationError) as refusal:
        topic.full_clean()

    assert "parent" in refusal.value.error_dict


def test_a_circle_is_refused_and_does_not_run_for_ever(db):
    first = TopicFactory()
    second = TopicFactory(parent=first)
    first.parent = second

    with pytest.raises(ValidationError):
        first.full_clean()

    Topic.objects.filter(pk=first.pk).update(parent=second)
    with pytest.raises(ValidationError):
        Topic(name_bn="ক", name_en="a", slug="third", parent=second).full_clean()


def test_a_topic_in_use_cannot_be_deleted(press):
    topic = TopicFactory()
    StatementPageFactory(parent=press["bn"], topics=[topic])

    with pytest.raises(ProtectedError):
        topic.delete()


def test_a_parent_topic_cannot_be_deleted_before_its_children(db):
    parent = TopicFactory()
    TopicFactory(parent=parent)

    with pytest.raises(ProtectedError):
        parent.delete()


def test_the_same_topic_twice_on_a_page_is_refused_by_the_database(press):
    topic = TopicFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        StatementPageFactory(parent=press["bn"], topics=[topic, topic])


def test_the_same_topic_twice_on_a_page_is_an_error_of_the_form(press):
    page = StatementPageFactory(parent=press["bn"])
    topic = TopicFactory()
    data = {"topic_links-TOTAL_FORMS": 2, "topic_links-INITIAL_FORMS": 0}
    for index in (0, 1):
        data |= {f"topic_links-{index}-topic": topic.pk, f"topic_links-{index}-ORDER": index + 1}
    form = type(page).get_edit_handler().get_form_class()(data, instance=page, parent_page=press["bn"])

    assert not form.formsets["topic_links"].is_valid()
