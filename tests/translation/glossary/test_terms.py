"""Whose terms somebody works with: the shared ones, and their own in the place of those that say the same."""

import pytest

from cms.translation.glossary.terms import terms_for
from cms.translation.models import GlossaryTerm
from cms.translation.roles import TRANSLATORS
from tests.factories.users import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def terms():
    """Two shared terms, and a translator's own for one of the words."""
    GlossaryTerm.objects.all().delete()
    translator = member(TRANSLATORS["en"])
    make = GlossaryTerm.objects.create
    make(term_bn="আবেদন", term_en="petition")
    make(term_bn="জামিন", term_en="bail")
    make(owner=translator, term_bn="আবেদন", term_en="Application")
    return translator


def pairs(found):
    return {(term.term_bn, term.term_en) for term in found}


@pytest.mark.parametrize(("language", "petition_stays"), [("bn", False), ("en", True), ("", False)])
def test_one_s_own_term_takes_the_place_of_a_shared_one_for_the_same_word(terms, language, petition_stays):
    found = pairs(terms_for(terms, language))

    assert ("আবেদন", "Application") in found
    assert ("জামিন", "bail") in found
    assert (("আবেদন", "petition") in found) is petition_stays


def test_others_work_with_the_shared_terms_alone(terms):
    shared = {("আবেদন", "petition"), ("জামিন", "bail")}

    assert pairs(terms_for(member(TRANSLATORS["bn"]))) == shared
    assert pairs(terms_for(None)) == shared


def test_it_is_one_query(terms, django_assert_num_queries):
    with django_assert_num_queries(1):
        terms_for(terms, "bn")


def test_a_language_that_the_house_does_not_speak_is_refused():
    with pytest.raises(ValueError, match="fr"):
        terms_for(None, "fr")
