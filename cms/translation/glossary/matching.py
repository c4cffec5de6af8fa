"""Finding the terms of a glossary in a text. Pure: terms and text in, places out; no database.

Texts are plain, not HTML. A term is found as whole words, in the forms `inflection` knows; a hyphen or a single line
end may stand where the term has a space. Words are told apart as in `cms.bangla.graphemes`: Python's `\\w` would cut
Bangla at its vowel signs.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

import regex  # type: ignore[import-untyped]

from cms.bangla.languages import Language, language_of
from cms.translation.glossary.inflection import forms
from cms.translation.glossary.wording import key, tidy_lines

# As `cms.bangla.graphemes`, but a hyphen parts words: charge-sheet is charge sheet, and ICCPR-এর is ICCPR.
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}\u200c\u200d]*(?:['’ʼ](?=\p{L})[\p{L}\p{N}\p{M}]+)*")
_POSSESSIVE_PLURAL = regex.compile(r"(?<=s)['’](?![\p{L}\p{N}])")
_GAP = regex.compile(r"[^\S\n]*\n?[^\S\n]*|[-\u2010\u2011]")


class Term(Protocol):
    """What matching needs to know of a glossary term."""

    @property
    def term_bn(self) -> str: ...
    @property
    def term_en(self) -> str: ...
    @property
    def avoid_bn(self) -> str: ...
    @property
    def avoid_en(self) -> str: ...
    @property
    def owner_id(self) -> int | None: ...


class Word(NamedTuple):
    """A word of a text and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Match:
    """A term found in a text: `text[start:end]` is the wording as it stands there."""

    term: Term
    start: int
    end: int
    wording: str  # as the glossary writes it


@dataclass(frozen=True)
class _Wording:
    """A wording looked for on its own, the same in both languages."""

    text: str
    avoid_bn: str = ""
    avoid_en: str = ""
    owner_id: int | None = None

    @property
    def term_bn(self) -> str:
        return self.text

    @property
    def term_en(self) -> str:
        return self.text


@dataclass(frozen=True)
class _Phrase:
    words: tuple[str, ...]  # keys
    capitals: tuple[bool, ...]  # which words are acronyms
    marks: tuple[str, ...]  # what stands before each word beside white space: a comma, a bracket
    wording: str
    term: Term
    is_avoided: bool


@dataclass(frozen=True)
class _Found:
    phrase: _Phrase
    start: int
    end: int
    inflected: int  # words that do not stand as the glossary writes them


class TermIndex:
    """Terms made ready to be found in many texts of one language."""

    def __init__(self, terms: Iterable[Term], language: str, *, avoided: bool = False) -> None:
        """Read `terms` in `language`; with `avoided`, their do-not-use variants too.

        Raises ValueError for a language other than bn and en.
        """
        self.language: Language = language_of(language)
        self._by_first_word: dict[str, list[_Phrase]] = defaultdict(list)
        for term in terms:
            self._add(term, getattr(term, f"term_{self.language}"), is_avoided=False)
            if avoided:
                for wording in tidy_lines(getattr(term, f"avoid_{self.language}")):
                    self._add(term, wording, is_avoided=True)

    def _add(self, term: Term, wording: str, *, is_avoided: bool) -> None:
        words, capitals, marks = _words_of(wording)
        if words:
            phrase = _Phrase(words, capitals, marks, wording, term, is_avoided)
            self._by_first_word[words[0]].append(phrase)

    def find(self, text: str) -> list[Match]:
        """Return the approved terms in `text`, in the order they stand.

        Where matches overlap, the longest stays. Of terms on the same words, the one written as the text has it
        stays before an inflected one, and a person's own before a shared one; if several remain, all are returned.
        """
        return [_match(found) for found in self._found(text)]

    def find_avoided(self, text: str) -> list[Match]:
        """Return the do-not-use variants in `text`; none that is part of a longer approved term."""
        return [_match(found) for found in self._found(text) if found.phrase.is_avoided]

    def _found(self, text: str) -> list[_Found]:
        return _settle(self.candidates(text))

    def candidates(self, text: str) -> Iterator[_Found]:
        """Yield every place in `text` where a term might stand, overlapping ones too."""
        words = words_with_places(text)
        for i, word in enumerate(words):
            for form in forms(word.text, self.language):
                for phrase in self._by_first_word.get(form, ()):
                    found = self._compare(phrase, text, words[i : i + len(phrase.words)])
                    if found is not None:
                        yield found

    def _compare(self, phrase: _Phrase, text: str, words: Sequence[Word]) -> _Found | None:
        if len(words) < len(phrase.words):
            return None
        inflected = 0
        last = len(words) - 1
        for i, word in enumerate(words):
            if i and not _is_gap(text[words[i - 1].end : word.start], phrase.marks[i]):
                return None
            if phrase.capitals[i] and sum(map(str.isupper, word.text)) < 2:
                return None
            if key(word.text) != phrase.words[i]:
                # A Bangla phrase takes its endings on its last word.
                if (self.language == "bn" and i < last) or phrase.words[i] not in forms(
                    word.text, self.language
                ):
                    return None
                inflected += 1
        return _Found(phrase, words[0].start, words[-1].end, inflected)


def avoided_index(entries: Iterable[tuple[str, Iterable[str]]], language: str) -> TermIndex:
    """Return an index of `entries`, each an approved wording and those not to use for it, all in `language`."""
    terms = []
    for approved, avoid in entries:
        lines = "\n".join(avoid)
        terms.append(_Wording(approved, lines, lines))
    return TermIndex(terms, language, avoided=True)


def contains_term(text: str, term: str, language: str) -> bool:
    """Whether the wording `term` stands in the plain `text`, in whatever form it is bent."""
    return next(TermIndex([_Wording(term)], language).candidates(text), None) is not None


def words_with_places(text: str) -> list[Word]:
    """Return the words of `text` with their places, hyphened words apart, apostrophes inside."""
    words = []
    for found in _WORD.finditer(text):
        end = found.end()
        if _POSSESSIVE_PLURAL.match(text, end):
            end += 1
        words.append(Word(text[found.start() : end], found.start(), end))
    return words


@lru_cache(maxsize=20_000)
def _words_of(wording: str) -> tuple[tuple[str, ...], tuple[bool, ...], tuple[str, ...]]:
    """Return the words of `wording` as keys; for each, whether it is an acronym, and what marks stand before it."""
    words = words_with_places(wording)
    ends = [0, *(word.end for word in words)]
    return (
        tuple(key(word.text) for word in words),
        tuple(sum(map(str.isupper, word.text)) > 1 for word in words),
        tuple(_marks(wording[end : word.start]) for end, word in zip(ends, words, strict=False)),
    )


def _is_gap(between: str, marks: str) -> bool:
    """Whether words with `between` between them can be one term, which has `marks` there."""
    if marks and between.count("\n") < 2 and _marks(between) in (marks, ""):
        return True
    return _GAP.fullmatch(between) is not None


def _marks(between: str) -> str:
    return "".join(between.split()).strip("-\u2010\u2011")


def _settle(candidates: Iterable[_Found]) -> list[_Found]:
    """Return the candidates that stay when longer ones take the place of those they overlap."""
    ranked = sorted(candidates, key=lambda found: (found.start - found.end, found.start, found.inflected))
    places: dict[tuple[int, int], list[_Found]] = {}
    taken: set[int] = set()
    for found in ranked:
        place = (found.start, found.end)
        if place in places:
            if found.inflected == places[place][0].inflected:
                places[place].append(found)
        elif taken.isdisjoint(range(*place)):
            taken.update(range(*place))
            places[place] = [found]
    return [found for place in sorted(places) for found in _own_first(places[place])]


def _own_first(rivals: list[_Found]) -> list[_Found]:
    """Return those of `rivals`, found at one place, that count: a person's own terms, if there are any."""
    own = [found for found in rivals if found.phrase.term.owner_id is not None]
    unique = {(id(found.phrase.term), found.phrase.is_avoided): found for found in own or rivals}
    return list(unique.values())


def _match(found: _Found) -> Match:
    return Match(found.phrase.term, found.start, found.end, found.phrase.wording)
