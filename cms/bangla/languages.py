"""Which of the house's two languages a language code means."""

from typing import Literal

Language = Literal["bn", "en"]


def language_of(code: str) -> Language:
    """Return `"bn"` or `"en"` for a language code such as `bn`, `en` or `en-GB`.

    Only the primary subtag (RFC 5646, section 2.2.1) counts. Raises ValueError for any other language: a date
    silently printed in the wrong language is worse than an error.
    """
    primary = code.replace("_", "-").partition("-")[0].lower()
    if primary == "bn":
        return "bn"
    if primary == "en":
        return "en"
    raise ValueError(f"cannot format for language '{code}' (only bn and en)")
