from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "cms.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        """Connect the receivers that normalise text and count changes, and register the house's checks."""
        from cms.core import checks, normalisation, receivers  # noqa: F401
