from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "cms.api"
    label = "api"
    verbose_name = _("API")

    def ready(self) -> None:
        """Register the checks of the API's settings."""
        from cms.api.previews import checks  # noqa: F401
