"""What the desk adds to a page's own menus."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.core.forms import LANGUAGE_NAMES
from cms.core.languages import OTHER_LANGUAGE, language_of

from .following import twin_of
from .models import TranslationStatus
from .permissions import can_see_board, can_submit

# The name of the button, and so of the field that says it was pressed.
SMALL = "action-publish-small"


class SmallCorrectionMenuItem(ActionMenuItem):
    """Publish a small correction: the translation stays up to date."""

    label = gettext_lazy("Publish a small correction")
    name = SMALL
    icon_name = "edit"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Offer it where there is a published translation that would become outdated, to those who may publish."""
        if context["view"] != "edit" or context["locked_for_user"]:
            return False
        page = context["page"]
        status = TranslationStatus.objects.filter(source_page=page.pk, target_is_live=True)
        return self.get_user_page_permissions_tester(context).can_publish() and status.exists()


def desk_buttons(page: Page, user: Any) -> list[Button]:
    """Return what the menu of `page` offers `user`: to send it for translation, or to open its translation."""
    if page.depth < 2 or not can_see_board(user):
        return []
    status = TranslationStatus.objects.filter(translation_key=page.translation_key).first()
    language = LANGUAGE_NAMES[OTHER_LANGUAGE[language_of(page)]]
    if status is not None and status.target_page_id is not None:
        url = reverse("translation_desk:edit", args=[status.pk])
        return [Button(_("Open the translation"), url, priority=55, icon_name="wagtail-localize-language")]
    if status is None or not can_submit(user):
        return []
    send, leave = (
        reverse("translation_desk:send", args=[page.pk]),
        reverse("translation_desk:not_needed", args=[status.pk]),
    )
    return [
        Button(
            _("Send for translation into %(language)s") % {"language": language},
            send,
            priority=55,
            icon_name="wagtail-localize-language",
        ),
        Button(
            _("Not for %(language)s…") % {"language": language}, leave, priority=56, icon_name="circle-xmark"
        ),
    ]


def words_on_deletion(page: Page) -> list[str]:
    """Return what becomes of the other language when `page` and what is below it are deleted."""
    found = [text] if (text := word_on_deletion(page)) else []
    below = page.get_descendants().values("translation_key")
    if TranslationStatus.objects.filter(translation_key__in=below, target_page__isnull=False).exists():
        found.append(_("The pages below it stay in the other language, where there are any."))
    return found


def word_on_deletion(page: Page) -> str:
    """Return what becomes of the other language when `page` is deleted; empty when there is no other language."""
    twin = twin_of(page)
    if twin is None:
        return ""
    status = TranslationStatus.objects.filter(translation_key=page.translation_key).first()
    values = {"title": twin.get_admin_display_title(), "language": LANGUAGE_NAMES[language_of(twin)]}
    if status is not None and status.source_page_id == page.pk:
        if twin.live:
            return (
                _(
                    "The %(language)s translation “%(title)s” stays published, as a page of its own. Delete it as "
                    "well if readers should not find it."
                )
                % values
            )
        return _("The %(language)s draft “%(title)s” stays, as a page of its own.") % values
    return (
        _(
            "The original, “%(title)s” in %(language)s, stays as it is. What was translated is lost; the "
            "translation can be begun again."
        )
        % values
    )
