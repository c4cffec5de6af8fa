"""What previews add to the admin: a screen, a place in each page's menus, and two kinds of history entry."""

from datetime import datetime
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from cms.api.previews.permissions import may_share
from cms.api.previews.views import urlpatterns
from cms.bangla.dates import format_date, format_time
from cms.bangla.languages import language_of
from cms.core.languages import in_readers_digits


@hooks.register("register_admin_urls")
def register_preview_urls() -> list[URLPattern | URLResolver]:
    """Serve the screen."""
    return [path("previews/", include((urlpatterns, "previews")))]


@hooks.register("register_page_header_buttons")
def offer_on_the_page(page: Page, user: Any, view_name: str, next_url: str | None = None) -> list[Button]:
    """Lead from a page to its preview links."""
    return preview_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def offer_in_the_list(page: Page, user: Any, next_url: str | None = None) -> list[Button]:
    """Lead from a page's row to its preview links: a translation is edited at its own desk, without this menu."""
    return preview_buttons(page, user)


def preview_buttons(page: Page, user: Any) -> list[Button]:
    """Return what the menu of `page` offers `user`; nothing when there is no saved version to show."""
    if page.depth < 2 or not page.latest_revision_id or not may_share(user, page):
        return []
    url = reverse("previews:links", args=[page.pk])
    return [Button(_("Copy preview link"), url, priority=57, icon_name="link")]


class MadeFormatter(LogFormatter):
    label = gettext_lazy("Make a preview link")

    def format_message(self, log_entry: Any) -> str:
        """Say until when the link works and for whom it is."""
        until = timezone.localtime(datetime.fromisoformat(log_entry.data["until"]))
        language = language_of(get_language() or "bn")
        values = {
            "day": format_date(until, language),
            "time": format_time(until, language),
            "note": log_entry.data["note"],
        }
        if values["note"]:
            return _("Made a preview link that works until %(day)s, %(time)s, for: %(note)s") % values
        return _("Made a preview link that works until %(day)s, %(time)s.") % values


class RevokedFormatter(LogFormatter):
    label = gettext_lazy("Revoke preview links")

    def format_message(self, log_entry: Any) -> str:
        """Say how many links were revoked."""
        count = log_entry.data["count"]
        return ngettext("Revoked %(count)s preview link.", "Revoked %(count)s preview links.", count) % {
            "count": in_readers_digits(count)
        }


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Register what the page's history says of its links."""
    actions.register_action("preview.make")(MadeFormatter)
    actions.register_action("preview.revoke")(RevokedFormatter)
