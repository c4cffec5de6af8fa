"""What the scripts of the editor say, in the language of the reader."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """Return every word that the scripts put on the screen, by the name they know it by."""
    return {
        "language": (get_language() or "bn")[:2],
        "saving": _("Saving…"),
        "saved": _("Saved"),
        "unsaved": _("Not saved yet"),
        "failed": _("Not saved: no connection. It is tried again; what you typed is kept here."),
        "refused": _(
            "Not saved: you are signed out. Sign in again in another tab; what you typed is kept here."
        ),
        "gone": _("Not saved: the original has changed. Load the page again; what you typed is kept."),
        "invalid": _("Not saved: see below."),
        "conflict": _("Not saved: choose one of the two texts."),
        "restored": _("This was typed here before and not saved."),
        "discard": _("Throw it away"),
        "none": _("There is nothing left of that kind."),
        "tools": _("Formatting"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "break": _("New line"),
        "link": _("Link %(number)s: %(words)s"),
        "empty": _("(empty)"),
        "comment_failed": _("Not sent: no connection. Try again."),
    }
