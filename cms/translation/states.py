"""Where a text stands in the language it was not written in: seven states, one table, one pure function.

The table is read from top to bottom; the first row whose condition holds names the state. The board, the API and the
checks before publication all ask `state_of` and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """The states of a translation, in the order of the work."""

    MISSING = "missing", _("missing")
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    CURRENT = "current", _("up to date")
    OUTDATED = "outdated", _("outdated")
    DETACHED = "detached", _("on its own")
    NOT_NEEDED = "not_needed", _("not for this language")


@dataclass(frozen=True)
class Facts:
    """What is known of a text in the other language; all that its state depends on."""

    exists: bool = False  # there is a page for it in the other language
    live: bool = False  # readers can open that page
    attached: bool = False  # it is kept in step with the original, segment by segment
    in_workflow: bool = False  # somebody has been asked to approve it
    drifted: bool = False  # the original has since been published with changes that are no small correction
    not_needed: bool = False  # an editor said, with a reason, that this language does without it


Row = tuple[State, Callable[[Facts], bool]]

TABLE: tuple[Row, ...] = (
    # What readers can open outranks every mark: a page that is live is never "missing" or "not needed".
    (State.NOT_NEEDED, lambda facts: facts.not_needed and not facts.live),
    (State.MISSING, lambda facts: not facts.exists),
    (State.IN_REVIEW, lambda facts: facts.in_workflow),
    (State.DETACHED, lambda facts: not facts.attached),
    (State.DRAFT, lambda facts: not facts.live),
    (State.OUTDATED, lambda facts: facts.drifted),
    (State.CURRENT, lambda facts: True),
)


def state_of(facts: Facts) -> State:
    """Return the state that `facts` amount to."""
    return next(state for state, holds in TABLE if holds(facts))
