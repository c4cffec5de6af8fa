"""The fields of the editor: what they take over, what they share, and what they say when it is mended."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from cms.bangla.normalise import normalise
from cms.translation.roles import PUBLISHERS, TRANSLATORS, WRITERS
from cms.translation.segments import load_segments
from cms.translation.services.saving import save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from tests.factories import StatementPageFactory
from tests.factories.users import member

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]

BODY = [
    ("paragraph", '<p><a href="https://law.example/act">The act</a></p>'),
    ("paragraph", "<ul><li>Nothing new</li><li>Dhaka</li><li>Nothing new</li></ul>"),
]


@pytest.fixture
def sent(press):
    page = StatementPageFactory(parent=press["en"], title="A sample", summary="In short", body=BODY)
    return send_for_translation(page, member(WRITERS))


@pytest.fixture
def open_editor(open_browser, visits, client, sent):
    """Return a function that opens the text in the browser of a translator."""

    def open_one() -> Page:
        client.force_login(member(TRANSLATORS["bn"]))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        visits.append(open_browser(locale="en-GB"))
        page = visits[-1].new_page()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": visits[-1].origin}
        visits[-1].context.add_cookies([cookie])
        page.goto(reverse("translation_desk:edit", args=[sent.pk]))
        expect(page.locator("[data-editor]")).to_have_class(re.compile("is-live"))
        return page

    return open_one


def passages(page: Page, source: str) -> Locator:
    return page.locator("[data-passage]").filter(
        has=page.locator("[id^=source-]").get_by_text(source, exact=True)
    )


def field(passage: Locator) -> Locator:
    return passage.get_by_role("textbox", name=re.compile("^Translation of"))


def find(status, source: str):
    return next(each for each in load_segments(attached_translation(status)) if source in each.source)


def test_the_same_words_twice_in_a_paragraph_are_translated_once(open_editor, sent):
    page = open_editor()
    first, second = passages(page, "Nothing new").all()

    field(first).click()
    page.keyboard.type("নতুন কিছু নেই")
    field(first).blur()
    expect(field(second)).to_have_text(normalise("নতুন কিছু নেই"))
    expect(second).to_have_attribute("data-progress", "done")
    field(second).press("End")
    page.keyboard.type("।")
    field(second).blur()

    expect(second).to_have_attribute("data-state", "saved")
    expect(field(first)).to_have_text(normalise("নতুন কিছু নেই।"))
    assert find(sent, "Nothing new").translation == normalise("নতুন কিছু নেই।")


def test_what_takes_the_place_of_a_link_is_none(open_editor, sent, press):
    body = [("paragraph", "<p>The acts</p>")]
    other = send_for_translation(
        StatementPageFactory(parent=press["en"], title="Other", body=body), member(WRITERS)
    )
    save_segment(attached_translation(other), find(other, "The acts"), "আইনগুলো", member(PUBLISHERS))
    save_segment(attached_translation(sent), find(sent, "act"), '<a id="a1">আইন</a>', member(PUBLISHERS))
    page = open_editor()
    place = passages(page, "The act")

    field(place).focus()
    place.get_by_role("button", name="Take over").click()

    expect(place).to_have_attribute("data-state", "saved")
    assert find(sent, "act").translation == normalise("আইনগুলো")


def test_a_refused_text_that_is_taken_back_leaves_no_complaint(open_editor, sent, forget):
    page = open_editor()
    title = passages(page, "A sample")
    for _again in range(2):
        field(title).fill("ক" * 256)
        field(title).blur()
        expect(title).to_have_attribute("data-state", "invalid")
        expect(title.locator("[data-error]")).to_contain_text("Too long")

        field(title).fill("")
        expect(title).to_have_attribute("data-state", "saved")
        expect(title.locator("[data-error]")).to_have_text("")
    forget("422")
