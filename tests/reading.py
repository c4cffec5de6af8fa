"""Opening a page as a reader does, and looking at what it says."""

from bs4 import BeautifulSoup, Tag
from django.template.defaultfilters import capfirst
from django.test import Client
from django.utils import translation
from wagtail.models import Page

LANGUAGES = ("bn", "en")


def in_english(refusal) -> dict[str, list[str]]:
    """Return the messages of the ValidationError that `pytest.raises` caught, by field, in English."""
    with translation.override("en"):
        return refusal.value.message_dict


def open_page(client: Client, page: Page) -> BeautifulSoup:
    """Return the published page, parsed; fail unless it answers 200 in its own language."""
    response = client.get(page.get_url())
    assert response.status_code == 200, f"{page.get_url()} answered {response.status_code}"
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.html["lang"] == page.locale.language_code
    return soup


def text_of(soup: Tag, selector: str = "main") -> str:
    """Return the words of the first element that matches `selector`, with single spaces."""
    found = soup.select_one(selector)
    assert found is not None, f"there is no {selector}"
    return " ".join(found.get_text(" ").split())


def fact(soup: Tag, term: str) -> str:
    """Return what the facts beside the text say under `term`; empty when they have no such entry."""
    for heading in soup.select(".facts dt"):
        if " ".join(heading.get_text(" ").split()) == term:
            return text_of(heading.parent, "dd")
    return ""


def chosen(language: str, label: object) -> str:
    """Return a choice's label as it stands beside the text, in the words of `language`."""
    with translation.override(language):
        return capfirst(str(label))


def said(language: str, message: str, **values: str) -> str:
    """Return an interface string as readers of `language` see it."""
    with translation.override(language):
        return translation.gettext(message) % values if values else translation.gettext(message)


def headings(soup: Tag) -> list[str]:
    """Return the words of the headings under the title, in order."""
    return [" ".join(heading.get_text(" ").split()) for heading in soup.select("main h2")]
