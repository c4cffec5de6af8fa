"""Reading the sample site's YAML: where each value stands, and its text in one language."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cms.bangla.normalise import normalise
from cms.core.languages import LANGUAGES

FOLDER = Path(__file__).resolve().parent


class SampleError(Exception):
    """Something in the sample files is wrong; the message names the file and the key."""


@dataclass(frozen=True)
class Entry:
    """A value of a sample file, and where it stands, so that an error can say so."""

    value: Any
    place: str

    def error(self, message: str) -> SampleError:
        """Return an error that names the file and the key."""
        return SampleError(f"{self.place}: {message}")

    def __contains__(self, key: str) -> bool:
        return key in self.value

    def __getitem__(self, key: str) -> "Entry":
        if key not in self.value:
            raise self.error(f"“{key}” is missing.")
        return Entry(self.value[key], f"{self.place}: {key}")

    def get(self, key: str, default: Any = None) -> Any:
        """Return the plain value of `key`."""
        return self.value.get(key, default)

    def entries(self) -> list[tuple[str, "Entry"]]:
        """Return each key with its entry, in the file's order."""
        self._must_be(dict, "keys and values")
        return [(key, self[key]) for key in self.value]

    def items(self) -> list["Entry"]:
        """Return the entries of a list."""
        self._must_be(list, "a list")
        return [Entry(value, f"{self.place}[{number}]") for number, value in enumerate(self.value)]

    def only(self, keys: set[str]) -> None:
        """Refuse a key that is not one of `keys`.

        Raises:
            SampleError: naming it.
        """
        self._must_be(dict, "keys and values")
        for key in self.value:
            if key not in keys:
                raise self.error(f"unknown key “{key}”; it takes {', '.join(sorted(keys))}.")

    def text(self, language: str) -> str:
        """Return the text in `language`, normalised; a bare text is the same in both.

        Raises:
            SampleError: when there is none, or it is no text.
        """
        value = self.value
        if isinstance(value, dict):
            if not value or not set(value) <= set(LANGUAGES):
                raise self.error("a text has the keys bn and en, and no other.")
            if language not in value:
                raise self.error(f"the text in “{language}” is missing.")
            value = value[language]
        if not isinstance(value, str):
            raise self.error(f"a text was expected, not {value!r}.")
        return normalise(value)

    def _must_be(self, kind: type, name: str) -> None:
        if not isinstance(self.value, kind):
            raise self.error(f"{name} were expected, not {self.value!r}.")


def read(path: str) -> Entry:
    """Return the content of the sample file at `path`, relative to the sample folder."""
    return Entry(yaml.safe_load((FOLDER / path).read_text(encoding="utf-8")), path)


def read_pages() -> list[Entry]:
    """Return every page file, in the order of their paths."""
    return [read(str(path.relative_to(FOLDER))) for path in sorted((FOLDER / "pages").glob("*/*.yaml"))]
