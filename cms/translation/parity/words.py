"""Numbers in words, as far as they stand for digits in running text: one to ninety-nine, and a hundred.

With a unit after them (পাঁচ লাখ টাকা, দুই শতাধিক, five per cent, একুশে ফেব্রুয়ারি) they are quantities like any other, and are
read as such: `in_digits` writes them in digits where they stand.
"""

from collections.abc import Iterable
from typing import Any

import regex  # type: ignore[import-untyped]

from cms.bangla.normalise import normalise

ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ENGLISH_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
# Spellings of the Bangla Academy's dictionary, with those that newspapers use beside them.
BANGLA = (
    "এক দুই|দু তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো|এগার বারো তেরো|তের চৌদ্দ পনেরো|পনের ষোলো|ষোল সতেরো|সতের আঠারো|আঠার উনিশ "
    "বিশ|কুড়ি একুশ বাইশ "
    "তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আটাশ ঊনত্রিশ|উনত্রিশ ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ "
    "আটত্রিশ ঊনচল্লিশ|উনচল্লিশ চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ "
    "ঊনপঞ্চাশ|উনপঞ্চাশ পঞ্চাশ একান্ন বায়ান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন সাতান্ন আটান্ন ঊনষাট|উনষাট ষাট একষট্টি "
    "বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি ঊনসত্তর|উনসত্তর সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর "
    "পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর ঊনআশি|উনআশি আশি একাশি বিরাশি তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি আটাশি "
    "ঊননব্বই|উননব্বই নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই"
)
BANGLA_ORDINALS = (
    "প্রথম দ্বিতীয় তৃতীয় চতুর্থ পঞ্চম ষষ্ঠ সপ্তম অষ্টম নবম দশম একাদশ দ্বাদশ ত্রয়োদশ চতুর্দশ পঞ্চদশ ষোড়শ সপ্তদশ অষ্টাদশ ঊনবিংশ বিংশ "
    "একবিংশ"
)
OTHERS = {1: "once একবার", 2: "both twice উভয়", 3: "thrice", 12: "dozen", 100: "hundred একশ একশো"}


# Days of the month that are counted otherwise, and what stands for a number only before a unit.
DAYS = {"পহেলা": 1, "পয়লা": 1, "দোসরা": 2, "তেসরা": 3, "চৌঠা": 4}
BEFORE_UNITS = {"a": "1", "an": "1", "half a": "0.5", "দেড়": "1.5", "আড়াই": "2.5"}
WHOLE = {"অর্ধশতাধিক": "50", "অর্ধশত": "50", "শতাধিক": "100", "সহস্রাধিক": "1000"}
ROMAN = {100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}


def _english(number: int, *, ordinal: bool = False) -> str:
    ones = ONES.split()
    if ordinal:
        ones = [*ENGLISH_ORDINALS.split(), *(f"{each}th" for each in ones[12:])]
    if number < 20:
        return ones[number - 1]
    tens = TENS.split()[number // 10 - 2]
    if number % 10:
        return f"{tens}[ -]{ones[number % 10 - 1]}"
    return f"{tens[:-1]}ieth" if ordinal else tens


def _roman(number: int) -> str:
    letters = ""
    for value, letter in ROMAN.items():
        letters += letter * (number // value)
        number %= value
    return letters


def _words() -> dict[int, list[str]]:
    words = {
        number: [_english(number), _english(number, ordinal=True), *BANGLA.split()[number - 1].split("|")]
        for number in range(1, 100)
    }
    for number, word in enumerate(BANGLA_ORDINALS.split(), 1):
        words[number].append(word)
    for number in range(2, 100):  # Act No. VIII of 2000; “I” is a word
        words[number].append(f"(?-i:{_roman(number)})")
    for number, more in OTHERS.items():
        words.setdefault(number, []).extend(more.split())
    return {number: [normalise(word) for word in each] for number, each in words.items()}


def _cardinals() -> dict[str, str]:
    found = {}
    for number in range(1, 100):
        for word in (_english(number).replace("[ -]", " "), *BANGLA.split()[number - 1].split("|")):
            found[normalise(word)] = str(number)
    return found


# Patterns for each number; spelt as `normalise` leaves texts.
NUMBER_WORDS = _words()
CARDINALS = _cardinals()


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of `words`, the longest first; a space in one may be a hyphen in the text."""
    return normalise("|".join(sorted(words, key=len, reverse=True))).replace(" ", "[ -]")


class WordReader:
    """Writes quantities in words in digits, without moving anything: what is read stays where it stands."""

    def __init__(self, *, multipliers: str, units: str, months: str, parts: str, quarters: str) -> None:
        """Take patterns for what can stand after a number, and for what stands before the hour of a time."""
        start, end = r"(?<![\p{L}\p{M}\p{N}])", r"(?![\p{L}\p{M}])"
        self.values = {normalise(word): value for word, value in (CARDINALS | BEFORE_UNITS).items()}
        self.days = {normalise(word): str(day) for word, day in DAYS.items()} | CARDINALS
        self.whole = {normalise(word): value for word, value in WHOLE.items()}
        self.halves = {normalise("দেড়টা"): "1:30", normalise("আড়াইটা"): "2:30"}
        word, hour = alternatives(self.values), alternatives(CARDINALS)
        part = rf"(?:{parts})(?:ের\s+বেলা|বেলা|ে|য়)?,?\s*"
        patterns = [
            (rf"{start}({alternatives(self.days)})(?:ে|ই)?(?=\s+(?:{months}))", self.days),
            (rf"(?<={part})({alternatives(self.halves)})", self.halves),
            (rf"(?<={part}(?:(?:{quarters})\s*)?)({hour})(?=\s*টা)", CARDINALS),
            (rf"{start}({word})(?=\s*(?:(?:{multipliers}){end}|{units}))", self.values),
            (rf"(?<=\d\s*(?:hundred|thousand|শত?|শো|হাজার)\s+(?:and\s+)?)({hour}){end}", CARDINALS),
            (rf"(?<!\d\s*){start}({alternatives(self.whole)}){end}", self.whole),
        ]
        self.patterns = [(regex.compile(pattern, regex.IGNORECASE), values) for pattern, values in patterns]

    def in_digits(self, text: str) -> str:
        """Return `text`, normalised and in Latin digits, its quantities in words as digits too, as long as before."""
        for pattern, values in self.patterns:

            def digits(match: Any, values: dict[str, str] = values) -> str:
                return values[match.group(1).casefold().replace("-", " ")].ljust(len(match.group()))

            text = pattern.sub(digits, text)
        return str(text)
