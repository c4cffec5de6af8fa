"""Numbers, dates, amounts and addresses in a text of either language, each as a value that can be compared.

A text is read from the most particular to the most general: what was taken for an address is not read again for a date,
nor a date for numbers. Digits of both scripts are one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import regex  # type: ignore[import-untyped]

from cms.bangla.normalise import normalise
from cms.bangla.numerals import to_latin_digits

from .values import Rule

MONTHS_BN = {
    "জানুয়ারি": 1, "জানুয়ারী": 1, "ফেব্রুয়ারি": 2, "ফেব্রুয়ারী": 2, "মার্চ": 3, "এপ্রিল": 4, "মে": 5, "জুন": 6, "জুলাই": 7,
    "আগস্ট": 8, "আগষ্ট": 8, "অগাস্ট": 8, "সেপ্টেম্বর": 9, "অক্টোবর": 10, "নভেম্বর": 11, "ডিসেম্বর": 12,
}  # fmt: skip
_ENGLISH_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTHS_EN = {name: number for number, name in enumerate(_ENGLISH_MONTHS, 1)}
MONTHS_EN |= {name[:3]: number for name, number in MONTHS_EN.items()} | {"sept": 9}
MULTIPLIERS = {
    "শত": 100, "শ": 100, "শো": 100, "হাজার": 1000, "লাখ": 100_000, "লক্ষ": 100_000, "কোটি": 10_000_000,
    "hundred": 100, "thousand": 1000, "lakh": 100_000, "lakhs": 100_000, "lac": 100_000, "crore": 10_000_000,
    "crores": 10_000_000, "million": 1_000_000, "billion": 1_000_000_000, "মিলিয়ন": 1_000_000,
    "বিলিয়ন": 1_000_000_000,
}  # fmt: skip
CURRENCIES = {
    "৳": "BDT", "টাকা": "BDT", "bdt": "BDT", "tk": "BDT", "tk.": "BDT", "taka": "BDT", "$": "USD", "us$": "USD",
    "usd": "USD", "ডলার": "USD", "dollar": "USD", "dollars": "USD", "€": "EUR", "eur": "EUR", "ইউরো": "EUR",
    "euro": "EUR", "euros": "EUR", "£": "GBP", "gbp": "GBP", "পাউন্ড": "GBP", "pound": "GBP", "pounds": "GBP",
}  # fmt: skip
# Source files hold য় and ড় in either form; texts hold them as `normalise` leaves them.
MONTHS_BN, MULTIPLIERS = (
    {normalise(word): value for word, value in each.items()} for each in (MONTHS_BN, MULTIPLIERS)
)
QUARTERS = {normalise(word): minutes for word, minutes in {"সাড়ে": 30, "সোয়া": 15, "পৌনে": -15}.items()}
CLAUSES = str.maketrans("কখগঘঙচছজঝ", "abcdefghi")

_N = r"\d+(?:,\d{2,3})*(?:\.\d+)?"
_MULT = "|".join(sorted(MULTIPLIERS, key=len, reverse=True))
_END = r"(?![\p{L}\p{M}])"
_QUANTITY = rf"{_N}(?:\s*(?:{_MULT}){_END}(?:\s*{_N}\s*(?:{_MULT}){_END})*(?:\s+\d{{1,3}}(?![\d,.]))?)?"
_BN_MONTH = "|".join(sorted(MONTHS_BN, key=len, reverse=True))
_EN_MONTH = "|".join(sorted(MONTHS_EN, key=len, reverse=True))
_ENDING = r"(?:ের|র|ে|তে|য়|মাসের|\s+মাসের)?"
_DAY_ENDING = r"(?:ই|লা|রা|ঠা|শে|st|nd|rd|th)?"
_TO = r"\s*(?:–|—|-|থেকে|ও|এবং|to|and|until)\s*"


@dataclass(frozen=True)
class Token:
    """Something found in a text: what kind, what it is worth, and how it stands there."""

    rule: Rule
    value: Any
    surface: str


Reader = Callable[[Any], Iterator[Any]]


def read_tokens(text: str) -> list[Token]:
    """Return everything in `text` that a translation has to keep, in the order of the rules below."""
    original = normalise(text)
    latin = to_latin_digits(original)
    tokens = []
    for rule, pattern, reader in _PATTERNS:

        def note(match: Any, rule: Rule = rule, reader: Reader = reader) -> str:
            values = list(reader(match))
            if not values:
                return str(match.group())
            surface = original[match.start() : match.end()].strip()
            tokens.extend(Token(rule, value, surface) for value in values)
            # White space as long as what was read, so that places stay what they are.
            return " " * len(match.group())

        latin = pattern.sub(note, latin)
    return tokens


def number(text: str) -> Decimal:
    """Return what a quantity such as `1 crore 20 lakh` or `12,345.5` is worth."""
    total = Decimal(0)
    for digits, multiplier in regex.findall(rf"({_N})\s*({_MULT})?", text.lower()):
        total += Decimal(digits.replace(",", "")) * MULTIPLIERS.get(multiplier, 1)
    return total.normalize()


def _url(match: Any) -> Iterator[str]:
    yield plain_address(match.group().rstrip(".,;:!?)’”\"'।"))


def plain_address(url: str) -> str:
    """Return `url` without what does not matter: scheme, www, the language of our own pages, a last slash."""
    bare = regex.sub(r"^https?://(?:www\.)?", "", url.strip(), flags=regex.IGNORECASE)
    bare = regex.sub(r"^([^/]*)/(?:bn|en)(?=/|$)", r"\1", bare)
    return str(bare.rstrip("/"))


def _phone(match: Any) -> Iterator[str]:
    digits = regex.sub(r"\D", "", match.group())
    if len(digits) >= 8:
        yield digits.removeprefix("00").removeprefix("88").lstrip("0")


def _date(match: Any) -> Iterator[tuple[int, int, int | None]]:
    found = match.groupdict()
    name = (found.get("month") or "").lower()
    month = MONTHS_BN.get(name) or MONTHS_EN.get(name) or int(found.get("mm") or 0)
    year = int(found["year"]) if found.get("year") else None
    for key in ("first", "day"):
        if found.get(key) and 1 <= int(found[key]) <= 31 and 1 <= month <= 12:
            yield (int(found[key]), month, year)
    if "day" not in found and month:
        first = (found.get("since") or "").lower()
        if first:
            yield (0, MONTHS_BN.get(first) or MONTHS_EN[first], year)
        yield (0, month, year)


def _time(match: Any) -> Iterator[tuple[int, int]]:
    found = match.groupdict()
    hour, minute = int(found["hour"]), int(found.get("minute") or 0)
    quarter = QUARTERS.get(found.get("quarter") or "", 0)
    if hour <= 24 and minute < 60:
        minutes = (hour * 60 + minute + quarter) % 720
        yield divmod(minutes, 60)


def _provision(match: Any) -> Iterator[str]:
    for each in regex.findall(r"\d+[A-Zক-হ]?(?:\([^()\s]{1,4}\))*", match.group("numbers")):
        yield each.translate(CLAUSES).upper()


def _percentage(match: Any) -> Iterator[Decimal]:
    yield number(match.group("n"))


def _money(match: Any) -> Iterator[tuple[str, Decimal]]:
    unit = (match.group("before") or match.group("after")).lower()
    yield (CURRENCIES[unit], number(match.group("n")))


def _number(match: Any) -> Iterator[Decimal]:
    yield number(match.group())


def _whole(match: Any) -> Iterator[str]:
    yield match.group().lower().rstrip(".")


def _compiled(pattern: str) -> Any:
    return regex.compile(normalise(pattern), regex.IGNORECASE | regex.VERBOSE)


_SIGNS = r"us\$|[৳$€£]|(?<!\p{L})(?:bdt|tk\.?|taka|usd|eur|gbp)"
_WORDS = r"টাকা|ডলার|ইউরো|পাউন্ড|(?:taka|tk|dollars?|euros?|pounds?|bdt|usd|eur|gbp)(?!\p{L})"
_PART = r"(?:ভোর|সকাল|দুপুর|বিকেল|বিকাল|সন্ধ্যা|রাত)"
_ONE = r"\d+[A-Zক-হ]?(?:\([^()\s]{1,4}\))*"
_MANY = rf"{_ONE}(?:(?:\s*,\s*|\s+(?:and|or|to|ও|এবং|বা)\s+|\s*[–-]\s*){_ONE})*"

_PATTERNS: list[tuple[Rule, Any, Reader]] = [
    (Rule.LINK, _compiled(r"(?:https?://|www\.)[^\s<>\"“”]+"), _url),
    (Rule.EMAIL, _compiled(r"[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+"), _whole),
    (
        Rule.REFERENCE,
        regex.compile(
            r"(?<![\p{L}\d/])\p{Lu}[\p{L}\d.]*(?:/[\p{L}\d.]*\d[\p{L}\d.]*|/\p{Lu}[\p{L}\d.]*){2,}"
        ),
        _whole,
    ),
    (Rule.PHONE, _compiled(r"(?<![\d/.,])(?:\+|0)\d[\d\ ()-]{5,}\d"), _phone),
    (Rule.DATE, _compiled(r"(?<!\d)(?P<year>\d{4})-(?P<mm>\d{2})-(?P<day>\d{2})(?!\d)"), _date),
    (Rule.DATE, _compiled(r"(?<![\d/])(?P<day>\d{1,2})[/.](?P<mm>\d{1,2})[/.](?P<year>\d{4})(?!\d)"), _date),
    (
        Rule.DATE,
        _compiled(
            rf"(?P<year>\d{{4}})\s*সালের\s+(?:(?P<first>\d{{1,2}}){_DAY_ENDING}{_TO})?"
            rf"(?P<day>\d{{1,2}}){_DAY_ENDING}\s+(?P<month>{_BN_MONTH}){_ENDING}{_END}"
        ),
        _date,
    ),
    (
        Rule.DATE,
        _compiled(
            rf"(?:(?<!\d)(?P<first>\d{{1,2}}){_DAY_ENDING}{_TO})?(?<!\d)(?P<day>\d{{1,2}}){_DAY_ENDING}\s+(?:of\s+)?"
            rf"(?P<month>{_BN_MONTH}|(?:{_EN_MONTH})\.?(?!\p{{L}})){_ENDING}{_END}(?:,?\s*(?P<year>\d{{4}})(?!\d))?"
        ),
        lambda match: _date(_Dotless(match)),
    ),
    (
        Rule.DATE,
        _compiled(
            rf"(?<!\p{{L}})(?P<month>{_EN_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s*(?P<year>\d{{4}})(?!\d))?"
        ),
        _date,
    ),
    (
        Rule.DATE,
        _compiled(
            rf"(?P<year>\d{{4}})\s*সালের\s+(?:(?P<since>{_BN_MONTH}){_TO})?(?P<month>{_BN_MONTH}){_ENDING}{_END}"
        ),
        _date,
    ),
    (
        Rule.DATE,
        _compiled(
            rf"(?<![\p{{L}}\p{{M}}])(?:(?P<since>{_BN_MONTH}|{_EN_MONTH}){_TO})?(?P<month>{_BN_MONTH}|{_EN_MONTH})"
            rf"{_ENDING}\.?,?\s+(?P<year>\d{{4}})(?!\d)"
        ),
        _date,
    ),
    (
        Rule.TIME,
        _compiled(
            rf"{_PART}\s*(?P<quarter>{'|'.join(QUARTERS)})?\s*(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d{{2}}))?\s*"
            rf"(?:টায়|টায়|টার|টা)?(?:\s*(?P<minute>\d{{1,2}})\s*মিনিটে?)?"
        ),
        _time,
    ),
    (
        Rule.TIME,
        _compiled(
            r"(?<![\d:])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?:a\.?m\.?|p\.?m\.?|noon)(?!\p{L})"
        ),
        _time,
    ),
    (Rule.TIME, _compiled(r"(?<![\d:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?![\d:])"), _time),
    (
        Rule.PROVISION,
        _compiled(
            rf"(?<!\p{{L}})(?:sections?|sec\.|ss?\.|articles?|arts?\.|rules?|clauses?|§)\s*(?P<numbers>{_MANY})"
            rf"|(?:ধারা|অনুচ্ছেদ|বিধি|উপধারা)(?:\s+নং)?\s*(?P<numbers>{_MANY})"
            rf"|(?P<numbers>{_MANY})\s*(?:নং|নম্বর)?\s*(?:ধারা|অনুচ্ছেদ|বিধি|উপধারা)"
        ),
        _provision,
    ),
    (
        Rule.PERCENTAGE,
        _compiled(
            rf"শতকরা\s*(?P<n>{_N})(?:\s*ভাগ)?|(?P<n>{_N})\s*(?:%|per\s?cent(?!\p{{L}})|percent|শতাংশ|ভাগ(?![\p{{L}}\p{{M}}]))"
        ),
        _percentage,
    ),
    (
        Rule.MONEY,
        _compiled(
            rf"(?P<before>{_SIGNS})\s*(?P<n>{_QUANTITY})|(?P<n>{_QUANTITY})\s*(?:us\s+|মার্কিন\s+)?(?P<after>{_WORDS})"
        ),
        _money,
    ),
    (Rule.NUMBER, _compiled(_QUANTITY), _number),
]


class _Dotless:
    """A match whose month may carry the dot of an abbreviation."""

    def __init__(self, match: Any):
        self.match = match

    def groupdict(self) -> dict[str, str | None]:
        found = dict(self.match.groupdict())
        return found | {"month": (found.get("month") or "").rstrip(".")}
