"""Readable Latin spelling of Bangla, the way journalists in Bangladesh type it: হত্যাকাণ্ড is hottakando."""

import re

from cms.bangla.clusters import Position, double, spell_cluster
from cms.bangla.inherent import has_inherent_vowel
from cms.bangla.lexicon import ENGLISH, WORDS
from cms.bangla.normalise import normalise
from cms.bangla.numerals import to_latin_digits
from cms.bangla.syllables import VOWEL_LETTERS, VOWEL_SIGNS, Syllable, syllables_of

# Letters, vowel signs, hasanta, ৎ, and joiners; not digits, ৳ or fractions.
_BANGLA_WORD = re.compile("[\u0980-\u09e3\u09f0\u09f1][\u0980-\u09e3\u09f0\u09f1\u200c\u200d]*")
_PUNCTUATION = str.maketrans({"।": ".", "॥": ".", "৳": "Tk"})

# Endings before which the lexicon still finds its word: কমিশনের, ঢাকায়, র‍্যাবকে.
_ENDINGS = {
    **{"গুলোর": "gulor", "গুলো": "gulo", "দের": "der", "েদের": "eder", "টির": "tir", "টি": "ti"},
    **{"েরা": "era", "ের": "er", "রা": "ra", "কে": "ke", "তে": "te", "র": "r", "য়": "y", "ে": "e"},
}
_SHORTEST_STEM = 3


def romanise(text: str, *, use_lexicon: bool = True) -> str:
    """Return `text` with every Bangla word in Latin letters, and Bangla digits as Latin ones.

    Phonetic, not reversible: what a reader would type to find the word (manobadhikar, nirjaton, rab).
    Bangla comes out in lower case; all else is left as it is. With `use_lexicon` false, only the rules
    speak. Takes any string and raises nothing.
    """
    latin = to_latin_digits(normalise(text)).translate(_PUNCTUATION)
    return _BANGLA_WORD.sub(lambda match: _romanise_word(match.group(), use_lexicon), latin)


def _romanise_word(word: str, use_lexicon: bool) -> str:
    if use_lexicon:
        known = _from_lexicon(word)
        if known is not None:
            return known
    return _spell(word)


def _from_lexicon(word: str) -> str | None:
    if word in WORDS:
        return WORDS[word]
    for ending, latin in _ENDINGS.items():
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM and stem in WORDS:
            return f"{WORDS[stem]}-{latin}" if stem in ENGLISH else WORDS[stem] + latin
    return None


def _spell(word: str) -> str:
    syllables = syllables_of(word)
    spelled: list[str] = []
    closed = False  # whether what is spelled so far ends in a consonant
    for index, here in enumerate(syllables):
        previous = syllables[index - 1] if index else None
        following = syllables[index + 1] if index + 1 < len(syllables) else None
        if here.vowel:
            vowel = _vowel_letter(here, previous)
            consonant = ""
        else:
            speaks = not here.bare or has_inherent_vowel(word, syllables, index, after_closed=closed)
            position = _position(previous, closed)
            vowel = "" if here.dead or not speaks else VOWEL_SIGNS.get(here.sign, "o")
            if vowel and here.bare and position is Position.INITIAL and _has_ya_phala(here.letters):
                vowel = "a"  # ব্যক্তি: byakti
            consonant = _consonant(here, previous, position, spelled, second=index == 1)
        spelled += [consonant, vowel, _coda(here, following, last=index + 2 == len(syllables))]
        closed = here.closed or not vowel
    return "".join(spelled)


def _has_ya_phala(letters: str) -> bool:
    return len(letters) > 1 and letters[-1] == "য" and letters != "রয"


def _position(previous: Syllable | None, closed: bool) -> Position:
    if previous is None:
        return Position.INITIAL
    if "ং" in previous.coda or "ঃ" in previous.coda:
        return Position.AFTER_CODA
    return Position.INITIAL if closed else Position.MEDIAL


def _consonant(
    here: Syllable, previous: Syllable | None, position: Position, spelled: list[str], *, second: bool
) -> str:
    if here.letters == "য়" and previous is not None:
        return _glide(here, previous, spelled, second=second)
    udbeg = second and previous is not None and previous.vowel == "উ"
    consonant = spell_cluster(here.letters, position, here.sign, real_ba=udbeg and here.letters == "দব")
    if previous is not None and "ঃ" in previous.coda and len(here.letters) == 1:
        return double(consonant)  # দুঃখ: dukkho
    return consonant


def _glide(here: Syllable, previous: Syllable, spelled: list[str], *, second: bool) -> str:
    """Spell য়, taking back a vowel already in `spelled` that is only the first half of a w or y."""
    if previous.vowel == "ও" and here.sign in ("া", "ে", "ি"):
        spelled[-2] = ""
        return "w"  # দেওয়া: dewa
    if previous.vowel == "ই" and second and here.sign in ("া", "ে"):
        spelled[-2] = ""
        return "y"  # ইয়াবা: yaba
    rounded = previous.sign in ("ু", "ূ", "ো") or previous.vowel in ("উ", "ঊ")
    return "" if rounded and here.sign == "া" else "y"  # নোয়াখালী: noakhali


def _vowel_letter(here: Syllable, previous: Syllable | None) -> str:
    if here.vowel == "ও" and previous is not None and previous.bare:
        return ""  # the o is there already: নওগাঁ
    return VOWEL_LETTERS[here.vowel]


def _coda(here: Syllable, following: Syllable | None, *, last: bool) -> str:
    """Spell ং; `last` says that the following syllable ends the word."""
    if "ং" not in here.coda:
        return ""
    if following is None:
        return "ng"
    loan = last and following.bare and following.letters == "ক"  # লিংক, but সংকট
    return "n" if loan or following.letters[:1] in ("গ", "ঘ") else "ng"
