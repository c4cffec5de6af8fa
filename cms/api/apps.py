from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "cms.api"
    label = "api"
    verbose_name = _("API")

    def ready(self) -> None:
        """Connect the receivers, and register the checks of the API's settings."""
        from cms.api import receivers as receivers_of_uses  # noqa: F401
        from cms.api.changes import receivers as receivers_of_pages  # noqa: F401
        from cms.api.previews import checks  # noqa: F401
        from cms.api.webhooks import receivers as receivers_of_changes  # noqa: F401
