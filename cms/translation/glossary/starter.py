"""The glossary that a new desk begins with."""

from pathlib import Path
from typing import Any

import yaml

from .wording import key, tidy, tidy_lines, tidy_note

DATA = Path(__file__).resolve().parent.parent / "data" / "glossary.yaml"


def read_starter() -> list[dict[str, Any]]:
    """Return the terms of the starter glossary as values of `GlossaryTerm`'s fields."""
    entries = yaml.safe_load(DATA.read_text(encoding="utf-8"))["terms"]
    return [
        {
            "term_bn": tidy(entry["bn"]),
            "term_en": tidy(entry["en"]),
            "part_of_speech": entry.get("as", "noun"),
            "note": tidy_note(entry.get("note", "")),
            "avoid_bn": "\n".join(tidy_lines("\n".join(entry.get("avoid_bn", [])))),
            "avoid_en": "\n".join(tidy_lines("\n".join(entry.get("avoid_en", [])))),
        }
        for entry in entries
    ]


def load_starter(model: Any) -> tuple[int, int]:
    """Put the starter glossary into the table of `model`, the term's model as it is now or was in a migration.

    A term of which the glossary has either language stays away: somebody has edited it since.

    Returns:
        How many terms were added, and how many were there already.
    """
    shared = model.objects.filter(owner=None).values_list("term_bn", "term_en")
    known = {key(name) for pair in shared for name in pair}
    terms = read_starter()
    new = [term for term in terms if known.isdisjoint({key(term["term_bn"]), key(term["term_en"])})]
    model.objects.bulk_create(model(**term) for term in new)
    return len(new), len(terms) - len(new)
