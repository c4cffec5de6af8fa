"""Reference numbers: given on first publication, shared by both languages, never reused, without gaps."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Site

from cms.core.models import OrganisationSettings, Reference
from cms.core.models.references import ReferenceSeries
from cms.core.services import allocate_reference
from press.models import StatementPage
from tests.factories import EditorialPageFactory, ImageFactory, StatementPageFactory, translate


@pytest.fixture(autouse=True)
def _prefix(db):
    settings = OrganisationSettings.for_site(Site.objects.get())
    settings.reference_prefix = "ASK"
    settings.save()


def numbers() -> list[int]:
    return list(Reference.objects.order_by("number").values_list("number", flat=True))


def test_the_first_statement_of_a_year_is_number_one(press):
    statement = StatementPageFactory(parent=press["bn"], issued_on=datetime.date(2026, 3, 26))

    assert statement.reference == "ASK/PS/2026/001"


def test_numbers_follow_each_other_within_a_year_and_begin_anew_in_the_next(press):
    dates = [datetime.date(2026, 1, 1), datetime.date(2026, 5, 1), datetime.date(2027, 1, 1)]
    references = [StatementPageFactory(parent=press["bn"], issued_on=day).reference for day in dates]

    assert references == ["ASK/PS/2026/001", "ASK/PS/2026/002", "ASK/PS/2027/001"]


def test_without_a_prefix_the_number_has_none(press):
    OrganisationSettings.objects.update(reference_prefix="")

    assert StatementPageFactory(parent=press["bn"]).reference == "PS/2026/001"


@pytest.mark.parametrize("language", ["bn", "en"])
def test_both_languages_carry_one_number_whichever_was_first(press, language):
    other = {"bn": "en", "en": "bn"}[language]
    statement = StatementPageFactory(parent=press[language])
    twin = translate(statement, other)

    assert twin.reference == statement.reference == "ASK/PS/2026/001"
    assert numbers() == [1]


def test_a_draft_twin_is_told_the_number_when_the_original_goes_out(press):
    statement = StatementPageFactory(parent=press["bn"], publish=False)
    twin = translate(statement, publish=False)

    statement.latest_revision.publish()

    twin.refresh_from_db()
    assert twin.reference == "ASK/PS/2026/001"


def test_a_draft_has_no_number(press):
    assert StatementPageFactory(parent=press["bn"], publish=False).reference == ""
    assert numbers() == []


def test_the_number_stays_when_the_statement_is_published_again_unpublished_and_redated(press):
    statement = StatementPageFactory(parent=press["bn"])
    statement.title = "শিরোনাম বদলেছে"
    statement.issued_on = datetime.date(2027, 1, 1)
    statement.save_revision().publish()
    statement.unpublish()
    statement.save_revision().publish()

    statement.refresh_from_db()
    assert statement.reference == "ASK/PS/2026/001"
    assert numbers() == [1]


def test_the_number_stays_when_a_revision_older_than_it_is_published_again(press):
    statement = StatementPageFactory(parent=press["bn"], publish=False)
    oldest = statement.latest_revision
    statement.title = "দ্বিতীয় খসড়া"
    statement.save_revision().publish()

    oldest.publish()

    statement.refresh_from_db()
    assert statement.title != "দ্বিতীয় খসড়া"
    assert statement.reference == "ASK/PS/2026/001"
    assert oldest.as_object().reference == "ASK/PS/2026/001"


def test_the_number_of_a_restored_revision_survives_in_what_the_editor_saves_next(press):
    statement = StatementPageFactory(parent=press["bn"], publish=False)
    oldest = statement.latest_revision
    oldest.publish()

    restored = oldest.as_object()
    restored.save_revision().publish()

    assert StatementPage.objects.get(pk=statement.pk).reference == "ASK/PS/2026/001"


def test_a_scheduled_statement_is_given_its_number_at_its_minute(press, time_machine):
    statement = StatementPageFactory(parent=press["bn"], publish=False)
    statement.go_live_at = timezone.now() + datetime.timedelta(hours=2)
    revision = statement.save_revision()
    revision.publish()
    statement.refresh_from_db()
    assert (statement.reference, statement.live) == ("", False)

    other = StatementPageFactory(parent=press["bn"])
    time_machine.move_to(timezone.now() + datetime.timedelta(hours=3))
    revision.refresh_from_db()
    revision.publish(log_action="wagtail.publish.scheduled")

    statement.refresh_from_db()
    assert other.reference == "ASK/PS/2026/001"
    assert (statement.reference, statement.live) == ("ASK/PS/2026/002", True)


def test_the_scheduler_command_gives_the_number(press, time_machine):
    statement = StatementPageFactory(parent=press["bn"], publish=False)
    statement.go_live_at = timezone.now() + datetime.timedelta(hours=2)
    statement.save_revision().publish()
    time_machine.move_to(timezone.now() + datetime.timedelta(hours=3))

    call_command("publish_scheduled")

    statement.refresh_from_db()
    assert (statement.reference, statement.live) == ("ASK/PS/2026/001", True)


def test_a_copy_is_given_a_number_of_its_own(press):
    statement = StatementPageFactory(parent=press["bn"])
    copy = statement.copy(update_attrs={"title": "অনুলিপি", "slug": "copy"}, keep_live=False)
    assert copy.reference == ""

    copy.save_revision().publish()

    copy.refresh_from_db()
    assert (statement.reference, copy.reference) == ("ASK/PS/2026/001", "ASK/PS/2026/002")


def test_a_copy_that_is_published_at_once_does_not_carry_the_number_of_its_original(press):
    statement = StatementPageFactory(parent=press["bn"])

    copy = statement.copy(update_attrs={"title": "অনুলিপি", "slug": "copy"}, keep_live=True)

    assert copy.reference != statement.reference


def test_the_number_of_a_deleted_statement_is_never_given_again(press):
    StatementPageFactory(parent=press["bn"]).delete()

    assert StatementPageFactory(parent=press["bn"]).reference == "ASK/PS/2026/002"
    assert numbers() == [1, 2]


def test_a_rollback_gives_the_number_back(press):
    statement = StatementPageFactory(parent=press["bn"], publish=False)

    with transaction.atomic():
        statement.latest_revision.publish()
        assert numbers() == [1]
        transaction.set_rollback(True)

    assert numbers() == []
    assert StatementPageFactory(parent=press["bn"]).reference == "ASK/PS/2026/001"


def test_a_publication_that_is_refused_uses_up_no_number(press):
    image = ImageFactory(alt_text_bn="")
    statement = StatementPageFactory(parent=press["bn"], hero_image=image, publish=False)

    with pytest.raises(ValidationError):
        statement.latest_revision.publish()

    statement.refresh_from_db()
    assert (statement.reference, statement.live) == ("", False)
    assert StatementPageFactory(parent=press["bn"]).reference == "ASK/PS/2026/001"


def test_other_page_types_use_up_no_number(press):
    EditorialPageFactory(parent=press["bn"])

    assert not ReferenceSeries.objects.exists()


def test_a_change_of_prefix_changes_no_number_already_given(press):
    statement = StatementPageFactory(parent=press["bn"])
    OrganisationSettings.objects.update(reference_prefix="NEW")
    statement.save_revision().publish()

    statement.refresh_from_db()
    assert statement.reference == "ASK/PS/2026/001"
    assert StatementPageFactory(parent=press["bn"]).reference == "NEW/PS/2026/002"


def test_numbers_beyond_999_keep_counting(press):
    ReferenceSeries.objects.create(series="PS", year=2026, last_number=999)

    assert StatementPageFactory(parent=press["bn"]).reference == "ASK/PS/2026/1000"


def test_asking_again_for_the_same_text_returns_the_same_number(press):
    key = press["bn"].translation_key

    assert allocate_reference("PS", 2026, key).pk == allocate_reference("PS", 2027, key).pk


@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_number_is_printed_on_the_revision_an_editor_opens(press, language):
    statement = StatementPageFactory(parent=press[language])

    assert statement.locale == Locale.objects.get(language_code=language)
    assert statement.get_latest_revision_as_object().reference == statement.reference
