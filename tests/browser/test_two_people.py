"""Two people at the translation desk: one writes and corrects, the other translates, is warned, and publishes."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.bangla.normalise import normalise
from cms.translation.models import GlossaryTerm, ParityWaiver, TranslationStatus
from cms.translation.roles import PUBLISHERS
from cms.translation.segments import load_segments
from cms.translation.services.saving import save_segment
from cms.translation.services.sending import send_for_translation
from cms.translation.standing import attached_translation
from cms.translation.states import State
from press.models import StatementPage
from tests.browser.page_form import PageForm, publish
from tests.factories import ImageFactory, StatementPageFactory
from tests.factories.users import member

pytestmark = [pytest.mark.any_database, pytest.mark.django_db(transaction=True)]

OTHER = {"bn": "en", "en": "bn"}
PASSWORD = "a-password-for-tests"
TEXTS = {
    "bn": {
        "title": "নমুনা: হেফাজতে নির্যাতনের নিন্দা",
        "summary": "আমরা নিরপেক্ষ তদন্ত চাই।",
        "heading": "যা ঘটেছে",
        "first": "নমুনাপুরে ১২ জন আহত হন।",
        "second": "আমরা বিচার চাই।",
        "linked": ("প্রতিবেদনে", " বিস্তারিত আছে।"),
        "items": ["তদন্ত", "বিচার"],
        "quotation": "কেউ আমাদের কিছু বলেনি।",
        "table": "জেলা অনুযায়ী",
        "cells": [["জেলা", "ঘটনা"], ["নমুনাপুর", "১২"]],
        "changed": "আমরা দ্রুত বিচার চাই।",
    },
    "en": {
        "title": "Sample: torture in custody condemned",
        "summary": "We want an impartial investigation.",
        "heading": "What happened",
        "first": "In Samplepur 12 people were hurt.",
        "second": "We want justice.",
        "linked": ("The report", " has the details."),
        "items": ["inquiry", "trial"],
        "quotation": "Nobody told us anything.",
        "table": "By district",
        "cells": [["District", "Cases"], ["Samplepur", "12"]],
        "changed": "We want swift justice.",
    },
}
# What is typed into the other language, passage by passage; two of them are wrong at first.
WORDS = {
    "bn": {
        "Sample: torture in custody condemned": "নমুনা: হেফাজতে নির্যাতনের নিন্দা",
        "What happened": "যা ঘটেছে",
        "In Samplepur 12 people were hurt.": "নমুনাপুরে ২১ জন আহত হন।",
        "We want justice.": "আমরা বিচার চাই।",
        "The report has the details.": "প্রতিবেদনে বিস্তারিত আছে।",
        "inquiry": "তদন্ত",
        "Nobody told us anything.": "কেউ আমাদের কিছু বলেনি।",
        "By district": "জেলা অনুযায়ী",
        "District": "জেলা",
        "Cases": "ঘটনা",
        "Samplepur": "নমুনাপুর",
    },
    "en": {
        "নমুনা: হেফাজতে নির্যাতনের নিন্দা": "Sample: torture in custody condemned",
        "যা ঘটেছে": "What happened",
        "নমুনাপুরে ১২ জন আহত হন।": "In Samplepur 21 people were hurt.",
        "আমরা বিচার চাই।": "We want justice.",
        "প্রতিবেদনে বিস্তারিত আছে।": "The report has the details.",
        "তদন্ত": "inquiry",
        "কেউ আমাদের কিছু বলেনি।": "Nobody told us anything.",
        "জেলা অনুযায়ী": "By district",
        "জেলা": "District",
        "ঘটনা": "Cases",
        "নমুনাপুর": "Samplepur",
    },
}
RIGHT = {"bn": "নমুনাপুরে ১২ জন আহত হন।", "en": "In Samplepur 12 people were hurt."}
# What was translated before, in another text: the second item word for word, the summary but for one word.
KNOWN = {
    "bn": {"বিচার": "trial", "আমরা দ্রুত ও নিরপেক্ষ তদন্ত চাই।": "We want a swift and impartial investigation."},
    "en": {"trial": "বিচার", "We want an impartial inquiry.": "আমরা নিরপেক্ষ অনুসন্ধান চাই।"},
}


def write_statement(desk: Page, parent, texts: dict, image) -> StatementPage:
    """Write a statement with the form, block by block, and publish it."""
    form = PageForm(desk, "press", "statementpage", parent)
    form.fill("title", texts["title"])
    form.fill("summary", texts["summary"])
    form.heading(texts["heading"])
    form.paragraph(texts["first"])
    form.paragraph(texts["second"])
    form.linked_paragraph(*texts["linked"], url="https://example.org/report")
    form.list_of(texts["items"])
    form.quotation(texts["quotation"])
    form.table(texts["table"], texts["cells"])
    form.image(image)
    form.publish()
    return StatementPage.objects.get(title=texts["title"])


def translate_before(parent, known: dict[str, str], user) -> None:
    """Put `known` into the memory, by another text that was translated."""
    words = list(known)
    page = StatementPageFactory(parent=parent, title=words[0], summary=words[1], body=[])
    translation = attached_translation(send_for_translation(page, user))
    for segment in load_segments(translation):
        save_segment(translation, segment, known[segment.source], user)


@pytest.fixture
def sign_in(open_browser):
    visits = []

    def open_desk(user) -> Page:
        visit = open_browser(locale="en-GB")
        visits.append(visit)
        page = visit.new_page()
        page.goto(reverse("wagtailadmin_login"))
        page.get_by_label("Username").fill(user.username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/cms/")
        return page

    yield open_desk
    for visit in visits:
        # A conflict is answered with 409, which browsers complain of and people are told of.
        visit.complaints[:] = [text for text in visit.complaints if "409 (Conflict)" not in text]


def passage(page: Page, words: str):
    """Return the passage whose original says `words`."""
    exact = re.compile(rf"^\s*{re.escape(normalise(words))}\s*$")
    source = page.locator(".passage__source .text").filter(has_text=exact).first
    return page.locator("[data-passage]").filter(has=source).first


def write(page: Page, words: str, translated: str) -> None:
    """Type the translation of the passage that says `words`, and wait until it is saved."""
    found = passage(page, words)
    field = found.locator('[role="textbox"], textarea:visible').first
    field.click()
    field.fill(translated)
    field.press("Tab")
    expect(found).to_have_attribute("data-progress", "done")


@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_statement_goes_out_in_both_languages_correct_and_together(press, sign_in, language):
    writer, translator = member(PUBLISHERS, first_name="Karim"), member(PUBLISHERS, first_name="Rahima")
    texts = TEXTS[language]
    translate_before(press[language], KNOWN[language], translator)
    desk = sign_in(writer)
    statement = write_statement(desk, press[language], texts, ImageFactory())

    # One sends it from the page's own menu.
    desk.goto(reverse("wagtailadmin_pages:edit", args=[statement.pk]))
    desk.get_by_role("button", name="Actions", exact=True).first.click()
    desk.get_by_role("link", name=re.compile("Send for translation into")).first.click()
    desk.get_by_label("Translator").select_option(label="Rahima")
    desk.get_by_label("Note").fill("Sample note")
    desk.get_by_role("button", name="Send", exact=True).click()
    desk.wait_for_url(re.compile(r"/cms/translations/\d+/"))
    status = TranslationStatus.objects.get(translation_key=statement.translation_key)
    assert status.translator == translator

    # The other translates, with glossary and memory at hand.
    other = sign_in(translator)
    address = reverse("translation_desk:edit", args=[status.pk])
    other.goto(address)
    assert GlossaryTerm.objects.filter(term_en="torture in custody").exists()
    expect(passage(other, texts["title"]).locator(".term").first).to_be_visible()
    trial, similar = KNOWN[language].items()
    remembered = passage(other, trial[0])
    expect(remembered).to_have_attribute("data-progress", "done")
    expect(remembered.locator('[role="textbox"]')).to_have_text(trial[1])
    summary = passage(other, texts["summary"])
    summary.locator("textarea:visible").focus()
    expect(summary.locator(".score")).to_have_text(re.compile(r"^[789]\d%$"))
    summary.get_by_role("button", name="Take over").click()
    expect(summary.locator("textarea:visible")).to_have_value(similar[1])
    write(other, texts["summary"], TEXTS[OTHER[language]]["summary"])
    for words, translated in WORDS[OTHER[language]].items():
        write(other, words, translated)

    # Two differences: a wrong number is mended, a missing link waved through.
    other.goto(reverse("translation_desk:parity", args=[status.pk]))
    expect(other.locator(".difference")).to_have_count(2)
    other.goto(address)
    write(other, texts["first"], RIGHT[OTHER[language]])
    other.goto(reverse("translation_desk:publish", args=[status.pk]))
    expect(other.get_by_text("It cannot be published yet")).to_be_visible()
    other.goto(reverse("translation_desk:parity", args=[status.pk]))
    expect(other.locator(".difference")).to_have_count(1)
    other.locator("input[name=difference]").check()
    other.get_by_label("Reason").fill("The report is not translated")
    other.get_by_role("button", name="Let pass").click()
    expect(other.get_by_text("Nothing differs but what was let pass.")).to_be_visible()
    assert ParityWaiver.objects.get().reason == "The report is not translated"

    # A look at both, then out it goes.
    other.goto(reverse("translation_desk:preview", args=[status.pk]))
    expect(other.locator(".parallel")).to_contain_text(normalise(RIGHT[OTHER[language]]))
    other.goto(reverse("translation_desk:publish", args=[status.pk]))
    other.get_by_role("button", name="Publish now").click()
    other.wait_for_url(f"**{address}")
    status.refresh_from_db()
    assert (status.state, status.target_is_live) == (State.CURRENT, True)

    # One word of the second paragraph changes, and the board knows.
    desk.goto(reverse("wagtailadmin_pages:edit", args=[statement.pk]))
    second = desk.locator(".public-DraftEditor-content").nth(1)
    expect(second).to_contain_text(normalise(texts["second"]))
    second.click()
    desk.keyboard.press("Control+A")
    desk.keyboard.insert_text(texts["changed"])
    expect(second).to_have_text(texts["changed"])
    publish(desk)
    desk.goto(reverse("translation_desk:board") + "?state=outdated")
    expect(desk.locator(".board")).to_contain_text("1 paragraph outdated since")

    # The other sees the marked words, takes the old text up again, and publishes.
    other.goto(f"{address}?show=outdated")
    outdated = passage(other, texts["changed"])
    expect(outdated.locator("ins.diff")).to_have_count(1)
    outdated.get_by_role("button", name="Use this translation again").click()
    expect(outdated).to_have_attribute("data-progress", "done")
    other.goto(reverse("translation_desk:publish", args=[status.pk]))
    other.get_by_role("button", name="Publish now").click()
    other.wait_for_url(f"**{address}")
    status.refresh_from_db()
    assert (status.state, status.outdated_segments) == (State.CURRENT, 0)


def test_nobody_s_words_are_overwritten_silently(press, sign_in):
    first, second = member(PUBLISHERS, first_name="Karim"), member(PUBLISHERS, first_name="Rahima")
    page = StatementPageFactory(parent=press["bn"], title="নমুনা", summary="সার")
    status = send_for_translation(page, first)
    address = reverse("translation_desk:edit", args=[status.pk])
    one, other = sign_in(first), sign_in(second)
    one.goto(address)
    other.goto(address)
    expect(other.locator("[data-names]")).to_contain_text("Karim")

    write(one, "নমুনা", "Karim's words")
    found = passage(other, "নমুনা")
    field = found.locator("textarea:visible").first
    field.fill("Rahima's words")
    field.press("Tab")

    expect(found.locator("[data-theirs]")).to_have_text("Karim's words")
    found.get_by_role("button", name="Keep mine").click()
    expect(found).to_have_attribute("data-progress", "done")
    one.goto(address)
    expect(passage(one, "নমুনা").locator("textarea:visible").first).to_have_value("Rahima's words")
