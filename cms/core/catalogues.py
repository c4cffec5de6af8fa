"""Message catalogues: compile them, bring them up to date with the code, and find what is wrong with them.

A fresh machine has no `msgfmt`, so polib compiles. Merging is ours as well: `msgmerge` guesses ("fuzzy") and
writes dates and line numbers, so that the same code gives a different file every day.
"""

import os
import re
from pathlib import Path

import polib

PLACEHOLDER = re.compile(r"%\((?P<percent>\w+)\)[#0\- +]*\d*\.?\d*[a-zA-Z]|\{(?P<brace>\w+)\}")
HEADERS = (
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Plural-Forms",
)
WRAP = 110


def compile_catalogue(path: Path) -> bool:
    """Write the `.mo` beside the catalogue at `path`; return False when it was up to date.

    The new file replaces the old one in one step: a process that starts meanwhile never reads half of one.
    """
    compiled = path.with_suffix(".mo")
    content = polib.pofile(str(path)).to_binary()
    if compiled.exists() and compiled.read_bytes() == content:
        return False
    partial = compiled.with_suffix(f".{os.getpid()}.partial")
    partial.write_bytes(content)
    partial.replace(compiled)
    return True


def merge(fresh: polib.POFile, known: polib.POFile) -> polib.POFile:
    """Return the messages of `fresh`, in alphabetical order, with the translations that `known` has for them.

    Nothing is guessed: a message whose source text changed starts empty. What the code no longer says is
    dropped.
    """
    merged = polib.POFile(wrapwidth=WRAP)
    merged.metadata = {name: fresh.metadata[name] for name in HEADERS if name in fresh.metadata}
    merged.metadata["Project-Id-Version"] = "Kantho"
    translations = {_key(entry): entry for entry in known if not entry.obsolete}
    for entry in sorted((each for each in fresh if not each.obsolete), key=_key):
        flags = [flag for flag in entry.flags if flag != "fuzzy"]
        fields = {"msgid": entry.msgid, "msgctxt": entry.msgctxt, "comment": entry.comment}
        if entry.msgid_plural:
            fields |= {"msgid_plural": entry.msgid_plural, "msgstr_plural": {0: "", 1: ""}}
        if translated := translations.get(_key(entry)):
            fields |= {"msgstr": translated.msgstr, "tcomment": translated.tcomment}
            if entry.msgid_plural and translated.msgstr_plural:
                fields["msgstr_plural"] = translated.msgstr_plural
            # A translator's own doubt is kept, and keeps the gate closed.
            flags += [flag for flag in translated.flags if flag == "fuzzy"]
        merged.append(polib.POEntry(**fields, flags=flags))
    return merged


def problems(catalogue: polib.POFile) -> list[str]:
    """Return one line for each message that is doubtful, not translated, or has lost a placeholder."""
    found = []
    for entry in catalogue:
        name = entry.msgid if len(entry.msgid) <= 70 else f"{entry.msgid[:67]}…"
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if entry.obsolete:
            found.append(f"no longer in the code: {name!r}")
        elif "fuzzy" in entry.flags:
            found.append(f"fuzzy: {name!r}")
        elif not all(text.strip() for text in texts):
            found.append(f"not translated: {name!r}")
        elif lost := _changed_placeholders(entry, texts):
            found.append(f"placeholders lost or made up ({', '.join(sorted(lost))}): {name!r}")
    return found


def _key(entry: polib.POEntry) -> tuple[str, str, str]:
    return entry.msgid, entry.msgid_plural or "", entry.msgctxt or ""


def _placeholders(text: str) -> set[str]:
    return {match["percent"] or match["brace"] for match in PLACEHOLDER.finditer(text)}


def _changed_placeholders(entry: polib.POEntry, texts: list[str]) -> set[str]:
    one = _placeholders(entry.msgid)
    many = _placeholders(entry.msgid_plural) if entry.msgid_plural else one
    # "One page" may leave out the number that "%(count)s pages" needs, in either language.
    return set().union(
        *(((one & many) - _placeholders(text)) | (_placeholders(text) - (one | many)) for text in texts)
    )
