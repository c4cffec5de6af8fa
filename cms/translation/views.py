"""Views of the admin that keep two languages in step."""

from wagtail_localize.views.update_translations import UpdateTranslationsView

from .forms import SafeUpdateTranslationsForm


class SafeUpdateTranslationsView(UpdateTranslationsView):
    """Take a changed source into its translations, publishing nothing."""

    def get_form(self) -> SafeUpdateTranslationsForm:
        """Return the form that cannot publish."""
        return SafeUpdateTranslationsForm(self.request.POST if self.request.method == "POST" else None)
