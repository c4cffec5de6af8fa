"""Comparing the passages of a text, one by one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

import regex  # type: ignore[import-untyped]

from cms.bangla import graphemes
from cms.bangla.normalise import normalise
from cms.translation.glossary.matching import TermIndex, avoided_index, contains_term

from .tokens import Token, plain_address, read_tokens
from .values import AvoidedTerm, Difference, Passage, Rule
from .words import NUMBER_WORDS

COMPARED = (
    Rule.LINK, Rule.EMAIL, Rule.REFERENCE, Rule.PHONE, Rule.DATE, Rule.TIME, Rule.PROVISION, Rule.PERCENTAGE,
    Rule.MONEY, Rule.NUMBER,
)  # fmt: skip
_COUNTERS = r"(?:জন|টি|টা|খানা|বার|টির|টার|জনের|জনকে|টিতে)?(?:ই|ও|র|ের|কে|তে|য়)?"
WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6, "সোমবার": 0,
    "মঙ্গলবার": 1, "বুধবার": 2, "বৃহস্পতিবার": 3, "শুক্রবার": 4, "শনিবার": 5, "রবিবার": 6, "রোববার": 6,
}  # fmt: skip
_QUOTED = regex.compile(
    r"“([^“”]+)”|«([^«»]+)»|(?<![\p{L}\p{M}\p{N}])‘((?:[^‘’]|(?<=[\p{L}\p{M}])’(?=[\p{L}]))+)’|\"([^\"]+)\""
    r"|(?<![\p{L}\p{M}\p{N}])'(?!\s)((?:[^']|(?<=\p{L})'(?=\p{L}))+)'(?![\p{L}\p{N}])"
)
_WEEKDAY = regex.compile("|".join(WEEKDAYS), regex.IGNORECASE)


def check(
    passages: Sequence[Passage],
    *,
    source_language: str,
    target_language: str,
    avoided: Sequence[AvoidedTerm] = (),
) -> list[Difference]:
    """Return where the two languages of `passages` do not agree, in their order.

    Args:
        source_language: `bn` or `en`.
        target_language: the other one.
        avoided: what the glossary says not to use in the target language.
    """
    found: list[Difference] = []
    for passage in passages:
        source, target = normalise(passage.source), normalise(passage.target)
        if source.strip() and not target.strip():
            found.append(Difference(Rule.MISSING, passage.path, passage.label, (), (), source))
            continue
        found += _values(passage, source, target)
        found += _counts(passage, source, target)
        found += _weekdays(passage, source, target)
        found += _terms(passage, source, target, source_language, target_language, avoided)
    return found


def count_quotations(text: str) -> tuple[int, int]:
    """Return how many times somebody is certainly quoted in `text`, and how many things are in quotation marks at all.

    A name or a term is set off by quotation marks in one language and by a capital in the other: fewer than four words
    without the end of a sentence are no certain quotation. An apostrophe is none at all.
    """
    quoted = ["".join(groups) for groups in _QUOTED.findall(text)]
    certain = sum(
        len(graphemes.words(each)) >= 4 or each.rstrip().endswith(tuple("।.,?!")) for each in quoted
    )
    return certain, len(quoted)


def _values(passage: Passage, source: str, target: str) -> list[Difference]:
    here, there = read_tokens(source), read_tokens(target)
    here += [Token(Rule.LINK, plain_address(link), link) for link in passage.source_links]
    there += [Token(Rule.LINK, plain_address(link), link) for link in passage.target_links]
    left, right = _unmatched(here, there)
    left, right = _without_words(left, target), _without_words(right, source)
    left, right = _of_one_kind(left, right), _of_one_kind(right, left)
    left, right = _certain(left, right), _certain(right, left)
    return [
        Difference(
            rule,
            passage.path,
            passage.label,
            tuple(each.surface for each in left if each.rule is rule),
            tuple(each.surface for each in right if each.rule is rule),
            source,
            target,
        )
        for rule in COMPARED
        if any(each.rule is rule for each in [*left, *right])
    ]


def _unmatched(here: list[Token], there: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return the tokens of each side that have no partner on the other."""
    left, right = list(here), list(there)
    for agrees in (_equal, _nearly_equal):
        for token in list(left):
            partner = next((each for each in right if agrees(token, each)), None)
            if partner is not None:
                left.remove(token)
                right.remove(partner)
    return left, right


def _of_one_kind(tokens: list[Token], others: list[Token]) -> list[Token]:
    """Return `tokens` with bare numbers told as what the other side has them as: 60 for 60 % is one difference."""
    kinds = {_amount(each): each.rule for each in others if each.rule in (Rule.PERCENTAGE, Rule.MONEY)}
    return [
        replace(each, rule=kinds.get(each.value, each.rule)) if each.rule is Rule.NUMBER else each
        for each in tokens
    ]


def _certain(tokens: list[Token], others: list[Token]) -> list[Token]:
    """Return `tokens` without those in words that nothing of their kind on the other side stands against."""
    kinds = {each.rule for each in others}
    return [each for each in tokens if not each.is_spelt or each.rule in kinds]


def _amount(token: Token) -> Decimal:
    return token.value[1] if token.rule is Rule.MONEY else token.value


def _equal(one: Token, other: Token) -> bool:
    return one.rule is other.rule and one.value == other.value


def _nearly_equal(one: Token, other: Token) -> bool:
    """Whether two tokens agree in all that both say: a date without its year, a bare number that is an article."""
    if (one.rule, one.value) in other.also or (other.rule, other.value) in one.also:
        return True
    if one.rule is Rule.TIME and other.rule is Rule.TIME:
        return bool(one.value[:2] == other.value[:2] and "" in (one.value[2], other.value[2]))
    if one.rule is Rule.DATE and other.rule is Rule.DATE:
        return bool(one.value[:2] == other.value[:2] and None in (one.value[2], other.value[2]))
    for token, bare in ((one, other), (other, one)):
        if bare.rule is not Rule.NUMBER or bare.value != int(bare.value):
            continue
        if token.rule is Rule.PROVISION and token.value == str(int(bare.value)):
            return True
        if token.rule is Rule.TIME and token.value[:2] == (int(bare.value) % 12, 0):
            return True
    return False


def _without_words(tokens: Iterable[Token], other_text: str) -> list[Token]:
    """Return `tokens` without the numbers that `other_text` has in words."""
    available: Counter[int] = Counter()
    kept = []
    for token in tokens:
        key = 0
        if token.rule is Rule.NUMBER and token.value == int(token.value):
            key = int(token.value)
        elif token.rule is Rule.TIME and token.value[1] == 0:
            key = token.value[0] or 12
        if key in NUMBER_WORDS:
            if key not in available:
                available[key] = _count_words(key, other_text)
            if available[key] > 0:
                available[key] -= 1
                continue
        kept.append(token)
    return kept


def _count_words(value: int, text: str) -> int:
    # A number in words on one side stands for digits on the other; by itself it says nothing (“one” may be an article).
    words = "|".join(NUMBER_WORDS[value])
    pattern = rf"(?<![\p{{L}}\p{{M}}])(?:{words}){_COUNTERS}(?![\p{{L}}\p{{M}}])"
    return len(regex.findall(pattern, text, regex.IGNORECASE))


def _counts(passage: Passage, source: str, target: str) -> list[Difference]:
    found = []
    (here, at_most_here), (there, at_most_there) = count_quotations(source), count_quotations(target)
    if here > at_most_there or there > at_most_here:
        found.append((Rule.QUOTATION, at_most_here, at_most_there))
    if passage.source_items != passage.target_items:
        found.append((Rule.LIST, passage.source_items, passage.target_items))
    return [
        Difference(rule, passage.path, passage.label, (str(one),), (str(other),), source, target)
        for rule, one, other in found
    ]


def _weekdays(passage: Passage, source: str, target: str) -> list[Difference]:
    here, there = _WEEKDAY.findall(source), _WEEKDAY.findall(target)
    if (
        not here
        or not there
        or {WEEKDAYS[day.casefold()] for day in here} == {WEEKDAYS[day.casefold()] for day in there}
    ):
        return []
    return [Difference(Rule.WEEKDAY, passage.path, passage.label, tuple(here), tuple(there), source, target)]


@lru_cache(maxsize=8)
def _avoided_index(avoided: tuple[AvoidedTerm, ...], language: str) -> TermIndex:
    return avoided_index(((each.approved[0], each.avoid) for each in avoided), language)


def _terms(
    passage: Passage,
    source: str,
    target: str,
    source_language: str,
    target_language: str,
    avoided: Sequence[AvoidedTerm],
) -> list[Difference]:
    found = []
    if not avoided:
        return found
    matches = _avoided_index(tuple(avoided), target_language).find_avoided(target)
    for term in avoided:
        # (what stands inside a longer approved term is not among the matches)
        used = tuple(dict.fromkeys(each.wording for each in matches if each.wording in term.avoid))
        if used and any(contains_term(source, each, source_language) for each in term.source_terms):
            found.append(
                Difference(Rule.GLOSSARY, passage.path, passage.label, term.approved, used, source, target)
            )
    return found
