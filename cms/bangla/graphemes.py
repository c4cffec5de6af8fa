"""Counting and cutting text as people see it: in grapheme clusters and in words, never in code points."""

from itertools import accumulate, takewhile

import regex  # type: ignore[import-untyped]

from cms.bangla.languages import Language, language_of

# UAX #29 extended grapheme clusters; since Unicode 15.1 (rule GB9c) a conjunct such as ক্ষ is one of them.
_CLUSTER = regex.compile(r"\X")

# Letters, digits and every mark on them (vowel signs, hasanta, চন্দ্রবিন্দু), with joiners, stay together.
# An apostrophe or hyphen between two letters is inside the word (women's, আইন-শৃঙ্খলা); so is a comma or
# point between digits.
_WORD = regex.compile(
    r"""[\p{L}\p{N}] [\p{L}\p{N}\p{M}\u200c\u200d]*
    (?: (?: ['’\u2010\u2011-] (?=[\p{L}\p{N}]) | (?<=\p{N}) [.,] (?=\p{N}) )
        [\p{L}\p{N}\p{M}\u200c\u200d]+ )*""",
    regex.VERBOSE,
)

# What may not be left hanging before an ellipsis.
_HANGING = frozenset(",;:-‐‑–—([{‘“।.…")

# English: 238, the mean of 190 studies of adults reading non-fiction silently (Brysbaert, 2019, Journal
# of Memory and Language 109). No comparable study of Bangla is known to us. The same review finds that
# rates in other languages follow the number of words needed to say the same thing; Bangla, which writes
# case, article and plural as endings, needs about four words for five English ones. So 190 is our
# estimate, not a measurement.
WORDS_PER_MINUTE: dict[Language, int] = {"bn": 190, "en": 238}


def count(text: str) -> int:
    """Return how many characters a reader sees in `text` (UAX #29 extended grapheme clusters)."""
    return sum(1 for _ in _CLUSTER.finditer(text))


def truncate(text: str, limit: int, ellipsis: str = "…") -> str:
    """Return `text`, or its beginning with `ellipsis`, in at most `limit` grapheme clusters.

    A cluster is never split. The cut goes back to the end of a word if that keeps at least half of the
    room; a longer word is cut inside. Space and punctuation before the ellipsis go. When `limit` has no
    room for more than the ellipsis, the text is cut bare. Raises ValueError for a negative limit.
    """
    if limit < 0:
        raise ValueError(f"cannot cut to {limit} clusters (must be 0 or more)")
    clusters: list[str] = _CLUSTER.findall(text)
    if len(clusters) <= limit:
        return text
    room = limit - count(ellipsis)
    if room <= 0:
        return "".join(clusters[:limit])
    kept = clusters[: _word_end(text, clusters, room)]
    trimmed = list(kept)
    while trimmed and (trimmed[-1].isspace() or trimmed[-1] in _HANGING):
        trimmed.pop()
    return "".join(trimmed or kept) + ellipsis


def words(text: str) -> list[str]:
    """Return the words of `text` in order, without punctuation.

    Vowel signs, hasanta and joiners are part of a word (Python's `\\w` drops them); দাঁড়ি, dashes and
    white space part words; a hyphen between letters does not, as newspapers count. Every word holds a
    letter or a digit.
    """
    found: list[str] = _WORD.findall(text)
    return found


def word_count(text: str) -> int:
    """Return the number of words in `text`, by the rule of `words`."""
    return sum(1 for _ in _WORD.finditer(text))


def reading_minutes(text: str, lang: str) -> int:
    """Return the whole minutes that reading `text` takes, rounded up, at least 1.

    The rates are in `WORDS_PER_MINUTE`. Raises ValueError for a language other than bn and en.
    """
    rate = WORDS_PER_MINUTE[language_of(lang)]
    return max(1, -(-word_count(text) // rate))


def _word_end(text: str, clusters: list[str], room: int) -> int:
    """Return how many clusters, at most `room`, to keep so as not to cut inside a word."""
    cut = len("".join(clusters[:room]))
    for word in _WORD.finditer(text):
        if word.start() >= cut:
            break
        if word.end() > cut:
            # Rounded down: a word can begin inside a cluster, after a character that attaches itself to
            # the next.
            ends = accumulate(len(cluster) for cluster in clusters)
            before = sum(1 for _ in takewhile(word.start().__ge__, ends))
            return before if before * 2 >= room else room
    return room
