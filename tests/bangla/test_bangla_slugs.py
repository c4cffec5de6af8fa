"""Slugs from titles in any language, and numbers for those already taken."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.bangla.slugs import slugify, unique_slug

pytestmark = pytest.mark.any_database

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
text_with_bangla = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x0980, max_codepoint=0x09FF),
        st.characters(exclude_categories=()),
        st.sampled_from(" -'\u200c\u200d"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Women's rights & law", "womens-rights-law"),
        ("Women’s rights – law", "womens-rights-law"),
        ("Élan Vital: Straße İstanbul", "elan-vital-strasse-istanbul"),
        ("বিচারবহির্ভূত হত্যাকাণ্ড বন্ধ করুন", "bicharbohirbhuto-hottakando-bondho-korun"),
        ("২০২৬ সালের 3টি ঘটনা", "2026-saler-3ti-ghotona"),
        ("আইন-শৃঙ্খলা: র\u200d্যাবের ভূমিকা।", "ain-shrinkhola-raber-bhumika"),
        ("ASK-এর বিবৃতি", "ask-er-bibriti"),
        ("কারা", "kara"),
        ("কর", "kor"),
        ("👩\u200d⚖️ ন্যায়বিচার 🔥", "nyaybichar"),
        ("人权 and law", "and-law"),
        ("人权", "u4eba-u6743"),  # nothing left: the code points
        ("٣", "3"),
        ("", ""),
        ("—।?!👩\u200d⚖️", ""),
    ],
)
def test_a_title_becomes_words_in_ascii(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_prison_and_tax_have_different_slugs() -> None:
    assert slugify("কারা সংস্কার") != slugify("কর সংস্কার")


def test_a_long_slug_ends_after_a_whole_word() -> None:
    assert slugify("নারী শিশু নির্যাতন", max_length=12) == "nari-shishu"
    assert slugify("নারী শিশু নির্যাতন", max_length=11) == "nari-shishu"
    assert slugify("নারী শিশু নির্যাতন", max_length=10) == "nari"
    assert slugify("মানবাধিকার", max_length=5) == "manob"


@given(text_with_bangla, st.integers(1, 80))
def test_a_slug_is_well_formed_and_fits_and_is_empty_only_without_letters(text: str, max_length: int) -> None:
    slug = slugify(text, max_length)
    assert len(slug) <= max_length
    if slug:
        assert SLUG.fullmatch(slug)
    else:
        assert not any(char.isalpha() or char.isdecimal() for char in text)


@given(text_with_bangla)
def test_a_slug_of_a_slug_is_itself(text: str) -> None:
    slug = slugify(text)
    assert slugify(slug) == slug


def test_a_book_pasted_into_the_title_is_cut_in_reasonable_time() -> None:
    started = time.perf_counter()
    slugify("নির্যাতন" * 20_000)
    assert time.perf_counter() - started < 3


def test_a_taken_slug_gets_the_first_free_number() -> None:
    taken = {"bibriti", "bibriti-2"}
    assert unique_slug("bibriti", taken) == unique_slug("bibriti", taken.__contains__) == "bibriti-3"
    assert unique_slug("protibad", taken) == "protibad"


def test_a_long_slug_makes_room_for_its_number() -> None:
    assert unique_slug("nari-shishu", {"nari-shishu"}, max_length=11) == "nari-2"
    assert unique_slug("manobadhikar", {"manobadhikar"}, max_length=12) == "manobadhik-2"


def test_when_no_number_fits_the_slug_is_named_in_the_error() -> None:
    with pytest.raises(ValueError, match="'abc'"):
        unique_slug("abc", lambda slug: True, max_length=3)
    with pytest.raises(ValueError, match="empty"):
        unique_slug("", set())
    for make in (slugify, lambda text, length: unique_slug(text, set(), length)):
        with pytest.raises(ValueError, match="1 or more"):
            make("ক", 0)


@given(text_with_bangla.map(slugify).filter(bool), st.integers(1, 30), st.integers(4, 80))
def test_numbered_slugs_are_distinct_well_formed_and_fit(base: str, pages: int, max_length: int) -> None:
    taken: set[str] = set()
    for _ in range(pages):
        slug = unique_slug(base, taken, max_length)
        assert SLUG.fullmatch(slug)
        assert len(slug) <= max_length
        assert slug not in taken
        taken.add(slug)
