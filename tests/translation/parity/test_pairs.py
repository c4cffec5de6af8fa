"""The parity check on pairs made by hand, in both directions: every wrong one is caught, no right one is flagged."""

import time
from pathlib import Path

import pytest
import yaml
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cms.bangla.normalise import normalise
from cms.bangla.numerals import to_bangla_digits, to_latin_digits
from cms.translation.parity import AvoidedTerm, Passage, Rule, check

pytestmark = pytest.mark.any_database

PAIRS = [
    pair
    for name in ("pairs.yaml", "press.yaml")
    for pair in yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
]
OTHER = {"bn": "en", "en": "bn"}
AVOIDED = {
    "en": [
        AvoidedTerm(("ধর্ষণের শিকার",), ("survivor of rape",), ("rape victim girl",)),
        AvoidedTerm(("হেফাজতে মৃত্যু",), ("custodial death",), ("jail death",)),
    ],
    "bn": [],
}
RIGHT = [pair for pair in PAIRS if "rule" not in pair]
WRONG = [pair for pair in PAIRS if "rule" in pair]


def compare(pair: dict, source: str) -> list:
    target = OTHER[source]
    passage = Passage(
        "body",
        "paragraph",
        pair[source],
        pair[target],
        tuple(pair.get(f"{source}_links", ())),
        tuple(pair.get(f"{target}_links", ())),
        pair.get(f"{source}_items", 0),
        pair.get(f"{target}_items", 0),
    )
    return check([passage], source_language=source, target_language=target, avoided=AVOIDED[target])


def test_there_are_enough_pairs():
    assert len(RIGHT) >= 30
    assert len(WRONG) >= 30
    assert len({pair["rule"] for pair in WRONG}) >= 12


@pytest.mark.parametrize("source", ["bn", "en"])
@pytest.mark.parametrize("pair", RIGHT, ids=lambda pair: pair["en"][:40])
def test_a_right_pair_is_not_flagged(pair, source):
    assert compare(pair, source) == []


@pytest.mark.parametrize("source", ["bn", "en"])
@pytest.mark.parametrize("pair", WRONG, ids=lambda pair: f"{pair['rule']} {pair['en'][:30]}")
def test_a_wrong_pair_is_caught_by_its_rule_alone(pair, source):
    # A text that is missing, or a term to avoid, is wrong in one direction only.
    if source == "en" and pair["rule"] in {"glossary", "missing"}:
        return

    assert [found.rule for found in compare(pair, source)] == [Rule(pair["rule"])]


def test_the_figures():
    caught = sum(any(found.rule == pair["rule"] for found in compare(pair, "bn")) for pair in WRONG)
    flagged = sum(bool(compare(pair, "bn")) for pair in RIGHT)
    print(f"\nwrong pairs caught: {caught} of {len(WRONG)}; right pairs flagged: {flagged} of {len(RIGHT)}")

    assert (caught, flagged) == (len(WRONG), 0)


TEXTS = st.text(alphabet="০১২৩৯0129 ,./-+()%৳$:“”‘’কখাি মার্চ টা লাখ section March@টাকা\n", max_size=60)


@given(TEXTS, TEXTS)
def test_no_text_makes_the_check_fail(source, target):
    check([Passage("body", "", source, target)], source_language="bn", target_language="en")


@pytest.mark.parametrize(
    "text",
    [
        "ſunday, 3 auguſt 2025, from auguſt to auguſt 2024, 5 uſd, ſix lakh, 5 croreſ",
        "1" * 3000, "1,11," * 600, "1-" * 1500, "1 লাখ " * 500, "পাঁচ " * 700, "hundred " * 400, "1(" * 1500, "'a " * 1000,
    ],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_odd_letters_and_endless_rows_are_read_in_time(text):
    began = time.perf_counter()

    assert check([Passage("body", "", text, text)], source_language="bn", target_language="en") == []
    assert time.perf_counter() - began < 15


@given(TEXTS)
def test_a_text_agrees_with_itself_in_either_script(text):
    for other in (text, to_latin_digits(text), to_bangla_digits(text)):
        passage = Passage("body", "", text, other)
        assert check([passage], source_language="bn", target_language="bn") == []


def test_a_difference_has_a_name_that_changes_with_its_values():
    pair = {"bn": "১২ জন", "en": "21 people"}
    (first,) = compare(pair, "bn")
    (again,) = compare(pair, "bn")
    (other,) = compare(pair | {"en": "22 people"}, "bn")

    assert first.fingerprint == again.fingerprint != other.fingerprint


def test_the_same_slip_in_two_passages_of_one_paragraph_is_two():
    passages = [
        Passage("body", "", f"{place}য় ১২ জন আহত।", f"People hurt in {place}") for place in ("ক", "খ")
    ]

    found = check(passages, source_language="bn", target_language="en")

    assert len({each.fingerprint for each in found}) == 2


@pytest.mark.parametrize(("language", "expected"), [("en", "1"), ("bn", "১")])
def test_what_we_counted_is_told_in_the_reader_s_digits(language, expected):
    passage = Passage("body", "", "তিনি বলেন, ‘আমরা বিচার চাই।’", "She wants justice.")
    (found,) = check([passage], source_language="bn", target_language="en")

    with translation.override(language):
        assert expected in found.message


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "The original has ১২, the translation 21."), ("bn", "মূল লেখায় আছে ১২, অনুবাদে 21।")],
)
def test_a_difference_is_told_in_the_reader_s_language(language, expected):
    (found,) = compare({"bn": "১২ জন", "en": "21 people"}, "bn")

    with translation.override(language):
        assert str(found.message) == normalise(expected)


def test_what_must_not_be_used_may_stand_inside_a_longer_approved_term():
    avoided = [
        AvoidedTerm(("আদিবাসী",), ("indigenous",), ("tribal",)),
        AvoidedTerm(("পরিষদ",), ("tribal council",), ("board",)),
    ]

    def found(text: str) -> list[tuple[str, ...]]:
        passage = Passage("body", "paragraph", "আদিবাসী পরিষদ", text)
        return [
            each.target_values
            for each in check([passage], source_language="bn", target_language="en", avoided=avoided)
        ]

    assert found("The indigenous people and the tribal council") == []
    assert found("The tribal people and the tribal council") == [("tribal",)]
