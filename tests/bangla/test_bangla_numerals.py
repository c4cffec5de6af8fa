"""Digits of both scripts, and numbers grouped in lakhs and crores."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.bangla.numerals import (
    format_number,
    format_percent,
    group_indian,
    parse_number,
    to_bangla_digits,
    to_latin_digits,
)

pytestmark = pytest.mark.any_database

LANGUAGES = st.sampled_from(["bn", "en"])
decimals_in_use = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18, places=4
)


def test_digits_change_script_and_nothing_else_does() -> None:
    assert to_bangla_digits("ধারা 57, 2006") == "ধারা ৫৭, ২০০৬"
    assert to_latin_digits("ধারা ৫৭, ২০০৬ ٣") == "ধারা 57, 2006 ٣"


@given(st.text().filter(lambda text: not set(text) & set("০১২৩৪৫৬৭৮৯")))
def test_digits_make_the_round_trip(text: str) -> None:
    assert to_latin_digits(to_bangla_digits(text)) == text


@pytest.mark.parametrize(
    ("number", "english", "bangla"),
    [
        (0, "0", "০"),
        (999, "999", "৯৯৯"),
        (1000, "1,000", "১,০০০"),
        (100000, "1,00,000", "১,০০,০০০"),
        (12345678, "1,23,45,678", "১,২৩,৪৫,৬৭৮"),
        (-12345678, "-1,23,45,678", "-১,২৩,৪৫,৬৭৮"),
        (Decimal("-100000.50"), "-1,00,000.50", "-১,০০,০০০.৫০"),
        (Decimal("1E+7"), "1,00,00,000", "১,০০,০০,০০০"),
        (Decimal("0.0012345"), "0.0012345", "০.০০১২৩৪৫"),
    ],
)
def test_numbers_are_grouped_in_lakhs_in_both_languages(
    number: int | Decimal, english: str, bangla: str
) -> None:
    assert group_indian(number, "en") == english
    assert group_indian(number, "bn") == bangla


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (1234.5, None, "1,234.5"),
        (0.1, None, "0.1"),
        (2.5, 0, "3"),  # half up, as people round
        (Decimal("2.675"), 2, "2.68"),
        (Decimal("-0.4"), 0, "0"),  # no minus zero
        (5, 2, "5.00"),
        (99999.99, 1, "1,00,000.0"),
        (10**40, 2, "10" + ",00" * 18 + ",000.00"),  # beyond the default precision
    ],
)
def test_numbers_are_rounded_to_the_decimals_asked_for(
    value: int | float | Decimal, decimals: int | None, expected: str
) -> None:
    assert format_number(value, "en", decimals) == expected
    assert format_number(value, "bn", decimals) == to_bangla_digits(expected)


def test_percent_takes_per_cent_not_a_share() -> None:
    assert format_percent(Decimal("12.55"), "bn", 1) == "১২.৬%"
    assert format_percent(7, "en") == "7%"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_what_is_no_number_is_refused(value: float | Decimal) -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        format_number(value, "bn")


def test_an_unknown_language_or_negative_decimals_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        format_number(1, "fr")
    with pytest.raises(ValueError, match="-1"):
        format_number(1, "en", -1)
    assert format_number(100000, "en-GB") == "1,00,000"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("১,২৩,৪৫,৬৭৮", "12345678"),
        (" 1,23,456.50 ", "123456.50"),
        ("123,456", "123456"),
        ("12,345,678", "12345678"),
        ("-৪২", "-42"),
        ("−৪২", "-42"),
        ("+7", "7"),
        ("০.৫", "0.5"),
        (".5", "0.5"),
        ("007", "7"),
    ],
)
def test_numbers_of_both_scripts_and_groupings_are_read(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "১২ জন", "1,2,3", "1,23,45", ",123", "1.", "1e5", "NaN", "--1", "١٢", "1 000"]
)
def test_what_does_not_read_as_a_number_is_named_in_the_error(text: str) -> None:
    with pytest.raises(ValueError, match="as a number") as error:
        parse_number(text)
    assert f"'{text}'" in str(error.value)


@given(decimals_in_use, LANGUAGES)
def test_a_formatted_number_reads_back_as_itself(number: Decimal, lang: str) -> None:
    assert parse_number(format_number(number, lang)) == number


@given(st.floats(allow_nan=False, allow_infinity=False), LANGUAGES, st.integers(0, 6))
def test_any_finite_float_is_printed_and_read_back(value: float, lang: str, places: int) -> None:
    assert parse_number(format_number(value, lang)) == Decimal(str(value))
    rounded = parse_number(format_number(value, lang, places))
    assert abs(rounded - Decimal(str(value))) <= Decimal(5).scaleb(-places - 1)
