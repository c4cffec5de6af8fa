"""Numbers, dates, amounts and addresses in a text of either language, each as a value that can be compared.

A text is read from the most particular to the most general: what was taken for an address is not read again for a date,
nor a date for numbers. Digits of both scripts are one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import regex  # type: ignore[import-untyped]

from cms.bangla.normalise import normalise
from cms.bangla.numerals import to_latin_digits

from .values import Rule
from .words import WordReader

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
    "শত": 100, "শতাধিক": 100, "শ": 100, "শো": 100, "হাজার": 1000, "লাখ": 100_000, "লক্ষ": 100_000, "কোটি": 10_000_000,
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
# The hours, from 0 to 11, that each part of the day has before noon.
PARTS = {
    "ভোর": range(12), "সকাল": range(12), "বেলা": range(6, 12), "দুপুর": range(10, 12), "বিকেল": (), "বিকাল": (),
    "সন্ধ্যা": (), "রাত": range(6),
}  # fmt: skip
CLAUSES = str.maketrans("কখগঘঙচছজঝ", "abcdefghi")

_N = r"(?<!\d)(?>\d+(?:,\d{2,3})*(?:\.\d+)?)"  # read whole or not at all: a row of digits takes no time
_END = r"(?![\p{L}\p{M}])"
_MULT = "|".join(sorted(MULTIPLIERS, key=len, reverse=True))
# With the endings a noun can have: ৫ লাখের বেশি, ২ হাজারটি, ৫ লক্ষাধিক. শ has none: ২১শে is a day.
_TIMES = rf"(?:(?:হাজার|লাখ|লক্ষ|কোটি|শত)(?:াধিক|টি|টা)?(?:ের|র|ে|তে)?[ওই]?|{_MULT}){_END}"
_QUARTER = rf"(?:{'|'.join(QUARTERS)})\s*"
_COUNTED = rf"(?:{_QUARTER})?{_N}(?:\s*{_TIMES}){{1,3}}"
_QUANTITY = (
    rf"(?:{_COUNTED}(?:\s*{_COUNTED}){{0,5}}(?:\s+(?:and\s+)?\d{{1,3}}(?![\d,]|\.\d))?|(?:{_QUARTER})?{_N})"
)
_BN_MONTH = "|".join(sorted(MONTHS_BN, key=len, reverse=True))
# A verb in small letters is no month: Article 12 may not be suspended.
_VERBS = {"may": "(?-i:May|MAY)", "march": "(?-i:March|MARCH)", "mar": "(?-i:Mar|MAR)"}
_EN_MONTH = "|".join(_VERBS.get(name, name) for name in sorted(MONTHS_EN, key=len, reverse=True))
_ENDING = r"(?:['’-]?(?:য়ের|য়ে|এর|ের|র|ে|তে|য়)[ওই]?|[ওই]|মাসের|\s+মাসের)?"
_DAY_ENDING = r"(?:ই|লা|রা|ঠা|শে|st|nd|rd|th)?"
_DASH = r"\s*(?:–|—|-|থেকে|to)\s*"
_TO = r"\s*(?:–|—|-|থেকে|ও|এবং|to|and|until)\s*"
_IN_YEAR = r"(?P<year>\d{4})\s*(?:সালের|[–-]?\s*এর)\s+"


@dataclass(frozen=True)
class Token:
    """Something found in a text: what kind, what it is worth, and how it stands there."""

    rule: Rule
    value: Any
    surface: str
    # What it may mean besides: 5 in “5 to 10 per cent” is 5 per cent.
    also: frozenset[tuple[Rule, Any]] = frozenset()
    # In words, which may be a manner of speaking: half a million.
    is_spelt: bool = False


Reader = Callable[[Any], Iterator[Any]]


def read_tokens(text: str) -> list[Token]:
    """Return everything in `text` that a translation has to keep, in the order of the rules below."""
    original = normalise(text)
    written = to_latin_digits(original)
    latin = _WORD_READER.in_digits(written)
    besides = meant_besides(latin)
    tokens = []
    for rule, pattern, reader in _PATTERNS:

        def note(match: Any, rule: Rule = rule, reader: Reader = reader) -> str:
            values = list(reader(match))
            if not values:
                return str(match.group())
            surface = original[match.start() : match.end()].strip()
            if rule is Rule.DATE:
                surface = surface.rstrip(".")
            is_spelt = written[match.start() : match.end()] != match.string[match.start() : match.end()]
            start = match.start("n") if "n" in match.re.groupindex else match.start()
            also = frozenset(besides.get(start, ()))
            tokens.extend(Token(rule, value, surface, also, is_spelt) for value in values)
            # White space as long as what was read, so that places stay what they are.
            return " " * len(match.group())

        latin = pattern.sub(note, latin)
    return tokens


def number(text: str) -> Decimal:
    """Return what a quantity such as `1 crore 20 lakh`, `5 হাজার কোটি`, `সাড়ে 3 লাখ` or `12,345.5` is worth."""
    total, current = Decimal(0), Decimal(0)
    for quarter, digits, multiplier in _PIECES.findall(text.casefold()):
        factor = MULTIPLIERS.get(multiplier)
        if digits:
            current += Decimal(digits.replace(",", "")) + Decimal(QUARTERS.get(quarter, 0)) / 60
        elif factor == 100:
            current *= factor
        elif current:
            total, current = total + current * factor, Decimal(0)
        else:
            total *= factor
    return (total + current).normalize()


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
    name = (found.get("month") or "").casefold()
    month = MONTHS_BN.get(name) or MONTHS_EN.get(name) or int(found.get("mm") or 0)
    year = int(found["year"]) if found.get("year") else None
    for key in ("first", "day"):
        if found.get(key) and 1 <= int(found[key]) <= 31 and 1 <= month <= 12:
            yield (int(found[key]), month, year)
    if "day" not in found and month:
        first = (found.get("since") or "").casefold()
        if first:
            yield (0, MONTHS_BN.get(first) or MONTHS_EN[first], year)
        yield (0, month, year)


def _time(match: Any) -> Iterator[tuple[int, int, str]]:
    found = match.groupdict()
    hour, minute = int(found["hour"]), int(found.get("minute") or 0)
    if hour > 24 or minute > 59:
        return
    of_day = (hour * 60 + minute + QUARTERS.get(found.get("quarter") or "", 0)) % 1440
    clock, minute = divmod(of_day % 720, 60)
    half = (found.get("half") or "").casefold()
    if part := found.get("part"):
        half = "am" if clock in PARTS[part] else "pm"
    elif half:
        half = "pm" if half[0] in "pn" else "am"
    elif of_day >= 780 or hour in (0, 24):
        half = "pm" if of_day >= 780 else "am"
    yield clock, minute, half


def _provision(match: Any) -> Iterator[str]:
    for each in regex.findall(r"\d+[A-Zক-হ]?(?:\([^()\s]{1,4}\))*", match.group("numbers")):
        yield each.translate(CLAUSES).upper()


def _percentage(match: Any) -> Iterator[Decimal]:
    yield number(match.group("n"))


def _money(match: Any) -> Iterator[tuple[str, Decimal]]:
    unit = (match.group("before") or match.group("after")).casefold()
    yield (CURRENCIES[unit], number(match.group("n")))


def _number(match: Any) -> Iterator[Decimal]:
    yield number(match.group())


def _whole(match: Any) -> Iterator[str]:
    yield match.group().lower().rstrip(".")


def _compiled(pattern: str) -> Any:
    return regex.compile(normalise(pattern), regex.IGNORECASE | regex.VERBOSE)


_SIGNS = r"us\$|[৳$€£]|(?<!\p{L})(?:bdt|tk\.?|taka|usd|eur|gbp)"
_WORDS = r"টাকা|ডলার|ইউরো|পাউন্ড|(?:taka|tk|dollars?|euros?|pounds?|bdt|usd|eur|gbp)(?!\p{L})"
# বেলা stands alone, or after another part: সন্ধ্যাবেলা ৭টা is in the evening. রাতে ১২ জন is no time.
_PART = "|".join(PARTS)
_IN_PART = rf"(?:(?:ের\s+বেলা|বেলা|ে|য়),?\s*(?=(?:{_QUARTER})?\d\d?(?:\s*টা|[:.]\d\d)))?\s*"
_PER_CENT = r"%|per\s?cent(?!\p{L})|percent|শতাংশ|ভাগ(?![\p{L}\p{M}])"
_NATION = r"(?:/[–-])?\s*(?:\([^()]*\)\s*)?(?:us\s+|মার্কিন\s+)?"
_ONE = r"(?<!\d)\d++[A-Zক-হ]?(?:\([^()\s]{1,4}\))*"
_MANY = rf"{_ONE}(?:(?:\s*[,/]\s*|\s+(?:and|or|to|ও|এবং|বা)\s+|\s*[–-]\s*){_ONE}){{0,30}}"

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
    (Rule.DATE, _compiled(r"(?<!\d)(?P<year>\d{4})-(?P<mm>\d{2})-(?P<day>\d{2})(?!\d)"), _date),
    (
        Rule.DATE,
        _compiled(r"(?<![\d/.+-])(?P<day>\d{1,2})([/.-])(?P<mm>\d{1,2})\2(?P<year>\d{4})(?![\d-])"),
        _date,
    ),
    (Rule.PHONE, _compiled(r"(?<![\d/.,])(?:\+|0)\d[\d\ ()–-]{5,}\d"), _phone),
    (
        Rule.DATE,
        _compiled(
            rf"{_IN_YEAR}(?:(?P<first>\d{{1,2}}){_DAY_ENDING}{_TO})?"
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
            rf"(?<!\p{{L}})(?P<month>{_EN_MONTH})\.?\s+(?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)?{_DASH})?"
            r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,?\s*(?P<year>\d{4})(?!\d))?"
        ),
        _date,
    ),
    (
        Rule.DATE,
        _compiled(
            rf"(?<![\p{{L}}\p{{M}}])(?P<month>{_BN_MONTH})\s+(?:(?P<first>\d{{1,2}}){_DASH})?(?P<day>\d{{1,2}}),?\s+"
            r"(?P<year>\d{4})(?!\d)"
        ),
        _date,
    ),
    (
        Rule.DATE,
        _compiled(rf"{_IN_YEAR}(?:(?P<since>{_BN_MONTH}){_TO})?(?P<month>{_BN_MONTH}){_ENDING}{_END}"),
        _date,
    ),
    (
        Rule.DATE,
        _compiled(
            rf"(?<![\p{{L}}\p{{M}}])(?:(?P<since>{_BN_MONTH}|{_EN_MONTH}){_TO})?(?P<month>{_BN_MONTH}|{_EN_MONTH})"
            rf"{_ENDING}\.?,?\s+(?:of\s+)?(?P<year>\d{{4}})(?!\d)"
        ),
        _date,
    ),
    (
        Rule.TIME,
        _compiled(
            rf"(?:(?<![\p{{L}}\p{{M}}])(?=বেলা)|(?!বেলা))(?P<part>{_PART}){_IN_PART}(?P<quarter>{'|'.join(QUARTERS)})?\s*"
            r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*"
            rf"(?:টায়|টার|টা)?(?:\s*(?P<minute>\d{{1,2}})\s*মিনিটে?)?"
            rf"|(?P<quarter>{'|'.join(QUARTERS)})\s*(?P<hour>\d{{1,2}})\s*টা(?:য়|র)?{_END}"
        ),
        _time,
    ),
    (
        Rule.TIME,
        _compiled(
            r"(?<![\d:])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>a\.?m\.?|p\.?m\.?|noon|midnight)(?!\p{L})"
            r"(?:\s*\(?(?:noon|midnight)\)?)?"
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
            rf"শতকরা\s*(?P<n>(?:{_QUARTER})?{_N})(?:\s*ভাগ)?|(?P<n>(?:{_QUARTER})?{_N})\s*(?:{_PER_CENT})"
        ),
        _percentage,
    ),
    (
        Rule.MONEY,
        _compiled(
            rf"(?P<before>{_SIGNS})\s*(?P<n>{_QUANTITY})|(?P<n>{_QUANTITY}){_NATION}(?P<after>{_WORDS})"
        ),
        _money,
    ),
    (Rule.NUMBER, _compiled(_QUANTITY), _number),
]


_PIECES = regex.compile(rf"(?:({'|'.join(QUARTERS)})\s*)?({_N})|({_MULT})", regex.IGNORECASE)
_BARE = regex.compile(_N)
_WORD_READER = WordReader(
    multipliers=_TIMES,
    units=rf"{_WORDS}|{_PER_CENT}",
    months=_BN_MONTH,
    parts=_PART,
    quarters="|".join(QUARTERS),
)
_OR = r"\s*(?:–|—|-|থেকে|হতে|বা|ও|to|or|and)\s*"
_RANGES = [
    _compiled(rf"(?P<n>{_QUANTITY}){_OR}(?=(?P<m>{_QUANTITY})\s*(?:{_PER_CENT}))"),
    _compiled(rf"(?P<n>{_QUANTITY})(?:/-)?{_OR}(?=(?P<m>{_QUANTITY}){_NATION}(?P<unit>{_WORDS}))"),
    _compiled(rf"(?P<unit>{_SIGNS})\s*(?P<n>{_QUANTITY})(?:/-)?{_OR}(?P<m>{_QUANTITY})"),
    _compiled(rf"(?P<n>{_N}){_OR}(?=(?P<m>{_COUNTED}))"),
]
_YEARS = _compiled(r"(?<![\d/–-])(?P<century>19|20)\d\d\s*[–/-]\s*(?P<n>\d\d)(?![\d/–-])")


def meant_besides(text: str) -> dict[int, set[tuple[Rule, Any]]]:
    """Return what numbers of a range may mean besides, by their place: its other end says the unit for both.

    5 in “5 to 10 per cent” is 5 per cent, in “5–10 lakh taka” 5 lakh taka; 25 in 2024–25 is 2025.
    """
    found: dict[int, set[tuple[Rule, Any]]] = defaultdict(set)
    for kind, pattern in zip((Rule.PERCENTAGE, Rule.MONEY, Rule.MONEY, Rule.NUMBER), _RANGES, strict=True):
        for match in pattern.finditer(text, overlapped=True):
            unit = CURRENCIES[match["unit"].casefold()] if kind is Rule.MONEY else None
            amounts = {
                match.start("n"): _scaled(match["n"], match["m"]),
                match.start("m"): {number(match["m"])},
            }
            for start, values in amounts.items():
                found[start] |= {(kind, (unit, value) if unit else value) for value in values}
    for match in _YEARS.finditer(text):
        found[match.start("n")].add((Rule.NUMBER, number(match["century"] + match["n"])))
    return found


def _scaled(first: str, second: str) -> set[Decimal]:
    """Return what `first` may be worth in a range up to `second`: 5 to 10 lakh, but 500 to 1 thousand."""
    worth = {number(first)}
    head = _BARE.match(second)
    if head and head.end() < len(second) and _BARE.fullmatch(first) and number(first) < number(head.group()):
        worth.add((number(first) * number(second) / number(head.group())).normalize())
    return worth


class _Dotless:
    """A match whose month may carry the dot of an abbreviation."""

    def __init__(self, match: Any):
        self.match = match

    def groupdict(self) -> dict[str, str | None]:
        found = dict(self.match.groupdict())
        return found | {"month": (found.get("month") or "").rstrip(".")}
