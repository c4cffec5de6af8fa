"""Copying a preview link on a telephone, in both languages of the desk, with and without a script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.models import Site
from wagtail.users.models import UserProfile

from cms.api.models import PreviewLink
from cms.users.models import User
from tests.factories import StatementPageFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-password-for-this-test"
WORDS = {
    "en": {"menu": "Copy preview link", "whom": "For whom", "make": "Make the link", "copy": "Copy the link"}
    | {"copied": "Copied.", "revoke": "Revoke all", "none": "There are none."},
    "bn": {"menu": "প্রাক্‌দর্শনের লিংক কপি করুন", "whom": "কাদের জন্য", "make": "লিংক তৈরি করুন"}
    | {
        "actions": "করণীয়",
        "copy": "লিংক কপি করুন",
        "copied": "কপি করা হয়েছে।",
        "revoke": "সব বাতিল করুন",
        "none": "একটিও নেই।",
    },
}


@pytest.fixture
def draft(press):
    return StatementPageFactory(parent=press["bn"], title="নমুনা", slug="sample", publish=False)


def sign_in(visit, language: str):
    user = User.objects.create_superuser("editor", "editor@example.org", PASSWORD)
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    page = visit.new_page()
    page.goto(reverse("wagtailadmin_login"))
    page.locator("[name=username]").fill("editor")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[type=submit]").click()
    page.wait_for_url("**/cms/")
    return page


def is_as_wide_as_the_screen(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_link_is_copied_on_a_telephone_and_revoked(open_browser, draft, language):
    words = WORDS[language]
    visit = open_browser(width=360, height=740, locale="bn-BD" if language == "bn" else "en-GB")
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = sign_in(visit, language)

    page.goto(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    page.get_by_role("button", name=re.compile("^(Actions|করণী)")).first.click()
    page.get_by_role("link", name=words["menu"]).first.click()
    page.wait_for_url("**/cms/previews/*/")
    assert is_as_wide_as_the_screen(page)
    page.get_by_label(words["whom"]).fill("Barrister Rahman")
    page.get_by_role("button", name=words["make"]).click()
    page.get_by_role("button", name=words["copy"]).click()

    expect(page.get_by_role("status").filter(has_text=words["copied"])).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("[data-address]").input_value()
    assert re.search(r"/preview/\?token=[\w.-]+$", copied)
    token = copied.split("token=")[1]
    api = reverse("api:page_preview", args=[draft.pk])
    assert Client().get(api, {"token": token}).json()["title"] == "নমুনা"
    assert is_as_wide_as_the_screen(page)
    found = Axe().run(page, context=".desk").response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []

    page.get_by_role("button", name=words["revoke"]).click()

    expect(page.get_by_text(words["none"])).to_be_visible()
    assert PreviewLink.objects.get().revoked_at is not None


def test_without_a_script_the_link_is_there_to_be_marked(open_browser, draft, client):
    user = User.objects.create_superuser("editor", "editor@example.org", PASSWORD)
    client.force_login(user)
    visit = open_browser(width=360, java_script_enabled=False)
    cookie = client.cookies["sessionid"]
    origin = f"http://{Site.objects.get().hostname}"
    visit.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": origin}])
    page = visit.new_page()

    page.goto(reverse("previews:links", args=[draft.pk]))
    page.locator("button[type=submit]", has_text=re.compile("Make the link|লিংক তৈরি করুন")).click()

    assert "token=" in page.locator("[data-address]").input_value()
    expect(page.locator("[data-copy]")).to_be_hidden()
