"""Both languages side by side in a browser: one under the other on a phone, in columns where there is room."""

import datetime

import pytest
from playwright.sync_api import Locator

from tests.browser.test_smoke import serious_violations
from tests.factories import EventPageFactory, translate
from tests.factories.registry import rich_body

pytestmark = pytest.mark.any_database

WIDE, NARROW = 1280, 360


@pytest.fixture
def addresses(press) -> dict[str, str]:
    """An event with every block in each language, and a long Bangla word in its title."""
    page = EventPageFactory(
        parent=press["bn"],
        title="বিচারবহির্ভূত হত্যাকাণ্ড নিয়ে সংবাদ সম্মেলন",
        body=rich_body(press["bn"]),
        recap="<p>যা হলো।</p>",
        agenda=[{"starts_at": datetime.time(10), "title": "সূচনা"}],
    )
    twin = translate(page, title="Press conference on extrajudicial killings", recap="")
    return {"bn": page.get_url(), "en": twin.get_url()}


def follow(link: Locator) -> None:
    """Click `link` and wait for the page that it leads to; a click by itself does not."""
    address = link.get_attribute("href")
    link.click()
    link.page.wait_for_url(lambda url: url.endswith(address))


def boxes(page) -> list[tuple[dict, dict]]:
    """Return where the two sides of each row are."""
    rows = page.locator(".parallel__row").all()
    return [tuple(side.bounding_box() for side in row.locator("> .parallel__side").all()) for row in rows]


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("language", ["bn", "en"])
def test_both_languages_are_reached_by_a_link_and_fit_the_screen(open_browser, addresses, language, width):
    visit = open_browser(width=width, java_script_enabled=True)
    page = visit.new_page()
    page.goto(addresses[language])

    follow(page.locator(".parallel-link a"))

    assert page.url.endswith(f"{addresses[language]}?parallel")
    assert page.locator("h1").count() == 1
    assert page.locator("h1 > span").first.get_attribute("lang") == language
    assert serious_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert visit.context.cookies() == []
    for left, right in boxes(page):
        if width == WIDE:
            assert left["y"] == right["y"]
            assert left["x"] + left["width"] <= right["x"]
        else:
            assert left["y"] + left["height"] <= right["y"]


def test_a_phone_without_javascript_switches_between_the_languages(open_browser, addresses):
    page = open_browser(width=NARROW, java_script_enabled=False).new_page()
    page.goto(f"{addresses['bn']}?parallel")

    languages = []
    for number in (1, 2, 0):
        follow(page.locator(".parallel-views__list a").nth(number))
        sides = page.locator(".parallel__side").all()
        languages.append({side.get_attribute("lang") for side in sides if side.is_visible()})

    assert languages == [{"bn"}, {"en"}, {"bn", "en"}]
    follow(page.locator(".parallel-views__back a"))
    assert page.url.endswith(addresses["bn"])


def test_on_paper_the_languages_stand_in_two_columns_without_the_switch(open_browser, addresses):
    page = open_browser(width=660).new_page()  # the width of a sheet of A4 within its margins
    page.goto(f"{addresses['bn']}?parallel")

    page.emulate_media(media="print")

    assert not page.locator(".parallel-views").is_visible()
    assert all(left["y"] == right["y"] and left["x"] < right["x"] for left, right in boxes(page))
    cut = ".parallel .table-scroll, .parallel__side"
    assert (
        page.locator(cut).evaluate_all("all => all.filter(e => e.scrollWidth > e.clientWidth + 1).length")
        == 0
    )
