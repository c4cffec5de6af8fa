"""The sample site: complete, bilingual, marked as a sample, and loaded once and for all."""

import collections
import datetime
import re
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Page, Revision, Site
from wagtail_localize.models import Translation

from cms.bangla.graphemes import word_count
from cms.core.languages import LANGUAGES
from cms.core.models import NavigationSettings, OrganisationSettings, Topic
from cms.core.text import plain_text
from cms.images.models import HouseImage
from cms.translation.models import TranslationStatus
from cms.translation.services.checking import differences
from cms.translation.states import State
from home.models import HomePage, StandardPage
from home.sample import loader, reading, tree
from home.sample.pages import CLOSING_MARKS, TITLE_MARKS
from international.models import AppealPage, AssessmentPage, NetworkPage, SituationUpdatePage, SubmissionPage
from press.models import EditorialPage, EventPage, StatementPage
from tests.kept import kept_fixture

pytestmark = [pytest.mark.any_database, pytest.mark.django_db, pytest.mark.usefixtures("sample")]

SAMPLE_TYPES = (
    StatementPage,
    EditorialPage,
    EventPage,
    SubmissionPage,
    AppealPage,
    AssessmentPage,
    SituationUpdatePage,
)
DRAFT = "workshop-data-and-digital-safety"
OUTDATED = "press-conference-nhrc-assessment"
# A decomposed ড়, ঢ় or য়: NFC's form, which keyboards do not type and readers do not search for.
DECOMPOSED = re.compile("[ডঢয]\u09bc")


@kept_fixture
def sample() -> None:
    """The sample site."""
    # Without the search and reference indexes, which would double the time.
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}):
        call_command("load_sample_content", verbosity=0)


def texts(model) -> set[str]:
    """The texts of a type, each counted once whatever its languages."""
    return set(model.objects.live().values_list("slug", flat=True))


def pages_by_text() -> dict[str, set[str]]:
    """The languages in which each loaded text is published."""
    languages = collections.defaultdict(set)
    for page in Page.objects.live().filter(depth__gt=2).select_related("locale"):
        languages[page.slug].add(page.locale.language_code)
    return languages


def find(model, slug: str, language: str):
    return model.objects.get(slug=slug, locale__language_code=language)


def everything_stored() -> dict[str, list]:
    """Every row of every table, but for the queue of background tasks."""
    stored = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if not table.startswith("django_tasks"):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
                stored[table] = sorted(map(repr, cursor.fetchall()))
    return stored


def test_there_is_enough_of_every_kind():
    assert StandardPage.objects.live().filter(slug="about-us").count() == len(LANGUAGES)
    assert len(texts(NetworkPage)) == 9
    assert len(texts(StatementPage)) >= 8
    assert len(texts(EditorialPage)) >= 4
    assert len(texts(EventPage)) >= 6
    assert len(texts(SubmissionPage)) >= 3
    assert len(texts(AppealPage)) >= 3
    assert len(texts(AssessmentPage)) >= 2
    assert len(texts(SituationUpdatePage)) >= 2


def test_there_are_past_coming_and_cancelled_events():
    events = EventPage.objects.live()
    assert events.past().exists()
    assert events.upcoming().filter(status=EventPage.Status.SCHEDULED).exists()
    assert events.filter(status=EventPage.Status.CANCELLED).exclude(status_reason="").exists()


def test_event_times_are_reckoned_from_today_in_dhaka():
    event = find(EventPage, OUTDATED, "bn")
    start = timezone.localtime(event.starts_at)
    assert start.date() == timezone.localdate() + datetime.timedelta(days=9)
    assert (start.hour, start.minute) == (11, 0)


def test_a_closed_appeal_says_what_came_of_it():
    closed = AppealPage.objects.live().filter(status=AppealPage.Status.CLOSED)
    assert {page.language for page in closed if page.outcome} == set(LANGUAGES)


def test_situation_updates_have_figures_and_a_chart():
    for page in SituationUpdatePage.objects.live():
        assert {"key_figures", "chart"} <= {block.block_type for block in page.body}
        assert page.sources.exists()


def test_assessments_rate_every_criterion_in_both_languages():
    for page in AssessmentPage.objects.live():
        assert page.ratings.exclude(comment="").count() == 10


def test_two_thirds_of_the_texts_are_in_both_languages_and_each_language_has_some_alone():
    languages = pages_by_text()
    both = [slug for slug, found in languages.items() if found == set(LANGUAGES)]
    assert len(both) * 3 >= len(languages) * 2
    assert {"bn"} in languages.values()
    assert {"en"} in languages.values()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_is_as_long_as_statements_are(language):
    for page in StatementPage.objects.live().in_language(language):
        assert 250 <= word_count(plain_text(page.body)) <= 600, page.slug


def test_reference_numbers_follow_the_dates_and_are_shared_by_both_languages():
    pages = StatementPage.objects.live().order_by("issued_on", "pk")
    numbers = {page.slug: page.reference for page in pages}
    assert sorted(numbers.values()) == list(numbers.values())
    assert len(set(numbers.values())) == len(numbers)
    assert all(page.reference == numbers[page.slug] for page in pages)
    assert next(iter(numbers.values())).startswith("ASK/PS/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sample_says_so_in_its_title_and_at_its_end(language):
    for model in SAMPLE_TYPES:
        for page in model.objects.live().in_language(language):
            assert page.title.startswith(TITLE_MARKS[language])
            assert str(page.body[-1].value) == CLOSING_MARKS[language]


def test_what_is_true_as_it_stands_is_not_marked():
    for model in (HomePage, NetworkPage, StandardPage):
        for page in model.objects.live().select_related("locale"):
            assert not page.title.startswith(TITLE_MARKS[page.language])


def test_every_page_renders_in_its_language(client):
    for page in Page.objects.live().filter(depth__gte=2).specific():
        response = client.get(page.url)
        assert response.status_code == 200, page.url
        assert f'<html lang="{page.locale.language_code}"' in response.content.decode()


def test_the_sample_mark_is_on_the_rendered_page(client):
    response = client.get(find(StatementPage, "condemnation-death-in-custody-khulna", "bn").url)
    assert "এটি নমুনা লেখা।" in response.content.decode()


def test_no_page_holds_a_decomposed_nukta_letter():
    for content in Revision.objects.values_list("content", flat=True):
        assert not DECOMPOSED.search(str(content))
    for name, caption in HouseImage.objects.values_list("alt_text_bn", "caption_bn"):
        assert not DECOMPOSED.search(name + caption)


def test_dates_of_publication_are_plausible():
    for page in Page.objects.live().filter(depth__gte=2).exclude(slug=OUTDATED):
        assert page.first_published_at < timezone.now()
        assert page.first_published_at == page.last_published_at
    for page in StatementPage.objects.live():
        assert timezone.localtime(page.first_published_at).date() == page.issued_on


def test_both_languages_have_the_same_block_ids_and_children():
    for slug, languages in pages_by_text().items():
        if languages != set(LANGUAGES) or slug in tree.SECTIONS:
            continue
        bangla, english = (
            Page.objects.get(slug=slug, locale__language_code=each).specific for each in LANGUAGES
        )
        assert [block.id for block in bangla.body] == [block.id for block in english.body]
        assert bangla.translation_key == english.translation_key


def test_facts_and_public_corrections_are_in_both_languages():
    bangla, english = (
        find(StatementPage, "condemnation-death-in-custody-khulna", each) for each in LANGUAGES
    )
    assert bangla.incident_on == english.incident_on
    assert [each.slug for each in bangla.authorities] == [each.slug for each in english.authorities]
    assert [note.made_on for note in bangla.corrections.all()] == [
        note.made_on for note in english.corrections.all()
    ]
    assert english.corrections.get().text.startswith("When first published")


def test_the_desk_sees_every_twin_as_translated_through_and_through():
    unfinished = [
        each for each in Translation.objects.select_related("source") if len(set(each.get_progress())) > 1
    ]
    twins = [slug for slug, found in pages_by_text().items() if found == set(LANGUAGES)]
    assert len(twins) + 2 == Translation.objects.count()  # and the front page, and the draft
    # One was begun and left half done; one was done, and its source has changed since.
    assert {each.source.get_source_instance().slug for each in unfinished} == {DRAFT, OUTDATED}


def test_one_translation_is_a_draft_with_part_of_its_strings_done():
    twin = find(EventPage, DRAFT, "bn")
    assert not twin.live
    assert twin.first_published_at is None
    total, done = Translation.objects.get(source__object_id=twin.translation_key).get_progress()
    assert 0 < done < total


def test_one_translation_is_behind_its_source():
    page, twin = (find(EventPage, OUTDATED, each) for each in LANGUAGES)
    status = TranslationStatus.objects.get(translation_key=page.translation_key)
    assert page.live
    assert twin.live
    assert not page.has_unpublished_changes
    assert (status.state, status.outdated_segments) == (State.OUTDATED, 1)
    assert status.outdated_since is not None


def test_the_board_knows_every_state_of_the_sample():
    states = Counter(TranslationStatus.objects.values_list("state", flat=True))

    assert states[State.DRAFT] == states[State.OUTDATED] == 1
    assert states[State.CURRENT] >= 30
    assert states[State.MISSING] == 9


def test_the_languages_of_the_sample_agree_but_where_one_is_behind():
    wrong = [
        (status.title_en, str(checked.difference.message))
        for status in TranslationStatus.objects.filter(state=State.CURRENT)
        for checked in differences(status)
    ]

    assert wrong == []


def test_sections_about_and_contact_are_in_the_menu_and_the_footer_has_its_links():
    site = Site.objects.get(is_default_site=True)
    in_menu = Page.objects.live().in_menu().filter(depth=3, locale__language_code="bn").order_by("path")
    assert [page.slug for page in in_menu] == ["press", "international", "about-us", "contact"]
    assert [link.page.slug for link in NavigationSettings.for_site(site).footer_links.all()] == tree.FOOTER


def test_the_organisation_is_filled_in_in_both_languages():
    settings = OrganisationSettings.for_site(Site.objects.get(is_default_site=True))
    assert settings.name_bn
    assert settings.name_en
    assert settings.reference_prefix == "ASK"
    assert settings.social_links.count() == 3


def test_pictures_are_described_in_both_languages():
    assert HouseImage.objects.count() == 10
    for image in HouseImage.objects.all():
        assert all(image.is_described_in(language) for language in LANGUAGES)


def test_loading_again_changes_nothing():
    before = everything_stored()
    call_command("load_sample_content", verbosity=0)
    assert everything_stored() == before


def test_loading_again_leaves_what_editors_have_changed():
    page = find(StandardPage, "about-us", "bn")
    page.title = "সম্পাদকের দেওয়া শিরোনাম"
    page.save_revision().publish()
    HomePage.objects.filter(locale__language_code="en").update(lead="An editor's headline")
    OrganisationSettings.objects.update(phone="+880 2 1111 1111")
    Topic.objects.filter(slug="torture").update(name_en="An editor's word")
    find(StatementPage, "joint-statement-on-reprisals", "en").delete()

    call_command("load_sample_content", verbosity=0)

    assert find(StandardPage, "about-us", "bn").title == "সম্পাদকের দেওয়া শিরোনাম"
    assert HomePage.objects.get(locale__language_code="en").lead == "An editor's headline"
    assert OrganisationSettings.objects.get().phone == "+880 2 1111 1111"
    assert Topic.objects.get(slug="torture").name_en == "An editor's word"
    # What was deleted comes back with the number it always had.
    assert find(StatementPage, "joint-statement-on-reprisals", "en").reference == "ASK/PS/2026/005"


def test_if_empty_does_nothing_on_a_site_with_pages(monkeypatch):
    monkeypatch.setattr(loader, "load", lambda: pytest.fail("loaded"))
    monkeypatch.setattr("home.management.commands.load_sample_content.load", loader.load)
    call_command("load_sample_content", "--if-empty", verbosity=0)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"topics": ["no-such-topic"]}, "no-such-topic"),
        ({"incident_place": "atlantis"}, "atlantis"),
        ({"image": "no-such-picture"}, "no-such-picture"),
        ({"colour": "red"}, "colour"),
        ({"kind": "rumour"}, "kind"),
        ({"type": "poem"}, "poem"),
        ({"title": {"bn": "শিরোনাম"}}, "title"),
        ({"body": [{"poem": {"bn": "ক", "en": "k"}}]}, "body"),
        ({"body": [{"paragraph": {"bn": "<p>এক</p><p>দুই</p>", "en": "<p>One</p>"}}]}, "strings"),
        ({"body": [{"heading": {"text": {"bn": "ক", "en": "k"}, "level": "h7"}}]}, "level"),
        ({"corrections": [{"on": "yesterday", "text": {"bn": "ক", "en": "k"}}]}, "made_on"),
    ],
)
def test_a_mistake_in_a_file_names_the_file_and_the_key_and_keeps_nothing(monkeypatch, change, complaint):
    good = reading.read("pages/statements/condemnation-death-in-custody-khulna.yaml")
    bad = reading.Entry(
        good.value | {"slug": "with-a-mistake"} | change, "pages/statements/with-a-mistake.yaml"
    )
    monkeypatch.setattr(loader, "read_pages", lambda: [*reading.read_pages(), bad])

    with pytest.raises(CommandError, match=r"with-a-mistake\.yaml") as caught:
        call_command("load_sample_content", verbosity=0)

    assert complaint in str(caught.value)
    assert not Page.objects.filter(slug="with-a-mistake").exists()
