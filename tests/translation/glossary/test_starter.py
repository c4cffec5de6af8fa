"""The starter glossary is large, well spelt and respectful, and never overwrites what an editor changed."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from cms.bangla.normalise import normalise
from cms.translation.glossary.matching import contains_term
from cms.translation.glossary.starter import load_starter, read_starter
from cms.translation.models import GlossaryTerm

ROOT = Path(__file__).resolve().parents[3]
TERMS = read_starter()
BANGLA, LATIN = re.compile("[\u0985-\u09b9]"), re.compile("[A-Za-z]")
MECHANISMS = yaml.safe_load((ROOT / "cms/core/data/mechanisms.yaml").read_text(encoding="utf-8"))


def test_it_holds_at_least_140_terms_each_in_both_languages():
    assert len(TERMS) >= 140
    assert [term for term in TERMS if not (term["term_bn"].strip() and term["term_en"].strip())] == []


def test_no_term_is_there_twice():
    pairs = Counter((term["term_bn"], term["term_en"].lower()) for term in TERMS)

    assert [pair for pair, times in pairs.items() if times > 1] == []
    assert [
        name for name, times in Counter(term["term_en"].lower() for term in TERMS).items() if times > 1
    ] == []


def test_every_text_is_normalised_and_in_its_script():
    for term in TERMS:
        for name, text in term.items():
            assert text == normalise(text), term["term_en"]
            if name.endswith("_bn"):
                assert not LATIN.search(text), text
            if name.endswith("_en"):
                assert not BANGLA.search(text), text
        assert BANGLA.search(term["term_bn"])
        assert LATIN.search(term["term_en"])


def test_every_term_is_one_that_the_glossary_would_take():
    for term in TERMS:
        GlossaryTerm(**term).clean_fields()
        assert GlossaryTerm(**term).wording_errors() == {}


@pytest.mark.parametrize("language", ["bn", "en"])
def test_no_wording_to_avoid_is_part_of_the_term_itself(language):
    for term in TERMS:
        for avoided in filter(None, term[f"avoid_{language}"].split("\n")):
            assert not contains_term(term[f"term_{language}"], avoided, language), avoided


def test_treaties_and_bodies_are_named_as_in_the_vocabulary_of_the_site():
    ours = {term["term_en"]: term["term_bn"] for term in TERMS}
    theirs = {
        row[f"{kind}_en"]: row[f"{kind}_bn"]
        for row in MECHANISMS
        for kind in ("name", "treaty")
        if f"{kind}_en" in row
    }

    shared = ours.keys() & theirs.keys()

    assert len(shared) >= 15
    assert {name: ours[name] for name in shared} == {name: normalise(theirs[name]) for name in shared}


@pytest.mark.django_db
def test_a_fresh_site_has_it():
    names = set(GlossaryTerm.objects.filter(owner=None).values_list("term_en", flat=True))

    assert {term["term_en"] for term in TERMS} <= names


@pytest.mark.django_db
def test_loading_again_keeps_what_was_edited_and_brings_back_what_is_missing():
    GlossaryTerm.objects.filter(term_en="bail").update(term_bn="জামিননামা", note="আমাদের")
    GlossaryTerm.objects.filter(term_en="ratification").delete()
    before = GlossaryTerm.objects.count()

    assert load_starter(GlossaryTerm) == (1, len(TERMS) - 1)
    assert GlossaryTerm.objects.count() == before + 1
    assert GlossaryTerm.objects.get(term_en="bail").note == "আমাদের"
    assert load_starter(GlossaryTerm) == (0, len(TERMS))
