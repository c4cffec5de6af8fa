"""Dates and times as Bangladesh's press writes them, always on Dhaka's clock."""

from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from cms.bangla.languages import Language, language_of
from cms.bangla.numerals import to_bangla_digits

DHAKA = ZoneInfo("Asia/Dhaka")

# Spellings of the Bangla Academy's dictionary.
_MONTHS: dict[Language, tuple[str, ...]] = {
    "bn": (
        *("জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন"),
        *("জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "bn": ("সোমবার", "মঙ্গলবার", "বুধবার", "বৃহস্পতিবার", "শুক্রবার", "শনিবার", "রবিবার"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
# The first hour of each part of the day: CLDR's day periods for bn, but বিকেল from three (CLDR: four), as the
# press says বিকেল ৩টা.
_DAY_PARTS = ((20, "রাত"), (18, "সন্ধ্যা"), (15, "বিকেল"), (12, "দুপুর"), (6, "সকাল"), (4, "ভোর"), (0, "রাত"))


class _Clock(NamedTuple):
    """A time of day apart from the word that places it: `part` is সকাল or am, `reading` is ১০টা or 10:00."""

    part: str
    reading: str


def format_date(d: date, lang: str) -> str:
    """Return ২৬ মার্চ ২০২৬ or 26 March 2026.

    A datetime gives its date in Dhaka. Raises ValueError for a naive datetime, or a language other than
    bn and en.
    """
    language = language_of(lang)
    day = _day_in_dhaka(d)
    return _digits(f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}", language)


def format_month_year(d: date, lang: str) -> str:
    """Return মার্চ ২০২৬ or March 2026. Raises as `format_date` does."""
    language = language_of(lang)
    day = _day_in_dhaka(d)
    return _digits(f"{_MONTHS[language][day.month - 1]} {day.year}", language)


def weekday(d: date, lang: str) -> str:
    """Return the name of the day of the week, such as বৃহস্পতিবার or Thursday. Raises as `format_date` does."""
    return _WEEKDAYS[language_of(lang)][_day_in_dhaka(d).weekday()]


def format_date_range(start: date, end: date, lang: str) -> str:
    """Return the days from `start` to `end`, saying a shared month or year once.

    ২৬–২৮ মার্চ ২০২৬; ২৬ মার্চ – ২ এপ্রিল ২০২৬; ৩০ ডিসেম্বর ২০২৫ – ২ জানুয়ারি ২০২৬; one day is one date.
    Raises ValueError when `end` is before `start`, and as `format_date` does.
    """
    language = language_of(lang)
    first, last = _day_in_dhaka(start), _day_in_dhaka(end)
    if last < first:
        raise ValueError(f"a range cannot end ({last}) before it starts ({first})")
    closing = format_date(last, language)
    if first == last:
        return closing
    if first.year != last.year:
        return f"{format_date(first, language)} – {closing}"
    if first.month != last.month:
        return _digits(f"{first.day} {_MONTHS[language][first.month - 1]} – {closing}", language)
    return _digits(f"{first.day}–{closing}", language)


def format_time(t: time | datetime, lang: str) -> str:
    """Return সকাল ১০টা ৩০ মিনিট or 10:30 am.

    A datetime gives its time in Dhaka; a plain time is a time in Dhaka already. Raises ValueError for a naive
    datetime, for a time with a time zone (without its date it cannot be converted), or another language.
    """
    language = language_of(lang)
    clock = _clock(_time_in_dhaka(t), language)
    return f"{clock.part} {clock.reading}" if language == "bn" else f"{clock.reading} {clock.part}"


def format_datetime(moment: datetime, lang: str) -> str:
    """Return ২৬ মার্চ ২০২৬, সকাল ১০টা ৩০ মিনিট or 26 March 2026, 10:30 am, by Dhaka's clock.

    Raises ValueError for a naive datetime, or a language other than bn and en.
    """
    return f"{format_date(moment, lang)}, {format_time(moment, lang)}"


def format_time_range(start: time | datetime, end: time | datetime, lang: str) -> str:
    """Return সকাল ১০টা থেকে দুপুর ১টা or 10:00 am – 1:00 pm, saying a shared part of the day once.

    Plain times may pass midnight. Raises ValueError when two datetimes are not in order or not on one
    day in Dhaka (`format_datetime_range` does that), and as `format_time` does.
    """
    language = language_of(lang)
    if isinstance(start, datetime) and isinstance(end, datetime):
        if _in_dhaka(end) < _in_dhaka(start):
            raise ValueError(f"a range cannot end ({end}) before it starts ({start})")
        if _in_dhaka(start).date() != _in_dhaka(end).date():
            raise ValueError(f"'{start}' and '{end}' are not on one day in Dhaka")
    first, last = _time_in_dhaka(start), _time_in_dhaka(end)
    opening, closing = _clock(first, language), _clock(last, language)
    if opening == closing:
        return format_time(first, language)
    same_part = opening.part == closing.part and first <= last
    if language == "bn":
        until = closing.reading if same_part else f"{closing.part} {closing.reading}"
        return f"{opening.part} {opening.reading} থেকে {until}"
    if same_part:
        return f"{opening.reading}–{closing.reading} {closing.part}"
    return f"{opening.reading} {opening.part} – {closing.reading} {closing.part}"


def format_datetime_range(start: datetime, end: datetime, lang: str) -> str:
    """Return ২৬ মার্চ ২০২৬, সকাল ১০টা থেকে দুপুর ১টা, or both moments whole when they fall on different days.

    Raises ValueError when `end` is before `start`, and as `format_datetime` does.
    """
    language = language_of(lang)
    first, last = _in_dhaka(start), _in_dhaka(end)
    if first.date() == last.date():
        return f"{format_date(first, language)}, {format_time_range(first, last, language)}"
    if last < first:
        raise ValueError(f"a range cannot end ({end}) before it starts ({start})")
    return f"{format_datetime(first, language)} – {format_datetime(last, language)}"


def _clock(t: time, language: Language) -> _Clock:
    hour = t.hour % 12 or 12
    if language == "en":
        return _Clock("am" if t.hour < 12 else "pm", f"{hour}:{t.minute:02}")
    part = next(name for since, name in _DAY_PARTS if t.hour >= since)
    minutes = f" {t.minute} মিনিট" if t.minute else ""
    return _Clock(part, to_bangla_digits(f"{hour}টা{minutes}"))


def _in_dhaka(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"'{moment}' is naive (a moment needs a time zone)")
    return moment.astimezone(DHAKA)


def _day_in_dhaka(d: date) -> date:
    return _in_dhaka(d).date() if isinstance(d, datetime) else d


def _time_in_dhaka(t: time | datetime) -> time:
    if isinstance(t, datetime):
        return _in_dhaka(t).time()
    if t.tzinfo is not None:
        raise ValueError(f"'{t!r}' has a time zone but no date (cannot be converted)")
    return t


def _digits(text: str, language: Language) -> str:
    return to_bangla_digits(text) if language == "bn" else text
