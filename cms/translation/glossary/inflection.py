"""The endings a word of the glossary can carry in a text, taken off lightly: enough to know it, never a stemmer.

A form is offered when a term might have it; the term itself, as the glossary writes it, decides. A light hand matters
more than a complete grammar: a wrong suggestion on every other line teaches translators not to look.
"""

from functools import lru_cache
from itertools import product

from cms.bangla.languages import Language
from cms.bangla.normalise import normalise
from cms.translation.glossary.wording import key

# What the letter before an ending must be.
ANY, AFTER_VOWEL, AFTER_CONSONANT, AFTER_AA = "any", "vowel", "consonant", "aa"

_VOWELS = frozenset("অআইঈউঊঋএঐওঔািীুূৃেৈোৌ")
# A vowel sound follows these with য় between: বইয়ের, মিটিংয়ে.
_GLIDING = _VOWELS | frozenset("ংঃ")

# Case endings after the bare noun. Bangla writes -র and -তে after a vowel, -ের and -ে after a consonant; so করা is
# no form of কর, and করতে is none either.
_CASES = {
    "কে": ANY, "এর": ANY, "এ": ANY,
    "র": AFTER_VOWEL, "তে": AFTER_VOWEL, "য়": AFTER_AA,
    "ের": AFTER_CONSONANT, "ে": AFTER_CONSONANT,
    "য়ের": AFTER_VOWEL, "য়ে": AFTER_VOWEL,
    "রা": ANY, "এরা": ANY, "েরা": AFTER_CONSONANT, "য়েরা": AFTER_VOWEL,
    "দের": ANY, "দেরকে": ANY, "েদের": AFTER_CONSONANT,
}  # fmt: skip
# Definite and plural endings, each with the cases it can carry.
_DEFINITE = {
    "টি": ("", "র", "কে", "তে"), "টা": ("", "র", "কে", "তে", "য়"),
    "গুলো": ("", "র", "কে", "তে", "য়"), "গুলি": ("", "র", "কে", "তে"),
    "সমূহ": ("", "ের", "কে", "ে"), "গণ": ("", "ের", "কে"), "বৃন্দ": ("", "ের", "কে"),
}  # fmt: skip
_EMPHASES = ("", "ই", "ও")

# Normalised like the words they are compared with: a keyboard's য় may be two characters in this file.
_ENDINGS: dict[str, str] = {
    normalise(f"{ending}{emphasis}"): where
    for (ending, where), emphasis in product(
        [("", ANY), *_CASES.items()]
        + [(f"{mark}{case}", ANY) for mark, cases in _DEFINITE.items() for case in cases],
        _EMPHASES,
    )
    if ending or emphasis
}
_LONGEST = max(map(len, _ENDINGS))

# Everyday words that look like a noun with an ending and almost never are: করে (does) is no form of কর (tax).
_NO_NOUNS = frozenset(
    normalise(
        """
    করে ধরে বলে চলে পড়ে মরে মারে সরে গড়ে ভরে লড়ে নড়ে জানে মানে টানে আনে শোনে দেখে লেখে রাখে থাকে আসে বসে হাসে
    যাবে খাবে পাবে দেবে নেবে হবে হলে হতে তবে যদি মতে পরে আগে এতে যেতে দিতে নিতে পেতে খেতে
    করেও করেই বলেও বলেই ধরেই পরেও পরেই হলেও হলেই আগেই আগেও
    """
    ).split()
)

_IRREGULAR = {"children": "child", "men": "man", "women": "woman", "people": "person"}


@lru_cache(maxsize=50_000)
def forms(word: str, language: Language) -> frozenset[str]:
    """Return the keys of every word that `word`, found in a text, may be a form of; its own key is among them."""
    own = key(word)
    return frozenset({own} | (_bangla_stems(own) if language == "bn" else _english_stems(own)))


def _bangla_stems(word: str) -> set[str]:
    if word in _NO_NOUNS:
        return set()
    stems = set()
    for length in range(1, min(_LONGEST, len(word) - 1) + 1):
        where = _ENDINGS.get(word[-length:])
        if where is not None and _can_end(stem := word[:-length], where):
            stems.add(stem)
            if where == AFTER_CONSONANT and stem.endswith("ত"):
                stems.add(f"{stem[:-1]}ৎ")  # ভবিষ্যৎ, ভবিষ্যতের
    return stems


def _can_end(stem: str, where: str) -> bool:
    """Whether the ending that stands after `where` can follow `stem`."""
    last = stem[-1]
    if where == AFTER_VOWEL:
        return last in _GLIDING
    if where == AFTER_AA:
        return last == "া"
    if where == AFTER_CONSONANT:
        return last not in _VOWELS
    return last != "্"


def _english_stems(word: str) -> set[str]:
    """Return `word` without 's, -s, -es, -ed or -ing. Nothing shorter than three letters is left over."""
    stems = set()
    if word.endswith(("'s", "s'")):
        word = word[:-2] if word.endswith("'s") else word[:-1]
        stems.add(word)
    if word in _IRREGULAR:
        stems.add(_IRREGULAR[word])
    if word.endswith("ies"):
        stems.add(f"{word[:-3]}y")
    elif word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        stems |= {word[:-2], word[:-1]}
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        stems.add(word[:-1])
    if word.endswith("ied"):
        stems.add(f"{word[:-3]}y")
    elif word.endswith(("ed", "ing")):
        stem = word[:-2] if word.endswith("ed") else word[:-3]
        stems |= {stem, f"{stem}e"}
        if len(stem) > 3 and stem[-1] == stem[-2]:
            stems.add(stem[:-1])  # committed
    return {stem for stem in stems if len(stem) > 2}
