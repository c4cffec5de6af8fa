"""Comments on passages: said, mentioned in, resolved."""

import unicodedata
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

import regex  # type: ignore[import-untyped]
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.bangla.normalise import normalise
from cms.core.languages import in_readers_digits

from .history import log_translation
from .mail import notify_mentioned
from .models import SegmentComment, TranslationStatus
from .permissions import can_see_board
from .standing import hold

LONGEST = 2000
# What Django allows in a user name, without a stop that ends the sentence.
_MENTION = regex.compile(r"(?<![\p{L}\p{N}@.+_-])@([\p{L}\p{M}\p{N}@.+_-]*[\p{L}\p{M}\p{N}_])")


class CommentRefused(Exception):
    """The comment cannot be kept; the message says why."""


@transaction.atomic
def add_comment(
    status: TranslationStatus, path: str, author: Any, text: str, *, to: str = ""
) -> SegmentComment:
    """Keep what `author` says of the passage at `path`, and tell those mentioned by `@name`.

    Args:
        to: the user name of a colleague who is mentioned without being named in the text; may be empty.

    Raises:
        CommentRefused: for an empty text, one that is too long, and a colleague who is not there.
    """
    status = hold(status)
    text, path = normalise(text).strip(), path.replace("\0", "")
    if not text:
        raise CommentRefused(_("The comment is empty."))
    if len(text) > LONGEST:
        raise CommentRefused(
            _("The comment is too long: there is room for %(limit)s characters.")
            % {"limit": in_readers_digits(LONGEST)}
        )
    path, to = normalise(path)[:1000], to.strip().lstrip("@")
    addressed = _colleagues({to}) if to else []
    if to and not addressed:
        raise CommentRefused(_("There is no colleague “%(name)s”.") % {"name": to})
    comment = SegmentComment.objects.create(status=status, path=path, author=author, text=text)
    comment.mentioned.set({*addressed, *mentioned_in(text)})
    log_translation(status.target_page or status.source_page, "comment", author, path=path)
    notify_mentioned(comment)
    return comment


def mentioned_in(text: str) -> list[Any]:
    """Return the colleagues whom `text` mentions by `@name` and who can see the desk."""
    names = set(_MENTION.findall(text))
    return _colleagues(names) if names else []


def _colleagues(names: Iterable[str]) -> list[Any]:
    # Accounts are kept in NFKC, which takes ড়, ঢ় and য় apart; texts have them in one piece.
    named = reduce(or_, (Q(username__iexact=unicodedata.normalize("NFKC", name)) for name in names))
    people = get_user_model().objects.filter(named, is_active=True)
    return [person for person in people if can_see_board(person)]


@transaction.atomic
def resolve(comment: SegmentComment, user: Any) -> None:
    """Close `comment`: what it asked for is done."""
    _hold(comment)
    if comment.is_open:
        comment.resolved_by, comment.resolved_at = user, timezone.now()
        comment.save(update_fields=["resolved_by", "resolved_at"])
        _log(comment, "resolve", user)


@transaction.atomic
def reopen(comment: SegmentComment, user: Any) -> None:
    """Open `comment` again: what it asked for is not done after all."""
    _hold(comment)
    if not comment.is_open:
        comment.resolved_by, comment.resolved_at = None, None
        comment.save(update_fields=["resolved_by", "resolved_at"])
        _log(comment, "reopen", user)


def open_comments(status: TranslationStatus) -> QuerySet[SegmentComment]:
    """Return the comments on `status` that nobody has resolved."""
    return status.comments.filter(resolved_at=None)


def _hold(comment: SegmentComment) -> None:
    """Lock `comment` and read it anew: of two people who settle it at once, the second finds it done."""
    SegmentComment.objects.select_for_update().get(pk=comment.pk)
    comment.refresh_from_db(fields=["resolved_by", "resolved_at"])


def _log(comment: SegmentComment, action: str, user: Any) -> None:
    status = comment.status
    log_translation(status.target_page or status.source_page, action, user, path=comment.path)
