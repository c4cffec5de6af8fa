"""What the translation desk adds to the admin, and what it puts in the place of wagtail-localize's own."""

from itertools import chain
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from .following import name_taken, twin_of
from .glossary.bulk import GlossaryDeleteBulkAction
from .glossary.viewset import GlossaryPermissionPolicy, GlossaryViewSet
from .history import register_actions
from .menus import SMALL, SmallCorrectionMenuItem, desk_buttons, words_on_deletion
from .models import GlossaryTerm, TranslationStatus
from .panels import BoardMenuItem, BoardPanel
from .permissions import can_see_board
from .services.originals import accept_small_correction
from .services.publishing import refuse_unfinished_translation
from .standing import lock_texts
from .urls import urlpatterns
from .views.updates import (
    SafeUpdateTranslationsView,
    board_instead,
    edit_at_the_desk,
    refuse,
    send_instead,
)

hooks.register("register_log_actions", register_actions)
register_permission_policy(GlossaryTerm, GlossaryPermissionPolicy(GlossaryTerm), exact_class=True)
register_snippet(GlossaryViewSet)
# After Wagtail's own, whose place it takes for this model.
hooks.register("register_bulk_action", GlossaryDeleteBulkAction, order=100)


# Before wagtail-localize's own: of two patterns for one address, the first is served.
@hooks.register("register_admin_urls", order=-1)
def register_desk_urls() -> list[URLPattern | URLResolver]:
    """Serve the desk, and our views at the addresses of wagtail-localize's screens."""
    return [
        path("translations/", include((urlpatterns, "translation_desk"))),
        path("localize/submit/page/<int:page_id>/", send_instead),
        path("localize/update/<int:translation_source_id>/", SafeUpdateTranslationsView.as_view()),
        path("localize/reports/translations/", board_instead),
        path("localize/reports/translations/results/", board_instead),
        path("localize/page/<int:page_id>/convert_to_alias/", refuse),
        path("localize/translate/<path:rest>", refuse),
        path("localize/api/<path:rest>", refuse),
    ]


@hooks.register("register_admin_menu_item")
def register_board_menu_item() -> BoardMenuItem:
    """Lead to the board from every screen."""
    return BoardMenuItem()


@hooks.register("construct_homepage_panels")
def show_the_board_at_home(request: HttpRequest, panels: list) -> None:
    """Show the board in short to everybody who works with texts."""
    if can_see_board(request.user):
        panels.append(BoardPanel())


@hooks.register("register_permissions")
def offer_permissions() -> Any:
    """Let administrators give the desk's permissions to groups."""
    return Permission.objects.filter(
        content_type__app_label="translation", content_type__model__in=["translationstatus", "glossaryterm"]
    ).exclude(codename__endswith="_translationstatus")


@hooks.register("construct_page_action_menu")
def leave_out_engine_actions(menu_items: list, request: HttpRequest, context: dict) -> None:
    """Do not offer what the desk does itself, or what would show one language at the other's address."""
    menu_items[:] = [item for item in menu_items if not getattr(item, "name", "").startswith("localize-")]


@hooks.register("construct_reports_menu")
def leave_out_engine_report(request: HttpRequest, menu_items: list) -> None:
    """Leave wagtail-localize's report out: the board shows more."""
    menu_items[:] = [
        item
        for item in menu_items
        if not getattr(item, "url", "").endswith("/localize/reports/translations/")
    ]


# Before wagtail-localize's own hook, which takes the request over.
@hooks.register("before_edit_page", order=-1)
def write_translations_at_the_desk(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Have translations written at the desk; read a small correction as a publication.

    wagtail-localize's own “start again”, which would lose what was written by hand, is refused.
    """
    if any(name.startswith("localize-") for name in request.POST):
        refuse(request)
    if SMALL in request.POST:
        fields = request.POST.copy()
        fields["action-publish"] = "1"
        request.POST = fields
    return edit_at_the_desk(request, page)


@hooks.register("register_page_action_menu_item")
def offer_small_correction() -> SmallCorrectionMenuItem:
    """Offer to publish without making the translation outdated."""
    return SmallCorrectionMenuItem(order=15)


@hooks.register("before_publish_page")
def check_before_publication(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to let a translation that is edited on its own go out unchecked. What was typed is saved as a draft."""
    try:
        refuse_unfinished_translation(page, page.latest_revision, request.user)
    except ValidationError as error:
        messages.warning(request, _("Saved as a draft, not published:"))
        for message in error.messages:
            messages.error(request, message)
        status = TranslationStatus.objects.get(target_page=page.pk)
        return redirect("translation_desk:parity", status.pk)
    return None


@hooks.register("after_publish_page")
def settle_small_correction(request: HttpRequest, page: Page) -> None:
    """Take the publication for a small correction if the editor said so."""
    status = TranslationStatus.objects.filter(source_page=page.pk).first()
    if SMALL in request.POST and status is not None:
        if page.latest_revision.approved_go_live_at:
            # What is published now was published before, and perhaps was no small correction.
            messages.warning(
                request,
                _("A small correction cannot be scheduled: at its time it will count as any other change."),
            )
            return
        accept_small_correction(status, request.user)
        if status.outdated_segments:
            messages.warning(
                request,
                _("Not everything was a small correction: what is new or moved still has to be translated."),
            )


@hooks.register("after_publish_page")
def say_that_the_twin_keeps_its_name(request: HttpRequest, page: Page) -> None:
    """Say when the other language could not follow a page to its new name."""
    status = TranslationStatus.objects.filter(source_page=page.pk).select_related("target_page").first()
    if status is not None and (name := name_taken(status)):
        messages.warning(
            request,
            _(
                "The other language keeps its name in addresses, “%(slug)s”: another page there has the new one. "
                "Rename that page first, then publish this one again."
            )
            % {"slug": name},
        )


@hooks.register("register_page_header_buttons")
def register_desk_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> list[Button]:
    """Lead from a page to its translation."""
    return desk_buttons(page, user)


@hooks.register("before_delete_page")
def say_what_happens_to_the_twin(request: HttpRequest, page: Page) -> None:
    """Say, before a page is deleted, what becomes of it in the other language."""
    if request.method == "POST":
        # Before Wagtail looks what hangs on it: nobody adds to that from here on.
        lock_texts(page.get_descendants(inclusive=True).values("translation_key"))
    if request.method == "GET":
        for text in words_on_deletion(page):
            messages.warning(request, text)


@hooks.register("before_bulk_action")
def say_what_happens_to_the_twins(request: HttpRequest, action_type: str, objects: list, action: Any) -> None:
    """Say what becomes of each page in the other language when several are deleted at once."""
    if action.model is Page:
        # All at once, in one order: the action takes them in that of the screen, one after the other.
        below = [page.get_descendants(inclusive=True) for page in objects]
        lock_texts([key for pages in below for key in pages.values_list("translation_key", flat=True)])
    if action_type == "delete" and action.model is Page:
        for text in chain.from_iterable(map(words_on_deletion, objects)):
            messages.warning(request, text)


@hooks.register("before_copy_page")
def copy_within_a_language(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to copy a page, or make an alias of it, where the other language is read."""
    chosen = request.POST.get("new_parent_page", "")
    place = Page.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
    if place is None or place.depth == 1 or place.locale_id == page.locale_id:
        return None
    messages.error(
        request,
        _("Not copied: the place is in the other language. Send the page for translation instead."),
    )
    return redirect("wagtailadmin_pages:copy", page.pk)


@hooks.register("after_copy_page")
def say_that_the_copy_has_no_translation(request: HttpRequest, page: Page, copy: Page) -> None:
    """Say that a copy is a text of its own."""
    if TranslationStatus.objects.filter(
        translation_key=page.translation_key, target_page__isnull=False
    ).exists():
        messages.info(request, _("The copy is a text of its own: send it for translation when it is ready."))


@hooks.register("after_move_page")
def say_where_the_twin_is(request: HttpRequest, page: Page) -> None:
    """Say when the other language could not follow a page to its new place."""
    twin = twin_of(page)
    if twin is not None and twin.get_parent().translation_key != page.get_parent().translation_key:
        messages.warning(
            request,
            _(
                "The other language stays where it was: the new place does not exist there yet, or has a page of this "
                "name. Send the new place for translation, then move the translation."
            ),
        )
