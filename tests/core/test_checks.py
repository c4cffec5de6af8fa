"""The rules of the house as system checks: silent on the real settings, loud when one is broken."""

import pytest
from django.core import checks
from django.db import models
from wagtail.models import Page, get_page_models

from cms.core import checks as house
from cms.core.models import Topic

BREACHES = [
    ("LANGUAGES", [("en", "English"), ("bn", "Bangla")], "kantho.E001"),
    ("LANGUAGES", [("bn", "Bangla")], "kantho.E001"),
    ("WAGTAIL_CONTENT_LANGUAGES", [("bn", "Bangla"), ("en", "English"), ("fr", "French")], "kantho.E001"),
    ("LANGUAGE_CODE", "en", "kantho.E002"),
    ("WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True, "kantho.E003"),
    ("WAGTAIL_ALLOW_UNICODE_SLUGS", True, "kantho.E004"),
]
EVERY_CHECK = [
    house.check_languages,
    house.check_translation_stays_draft,
    house.check_slugs_are_ascii,
    house.check_links_are_models,
]


def found() -> list[str]:
    return [message.id for message in checks.run_checks(tags=[house.TAG])]


def test_the_house_keeps_its_own_rules():
    assert found() == []


def test_every_rule_is_registered_so_that_manage_py_check_runs_it():
    registered = checks.registry.registry.get_checks()

    assert set(EVERY_CHECK) <= set(registered)


@pytest.mark.parametrize(("name", "value", "identifier"), BREACHES)
def test_a_setting_that_breaks_a_rule_is_an_error(settings, name, value, identifier):
    setattr(settings, name, value)

    assert found() == [identifier]


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", "kantho.E003"),
        ("WAGTAIL_ALLOW_UNICODE_SLUGS", "kantho.E004"),
    ],
)
def test_a_setting_that_is_left_out_is_an_error_because_the_default_breaks_the_rule(
    settings, name, identifier
):
    delattr(settings, name)

    assert found() == [identifier]


def test_a_plain_many_to_many_from_a_page_to_a_vocabulary_is_found():
    class LeafletPage(Page):
        subjects = models.ManyToManyField(Topic, related_name="+")

        class Meta:
            abstract = True
            app_label = "tests"

    assert [field.name for field in house.many_to_many_links([LeafletPage])] == ["subjects"]


def test_no_page_type_of_the_house_has_one():
    assert house.many_to_many_links(get_page_models()) == []
