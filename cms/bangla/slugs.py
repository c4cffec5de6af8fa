"""ASCII slugs from titles in Bangla or English, the same for both languages of a page."""

import re
import unicodedata
from collections.abc import Callable, Container

from cms.bangla.romanise import romanise

MAX_LENGTH = 80

Taken = Callable[[str], bool] | Container[str]

_APOSTROPHES = frozenset("'’‘ʼ`´")
# Latin letters that NFKD does not take apart.
_LATIN = str.maketrans(
    {
        **{"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d"},
        **{"þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "ng"},
    }
)


def slugify(text: str, max_length: int = MAX_LENGTH) -> str:
    """Return a slug for `text`: lower-case ASCII letters and digits in words joined by hyphens.

    Bangla is romanised word by word, so that কারা (prison) is kara and কর (tax) is kor, where Django's
    slugify makes both কর; accents are dropped and digits of any script become ASCII. A slug longer than
    `max_length` ends after a whole word, or inside the first word if that alone is longer.

    A text of which nothing is left, but which holds a letter or digit (of a script we do not romanise),
    is given by its letters' code points, as in u4eba-u6743. Only a text without letters and digits has
    the slug "". Raises ValueError when `max_length` is below 1.
    """
    if max_length < 1:
        raise ValueError(f"cannot make a slug of {max_length} characters (must be 1 or more)")
    folded = _fold(romanise(text))
    parts = re.findall("[a-z0-9]+", folded) or [
        f"u{ord(char):x}" for char in text if _is_letter_or_digit(char)
    ]
    return _cut("-".join(parts), max_length)


def unique_slug(base: str, taken: Taken, max_length: int = MAX_LENGTH) -> str:
    """Return `base`, or the first of base-2, base-3 … that is not taken, within `max_length`.

    `taken` is a function that answers for one slug, or a container of slugs. To make room for its
    number a long base is shortened as in `slugify`. Raises ValueError when `base` is empty or no number
    fits.
    """
    if not base:
        raise ValueError("cannot number an empty slug")
    if max_length < 1:
        raise ValueError(f"cannot make a slug of {max_length} characters (must be 1 or more)")
    candidate = _cut(base, max_length)
    number = 1
    while taken(candidate) if callable(taken) else candidate in taken:
        number += 1
        ending = f"-{number}"
        if len(ending) >= max_length:
            raise ValueError(f"no free slug for '{base}' in {max_length} characters")
        candidate = _cut(base, max_length - len(ending)) + ending
    return candidate


def _cut(slug: str, max_length: int) -> str:
    if len(slug) <= max_length:
        return slug
    whole, _, _ = slug[: max_length + 1].rpartition("-")
    return (whole or slug[:max_length]).rstrip("-")


def _fold(text: str) -> str:
    """Return `text` in lower-case ASCII: a space for whatever parts words, nothing for other letters."""
    lowered = text.lower().translate(_LATIN)
    decomposed = unicodedata.normalize("NFKD", lowered).lower().translate(_LATIN)
    return "".join(_fold_char(char) for char in decomposed)


def _fold_char(char: str) -> str:
    if char.isascii() and char.isalnum():
        return char
    if char in _APOSTROPHES:
        return ""
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    # Letters of other scripts, marks and format characters belong to the word they stand in.
    category = unicodedata.category(char)
    return "" if category[0] in "LM" or category == "Cf" else " "


def _is_letter_or_digit(char: str) -> bool:
    return unicodedata.category(char)[0] in "LN"
