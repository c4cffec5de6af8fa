"""Taking a Bangla word apart into its written syllables: a conjunct, its vowel, and what closes it."""

import re
from dataclasses import dataclass

from cms.bangla.clusters import CONSONANTS, RA_YA_PHALA

VOWEL_SIGNS = {
    **{"া": "a", "ি": "i", "ী": "i", "ু": "u", "ূ": "u", "ৃ": "ri", "ৄ": "ri"},
    **{"ে": "e", "ৈ": "oi", "ো": "o", "ৌ": "ou", "ৗ": "ou", "ৢ": "li", "ৣ": "li"},
}
VOWEL_LETTERS = {
    **{"অ": "o", "আ": "a", "ই": "i", "ঈ": "i", "উ": "u", "ঊ": "u", "ঋ": "ri", "ৠ": "ri"},
    **{"ঌ": "li", "ৡ": "li", "এ": "e", "ঐ": "oi", "ও": "o", "ঔ": "ou", "অ্যা": "a", "এ্যা": "a"},
}

_C = f"[{''.join(CONSONANTS)}]"
_SYLLABLE = re.compile(
    rf"""(?: (?P<letters> {_C} (?: \u200d?\u09cd {_C} )* )
             (?P<dead> \u09cd[\u200c\u200d]? )?
             (?P<sign> [{"".join(VOWEL_SIGNS)}] )?
           | (?P<vowel> [অএ]\u09cdযা | [{"".join(v for v in VOWEL_LETTERS if len(v) == 1)}] ) )
        (?P<coda> [ঁংঃ]* )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Syllable:
    """One written syllable of a word, which begins at `start`.

    `letters` are the consonants without hasantas, and `sign` the vowel sign, "" when none is written; a
    vowel letter stands in `vowel`, with no letters. `dead` is true where a hasanta or ৎ says that no
    vowel follows. `coda` is any of ঁ ং ঃ.
    """

    start: int
    letters: str
    sign: str
    vowel: str
    dead: bool
    coda: str

    @property
    def bare(self) -> bool:
        """Whether the spelling leaves the vowel open: inherent or silent."""
        return bool(self.letters) and not self.sign and not self.dead

    @property
    def closed(self) -> bool:
        """Whether a written sign makes it end in a consonant."""
        return self.dead or "ং" in self.coda or "ঃ" in self.coda


def syllables_of(word: str) -> list[Syllable]:
    """Return the syllables of a normalised Bangla `word`; characters that fit nowhere are passed over."""
    return [_syllable(match) for match in _SYLLABLE.finditer(word)]


def _syllable(match: re.Match[str]) -> Syllable:
    letters = (match["letters"] or "").replace("\u09cd", "")
    if letters != RA_YA_PHALA:
        letters = letters.replace("\u200d", "")
    sign = match["sign"] or ""
    dead = not sign and (match["dead"] is not None or letters == "ৎ")
    return Syllable(match.start(), letters, sign, match["vowel"] or "", dead, match["coda"])
