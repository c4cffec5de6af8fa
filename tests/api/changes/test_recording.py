"""What is written down: every way in which readers come to see more, less or something else of pages."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms.api.changes import changes_recorded
from cms.api.models import ContentChange, PublicPage
from home.corpus.building import make_corpus
from tests.factories import PressIndexPageFactory, StandardPageFactory, StatementPageFactory, translate

from .conftest import fresh, hide

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("language", ["bn", "en"])


@BOTH
def test_a_page_is_published_changed_unpublished_and_deleted(press, logged, language):
    page = StatementPageFactory(parent=press[language], publish=False, slug="x")
    assert logged() == []

    page.latest_revision.publish()
    assert logged() == [(page.pk, "published", f"/{language}/press/x/")]

    page = fresh(page)
    page.title = "আরেক"
    page.save_revision()
    assert logged() == []
    page.latest_revision.publish()
    assert logged() == [(page.pk, "changed", f"/{language}/press/x/")]

    fresh(page).unpublish()
    assert logged() == [(page.pk, "unpublished", "")]
    page.latest_revision.publish()
    assert logged() == [(page.pk, "published", f"/{language}/press/x/")]

    fresh(page).delete()
    assert logged() == [(page.pk, "deleted", "")]
    assert not PublicPage.objects.filter(pk=page.pk).exists()


@BOTH
def test_a_change_says_what_page_it_was(press, language):
    page = StatementPageFactory(parent=press[language])

    row = ContentChange.objects.latest("pk")

    assert (row.page_type, row.language, row.translation_key) == (
        "press.StatementPage",
        language,
        page.translation_key,
    )
    assert abs(row.at - timezone.now()) < datetime.timedelta(minutes=1)
    assert not row.is_gone
    fresh(page).delete()
    row = ContentChange.objects.latest("pk")
    assert (row.page_id, row.page_type, row.language) == (page.pk, "press.StatementPage", language)
    assert row.is_gone


def test_a_draft_that_was_never_public_leaves_no_trace(press, logged):
    page = StatementPageFactory(parent=press["bn"], publish=False)
    page.save_revision()
    fresh(page).delete()

    assert logged() == []
    assert not PublicPage.objects.filter(pk=page.pk).exists()


def test_an_unpublished_page_is_deleted_without_a_word(press, logged):
    page = StatementPageFactory(parent=press["bn"])
    fresh(page).unpublish()
    logged()

    fresh(page).delete()

    assert logged() == []
    assert not PublicPage.objects.filter(pk=page.pk).exists()


def test_renaming_a_section_moves_all_that_readers_see_in_it(
    press, logged, django_capture_on_commit_callbacks
):
    shown = StatementPageFactory(parent=press["bn"], slug="a")
    StatementPageFactory(parent=press["bn"], slug="b", publish=False)
    twin = translate(shown)
    logged()
    section = fresh(press["bn"])
    section.slug = "media"

    section.save()
    assert logged() == [(section.pk, "moved", "/bn/media/"), (shown.pk, "moved", "/bn/media/a/")]

    with django_capture_on_commit_callbacks(execute=True):
        section.slug = "news"
        section.save()
    assert logged() == [
        (section.pk, "moved", "/bn/news/"),
        (shown.pk, "moved", "/bn/news/a/"),
        # The translation takes the name over.
        (press["en"].pk, "moved", "/en/news/"),
        (twin.pk, "moved", "/en/news/a/"),
    ]


def test_a_page_published_under_a_new_name_is_moved_and_changed(press, logged):
    page = StatementPageFactory(parent=press["bn"], slug="a")
    logged()
    page.slug = "b"

    page.save_revision().publish()

    assert logged() == [(page.pk, "moved", "/bn/press/b/"), (page.pk, "changed", "/bn/press/b/")]


def test_renaming_a_draft_section_moves_the_published_pages_in_it(homes, logged):
    section = PressIndexPageFactory(parent=homes["bn"], publish=False, slug="s")
    page = StatementPageFactory(parent=section, slug="a")
    logged()
    section = fresh(section)
    section.slug = "t"

    section.save()

    assert logged() == [(page.pk, "moved", "/bn/t/a/")]


def test_moving_a_section_moves_all_in_it_in_both_languages(homes, international, assessments, logged):
    child = StandardPageFactory(parent=homes["bn"], slug="about")
    translate(child)
    logged()

    fresh(assessments["bn"]).move(fresh(homes["bn"]), pos="last-child")

    assert logged() == [
        (assessments["bn"].pk, "moved", "/bn/assessments/"),
        (assessments["en"].pk, "moved", "/en/assessments/"),
    ]
    fresh(international["bn"]).move(fresh(child), pos="last-child")
    assert [path for _pk, _kind, path in logged()] == ["/bn/about/international/", "/en/about/international/"]


def test_changing_the_order_of_pages_changes_nothing(press, logged):
    first, last = (StatementPageFactory(parent=press["bn"]) for _ in range(2))
    logged()

    last.move(first, pos="left")

    assert logged() == []


def test_moving_a_page_under_a_private_one_hides_it_and_moving_it_out_shows_it(homes, press, logged):
    private = StandardPageFactory(parent=homes["bn"], slug="private")
    hide(private)
    page = StatementPageFactory(parent=press["bn"], slug="a")
    logged()

    page.move(fresh(private), pos="last-child")
    assert logged() == [(page.pk, "unpublished", "")]

    fresh(page).move(fresh(press["bn"]), pos="last-child")
    assert logged() == [(page.pk, "published", "/bn/press/a/")]


@BOTH
def test_a_private_section_hides_all_in_it_and_its_twin(press, logged, language):
    pages = {"bn": StatementPageFactory(parent=press["bn"], slug="a")}
    pages["en"] = translate(pages["bn"])
    logged()

    restriction = hide(press[language])

    hidden = sorted(page.pk for each in (press, pages) for page in each.values())
    assert sorted(logged()) == [(pk, "unpublished", "") for pk in hidden]
    # A text that is shown again in one language stays private in the other.
    restriction.delete()
    assert sorted(logged()) == [
        (press[language].pk, "published", f"/{language}/press/"),
        (pages[language].pk, "published", f"/{language}/press/a/"),
    ]


def test_what_is_published_in_a_private_section_is_not_logged(press, logged):
    hide(press["bn"])
    logged()

    page = StatementPageFactory(parent=press["bn"])
    fresh(page).unpublish()
    page.latest_revision.publish()
    fresh(page).delete()

    assert logged() == []


def test_deleting_a_private_section_says_nothing_of_what_was_in_it(
    press, logged, django_capture_on_commit_callbacks
):
    StatementPageFactory(parent=press["bn"], slug="a")
    hide(press["bn"])
    logged()

    with django_capture_on_commit_callbacks(execute=True):
        fresh(press["bn"]).delete()

    assert logged() == []


def test_deleting_a_section_tells_of_every_page_in_it(press, logged):
    pages = [StatementPageFactory(parent=press["bn"]) for _ in range(3)]
    StatementPageFactory(parent=press["bn"], publish=False)
    logged()

    fresh(press["bn"]).delete()

    assert sorted(logged()) == sorted((page.pk, "deleted", "") for page in [press["bn"], *pages])


@BOTH
def test_a_scheduled_page_is_logged_at_its_minute_and_when_it_expires(press, logged, language):
    now = timezone.now()
    page = StatementPageFactory(parent=press[language], publish=False, slug="later")
    page.go_live_at = now + datetime.timedelta(hours=1)
    page.expire_at = now + datetime.timedelta(hours=2)
    page.save_revision().publish()
    call_command("publish_scheduled")
    assert logged() == []

    with time_machine.travel(now + datetime.timedelta(minutes=61)):
        call_command("publish_scheduled")
    assert logged() == [(page.pk, "published", f"/{language}/press/later/")]

    with time_machine.travel(now + datetime.timedelta(minutes=121)):
        call_command("publish_scheduled")
    assert logged() == [(page.pk, "unpublished", "")]


def test_a_new_version_that_is_scheduled_changes_the_page_at_its_minute(press, logged):
    page = StatementPageFactory(parent=press["bn"], slug="a")
    logged()
    now = timezone.now()
    page.go_live_at = now + datetime.timedelta(hours=1)
    page.save_revision().publish()
    assert logged() == []

    with time_machine.travel(now + datetime.timedelta(minutes=61)):
        call_command("publish_scheduled")

    assert logged() == [(page.pk, "changed", "/bn/press/a/")]


def test_a_site_that_is_taken_away_hides_its_pages_and_a_new_one_shows_them(homes, logged):
    page = StandardPageFactory(parent=homes["en"], slug="about")
    site = Site.objects.get()
    logged()

    Site.objects.all().delete()
    assert sorted(logged()) == sorted(
        (each.pk, "unpublished", "") for each in [homes["bn"], homes["en"], page]
    )

    site.pk = None
    site.save()
    assert (page.pk, "published", "/en/about/") in logged()


def test_bulk_imports_are_recorded_by_the_command(homes, logged, capsys):
    make_corpus(3)
    logged()

    call_command("record_changes")

    assert "Recorded 6 changes." in capsys.readouterr().out
    found = logged()
    assert {kind for _pk, kind, _path in found} == {"published"}
    assert sorted(path for _pk, _kind, path in found if path.startswith("/en/"))[0].startswith("/en/corpus/")
    Page.objects.filter(pk=found[0][0]).update(live=False)
    call_command("record_changes")
    call_command("record_changes")
    assert logged() == [(found[0][0], "unpublished", "")]


def test_pages_older_than_the_log_are_published_in_it_after_the_migrations(homes):
    page = StandardPageFactory(parent=homes["bn"], slug="old")
    ContentChange.objects.all().delete()
    PublicPage.objects.all().delete()

    call_command("migrate", verbosity=0)

    rows = ContentChange.objects.order_by("pk").values_list("kind", "path")
    assert set(rows) == {("published", "/bn/"), ("published", "/en/"), ("published", "/bn/old/")}
    assert page.pk in ContentChange.objects.values_list("page_id", flat=True)


def test_who_listens_is_told_in_the_same_transaction(press):
    heard = []

    def listen(sender, changes, **kwargs):
        heard.extend((change.pk, change.page_id, str(change.kind)) for change in changes)
        assert ContentChange.objects.filter(pk__in=[change.pk for change in changes]).count() == len(changes)

    changes_recorded.connect(listen)
    try:
        page = StatementPageFactory(parent=press["bn"])
    finally:
        changes_recorded.disconnect(listen)

    assert heard == [(ContentChange.objects.latest("pk").pk, page.pk, "published")]


def test_a_page_in_a_third_tree_is_in_no_log(logged):
    root = Page.objects.get(depth=1)
    page = Page(title="Elsewhere", slug="elsewhere", locale=Locale.objects.get(language_code="bn"))

    root.add_child(instance=page)

    assert logged() == []
