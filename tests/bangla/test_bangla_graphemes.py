"""Counting and cutting by what a reader sees."""

import pytest
import regex  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from cms.bangla.graphemes import count, reading_minutes, truncate, word_count, words

pytestmark = pytest.mark.any_database

text_with_bangla = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x0980, max_codepoint=0x09FF),
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(" \n।,-\u200c\u200d\u0600"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "seen"),
    [("", 0), ("নারী", 2), ("নির্যাতন", 4), ("ক্ষ", 1), ("র\u200d্যাব", 2), ("👩\u200d⚖️", 1), ("law", 3)],
)
def test_clusters_are_counted_not_code_points(text: str, seen: int) -> None:
    assert count(text) == seen


def test_a_text_within_the_limit_comes_back_whole() -> None:
    assert truncate("নারী নির্যাতন", 7) == "নারী নির্যাতন"


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("মানবাধিকার সংগঠন ও সাংবাদিক", 13, "মানবাধিকার সংগঠন…"),
        ("মানবাধিকার সংগঠন", 10, "মানবাধিকার…"),  # goes back to the end of a word
        ("মানবাধিকার, সংগঠন ও আইন", 9, "মানবাধিকার…"),  # and leaves no comma hanging
        ("এ মানবাধিকারকর্মীদের", 6, "এ মানবা…"),  # but not so far that little is left
        ("নির্যাতন", 2, "নি…"),
        ("নির্যাতন", 1, "নি"),  # no room for an ellipsis
        ("নির্যাতন", 0, ""),
        ("The right to life", 10, "The right…"),
    ],
)
def test_a_longer_text_is_cut_at_a_word_where_it_can_be(text: str, limit: int, cut: str) -> None:
    assert truncate(text, limit) == cut


def test_a_conjunct_is_never_split() -> None:
    assert truncate("স্ত্রী", 1) == "স্ত্রী"
    assert truncate("বিশ্ববিদ্যালয়", 3) == "বিশ্ব…"


def test_a_negative_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        truncate("ক", -1)


@given(text_with_bangla, st.integers(0, 70), st.sampled_from(["…", "...", ""]))
def test_a_cut_text_fits_and_is_a_beginning_in_whole_clusters(text: str, limit: int, ellipsis: str) -> None:
    cut = truncate(text, limit, ellipsis)
    assert count(cut) <= limit
    clusters = regex.findall(r"\X", text)
    beginnings = {"".join(clusters[:length]) for length in range(len(clusters) + 1)}
    assert cut == text or cut in beginnings or cut.removesuffix(ellipsis) in beginnings


@given(text_with_bangla, text_with_bangla)
def test_joining_texts_never_makes_more_clusters_than_both_have(first: str, second: str) -> None:
    assert count(first + second) <= count(first) + count(second)
    assert count(first) <= len(first)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("নারী, শিশু।সবাই", ["নারী", "শিশু", "সবাই"]),
        ("উদ্\u200cযাপন র\u200d্যাব শাহ্ আলম", ["উদ্\u200cযাপন", "র\u200d্যাব", "শাহ্", "আলম"]),
        ("আইন-শৃঙ্খলা—পরিস্থিতি – এখন", ["আইন-শৃঙ্খলা", "পরিস্থিতি", "এখন"]),
        ("১,২৩,৪৫৬.৭৮ টাকা", ["১,২৩,৪৫৬.৭৮", "টাকা"]),
        ("Women's rights & law, 2006.", ["Women's", "rights", "law", "2006"]),
        ("দুঃখ পাঁচ “উক্তি” মোঃ", ["দুঃখ", "পাঁচ", "উক্তি", "মোঃ"]),
        ("👩\u200d⚖️ … - 'ক'", ["ক"]),
        ("", []),
    ],
)
def test_words_keep_their_signs_and_lose_their_punctuation(text: str, found: list[str]) -> None:
    assert words(text) == found
    assert word_count(text) == len(found)


@given(text_with_bangla)
def test_every_word_stands_in_the_text_and_holds_a_letter_or_digit(text: str) -> None:
    for word in words(text):
        assert word in text
        assert regex.search(r"[\p{L}\p{N}]", word)
        assert not regex.search(r"[\s।]", word)


def test_reading_takes_at_least_a_minute_and_longer_in_bangla_for_as_many_words() -> None:
    assert reading_minutes("", "bn") == reading_minutes("নারী", "bn") == 1
    assert reading_minutes("word " * 238, "en") == 1
    assert reading_minutes("word " * 239, "en") == 2
    assert reading_minutes("শব্দ " * 238, "bn") == 2
    with pytest.raises(ValueError, match="'ar'"):
        reading_minutes("كلمة", "ar")
