"""Wagtail's form for a page, filled the way an editor fills it: with mouse and keyboard."""

import re

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

# Wagtail's own words, in the languages that the tests sign in with.
INSERT, EXTERNAL, INSERT_LINK = "Insert a block", "External link", "Insert link"


class PageForm:
    """The form of a new page below `parent`, in the browser of somebody who is signed in."""

    def __init__(self, desk: Page, app: str, model: str, parent):
        self.desk = desk
        desk.goto(reverse("wagtailadmin_pages:add", args=[app, model, parent.pk]))

    @property
    def blocks(self) -> Locator:
        """The blocks of the body, in order."""
        return self.desk.locator("[data-streamfield-child]")

    def fill(self, name: str, text: str) -> None:
        """Fill a field outside the body."""
        self.desk.locator(f"#id_{name}").fill(text)

    def add(self, kind: str) -> Locator:
        """Add a block at the end of the body. Returns it."""
        number = self.blocks.count()
        self.desk.get_by_title(INSERT).last.click()
        self.desk.get_by_role("option", name=kind, exact=True).click()
        expect(self.blocks).to_have_count(number + 1)
        return self.blocks.last

    def heading(self, text: str) -> None:
        """Add a heading of level 2."""
        block = self.add("Heading")
        block.locator("input[name$='-text']").fill(text)
        block.locator("select[name$='-level']").select_option("h2")

    def paragraph(self, text: str) -> Locator:
        """Add a paragraph. Returns where its text is edited."""
        editor = self._editor(self.add("Paragraph"))
        self.desk.keyboard.insert_text(text)
        expect(editor).to_have_text(text)
        return editor

    def linked_paragraph(self, linked: str, rest: str, url: str) -> None:
        """Add a paragraph that begins with `linked`, a link to `url`, and goes on with `rest`."""
        editor = self.paragraph(linked)
        self.desk.keyboard.press("Control+A")
        self.desk.keyboard.press("Control+K")
        self.desk.get_by_role("link", name=EXTERNAL).click()
        self.desk.locator("#id_external-link-chooser-url").fill(url)
        self.desk.get_by_role("button", name=INSERT_LINK).click()
        expect(editor.locator(".TooltipEntity")).to_have_text(linked)
        editor.press("End")
        self.desk.keyboard.insert_text(rest)
        expect(editor).to_have_text(linked + rest)

    def list_of(self, items: list[str]) -> None:
        """Add a paragraph that is a bulleted list, begun as people begin one: with an asterisk."""
        editor = self._editor(self.add("Paragraph"))
        self.desk.keyboard.type("* ")
        for number, item in enumerate(items):
            if number:
                self.desk.keyboard.press("Enter")
            self.desk.keyboard.insert_text(item)
        expect(editor.locator("li")).to_have_text(items)

    def quotation(self, text: str) -> None:
        """Add a quotation."""
        self.add("Quotation").locator("textarea[name$='-text']").fill(text)

    def table(self, title: str, rows: list[list[str]]) -> None:
        """Add a table, typed cell by cell, whose first row is its head."""
        block = self.add("Table")
        block.locator("input[name$='-title']").fill(title)
        block.locator("select[name$='table-table-header-choice'], select").first.select_option("row")
        cells = block.locator(".handsontable td")
        width = 3  # of a new table
        for number, row in enumerate(rows):
            for position, text in enumerate(row):
                cell = cells.nth(number * width + position)
                cell.click()
                self.desk.keyboard.press("F2")
                self.desk.keyboard.insert_text(text)
                self.desk.keyboard.press("Enter")
                expect(cell).to_have_text(text)

    def image(self, image) -> None:
        """Add an image, chosen from those that are there."""
        block = self.add("Image")
        block.get_by_role("button", name="Choose an image").click()

        self.desk.locator(".image-choice", has_text=image.title).click()
        expect(block.get_by_text(image.title)).to_be_visible()

    def publish(self) -> None:
        """Press “Publish” in the menu beside “Save draft”, and wait for the answer."""
        publish(self.desk)

    def _editor(self, block: Locator) -> Locator:
        editor = block.get_by_role("textbox").first
        editor.click()
        return editor


def publish(desk: Page) -> None:
    """Press “Publish” in the form of a page, and wait until it has been published."""
    desk.wait_for_timeout(800)  # the editor of rich text hands its text to the form a moment later
    # What saves by itself must not come after what is published: Wagtail would take it for another window's.
    expect(desk.locator("#w-autosave-indicator[data-w-autosave-state-value=saving]")).to_have_count(0)
    desk.get_by_role("button", name="More actions").last.click()
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.get_by_text(re.compile("has been published|created and published"))).to_be_visible()
