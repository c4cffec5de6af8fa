"""Dates and times in both languages, on Dhaka's clock."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.bangla.dates import (
    DHAKA,
    format_date,
    format_date_range,
    format_datetime,
    format_datetime_range,
    format_month_year,
    format_time,
    format_time_range,
    weekday,
)

pytestmark = pytest.mark.any_database

LATE_IN_LONDON = datetime(2026, 3, 25, 19, 30, tzinfo=UTC)  # 01:30 on the 26th in Dhaka
NAIVE = datetime(2026, 3, 26, 10, 30)


def test_a_date_in_both_languages() -> None:
    assert format_date(date(2026, 3, 26), "bn") == "২৬ মার্চ ২০২৬"
    assert format_date(date(2026, 3, 26), "en") == "26 March 2026"
    assert format_month_year(date(2026, 1, 1), "bn") == "জানুয়ারি ২০২৬"
    assert format_month_year(date(2026, 1, 1), "en") == "January 2026"
    assert weekday(date(2026, 3, 26), "bn") == "বৃহস্পতিবার"
    assert weekday(date(2026, 3, 26), "en") == "Thursday"


def test_a_moment_is_dated_and_timed_in_dhaka() -> None:
    assert format_date(LATE_IN_LONDON, "bn") == "২৬ মার্চ ২০২৬"
    assert weekday(LATE_IN_LONDON, "en") == "Thursday"
    assert format_datetime(LATE_IN_LONDON, "bn") == "২৬ মার্চ ২০২৬, রাত ১টা ৩০ মিনিট"
    assert format_datetime(LATE_IN_LONDON, "en") == "26 March 2026, 1:30 am"


@pytest.mark.parametrize(
    ("start", "end", "bangla", "english"),
    [
        ((2026, 3, 26), (2026, 3, 26), "২৬ মার্চ ২০২৬", "26 March 2026"),
        ((2026, 3, 26), (2026, 3, 28), "২৬–২৮ মার্চ ২০২৬", "26–28 March 2026"),
        ((2026, 3, 26), (2026, 4, 2), "২৬ মার্চ – ২ এপ্রিল ২০২৬", "26 March – 2 April 2026"),
        (
            (2025, 12, 30),
            (2026, 1, 2),
            "৩০ ডিসেম্বর ২০২৫ – ২ জানুয়ারি ২০২৬",
            "30 December 2025 – 2 January 2026",
        ),
        ((2025, 3, 26), (2026, 3, 26), "২৬ মার্চ ২০২৫ – ২৬ মার্চ ২০২৬", "26 March 2025 – 26 March 2026"),
    ],
)
def test_a_range_says_a_shared_month_or_year_once(
    start: tuple[int, int, int], end: tuple[int, int, int], bangla: str, english: str
) -> None:
    assert format_date_range(date(*start), date(*end), "bn") == bangla
    assert format_date_range(date(*start), date(*end), "en") == english


@pytest.mark.parametrize(
    ("clock", "bangla", "english"),
    [
        ((0, 0), "রাত ১২টা", "12:00 am"),
        ((3, 59), "রাত ৩টা ৫৯ মিনিট", "3:59 am"),
        ((5, 0), "ভোর ৫টা", "5:00 am"),
        ((6, 0), "সকাল ৬টা", "6:00 am"),
        ((10, 0), "সকাল ১০টা", "10:00 am"),
        ((10, 30), "সকাল ১০টা ৩০ মিনিট", "10:30 am"),
        ((11, 5), "সকাল ১১টা ৫ মিনিট", "11:05 am"),
        ((12, 0), "দুপুর ১২টা", "12:00 pm"),
        ((15, 0), "বিকেল ৩টা", "3:00 pm"),
        ((16, 0), "বিকেল ৪টা", "4:00 pm"),
        ((18, 0), "সন্ধ্যা ৬টা", "6:00 pm"),
        ((21, 0), "রাত ৯টা", "9:00 pm"),
    ],
)
def test_a_time_is_named_by_its_part_of_the_day(clock: tuple[int, int], bangla: str, english: str) -> None:
    assert format_time(time(*clock), "bn") == bangla
    assert format_time(time(*clock), "en") == english


@pytest.mark.parametrize(
    ("start", "end", "bangla", "english"),
    [
        ((10, 0), (11, 30), "সকাল ১০টা থেকে ১১টা ৩০ মিনিট", "10:00–11:30 am"),
        ((10, 0), (13, 0), "সকাল ১০টা থেকে দুপুর ১টা", "10:00 am – 1:00 pm"),
        ((16, 0), (19, 0), "বিকেল ৪টা থেকে সন্ধ্যা ৭টা", "4:00–7:00 pm"),
        ((22, 0), (2, 0), "রাত ১০টা থেকে রাত ২টা", "10:00 pm – 2:00 am"),
        ((10, 0), (10, 0), "সকাল ১০টা", "10:00 am"),
    ],
)
def test_a_time_range_says_a_shared_part_of_the_day_once(
    start: tuple[int, int], end: tuple[int, int], bangla: str, english: str
) -> None:
    assert format_time_range(time(*start), time(*end), "bn") == bangla
    assert format_time_range(time(*start), time(*end), "en") == english


def test_a_range_of_moments_says_a_shared_day_once() -> None:
    start = datetime(2026, 3, 26, 10, tzinfo=DHAKA)
    noonish, next_day = start + timedelta(hours=3), start + timedelta(days=1)
    assert format_datetime_range(start, noonish, "bn") == "২৬ মার্চ ২০২৬, সকাল ১০টা থেকে দুপুর ১টা"
    assert format_datetime_range(start, next_day, "en") == "26 March 2026, 10:00 am – 27 March 2026, 10:00 am"


def test_a_naive_moment_is_refused_everywhere() -> None:
    for function in (format_date, format_month_year, weekday, format_time, format_datetime):
        with pytest.raises(ValueError, match="naive"):
            function(NAIVE, "bn")
    for pair in (format_date_range, format_time_range, format_datetime_range):
        with pytest.raises(ValueError, match="naive"):
            pair(NAIVE, NAIVE, "bn")


def test_a_time_with_a_zone_but_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="no date"):
        format_time(time(10, tzinfo=UTC), "bn")


def test_a_range_that_ends_before_it_starts_is_refused() -> None:
    later, earlier = datetime(2026, 3, 26, 10, tzinfo=DHAKA), datetime(2026, 3, 26, 9, tzinfo=DHAKA)
    yesterday = later - timedelta(days=1)
    with pytest.raises(ValueError, match="before it starts"):
        format_date_range(later.date(), yesterday.date(), "bn")
    with pytest.raises(ValueError, match="before it starts"):
        format_time_range(later, earlier, "bn")
    for end in (earlier, yesterday):
        with pytest.raises(ValueError, match="before it starts"):
            format_datetime_range(later, end, "bn")
    with pytest.raises(ValueError, match="one day"):
        format_time_range(yesterday, later, "bn")


def test_another_language_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'hi'"):
        format_date(date(2026, 3, 26), "hi")


@given(st.dates(), st.integers(0, 800))
def test_a_range_always_ends_with_its_last_date_and_opens_with_its_first_day(start: date, days: int) -> None:
    end = start + timedelta(days=min(days, (date.max - start).days))
    text = format_date_range(start, end, "en")
    assert text.endswith(format_date(end, "en"))
    assert text.startswith(str(start.day))


@given(st.times())
def test_two_times_of_day_read_alike_only_if_they_are_the_same_minute(t: time) -> None:
    other = time((t.hour + 12) % 24, t.minute)
    for lang in ("bn", "en"):
        assert format_time(t, lang) != format_time(other, lang)
