"""The words of a synthetic corpus: the same page in both languages, from a number."""

import random
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cms.bangla.normalise import normalise
from cms.bangla.numerals import to_bangla_digits
from cms.core.languages import LANGUAGES
from home.sample.pages import TITLE_MARKS

SENTENCES = Path(__file__).resolve().parent / "sentences.yaml"
PARAGRAPHS = range(3, 7)
SENTENCES_A_PARAGRAPH = range(3, 7)

# The share of pages that have one in the body.
PICTURES, PAGE_LINKS, DOCUMENT_LINKS = 0.4, 0.4, 0.2
# A link to a page is written with the page's number in the corpus, until its key is known.
LINKED_PAGE = re.compile(r'(?<=linktype="page" id=")\d+(?=")')

Twin = dict[str, str]
Body = list[dict[str, Any]]


@dataclass(frozen=True)
class Text:
    """Title, summary and raw body of one page in both languages, with the same block ids."""

    title: Twin
    summary: Twin
    body: dict[str, Body]


def linked(body: Body, keys: Mapping[int, int]) -> Body:
    """Return `body` with links to the pages' keys, by their numbers, as the desk stores them."""
    return [
        block | {"value": LINKED_PAGE.sub(lambda number: str(keys[int(number[0])]), block["value"])}
        if block["type"] == "paragraph"
        else block
        for block in body
    ]


class Writer:
    """Writes texts. The same `chance` in the same order writes the same texts.

    Pictures, documents and authorities are given by their keys.
    """

    def __init__(
        self,
        chance: random.Random,
        images: Sequence[int],
        documents: Sequence[int],
        authorities: Sequence[int],
    ):
        self.chance = chance
        self.images, self.documents, self.authorities = images, documents, authorities
        self.words = _normalised(yaml.safe_load(SENTENCES.read_text(encoding="utf-8")))

    def write(self, number: int) -> Text:
        """Return the text of page `number`."""
        subject, ending, place = (
            self.chance.choice(self.words[name]) for name in ("subjects", "endings", "places")
        )
        numbers = {"bn": to_bangla_digits(str(number)), "en": str(number)}
        title = {
            each: f"{TITLE_MARKS[each]}{place[each]}: {subject[each]}, {ending[each]} ({numbers[each]})"
            for each in LANGUAGES
        }
        summary = self._paragraph(2)
        blocks = [self._block("paragraph", self._html(self._paragraph(4)))]
        for _paragraph in range(self.chance.choice(PARAGRAPHS)):
            if self.chance.random() < 0.3:
                blocks.append(self._heading())
            paragraph = self._paragraph(self.chance.choice(SENTENCES_A_PARAGRAPH))
            blocks.append(self._block("paragraph", self._html(paragraph)))
        blocks[1:1] = self._extras(number)
        blocks += [self._law(), self._demands(), self._block("paragraph", self._html(self.words["note"]))]
        body = {language: [block[language] for block in blocks] for language in LANGUAGES}
        return Text(title=title, summary=summary, body=body)

    def paragraph(self, count: int) -> Twin:
        """Return a paragraph of `count` sentences as HTML."""
        return self._html(self._paragraph(count))

    def agenda(self) -> list[Twin]:
        """Return the titles of an event's agenda, in its order."""
        return self.words["agenda"][: self.chance.randint(2, len(self.words["agenda"]))]

    def venue(self) -> Twin:
        """Return where an event takes place."""
        return self.chance.choice(self.words["venues"])

    def _extras(self, number: int) -> list[dict[str, dict[str, Any]]]:
        """Return what not every body has: a picture, and paragraphs that link to an earlier page or a document."""
        extras = []
        if self.chance.random() < PICTURES:
            picture = {"image": self.chance.choice(self.images)}
            extras.append(self._block("image", dict.fromkeys(LANGUAGES, picture)))
        if number > 1 and self.chance.random() < PAGE_LINKS:
            extras.append(self._link("page", self.chance.randint(1, number - 1)))
        if self.chance.random() < DOCUMENT_LINKS:
            extras.append(self._link("document", self.chance.choice(self.documents)))
        return extras

    def _link(self, kind: str, target: int) -> dict[str, dict[str, Any]]:
        before, link = self._paragraph(2), self.chance.choice(self.words["links"][kind])
        start = f'<a linktype="{kind}" id="{target}">'
        text = {each: f"{before[each]} {link[each].replace('<a>', start)}" for each in LANGUAGES}
        return self._block("paragraph", self._html(text))

    def _paragraph(self, count: int) -> Twin:
        sentences = self.chance.sample(self.words["sentences"], count)
        place, number = self.chance.choice(self.words["places"]), str(self.chance.randint(2, 400))
        filled = {"bn": to_bangla_digits(number), "en": number}
        return {
            language: " ".join(
                sentence[language].format(place=place[language], number=filled[language])
                for sentence in sentences
            )
            for language in LANGUAGES
        }

    def _html(self, text: Twin) -> Twin:
        return {language: f"<p>{text[language]}</p>" for language in LANGUAGES}

    def _heading(self) -> dict[str, dict[str, Any]]:
        text = self.chance.choice(self.words["headings"])
        return self._block(
            "heading", {language: {"text": text[language], "level": "h2"} for language in LANGUAGES}
        )

    def _law(self) -> dict[str, dict[str, Any]]:
        instrument, article = self.chance.choice(self.words["instruments"]), str(self.chance.randint(9, 40))
        articles = {"bn": f"অনুচ্ছেদ {to_bangla_digits(article)}", "en": f"Article {article}"}
        return self._block(
            "legal_reference",
            {
                language: {
                    "instrument": instrument[language],
                    "article": articles[language],
                    "note": "",
                    "url": "",
                }
                for language in LANGUAGES
            },
        )

    def _demands(self) -> dict[str, dict[str, Any]]:
        chosen = [
            (self._id(), demand, self.chance.choice([None, *self.authorities]))
            for demand in self.chance.sample(self.words["demands"], 3)
        ]
        return self._block(
            "demands",
            {
                language: {
                    "intro": "",
                    "items": [
                        {
                            "type": "item",
                            "id": key,
                            "value": {"text": demand[language], "authority": authority},
                        }
                        for key, demand, authority in chosen
                    ],
                }
                for language in LANGUAGES
            },
        )

    def _block(self, kind: str, values: dict[str, Any]) -> dict[str, dict[str, Any]]:
        key = self._id()
        return {language: {"type": kind, "id": key, "value": values[language]} for language in LANGUAGES}

    def _id(self) -> str:
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))


def _normalised(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _normalised(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_normalised(item) for item in value]
    return normalise(value)
