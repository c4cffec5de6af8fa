"""Which terms somebody works with."""

from typing import Any

from django.db.models import Q

from cms.core.languages import LANGUAGES
from cms.translation.glossary.wording import key
from cms.translation.models import GlossaryTerm


def terms_for(user: Any, language: str = "") -> list[GlossaryTerm]:
    """Return the shared terms and those of `user`, None for the shared ones alone, in one query.

    Somebody's own term takes the place of a shared one that says the same in `language`, the one translated from;
    without it, in either. Raises ValueError for a language other than bn and en.
    """
    if language and language not in LANGUAGES:
        raise ValueError(f"{language!r} is no language of the house (must be one of {', '.join(LANGUAGES)})")
    whose = Q(owner=None) if user is None else Q(owner=None) | Q(owner=user)
    terms = list(GlossaryTerm.objects.filter(whose).order_by("term_en", "pk"))
    compared = [language] if language else list(LANGUAGES)
    own = {name for term in terms if term.owner_id for name in _names(term, compared)}
    return [term for term in terms if term.owner_id or own.isdisjoint(_names(term, compared))]


def _names(term: GlossaryTerm, languages: list[str]) -> set[tuple[str, str]]:
    return {(language, key(getattr(term, f"term_{language}"))) for language in languages}
