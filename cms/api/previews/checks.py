"""The settings of preview links, checked when the server starts."""

from typing import Any

from django.conf import settings
from django.core import checks

from cms.api.previews.addresses import template_fault
from cms.api.previews.forms import LIFETIMES
from cms.core.checks import TAG


@checks.register(TAG)
def check_preview_settings(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Check that preview links lead somewhere, and that there is a time for which they can be made."""
    problems: list[checks.CheckMessage] = []
    template = settings.PREVIEW_URL_TEMPLATE
    if template and (fault := template_fault(template)):
        problems.append(
            checks.Error(
                f"PREVIEW_URL_TEMPLATE is no address to send a draft's readers to. {fault}",
                hint="For example https://app.example/preview?page={page}&locale={locale}#token={token}",
                id="kantho.E010",
            )
        )
    shortest = min(LIFETIMES)
    if shortest > settings.PREVIEW_MAX_HOURS:
        problems.append(
            checks.Error(
                f"PREVIEW_MAX_HOURS must be at least {shortest}.",
                hint="With less, no preview link could be made.",
                id="kantho.E011",
            )
        )
    return problems
