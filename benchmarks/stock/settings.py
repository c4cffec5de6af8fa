"""The settings of a public server, with Wagtail's own API mounted beside the house's and no limit on asking."""

from cms.settings.production import *  # noqa: F403
from cms.settings.production import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.api.v2"]
ROOT_URLCONF = "benchmarks.stock.urls"
WAGTAILAPI_LIMIT_MAX = 100
