"""Digits and numbers as they are written in Bangladesh: Bangla or Latin digits, in lakhs and crores."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

from cms.bangla.languages import language_of

LATIN_DIGITS = "0123456789"
BANGLA_DIGITS = "০১২৩৪৫৬৭৮৯"

_TO_BANGLA = str.maketrans(LATIN_DIGITS, BANGLA_DIGITS)
_TO_LATIN = str.maketrans(BANGLA_DIGITS, LATIN_DIGITS)

# Ungrouped; grouped in lakhs (1,23,45,678); or grouped in thousands (12,345,678).
_NUMBER = re.compile(
    r"""[+-]?
    (?: (?: [0-9]+ | [0-9]{1,2}(?:,[0-9]{2})*,[0-9]{3} | [0-9]{1,3}(?:,[0-9]{3})+ ) (?:\.[0-9]+)?
      | \.[0-9]+ )""",
    re.VERBOSE,
)


def to_bangla_digits(text: str) -> str:
    """Return `text` with 0–9 written ০–৯ and everything else as it was."""
    return text.translate(_TO_BANGLA)


def to_latin_digits(text: str) -> str:
    """Return `text` with ০–৯ written 0–9 and everything else as it was."""
    return text.translate(_TO_LATIN)


def group_indian(number: int | Decimal, lang: str) -> str:
    """Return `number` grouped in thousands, lakhs and crores, in the digits of `lang`.

    12345678 is 1,23,45,678 in English and ১,২৩,৪৫,৬৭৮ in Bangla: the last three digits, then pairs, as both
    languages do in Bangladesh. A fraction is kept as it stands, ungrouped. Raises ValueError for NaN,
    infinity, or a language other than bn and en.
    """
    language = language_of(lang)
    value = _finite(number)
    digits = format(value.copy_abs(), "f")  # abs() would round to the context's precision
    whole, point, fraction = digits.partition(".")
    head, tail = whole[:-3], whole[-3:]
    pairs: list[str] = []
    while head:
        pairs.insert(0, head[-2:])
        head = head[:-2]
    grouped = ",".join([*pairs, tail]) + point + fraction
    if value < 0:
        grouped = f"-{grouped}"
    return to_bangla_digits(grouped) if language == "bn" else grouped


def format_number(value: int | float | Decimal, lang: str, decimals: int | None = None) -> str:
    """Return `value` for a reader of `lang`: grouped in lakhs, in that language's digits.

    With `decimals` the value is rounded half up, as people round, to exactly so many places; without it the
    fraction is printed as given. A value that rounds to zero has no minus sign. Raises ValueError for NaN,
    infinity, negative `decimals`, or a language other than bn and en.
    """
    number = _finite(value)
    if decimals is not None:
        if decimals < 0:
            raise ValueError(f"cannot round to {decimals} decimals (must be 0 or more)")
        with localcontext() as context:
            context.prec = max(number.adjusted(), 0) + decimals + 3
            number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return group_indian(number, lang)


def format_percent(value: int | float | Decimal, lang: str, decimals: int | None = None) -> str:
    """Return `value`, already in per cent (12.5, not 0.125), with its sign: ১২.৫% or 12.5%.

    Rounds and raises as `format_number` does.
    """
    return f"{format_number(value, lang, decimals)}%"


def parse_number(text: str) -> Decimal:
    """Return the number written in `text`, in Bangla or Latin digits.

    Accepts a sign, a fraction after a point, and commas grouping lakhs (1,23,456) or thousands (123,456).
    Raises ValueError, naming the text, for anything else, including commas in the wrong place.
    """
    latin = to_latin_digits(text.strip()).replace("\u2212", "-")
    if not _NUMBER.fullmatch(latin):
        raise ValueError(f"cannot read '{text}' as a number")
    return Decimal(latin.replace(",", ""))


def _finite(value: int | float | Decimal) -> Decimal:
    # Through str, so that 0.1 is one tenth and not the binary fraction nearest to it.
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise ValueError(f"cannot format '{value}' (not a finite number)")
    return number
