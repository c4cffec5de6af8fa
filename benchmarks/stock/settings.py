"""The settings of a public server, with Wagtail's own API mounted beside the house's and no limit on asking."""

from cms.settings.production import *  # noqa: F403
from cms.settings.production import CACHES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.api.v2"]
ROOT_URLCONF = "benchmarks.stock.urls"
WAGTAILAPI_LIMIT_MAX = 100
API_RATE_LIMIT = API_SEARCH_RATE_LIMIT = ""
# Wagtail keeps each size of a picture in the cache again with each use. In files that would be slow, and as its
# documentation advises a cache for them, it is given the quickest there is.
CACHES = CACHES | {
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": None},
}
