"""The desk's screen of preview links: who reaches it, what it makes, what it says, and what it keeps to itself."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, PageLogEntry, ReferenceIndex
from wagtail.users.models import UserProfile

from cms.api.models import PreviewLink
from cms.api.previews.services import make_link
from cms.api.previews.tokens import token_for
from cms.translation.roles import ADMINISTRATORS, PUBLISHERS, REVIEWERS, TRANSLATORS, WRITERS
from tests.factories import StatementPageFactory
from tests.factories.users import member

pytestmark = pytest.mark.any_database

EVERYBODY = {WRITERS, *TRANSLATORS.values(), REVIEWERS, PUBLISHERS, ADMINISTRATORS}
MAY_SHARE = {WRITERS, REVIEWERS, PUBLISHERS, ADMINISTRATORS}
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
FORM = {"hours": "24", "note": "Barrister Rahman"}


@pytest.fixture
def draft(press):
    return StatementPageFactory(parent=press["bn"], title="নমুনা", slug="draft", publish=False)


@pytest.fixture
def desk(client, maker) -> Client:
    """The maker's browser, in English."""
    return signed_in(client, maker, "en")


def signed_in(client: Client, user, language: str) -> Client:
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    client.force_login(user)
    return client


def screen(page) -> str:
    return reverse("previews:links", args=[page.pk])


def revoking(page) -> str:
    return reverse("previews:revoke", args=[page.pk])


def text_of(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def address_in(response) -> str:
    return BeautifulSoup(response.content, "html.parser").select_one("[data-address]").text.strip()


def test_the_form_makes_a_link_that_opens_the_draft(desk, draft, maker, client):
    with time_machine.travel(NOW, tick=False):
        made = desk.post(screen(draft), FORM)
        read = Client().get(address_in(made))

    link = PreviewLink.objects.get()
    assert address_in(made).startswith(f"http://127.0.0.1:8000/api/v2/pages/{draft.pk}/preview/?token=")
    assert (read.status_code, read.json()["title"]) == (200, "নমুনা")
    assert (link.created_by, link.note, link.language) == (maker, "Barrister Rahman", "bn")
    assert link.expires_at == NOW + timedelta(days=1)
    assert "It works until 2 April 2026, 3:00 pm." in text_of(made)


def test_the_address_is_shown_once_and_kept_by_no_browser(desk, draft):
    made = desk.post(screen(draft), FORM)
    token = address_in(made).split("token=")[1]

    again = desk.get(screen(draft))

    assert "no-store" in made.headers["Cache-Control"]
    assert token not in again.content.decode()
    assert "data-address" not in again.content.decode()


def test_the_address_is_the_front_ends_where_one_is_set(desk, draft, settings):
    settings.PREVIEW_URL_TEMPLATE = "https://app.example/preview?page={page}&locale={locale}#token={token}"

    address = address_in(desk.post(screen(draft), FORM))

    assert re.fullmatch(
        rf"https://app\.example/preview\?page={draft.pk}&locale=bn#token=[\w.-]{{80,100}}", address
    )


@pytest.mark.parametrize(
    "data", [{}, {"hours": "2"}, {"hours": "9999"}, {"hours": "x"}, {"hours": "\0"}, {"hours": ["1", "x"]}]
)
def test_another_time_is_not_to_be_had(desk, draft, data):
    response = desk.post(screen(draft), data)

    assert response.status_code == 200
    assert not PreviewLink.objects.exists()


def test_a_time_beyond_the_longest_is_not_offered(desk, draft, settings):
    settings.PREVIEW_MAX_HOURS = 5

    page = desk.get(screen(draft)).content.decode()

    assert "1 hour" in page
    assert "1 week" not in page
    desk.post(screen(draft), FORM)
    assert not PreviewLink.objects.exists()


def test_a_note_of_any_length_is_answered(desk, draft):
    assert desk.post(screen(draft), FORM | {"note": "ক" * 5000}).status_code == 200
    assert not PreviewLink.objects.exists()


def test_an_incomplete_draft_gets_no_link_and_the_screen_says_what_it_lacks(desk, draft):
    draft.kind = ""
    draft.save_revision(clean=False)

    response = desk.post(screen(draft), FORM)

    assert "The draft is not complete. It lacks: kind." in text_of(response)
    assert not PreviewLink.objects.exists()


def test_a_page_that_was_never_saved_gets_no_link(desk, homes):
    assert Page.objects.get(pk=homes["bn"].pk).latest_revision is None

    response = desk.post(screen(homes["bn"]), FORM)

    assert "No version of this page was saved yet." in text_of(response)
    assert not PreviewLink.objects.exists()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Barrister Rahman", "Made by Rokeya on 1 April 2026", "Works until 2 April 2026", "latest"]),
        ("bn", ["Barrister Rahman", "তৈরি করেছেন Rokeya, ১ এপ্রিল ২০২৬", "২ এপ্রিল ২০২৬", "সর্বশেষ সংস্করণ"]),
    ],
)
def test_living_links_are_listed(client, maker, draft, language, words):
    signed_in(client, maker, language)
    with time_machine.travel(NOW, tick=False):
        make_link(draft, maker, timedelta(days=1), "Barrister Rahman")
        text = text_of(client.get(screen(draft)))

    for word in words:
        assert word in text


def test_the_list_says_that_newer_changes_exist(desk, draft, maker):
    make_link(draft, maker, timedelta(days=1))
    assert "Newer changes exist" not in text_of(desk.get(screen(draft)))

    draft.save_revision()

    assert "Newer changes exist" in text_of(desk.get(screen(draft)))


def test_the_list_says_which_links_do_not_work_and_why(desk, draft):
    make_link(draft, gone := member(WRITERS), timedelta(days=1))
    gone.groups.clear()
    assert "Whoever made it may no longer edit the page." in text_of(desk.get(screen(draft)))

    draft.save_revision(overwrite_revision=draft.latest_revision)

    assert "The version it was made for has been written over." in text_of(desk.get(screen(draft)))


def test_links_that_ended_and_links_of_other_pages_are_not_listed(desk, draft, press, maker):
    other = StatementPageFactory(parent=press["bn"], publish=False)
    make_link(other, maker, timedelta(days=1), "other page")
    with time_machine.travel(NOW):
        make_link(draft, maker, timedelta(days=1), "expired")

    text = text_of(desk.get(screen(draft)))

    assert "other page" not in text
    assert "expired" not in text
    assert "There are none." in text


def test_a_colleague_revokes_one_link_or_all(client, draft, maker):
    colleague = member(REVIEWERS)
    signed_in(client, colleague, "en")
    first, second, third = (make_link(draft, maker, timedelta(days=1)) for _ in range(3))

    said = client.post(revoking(draft), {"link": str(first.pk)}, follow=True)

    assert "1 preview link was revoked." in text_of(said)
    first.refresh_from_db()
    assert (first.revoked_by, PreviewLink.objects.filter(revoked_at=None).count()) == (colleague, 2)

    said = client.post(revoking(draft), {"all": "1"}, follow=True)

    assert "2 preview links were revoked." in text_of(said)
    assert not PreviewLink.objects.filter(revoked_at=None).exists()
    for link in (first, second, third):
        answer = Client().get(f"/api/v2/pages/{draft.pk}/preview/", {"token": token_for(link)})
        assert (answer.status_code, answer.json()["code"]) == (410, "preview_revoked")


@pytest.mark.parametrize("data", [{}, {"link": "x"}, {"link": ""}, {"link": "\0"}])
def test_revoking_what_is_no_link_revokes_nothing(desk, draft, maker, data):
    make_link(draft, maker, timedelta(days=1))

    response = desk.post(revoking(draft), data, follow=True)

    assert "There was no such link any more." in text_of(response)
    assert PreviewLink.objects.filter(revoked_at=None).count() == 1


def test_the_link_of_another_page_is_not_revoked_here(desk, draft, press, maker):
    other = make_link(StatementPageFactory(parent=press["bn"], publish=False), maker, timedelta(days=1))

    desk.post(revoking(draft), {"link": str(other.pk)})

    other.refresh_from_db()
    assert other.revoked_at is None


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_who_may_edit_or_publish_a_page_shares_its_draft_and_nobody_else(client, draft, role):
    link = make_link(draft, member(WRITERS), timedelta(days=1))
    signed_in(client, member(role), "en")

    seen = client.get(screen(draft))
    made = client.post(screen(draft), FORM)
    client.post(revoking(draft), {"link": str(link.pk)})

    link.refresh_from_db()
    allowed = role in MAY_SHARE
    assert (seen.status_code == 200) == (made.status_code == 200) == allowed
    assert (PreviewLink.objects.count() == 2) == (link.revoked_at is not None) == allowed
    if not allowed:
        assert seen.headers["Location"] == "/cms/"


def test_who_may_edit_only_a_part_of_the_tree_shares_only_that(client, draft, homes, press):
    group = Group.objects.create(name="Press in English")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=press["en"], permission=Permission.objects.get(codename="publish_page")
    )
    user = member(TRANSLATORS["en"])
    user.groups.set([group])
    english = StatementPageFactory(parent=press["en"], publish=False)
    signed_in(client, user, "en")

    assert client.get(screen(english)).status_code == 200
    assert client.get(screen(draft)).status_code == 302


def test_who_is_not_signed_in_is_led_to_the_login(client, draft):
    for response in (
        client.get(screen(draft)),
        client.post(screen(draft), FORM),
        client.post(revoking(draft)),
    ):
        assert "/cms/login/" in response.headers["Location"]
    assert not PreviewLink.objects.exists()


def test_a_form_of_another_site_makes_and_revokes_nothing(draft, maker):
    strict = signed_in(Client(enforce_csrf_checks=True), maker, "en")
    make_link(draft, maker, timedelta(days=1))

    statuses = [
        strict.post(address, FORM | {"all": "1"}).status_code for address in (screen(draft), revoking(draft))
    ]

    assert statuses == [403, 403]
    assert PreviewLink.objects.filter(revoked_at=None).count() == 1


def test_looking_changes_nothing(desk, draft, maker):
    make_link(draft, maker, timedelta(days=1))

    assert desk.get(screen(draft), FORM).status_code == 200
    assert desk.get(revoking(draft), {"all": "1"}).status_code == 405
    assert PreviewLink.objects.filter(revoked_at=None).count() == 1


@pytest.mark.parametrize("key", ["0", "999999", "1", "9" * 30])
def test_a_page_that_there_is_not_has_no_links(desk, draft, key):
    for name in ("links", "revoke"):
        address = reverse(f"previews:{name}", args=[0]).replace("/0/", f"/{key}/")
        assert desk.post(address, FORM, follow=True).status_code == 404


@pytest.mark.parametrize(
    ("language", "made", "revoked"),
    [
        (
            "en",
            "Made a preview link that works until 2 April 2026, 3:00 pm, for: Barrister Rahman",
            "Revoked 1 preview link.",
        ),
        ("bn", "২ এপ্রিল ২০২৬", "প্রাক্‌দর্শনের ১টি লিংক বাতিল করেছেন।"),
    ],
)
def test_the_pages_history_tells_of_links_without_their_tokens(client, maker, draft, language, made, revoked):
    signed_in(client, maker, language)
    with time_machine.travel(NOW, tick=False):
        address = address_in(client.post(screen(draft), FORM))
        client.post(revoking(draft), {"all": "1"})
        history = client.get(reverse("wagtailadmin_pages:history", args=[draft.pk]))

    assert made in text_of(history)
    assert revoked in text_of(history)
    entries = PageLogEntry.objects.filter(action__startswith="preview.")
    assert [entry.user for entry in entries] == [maker, maker]
    key = PreviewLink.objects.get().pk
    for entry in entries:
        assert not [text for text in (key.hex, str(key), address) if text in str(entry.data)]


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_the_pages_own_menu_leads_there_for_those_who_may(client, draft, role, language):
    signed_in(client, member(role), language)
    words = {"en": "Copy preview link", "bn": "প্রাক্‌দর্শনের লিংক কপি করুন"}[language]

    edit = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    listing = client.get(reverse("wagtailadmin_explore", args=[draft.get_parent().pk]))

    for response in (edit, listing):
        link = BeautifulSoup(response.content, "html.parser").select_one(f'a[href="{screen(draft)}"]')
        assert (link is not None) == (role in MAY_SHARE)
        assert link is None or link.get_text(strip=True) == words


def test_the_menu_does_not_offer_it_where_there_is_no_version(desk, homes):
    edit = desk.get(reverse("wagtailadmin_pages:edit", args=[homes["bn"].pk]))

    assert edit.status_code == 200
    assert screen(homes["bn"]) not in edit.content.decode()


def test_deleting_a_page_does_not_warn_of_its_links(desk, draft, maker):
    make_link(draft, maker, timedelta(days=1))

    assert not ReferenceIndex.get_references_to(draft).exists()
    assert not ReferenceIndex.model_is_indexable(PreviewLink)
