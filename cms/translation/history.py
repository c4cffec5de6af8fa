"""The history of a translation, kept in Wagtail's own log and read on the page's history."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import LogFormatter, log
from wagtail.models import Page, PageLogEntry

from cms.core.languages import in_readers_digits

from .parity import Difference, Rule
from .segments import Segment

PASSAGES = "translation.passages"
# Passages that one person saves without a longer pause are one entry: a history of every keystroke is none.
PAUSE = timedelta(minutes=30)


def log_translation(page: Page, action: str, user: Any, **data: Any) -> None:
    """Write down that `user` did `translation.<action>` to `page`, with `data` (values JSON can hold)."""
    log(instance=page, action=f"translation.{action}", user=user, data=data)


def log_passages(page: Page, segments: Iterable[Segment], user: Any) -> None:
    """Write down that `user` translated `segments`, together with those they saved just before."""
    # Two passages saved at once are both in the entry: the second waits for the first.
    own = PageLogEntry.objects.select_for_update().filter(page=page.pk, user_id=getattr(user, "pk", None))
    last = own.order_by("-pk").first()
    passages = [{"path": segment.path, "order": segment.order} for segment in segments]
    if last is not None and last.action == PASSAGES and last.timestamp > timezone.now() - PAUSE:
        if new := [each for each in passages if each not in last.data["passages"]]:
            last.data["passages"] += new
            last.save(update_fields=["data"])
        return
    log(instance=page, action=PASSAGES, user=user, data={"passages": passages})


class _WithReason(LogFormatter):
    """An action whose reason is part of the message."""

    message = ""

    def format_message(self, log_entry: Any) -> str:
        message, reason = str(self.message), (log_entry.data or {}).get("reason", "")
        if not reason:
            return message
        # Not inside the f-string: there gettext does not find the words.
        told = _("Reason: %(reason)s") % {"reason": reason}
        return f"{message} {told}"


class PassagesFormatter(LogFormatter):
    label = _("Translate passages")

    def format_message(self, log_entry: Any) -> str:
        """Say how many passages, and which, by their place in the page."""
        orders = sorted(each["order"] for each in log_entry.data["passages"])
        return ngettext(
            "Translated %(count)s passage: no. %(numbers)s.",
            "Translated %(count)s passages: no. %(numbers)s.",
            len(orders),
        ) % {
            "count": in_readers_digits(len(orders)),
            "numbers": ", ".join(in_readers_digits(order) for order in orders),
        }


class WaiverFormatter(LogFormatter):
    label = _("Let a difference pass")

    def format_message(self, log_entry: Any) -> str:
        """Say which difference was let pass, and why, in the language of whoever reads it."""
        data = log_entry.data
        passed = Difference(
            Rule(data["rule"]), data["path"], "", tuple(data["source"]), tuple(data["target"])
        )
        values = {"difference": passed.message, "reason": data["reason"]}
        return _("Let a difference pass: %(difference)s Reason: %(reason)s") % values


class ImportFormatter(LogFormatter):
    label = _("Import a translation")

    def format_message(self, log_entry: Any) -> str:
        """Say how many passages were taken over and refused."""
        return _("Imported a file: %(accepted)s passages taken over, %(refused)s refused.") % {
            "accepted": in_readers_digits(log_entry.data.get("accepted", 0)),
            "refused": in_readers_digits(log_entry.data.get("refused", 0)),
        }


ACTIONS: dict[str, tuple[Any, Any]] = {
    "send": (_("Send for translation"), _("Sent for translation.")),
    "assign": (_("Assign a translation"), _("Changed who has the translation, or when it is due.")),
    "review": (_("Send a translation for review"), _("Sent for review.")),
    "override": (_("Publish against a warning"), _("Published although there were open comments.")),
    "publish": (_("Publish a translation"), _("Published the translation.")),
    "small": (_("Publish a small correction"), _("Published a small correction; translations stay up to date.")),
    "detach": (_("Stop synchronising"), _("Stopped synchronising; the page is edited on its own.")),
    "attach": (_("Start synchronising"), _("Started synchronising; what was written by hand stays.")),
    "catch_up": (_("Mark as up to date"), _("Compared with the original and marked as up to date.")),
    "not_needed": (_("Mark as not for this language"), _("Marked as not for this language.")),
    "needed": (_("Take back “not for this language”"), _("Took back “not for this language”.")),
    "export": (_("Export a translation"), _("Exported the passages as a file.")),
    "comment": (_("Comment on a passage"), _("Commented on a passage.")),
    "resolve": (_("Resolve a comment"), _("Resolved a comment.")),
    "reopen": (_("Reopen a comment"), _("Reopened a comment.")),
    "machine": (_("Ask for machine suggestions"), _("Asked for machine suggestions.")),
}  # fmt: skip


def register_actions(actions: Any) -> None:
    """Register our actions with Wagtail's log, `actions`."""
    for name, (label, message) in ACTIONS.items():
        formatter = type(f"{name.title()}Formatter", (_WithReason,), {"label": label, "message": message})
        actions.register_action(f"translation.{name}")(formatter)
    actions.register_action(PASSAGES)(PassagesFormatter)
    actions.register_action("translation.waive")(WaiverFormatter)
    actions.register_action("translation.import")(ImportFormatter)
