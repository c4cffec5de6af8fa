"""An editor's day at the desk: write in Bangla, look, publish, have it translated, publish that too."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.users.models import User
from press.models import StatementPage
from tests.factories import StatementPageFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-password-for-this-test"
TITLE = "হেফাজতে নির্যাতনের প্রতিবাদ"


@pytest.fixture
def desk(open_browser, press) -> Page:
    """An editor's browser, signed in to the admin in English."""
    User.objects.create_superuser("editor", "editor@example.org", PASSWORD)
    page = open_browser(locale="en-GB").new_page()
    sign_in(page)
    return page


def sign_in(page: Page) -> None:
    """Sign the editor in, whatever the language of the screen."""
    page.goto(reverse("wagtailadmin_login"))
    page.locator("[name=username]").fill("editor")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[type=submit]").click()
    page.wait_for_url("**/cms/")


def write_statement(desk: Page, press) -> None:
    """Fill the form of a new Bangla statement, as far as it must be filled."""
    desk.goto(reverse("wagtailadmin_pages:add", args=["press", "statementpage", press["bn"].pk]))
    desk.locator("#id_title").fill(TITLE)
    desk.locator("#id_summary").fill("আমরা নিরপেক্ষ তদন্ত চাই।")


def publish(desk: Page) -> None:
    """Press “Publish” in the menu beside “Save draft”."""
    desk.get_by_role("button", name="More actions").last.click()
    desk.get_by_role("button", name="Publish", exact=True).click()


def test_the_slug_follows_the_bangla_title_until_the_editor_writes_her_own(desk, press):
    write_statement(desk, press)

    desk.get_by_role("tab", name="Promotion").click()
    slug = desk.locator("#id_slug")
    expect(slug).to_have_value("hefajote-nirjatoner-protibad")

    slug.fill("protest-custody")
    desk.get_by_role("tab", name="Content").click()
    desk.locator("#id_title").fill(TITLE + " ও দাবি")
    desk.locator("#id_summary").click()
    desk.wait_for_timeout(600)
    expect(slug).to_have_value("protest-custody")


def test_a_statement_written_in_bangla_is_previewed_published_and_read(desk, press, live_server):
    write_statement(desk, press)
    publish(desk)
    desk.wait_for_url(re.compile(r"/cms/pages/\d+/(edit/)?$"))

    statement = StatementPage.objects.get(title=TITLE)
    assert statement.live
    assert statement.reference.endswith("/001")

    desk.goto(f"/bn/press/{statement.slug}/")
    expect(desk.get_by_role("heading", level=1)).to_have_text(TITLE)
    desk.goto(statement.reference_path)
    desk.wait_for_url(f"**/bn/press/{statement.slug}/")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_board_is_accessible_and_fits_the_screen(open_browser, press, language, width):
    StatementPageFactory(parent=press["bn"], title="বিচারবহির্ভূত হত্যাকাণ্ডের অভিযোগে স্বাধীন তদন্ত দাবি")
    User.objects.create_superuser("editor", "editor@example.org", PASSWORD)
    page = open_browser(width=width, locale={"bn": "bn-BD", "en": "en-GB"}[language]).new_page()
    sign_in(page)

    page.goto(reverse("translation_desk:board") + "?state=missing&order=due")

    expect(page.locator(".board__title").first).to_be_visible()
    found = Axe().run(page, context=".desk").response["violations"]
    assert [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found] == []
    sticking_out = page.evaluate(
        """width => [...document.querySelectorAll(".desk *")]
            .filter(node => node.getClientRects().length && node.getBoundingClientRect().right > width + 1)
            .map(node => node.outerHTML.slice(0, 120))""",
        width,
    )
    assert sticking_out == []
