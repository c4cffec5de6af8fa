"""What the translation app puts in the place of wagtail-localize's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page
from wagtail_localize.models import Translation

from .views import SafeUpdateTranslationsView, refuse_alias


# Before wagtail-localize's own: of two patterns for one address, the first is served.
@hooks.register("register_admin_urls", order=-1)
def register_safe_views() -> list[URLPattern]:
    """Serve our views at the addresses of wagtail-localize's, which every link of the admin leads to."""
    return [
        path(
            "localize/update/<int:translation_source_id>/",
            SafeUpdateTranslationsView.as_view(),
            name="safe_update_translations",
        ),
        path("localize/page/<int:page_id>/convert_to_alias/", refuse_alias, name="refuse_alias"),
    ]


@hooks.register("construct_page_action_menu")
def leave_out_aliases(menu_items: list, request: HttpRequest, context: dict) -> None:
    """Do not offer to turn a translation into an alias: it would show one language at the other's address."""
    menu_items[:] = [item for item in menu_items if getattr(item, "name", "") != "localize-convert-to-alias"]


# Before wagtail-localize's own hook, which takes the request over.
@hooks.register("before_edit_page", order=-1)
def refuse_untranslated_text(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to publish a translation while something is untranslated.

    wagtail-localize would fill the gaps with text of the source, live, in the wrong language.
    """
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return None
    total, translated = translation.get_progress()
    if total == translated:
        return None
    messages.error(
        request,
        _("Not published: some passages are not translated yet, and would appear in the other language."),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
