"""One spelling for what a glossary holds, so that the same words are the same string."""

from collections.abc import Iterable

from cms.bangla.normalise import ZWJ, ZWNJ, normalise

_WITHOUT_JOINERS = {ord(ZWJ): None, ord(ZWNJ): None}
_APOSTROPHES = {ord("’"): "'", ord("ʼ"): "'"}


def tidy(text: str) -> str:
    """Return `text` normalised, on one line, with single spaces and none at the ends."""
    return " ".join(normalise(text).split())


def tidy_note(text: str) -> str:
    """Return `text` normalised, keeping its lines, without white space at the ends of any."""
    return "\n".join(line.strip() for line in normalise(text).split("\n")).strip()


def tidy_lines(text: str) -> list[str]:
    """Return the wordings of `text`, one a line, each tidied and each once; empty lines are left out."""
    wordings = {key(line): tidy(line) for line in reversed(normalise(text).split("\n")) if tidy(line)}
    return list(reversed(wordings.values()))


def key(text: str) -> str:
    """Return what two wordings must share to be the same: capitals, joiners and kinds of apostrophe do not count."""
    return tidy(text).casefold().translate(_WITHOUT_JOINERS).translate(_APOSTROPHES)


def keys(wordings: Iterable[str]) -> set[str]:
    """Return the keys of `wordings`."""
    return {key(wording) for wording in wordings}
