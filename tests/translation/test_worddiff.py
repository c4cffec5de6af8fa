"""Which words of a passage changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.translation.worddiff import diff_words, render_diff

pytestmark = pytest.mark.any_database

PAIRS = [
    ("পুলিশ ১২ জনকে আটক করেছে।", "পুলিশ ১৫ জনকে আটক করেছে।", "১২", "১৫"),
    ("হেফাজতে মৃত্যুর নিন্দা", "হেফাজতে নির্যাতনের নিন্দা", "মৃত্যুর", "নির্যাতনের"),
    ("The police arrested twelve men.", "The police detained twelve men.", "arrested", "detained"),
]


@pytest.mark.parametrize(("old", "new", "removed", "added"), PAIRS)
def test_a_changed_word_is_marked_whole_with_its_vowel_signs(old, new, removed, added):
    pieces = diff_words(old, new)

    assert [piece.text for piece in pieces if piece.kind == "removed"] == [removed]
    assert [piece.text for piece in pieces if piece.kind == "added"] == [added]


def test_neighbouring_changes_are_read_as_one():
    pieces = diff_words("a one two three b", "a four five six b")

    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "a "),
        ("removed", "one two three"),
        ("added", "four five six"),
        ("same", " b"),
    ]


TEXTS = st.text(alphabet="কখগ্াি ১২ab<>&; \n।", max_size=40)


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts(old, new):
    pieces = diff_words(old, new)

    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert {piece.kind for piece in diff_words(text, text)} <= {"same"}


def test_changes_are_shown_and_said():
    html = render_diff("Twelve men", "Twelve women")

    assert 'Twelve <del class="diff"><span class="w-sr-only">' in html
    assert "</span>men</del>" in html
    assert "</span>women</ins>" in html


def test_no_markup_of_a_text_reaches_the_screen():
    html = render_diff("<b>bold</b> &lt;script&gt;", '<a id="a1">link</a> <script>alert(1)</script>')

    assert "<script" not in html
    assert "<a " not in html
    assert "&lt;script&gt;" in html
