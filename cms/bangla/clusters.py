"""How a Bangla consonant or conjunct is spelled in Latin letters, by where it stands in the word."""

from enum import Enum, auto

RA_YA_PHALA = "র\u200dয"

CONSONANTS = {
    **{"ক": "k", "খ": "kh", "গ": "g", "ঘ": "gh", "ঙ": "ng"},
    **{"চ": "ch", "ছ": "chh", "জ": "j", "ঝ": "jh", "ঞ": "n"},
    **{"ট": "t", "ঠ": "th", "ড": "d", "ঢ": "dh", "ণ": "n"},
    **{"ত": "t", "থ": "th", "দ": "d", "ধ": "dh", "ন": "n"},
    **{"প": "p", "ফ": "f", "ব": "b", "ভ": "bh", "ম": "m"},
    **{"য": "j", "র": "r", "ল": "l", "শ": "sh", "ষ": "sh", "স": "s", "হ": "h"},
    **{"ড়": "r", "ঢ়": "rh", "য়": "y", "ৎ": "t", "ৰ": "r", "ৱ": "w"},
}

# After these a ব below is a real b: সম্বল, দিগ্বিজয়, আহ্বান. After the rest it is a phala.
_REAL_BA_AFTER = frozenset("মবগলহটডড়")
# A ya-phala with আ opening a word is heard as a glide in inherited words (ন্যায়, ত্যাগ, ধ্যান, ব্যাখ্যা) and
# is the vowel of "bank" in loans (ক্যাম্প, ম্যাচ, র‍্যাব); the consonant tells which is likely.
_GLIDE_BEFORE = frozenset("খতথদধনবশ")


class Position(Enum):
    """Where a conjunct stands, which decides whether its phala doubles it (সত্য) or not (ব্যথা, সংখ্যা)."""

    INITIAL = auto()  # opens the word, or a part of it after a consonant without vowel
    MEDIAL = auto()  # after a vowel
    AFTER_CODA = auto()  # after ং or ঃ


def spell_cluster(letters: str, position: Position, sign: str, *, real_ba: bool = False) -> str:
    """Return the Latin spelling of `letters`, a conjunct's consonants without hasantas.

    `sign` is the vowel sign that follows ("" for none); `real_ba` says that a ব below is the consonant
    and not a phala (উদ্বেগ). The rules are those of Bangla pronunciation: a ya-phala or ba-phala doubles
    the consonant after a vowel and is silent after a conjunct, ক্ষ is kkh, জ্ঞ is gg, an m below ক্ষ is
    silent, হ্ন is nh.
    """
    if letters == RA_YA_PHALA:
        return "r"
    reph = len(letters) > 1 and letters[0] == "র"
    body = letters[1:] if reph else letters
    ya = len(body) > 1 and body[-1] == "য"
    body = body[:-1] if ya else body
    ba = len(body) > 1 and body[-1] == "ব" and body[-2] not in _REAL_BA_AFTER and not real_ba
    body = body[:-1] if ba else body

    doubles = position is Position.MEDIAL and not reph
    base = _spell_body(body, position, doubles)
    lone = doubles and len(body) == 1
    if ya:
        base = _with_ya_phala(body, base, position, sign, lone)
    elif ba:
        base = _with_ba_phala(body, base, position, lone)
    return ("r" if reph else "") + base


def double(spelling: str) -> str:
    """Return a consonant's spelling doubled the way Bangla doubles it: t to tt, kh to kkh, chh to cch."""
    if spelling == "chh":
        return "cch"
    return spelling[:1] + spelling


def _spell_body(body: str, position: Position, doubles: bool) -> str:
    spelled: list[str] = []
    index = 0
    while index < len(body):
        pair = body[index : index + 2]
        if pair == "কষ":
            spelled.append("kkh" if doubles and index == 0 else "kh")
            index += 3 if body[index + 2 : index + 3] == "ম" else 2
        elif pair == "জঞ":
            spelled.append("gy" if position is Position.INITIAL else "gg" if doubles and index == 0 else "g")
            index += 2
        elif pair in ("হন", "হণ"):
            spelled.append("nh")
            index += 2
        elif body[index] == "ঙ" and len(body) > 1:
            spelled.append("n")
            index += 1
        elif pair in ("চচ", "চছ"):
            spelled.append("cch")
            index += 2
        else:
            spelled.append(CONSONANTS[body[index]])
            index += 1
    return "".join(spelled)


def _with_ya_phala(body: str, base: str, position: Position, sign: str, lone: bool) -> str:
    if position is Position.INITIAL:
        return base if sign == "া" and body[-1] not in _GLIDE_BEFORE else f"{base}y"
    if not lone:
        return base
    return "jjh" if body == "হ" else double(base)


def _with_ba_phala(body: str, base: str, position: Position, lone: bool) -> str:
    if position is Position.INITIAL:
        return f"{base}w" if body in ("স", "দ") else base
    if not lone:
        return base
    return f"{base}w" if body in ("স", "শ") else double(base)
