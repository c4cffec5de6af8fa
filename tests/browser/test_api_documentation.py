"""The pages about the API in a browser: readable, usable by keyboard, and asking nobody but this site."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_smoke import serious_violations

pytestmark = pytest.mark.any_database

VIEWER, GUIDE = "/api/v2/docs/", "/api/v2/docs/guide/"

every_language = pytest.mark.parametrize("language", ["bn", "en"])


def open_operation(page, name: str) -> None:
    """Unfold the operation `name` as one does without a mouse."""
    page.locator(f"#operations-pages-{name} .opblock-summary-control").press("Enter")
    expect(page.locator(f"#operations-pages-{name} .opblock-body")).to_be_visible()


# The fixture fails the test if anything was asked of another origin, or forbidden by the page's policy.
@pytest.mark.parametrize("width", [360, 1280])
@every_language
def test_the_viewer_shows_every_operation_and_asks_nobody_else(open_browser, homes, language, width):
    visit = open_browser(width=width)
    page = visit.new_page()

    page.goto(f"{VIEWER}?locale={language}")
    open_operation(page, "list_pages")

    expect(page.locator("#operations-pages-list_pages .parameters").first).to_contain_text("locale")
    document = page.request.get("/api/v2/schema/?format=json").json()
    assert page.locator(".opblock").count() == sum(len(each) for each in document["paths"].values())
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    assert serious_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert visit.context.cookies() == []


def test_an_operation_can_be_tried_at_the_same_address(open_browser, press):
    page = open_browser().new_page()
    page.goto(f"{VIEWER}?locale=en")
    open_operation(page, "list_pages")
    execute = page.locator("#operations-pages-list_pages .execute")

    with page.expect_response(re.compile("/api/v2/pages/")) as answered:
        execute.press("Enter")

    assert answered.value.status == 200
    assert answered.value.url.startswith(page.url.split("/api/")[0])
    expect(page.locator(".live-responses-table .response").first).to_contain_text('"total_count"')


@every_language
def test_the_viewer_says_so_when_the_document_does_not_come(open_browser, homes, language):
    visit = open_browser()
    page = visit.new_page()
    page.route("**/api/v2/schema/**", lambda route: route.fulfill(status=503))

    page.goto(f"{VIEWER}?locale={language}")

    expect(page.get_by_role("alert")).to_be_visible()
    page.wait_for_load_state("networkidle")
    visit.complaints.clear()  # of what the test itself brought about


@pytest.mark.parametrize("width", [360, 1280])
@every_language
def test_the_guide_is_readable_without_a_script(open_browser, homes, language, width):
    visit = open_browser(width=width, java_script_enabled=False)
    page = visit.new_page()

    page.goto(f"{GUIDE}?locale={language}")

    assert page.locator("html").get_attribute("lang") == language
    assert page.locator(".guide").get_attribute("lang") == "en"
    assert page.locator(".guide h1").is_visible()
    assert page.locator(".guide pre").first.is_visible()
    assert visit.context.cookies() == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_guide_is_accessible_and_fits_the_screen(open_browser, homes, width):
    page = open_browser(width=width).new_page()

    page.goto(f"{GUIDE}?locale=bn")

    assert serious_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@every_language
def test_the_viewer_leads_to_the_guide_and_back_in_the_language_of_the_frame(open_browser, homes, language):
    page = open_browser(locale={"bn": "en-GB", "en": "bn-BD"}[language]).new_page()
    page.goto(f"{VIEWER}?locale={language}")

    page.locator(f"main a[href^='{GUIDE}']").click()
    page.locator(f"main a[href^='{VIEWER}']").first.click()

    assert page.locator("html").get_attribute("lang") == language
    page.locator(".language-switch a").click()
    assert page.locator("html").get_attribute("lang") != language
    assert page.url.split("?")[0].endswith(VIEWER)
