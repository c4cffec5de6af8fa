"""Making preview links, revoking them, opening a draft with one, and clearing away old ones."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page

from cms.api.models import PreviewLink
from cms.api.previews.drafts import latest_draft, missing_facts
from cms.api.previews.permissions import may_share
from cms.api.previews.refusals import LinkExpired, LinkGone, LinkRevoked, TokenRefused
from cms.api.previews.tokens import key_in, longest_life
from cms.core.languages import language_of

# Until then, who comes with a link that has ended is told what became of it.
REMEMBERED = timedelta(days=30)
NO_ADDRESS = _("The page has no address on the site.")


class CannotShare(Exception):
    """No link can be made; says why, in words for the editor."""


@transaction.atomic
def make_link(page: Page, user: Any, lifetime: timedelta, note: str = "") -> PreviewLink:
    """Make a link to the latest saved version of `page`, and clear away old links.

    Raises:
        CannotShare: when no version was ever saved, the latest lacks what every page of its type has, or the page
            is outside the site.
    """
    # In one query: what is checked here is what is linked, whoever saves meanwhile.
    page = Page.objects.select_related("locale", "latest_revision").get(pk=page.pk)
    draft = latest_draft(page)
    if page.get_url_parts() is None:
        raise CannotShare(NO_ADDRESS)
    if draft is None:
        raise CannotShare(_("No version of this page was saved yet. Save the page first."))
    if missing := missing_facts(draft):
        raise CannotShare(
            format_lazy(_("The draft is not complete. It lacks: {fields}."), fields=", ".join(missing))
        )
    now = timezone.now()
    prune(now)
    link = PreviewLink.objects.create(
        page=page,
        revision=page.latest_revision,
        saved_at=page.latest_revision.created_at,
        language=language_of(page),
        note=note,
        created_by=user,
        created_at=now,
        expires_at=now + min(lifetime, longest_life()),
    )
    log(
        instance=page,
        action="preview.make",
        user=user,
        revision=link.revision,
        data={"until": link.expires_at.isoformat(), "note": note},
    )
    return link


@transaction.atomic
def revoke(page: Page, user: Any, keys: Iterable[UUID] | None = None) -> int:
    """Revoke the living links to `page`, only those of `keys` when these are given; return how many."""
    now = timezone.now()
    living = PreviewLink.objects.living(now).filter(page=page.pk)
    if keys is not None:
        living = living.filter(pk__in=list(keys))
    count = living.update(revoked_at=now, revoked_by=user)
    if count:
        log(instance=page, action="preview.revoke", user=user, data={"count": count})
    return count


def prune(now: datetime) -> int:
    """Delete the links that ended long ago; return how many."""
    count, _models = PreviewLink.objects.ended_before(now - REMEMBERED).delete()
    return count


def open_link(token: str, page_id: int) -> PreviewLink:
    """Return the link that `token` opens, if it leads to a draft of the page `page_id` and still works.

    Raises:
        TokenRefused: for a token that is none of ours, or is good for another page only.
        LinkExpired, LinkRevoked, LinkGone: for one that was good for this page.
    """
    links = PreviewLink.objects.select_related("page__locale", "revision", "created_by")
    link = links.filter(pk=key_in(token)).first()
    if link is None:
        raise LinkGone
    if link.page_id != page_id:
        raise TokenRefused
    if link.revoked_at is not None:
        raise LinkRevoked
    if link.expires_at <= timezone.now():
        raise LinkExpired
    if obstacle(link):
        raise LinkGone
    return link


def obstacle(link: PreviewLink) -> str:
    """Return, for the desk, why a link that is neither revoked nor expired does not work; empty when it does."""
    if link.revision.created_at != link.saved_at or link.language != language_of(link.page):
        return str(_("The version it was made for has been written over."))
    if link.page.get_url_parts() is None:
        return str(NO_ADDRESS)
    if not may_share(link.created_by, link.page):
        return str(_("Whoever made it may no longer edit the page."))
    return ""
