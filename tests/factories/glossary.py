"""Terms of the glossary."""

from typing import Any

from cms.translation.models import GlossaryTerm


def term_values(**values: str) -> dict[str, str]:
    """Return the values of a term's form, a sample where `values` says nothing."""
    empty = dict.fromkeys(("note", "avoid_bn", "avoid_en"), "")
    return empty | {"term_bn": "নমুনা পদ", "term_en": "sample term", "part_of_speech": "noun"} | values


def make_term(owner: Any = None, **values: str) -> GlossaryTerm:
    """Store a term, a shared one without `owner`."""
    return GlossaryTerm.objects.create(owner=owner, **term_values(**values))
