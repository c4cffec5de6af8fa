"""The content version: it grows with everything a reader can see, in the same transaction, and with nothing else."""

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Orderable,
    Page,
    PageViewRestriction,
    Site,
)

from cms.core.caching import BEGINNING, bump_content_version, content_version
from cms.core.models import (
    ContentVersionSlot,
    FooterLink,
    NavigationSettings,
    OrganisationSettings,
    SocialLink,
    Topic,
)
from cms.core.writes import is_seen, seen_tables
from cms.images.models import HouseImage, HouseRendition
from cms.translation.services.publishing import publish_translation
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import note_caught_up
from press.models import StatementPage
from tests.factories import (
    DocumentFactory,
    ImageFactory,
    StandardPageFactory,
    StatementPageFactory,
    TopicFactory,
)
from tests.translation.test_at_once import translate_all


class Watch:
    """Says whether the version has grown since it was last asked."""

    def __init__(self) -> None:
        self.known = content_version()

    def grew(self) -> bool:
        before, self.known = self.known, content_version()
        assert self.known.number >= before.number
        assert self.known.changed_at >= before.changed_at
        return self.known.number > before.number


@pytest.fixture
def watch(db) -> Watch:
    return Watch()


@pytest.fixture
def statement(press):
    return StatementPageFactory(parent=press["bn"])


def test_it_costs_one_query(db, django_assert_num_queries):
    bump_content_version()

    with django_assert_num_queries(1):
        version = content_version()

    assert version.number > 0
    assert (timezone.now() - version.changed_at).total_seconds() < 60


def test_before_the_first_change_there_is_a_version_too(db):
    ContentVersionSlot.objects.all().delete()

    assert (content_version().number, content_version().changed_at) == (0, BEGINNING)


def test_a_bump_costs_one_query_and_the_version_is_the_sum_of_the_counters(db, django_assert_num_queries):
    bump_content_version()
    ContentVersionSlot.objects.create(number=40, changed_at=timezone.now())
    before = content_version().number

    with django_assert_num_queries(1):
        bump_content_version()

    assert content_version().number == before + 1
    assert before > 40


# Pages


def test_publishing_changes_unpublishing_and_deleting_are_counted(press, watch):
    page = StatementPageFactory(parent=press["bn"], publish=False)
    assert not watch.grew()

    page.latest_revision.publish()
    assert watch.grew()
    page = StatementPage.objects.get(pk=page.pk)
    page.title = "অন্য শিরোনাম"
    page.save_revision().publish()
    assert watch.grew()
    page = StatementPage.objects.get(pk=page.pk)
    page.unpublish()
    assert watch.grew()
    page.save_revision().publish()
    assert watch.grew()
    page.delete()
    assert watch.grew()


def test_deleting_a_section_counts_the_published_pages_under_it(homes, watch):
    section = StandardPageFactory(parent=homes["bn"], slug="about-us", body=[])
    StandardPageFactory(parent=section, slug="below", body=[])
    Page.objects.get(pk=section.pk).specific.unpublish()
    watch.grew()

    Page.objects.get(pk=section.pk).delete()

    assert watch.grew()


def test_the_drafts_of_a_published_page_are_not_counted(statement, watch):
    watch.grew()
    statement.title = "খসড়া"
    statement.save_revision()
    statement.save_revision(clean=False)

    assert not watch.grew()
    assert StatementPage.objects.get(pk=statement.pk).has_unpublished_changes


def test_a_page_that_was_never_published_is_not_counted(press, watch):
    watch.grew()
    page = StatementPageFactory(parent=press["bn"], publish=False, topics=[])
    page.title = "খসড়া"
    page.save()  # as the edit form does with a page that is not published
    page.save_revision()
    page.delete()

    assert not watch.grew()


def test_locking_a_page_and_planning_its_publication_is_not_counted(statement, watch):
    watch.grew()
    statement.locked = True
    statement.save(update_fields=["locked", "locked_at", "locked_by"], clean=False)

    assert not watch.grew()


def test_moving_and_renaming_are_counted(homes, press, statement, watch):
    watch.grew()
    statement.slug = "another-name"
    statement.save()
    assert watch.grew()

    Page.objects.get(pk=press["bn"].pk).move(homes["bn"], pos="first-child")
    assert watch.grew()


def test_moving_and_renaming_a_draft_with_published_pages_under_it_are_counted(homes, watch):
    section = StandardPageFactory(parent=homes["bn"], slug="about-us", body=[])
    other = StandardPageFactory(parent=homes["bn"], slug="other", body=[])
    StandardPageFactory(parent=section, slug="below", body=[])
    section.unpublish()
    watch.grew()

    section = type(section).objects.get(pk=section.pk)
    section.slug = "about"
    section.save()
    assert watch.grew()
    Page.objects.get(pk=section.pk).move(type(other).objects.get(pk=other.pk), pos="last-child")
    assert watch.grew()


def test_the_redirect_that_follows_a_new_name_is_counted(
    statement, watch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        statement.slug = "another-name"
        statement.save()
    watch.grew()

    for callback in callbacks:
        callback()

    assert Redirect.objects.filter(redirect_page=statement).exists()
    assert watch.grew()


def test_how_a_published_translation_stands_is_counted(press, django_user_model, watch):
    editor = django_user_model.objects.create_superuser("editor", "editor@example.org")
    source = StatementPageFactory(parent=press["bn"], title="নিন্দা", body=[("paragraph", "<p>এক</p>")])
    status = send_for_translation(source, editor)
    translate_all(status, editor)
    watch.grew()
    publish_translation(status, editor)
    assert watch.grew()

    source = StatementPage.objects.get(pk=source.pk)
    source.body = [("paragraph", "<p>দুই</p>")]
    source.save_revision().publish()
    status.refresh_from_db()
    assert status.state == "outdated"
    watch.grew()

    note_caught_up(status)
    status.refresh_from_db()
    assert status.state == "current"
    assert watch.grew()
    note_caught_up(status)
    assert not watch.grew()


# Everything else


def restrict(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


def test_privacy_is_counted(statement, watch):
    restriction = restrict(statement)
    assert watch.grew()
    restriction.delete()
    assert watch.grew()

    collection = Collection.get_first_root_node().add_child(name="Files")
    watch.grew()
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    assert watch.grew()
    restriction.delete()
    assert watch.grew()


def test_moving_a_collection_or_a_file_into_another_is_counted(db, watch):
    root = Collection.get_first_root_node()
    above, below = root.add_child(name="Above"), root.add_child(name="Below")
    image, file = ImageFactory(), DocumentFactory()
    watch.grew()

    Collection.objects.get(pk=below.pk).move(Collection.objects.get(pk=above.pk), "sorted-child")
    assert watch.grew()
    for each in (image, file):
        each.collection = below
        each.save(update_fields=["collection"])
        assert watch.grew()
    HouseImage.objects.filter(pk=image.pk).update(collection=root)
    assert watch.grew()


def test_pictures_their_sizes_and_documents_are_counted(db, watch):
    image = ImageFactory()
    assert watch.grew()
    image.alt_text_en = "A picture"
    image.save()
    assert watch.grew()
    image.get_rendition("width-20")
    assert watch.grew()
    image.get_renditions("width-10", "width-15")  # in one statement, which sends no signal
    assert watch.grew()
    image.get_rendition("width-20")
    assert not watch.grew()
    HouseRendition.objects.all().delete()
    assert watch.grew()
    image.delete()
    assert watch.grew()

    file = DocumentFactory()
    assert watch.grew()
    file.public_title_en = "Report"
    file.save()
    assert watch.grew()
    file.delete()
    assert watch.grew()


def test_words_of_vocabularies_are_counted(db, watch):
    topic = TopicFactory()
    assert watch.grew()
    topic.name_en = "Another name"
    topic.save()
    assert watch.grew()
    Topic.objects.filter(pk=topic.pk).update(name_bn="অন্য নাম")
    assert watch.grew()
    topic.delete()
    assert watch.grew()


def test_settings_and_what_hangs_on_them_are_counted(homes, watch):
    site = Site.objects.get()
    organisation = OrganisationSettings.for_site(site)
    watch.grew()
    organisation.short_name_en = "ASK"
    organisation.save()
    assert watch.grew()
    organisation.social_links = [SocialLink(label="Video", url="https://video.example/ask")]
    organisation.save()
    assert watch.grew()
    navigation = NavigationSettings.for_site(site)
    watch.grew()
    link = FooterLink.objects.create(settings=navigation, page=homes["bn"])
    assert watch.grew()
    link.delete()
    assert watch.grew()


def test_sites_locales_and_redirects_are_counted(homes, watch):
    site = Site.objects.get()
    site.hostname = "other.example"
    site.save()
    assert watch.grew()
    Locale.objects.create(language_code="fr")
    assert watch.grew()
    redirect = Redirect.objects.create(old_path="/old", redirect_page=homes["bn"])
    assert watch.grew()
    Redirect.objects.bulk_create([Redirect(old_path="/older", redirect_page=homes["bn"])])
    assert watch.grew()
    redirect.delete()
    assert watch.grew()


def test_what_only_the_desk_sees_is_not_counted(db, django_user_model, watch):
    watch.grew()
    user = django_user_model.objects.create_user("editor", "editor@example.org")
    user.first_name = "A"
    user.save()

    assert not watch.grew()


# Models of the house that readers see nothing of, or only with the page they belong to.
DESK = {"ContentVersionSlot", "Reference", "ReferenceSeries"}


def test_each_model_of_the_content_is_watched_or_belongs_to_a_page():
    labels = ("core", "documents", "home", "images", "international", "press")
    models = [model for label in labels for model in apps.get_app_config(label).get_models()]

    unknown = {
        model.__name__
        for model in models
        if not issubclass(model, Page) and not is_seen(model) and not _belongs_to_a_page(model)
    }

    assert unknown == DESK
    assert {"core_topic", "images_houseimage", "core_footerlink", "wagtailcore_site"} <= seen_tables()
    assert not [name for name in seen_tables() if name.endswith("page")]


def _belongs_to_a_page(model) -> bool:
    return issubclass(model, Orderable) and any(
        field.related_model is not None and issubclass(field.related_model, Page)
        for field in model._meta.local_fields
    )
