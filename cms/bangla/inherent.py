"""Whether a Bangla consonant written without a vowel is spoken with its o: জনগণ is jonogon.

Bangla spelling does not say, so these are the regularities of the standard language, ordered from
certain to likely. They are tested, with the romanisation that rests on them, on a list of words from
the desk's own subjects.
"""

import re

from cms.bangla.syllables import Syllable

# Conjuncts at the end of English loans (কোর্ট, পোস্ট, এজেন্ট, রিমান্ড, ট্যাক্স) never carry the vowel;
# inherited words spell theirs otherwise (নষ্ট, কাণ্ড).
_LOAN_CONJUNCTS = frozenset(
    ("রট", "রড", "সট", "সক", "নট", "নড", "নস", "লট", "লড", "কট", "কস", "পট", "ফট", "রস", "লফ")
)

# Second halves of compounds: before them the first half ends as it would alone (সংবাদ + পত্র: songbadpotro).
_SECOND_HALF = re.compile(
    "জন|পথ|পত্র|পতি|পন্থী|প্র|মন্ত্রী|মূলক|যুদ্ধ|যোগ্য|ধর|কর্ম|কক্ষ|গঞ্জ|চিত্র|বন্দি|বহুল|বহি|গত|দণ্ড"
    "|ঘর|ব্যবস্থা|সভা|শ্রম|গ্রস্ত|রক্ষা|সংস্থা|পরিষদ|দ্রব্য"
)

# Learned endings that keep the vowel before them: ঘটনা, ক্ষমতা, পরিণতি, নাগরিক, ভারতীয়, সাহসী.
_LEARNED_ENDING = re.compile(r"না|ণা|তা|তি|[ক-হড়ঢ়]িক|[ক-হড়ঢ়য়]ীয়|[ক-হড়ঢ়]ী(?:র|দের|রা|কে|ও)?$")
# Case endings: the noun before them sounds as it does alone (শহর, শহরে, শহরের).
_CASE_ENDING = re.compile(r"[ক-হড়ঢ়য়]ে(?:র|রা|দের|ই|ও)?$")
# Endings of finite and conditional verbs, added to a root of one syllable: করবে, বলছেন, জানতে, থাকলে.
_VERB_ENDING = re.compile(r"(?:ত|ব|ল|ছ)ে(?:ন|ও|ই)?$|(?:ছি|ব|ত|ল)(?:ল|াম|েন|ো)")
_KEEPS_FINAL_VOWEL = re.compile(r"(?:হত|গত|(?<!মি)ছিল)$")


def has_inherent_vowel(word: str, syllables: list[Syllable], index: int, *, after_closed: bool) -> bool:
    """Return whether the bare syllable at `index` is spoken with its o.

    `syllables` are those of `word`; `after_closed` says that the syllable before ends in a consonant
    when spoken.
    """
    here = syllables[index]
    if here.coda or index == 0:
        return True
    previous = syllables[index - 1]
    if here.letters[-2:] in _LOAN_CONJUNCTS or (here.letters == "রক" and previous.sign == "া"):
        return False
    if index == len(syllables) - 1:
        return _at_the_end(word, syllables)
    if len(here.letters) > 1 or after_closed:
        return True
    return _inside(word, syllables, index)


def _at_the_end(word: str, syllables: list[Syllable]) -> bool:
    """A last lone consonant is silent (আদালত), unless something before or in it makes the o audible."""
    here, previous = syllables[-1], syllables[-2]
    if len(here.letters) > 1:
        return True
    if "ং" in previous.coda:
        return here.letters not in ("ক", "গ")  # অংশ and সংঘ, but ব্যাংক and লিংক
    if previous.closed or previous.sign == "ৃ" or here.letters in ("হ", "ঢ়"):
        return True  # দুঃখ, উৎস; মৃত; বিবাহ, দৃঢ়
    if here.letters == "য়":
        return previous.sign in ("ি", "ী")  # জাতীয় and প্রিয়, but সময়
    if here.letters == "ত":
        participle = previous.sign == "ি" and len(syllables) > 2  # নির্যাতিত, প্রকাশিত
        after_conjunct = len(previous.letters) > 1 and previous.sign == "ূ"  # বহির্ভূত
        doubled = previous.bare and previous.letters in ("নন", "মম")  # উন্নত, সম্মত
        if participle or after_conjunct or doubled:
            return True
    return _KEEPS_FINAL_VOWEL.search(word) is not None


def _inside(word: str, syllables: list[Syllable], index: int) -> bool:
    """A lone consonant inside a word, after a vowel: silent where two easy syllables remain (sorkar)."""
    here, previous, following = syllables[index], syllables[index - 1], syllables[index + 1]
    if not following.letters or following.dead:
        return True
    first = syllables[0]
    second = index == 1
    if second and first.vowel == "এ" and here.letters == "ক":
        return False  # একমত, একজন
    if second and (first.vowel == "অ" or (first.vowel == "উ" and here.letters == "প")):
        return True  # the prefixes অ, অব, অপ, উপ
    if second and first.letters == "ন" and first.sign == "ি" and here.letters == "র":
        return True  # the prefix নির before a vowel: নিরপেক্ষ
    if word.startswith("পরি", here.start):
        return True  # the prefix পরি inside a compound: মহাপরিচালক
    if here.letters == "য়":
        if following.bare and index + 2 == len(syllables) and len(following.letters) == 1:
            return True  # উন্নয়ন
        kept = previous.sign in ("ি", "ী") or word.startswith("তা", following.start)  # জাতীয়তা, সহায়তা
        return kept or _CASE_ENDING.match(word, following.start) is not None
    after_o = previous.bare
    if here.letters != "হ" and not (after_o and second) and _SECOND_HALF.match(word, following.start):
        return False
    if following.letters[0] == here.letters and not second:
        return _LEARNED_ENDING.match(word, following.start) is not None  # মানববন্ধন
    if following.bare or not _opens_a_word(following.letters):
        return True
    return _before_a_written_vowel(word, here, following, second=second, after_o=after_o)


def _opens_a_word(letters: str) -> bool:
    """Whether a conjunct can stand after a consonant (দ্র, স্থ, ক্ষ), as those of ত্ত, ন্ধ or র্ম cannot."""
    return len(letters) == 1 or letters[0] == "স" or letters[1] in "রলবয" or letters == "কষ"


def _before_a_written_vowel(
    word: str, here: Syllable, following: Syllable, *, second: bool, after_o: bool
) -> bool:
    liquid = here.letters in ("র", "ল")
    easy = not after_o or liquid or following.letters[0] in "বছ"
    if second and easy and _VERB_ENDING.match(word, following.start):
        return False
    if _LEARNED_ENDING.match(word, following.start) or _CASE_ENDING.match(word, following.start):
        return True
    if here.letters == "ন" and following.letters[0] == "ব":
        return True  # মানবাধিকার: nb is no Bangla sequence
    if second and after_o:
        return not liquid or following.letters[0] == "ণ"  # গণমাধ্যম, but সরকার, কলকাতা; শরণার্থী
    return False
