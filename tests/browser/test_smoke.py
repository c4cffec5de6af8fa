"""The promises that every public page keeps in a browser, on a narrow phone and on a desk's screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.factories import StatementPageFactory, TopicFactory, translate

pytestmark = pytest.mark.any_database

TITLES = {
    "bn": "বিচারবহির্ভূত হত্যাকাণ্ডের অভিযোগে স্বাধীন ও নিরপেক্ষ তদন্ত দাবি",
    "en": "An independent and impartial inquiry is due into alleged extrajudicial killings",
}


@pytest.fixture
def addresses(homes, press) -> dict[str, list[str]]:
    """The home page, a list and an article in each language."""
    article = StatementPageFactory(parent=press["bn"], title=TITLES["bn"], topics=[TopicFactory()])
    articles = {"bn": article, "en": translate(article, title=TITLES["en"])}
    return {
        language: [homes[language].get_url(), press[language].get_url(), articles[language].get_url()]
        for language in ("bn", "en")
    }


def serious_violations(page) -> list[str]:
    """Return what axe-core finds that keeps people out, with the elements it is about."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url} {each['id']}: {', '.join(str(node['target']) for node in each['nodes'])}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["bn", "en"])
def test_pages_are_accessible_fit_the_screen_and_set_no_cookie(open_browser, addresses, language, width):
    visit = open_browser(width=width)
    page = visit.new_page()

    for address in addresses[language]:
        response = page.goto(address)

        assert response.status == 200, address
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1, address
        assert serious_violations(page) == []
        needed = page.evaluate("document.documentElement.scrollWidth")
        assert needed <= width, f"{address} is {needed} px wide on a screen of {width} px"
        assert visit.context.cookies() == []


@pytest.mark.parametrize("language", ["bn", "en"])
def test_pages_can_be_read_without_javascript(open_browser, addresses, language):
    page = open_browser(java_script_enabled=False).new_page()

    for address in addresses[language]:
        page.goto(address)
        assert page.locator("main h1").is_visible(), address


def test_the_front_door_leads_to_the_language_of_the_browser(open_browser, homes):
    for language, locale in {"bn": "bn-BD", "en": "en-GB"}.items():
        page = open_browser(locale=locale).new_page()
        page.goto("/")
        assert page.url.endswith(f"/{language}/")
