"""What has to hold before a page goes out, asked of whoever registered a check.

The floor knows only pages; an app above it that has something to say before publication registers it here.
"""

from collections.abc import Callable
from typing import Any

from django.dispatch import Signal
from wagtail.models import Page, Revision

# Sent with `instance`, a page, in the transaction of its publication before any row is locked: whoever locks rows of
# their own when it is published does it now, so that all lock in the same order.
publication_begins = Signal()

# Takes the page, the revision that is to go out, and who publishes it; raises ValidationError to refuse.
Check = Callable[[Page, Revision, Any], None]

_checks: list[Check] = []


def register_publication_check(check: Check) -> Check:
    """Have `check` asked before any person publishes any page. Works as a decorator."""
    if check not in _checks:
        _checks.append(check)
    return check


def check_publication(page: Page, revision: Revision, user: Any) -> None:
    """Ask every check whether `user` may let `revision` of `page` out.

    Raises:
        ValidationError: by the first check that refuses.
    """
    for check in _checks:
        check(page, revision, user)
