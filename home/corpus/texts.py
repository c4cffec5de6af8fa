"""The words of a synthetic corpus: the same page in both languages, from a number."""

import random
import uuid
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

Twin = dict[str, str]


@dataclass(frozen=True)
class Text:
    """Title, summary and raw body of one page in both languages, with the same block ids."""

    title: Twin
    summary: Twin
    body: dict[str, list[dict[str, Any]]]


class Writer:
    """Writes texts. The same `chance` in the same order writes the same texts."""

    def __init__(self, chance: random.Random):
        self.chance = chance
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
        blocks += [self._law(), self._demands(), self._block("paragraph", self._html(self.words["note"]))]
        body = {language: [block[language] for block in blocks] for language in LANGUAGES}
        return Text(title=title, summary=summary, body=body)

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
        chosen = [(self._id(), demand) for demand in self.chance.sample(self.words["demands"], 3)]
        return self._block(
            "demands",
            {
                language: {
                    "intro": "",
                    "items": [
                        {"type": "item", "id": key, "value": {"text": demand[language], "authority": None}}
                        for key, demand in chosen
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
