"""Views of the admin that keep two languages in step."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail_localize.views.update_translations import UpdateTranslationsView

from .forms import SafeUpdateTranslationsForm


class SafeUpdateTranslationsView(UpdateTranslationsView):
    """Take a changed source into its translations, publishing nothing."""

    def get_form(self) -> SafeUpdateTranslationsForm:
        """Return the form that cannot publish."""
        return SafeUpdateTranslationsForm(self.request.POST if self.request.method == "POST" else None)


def refuse_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Refuse to turn the translation `page_id` into an alias, which would put the source's text live at its address.

    Raises:
        PermissionDenied: always.
    """
    raise PermissionDenied
