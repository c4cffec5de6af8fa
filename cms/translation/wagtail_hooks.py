"""What the translation app puts in the place of wagtail-localize's own."""

from django.urls import URLPattern, path
from wagtail import hooks

from .views import SafeUpdateTranslationsView


# Before wagtail-localize's own: of two patterns for one address, the first is served.
@hooks.register("register_admin_urls", order=-1)
def register_safe_update_view() -> list[URLPattern]:
    """Serve our update form at the address of wagtail-localize's, which every link of the admin leads to."""
    return [
        path(
            "localize/update/<int:translation_source_id>/",
            SafeUpdateTranslationsView.as_view(),
            name="safe_update_translations",
        )
    ]
