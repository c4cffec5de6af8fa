"""The normal form that everything stored, indexed or queried goes through."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cms.bangla.normalise import normalise

pytestmark = pytest.mark.any_database

ZWNJ, ZWJ, VIRAMA, NUKTA = "\u200c", "\u200d", "\u09cd", "\u09bc"

bangla_heavy = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x0980, max_codepoint=0x09FF),
        st.sampled_from(f"তরযডঢ{VIRAMA}{NUKTA}{ZWNJ}{ZWJ}\u09c7\u09be\u09d7 \n\ufeff"),
    ),
    max_size=40,
)
any_text = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (f"ড{NUKTA}", "\u09dc"),
        (f"ঢ{NUKTA}", "\u09dd"),
        (f"য{NUKTA}", "\u09df"),
        ("\u09df", "\u09df"),
        (f"ড{VIRAMA}{NUKTA}", f"\u09dc{VIRAMA}"),  # canonical order puts the nukta first
        ("ক\u09c7\u09be", "ক\u09cb"),
        ("ক\u09c7\u09d7", "ক\u09cc"),
        ("e\u0301", "\u00e9"),
    ],
)
def test_equivalent_spellings_have_one_form(typed: str, stored: str) -> None:
    assert normalise(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (f"উত{VIRAMA}{ZWJ}সব", "উৎসব"),
        (f"সত{VIRAMA}{ZWJ}", "সৎ"),
        (f"সত{VIRAMA}{ZWJ}{ZWJ} মা", "সৎ মা"),
        (f"সত{VIRAMA}", f"সত{VIRAMA}"),  # no joiner: nobody asked for a khanda ta
        (f"হত{VIRAMA}{ZWJ}যা", f"হত{VIRAMA}{ZWJ}যা"),  # ya-phala, not ৎ + য
    ],
)
def test_ta_hasanta_joiner_is_khanda_ta_except_before_ya(typed: str, stored: str) -> None:
    assert normalise(typed) == stored


def test_both_spellings_of_ra_with_ya_phala_become_the_standard_one_and_reph_stays_reph() -> None:
    rab = f"র{ZWJ}{VIRAMA}যাব"
    assert normalise(f"র{ZWNJ}{VIRAMA}যাব") == normalise(rab) == rab
    assert normalise(f"কার{VIRAMA}য") == f"কার{VIRAMA}য"


@pytest.mark.parametrize("joiner", [ZWNJ, ZWJ])
def test_a_joiner_that_shows_the_hasanta_is_kept(joiner: str) -> None:
    word = f"উদ{VIRAMA}{joiner}যাপন"
    assert normalise(word) == word


@pytest.mark.parametrize("joiner", [ZWNJ, ZWJ])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("নারী", "পক্ষ"),  # between syllables
        ("ব", f"{VIRAMA}যবহার"),  # before a hasanta that needs none
        (f"শাহ{VIRAMA}", " আলম"),  # at a word's end
        (f"শাহ{VIRAMA}", ""),
        ("", "নারী"),
        ("word ", " word"),
    ],
)
def test_a_joiner_that_shows_nothing_is_dropped(before: str, joiner: str, after: str) -> None:
    assert normalise(before + joiner + after) == before + after


@pytest.mark.parametrize("text", [f"\U0001f469{ZWJ}\u2696\ufe0f", f"می{ZWNJ}خواهم", f"क{VIRAMA}"])
def test_joiners_of_emoji_and_other_scripts_are_kept(text: str) -> None:
    assert normalise(text) == text


def test_controls_and_byte_order_marks_go_and_line_ends_become_one_kind() -> None:
    assert normalise("\ufeffক\x00খ\x1b\tগ\x7f\x9f") == "কখ\tগ"
    assert normalise("এক\r\nদুই\rতিন\u0085চার") == "এক\nদুই\nতিন\nচার"


def test_a_lone_surrogate_goes_because_no_encoding_carries_it() -> None:
    assert normalise("ক\ud800খ").encode() == "কখ".encode()


@given(st.one_of(any_text, bangla_heavy))
@example(f"ত{ZWJ}{VIRAMA}{ZWJ}র")  # dropping the first joiner makes the second one a khanda ta
def test_it_is_idempotent(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(bangla_heavy)
def test_canonically_equivalent_texts_have_one_form(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(unicodedata.normalize("NFC", text))


@given(st.one_of(any_text, bangla_heavy))
def test_the_result_can_be_stored_anywhere(text: str) -> None:
    stored = normalise(text)
    stored.encode()
    assert not any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in stored)
    assert not any(f"{letter}{NUKTA}" in stored for letter in "যডঢ")
