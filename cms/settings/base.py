"""Settings shared by every environment. Data only: nothing of the project is imported here.

Everything that differs between machines is read from the environment (docs/settings.md lists it), and from a
`.env` file in the project's folder when there is one. Secrets have no default here.
"""

from importlib.resources import files
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env.str("KANTHO_VAR_DIR", default=str(BASE_DIR / "var")))

# Applications

INSTALLED_APPS = [
    "modeltranslation",  # before the apps whose models it extends
    "home",
    "press",
    "international",
    "cms.api",
    "cms.translation",
    "cms.core",
    "cms.images",
    "cms.documents",
    "cms.users",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "drf_spectacular",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.core.middleware.ContentSecurityPolicyMiddleware",
    # Answers for the API by itself: what follows is for the site and the desk.
    "cms.api.middleware.ApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.core.middleware.AdminValidationMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "cms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Database: SQLite in var/ unless DATABASE_URL names another

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'kantho.sqlite3'}")}
DATABASES["default"].setdefault("OPTIONS", {})
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] |= {
        # Writers queue up instead of failing half-way with "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;"
            " PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # PostgreSQL compiles a query of many joins for half a second that then runs for three milliseconds (measured).
    DATABASES["default"]["OPTIONS"].setdefault("options", "-c jit=off")
# To open even a file of SQLite anew, with its settings, takes longer than many a request (two milliseconds, measured).
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cache: files in var/, shared between processes, unless CACHE_URL names another. Whole answers of the API are apart
# from what they must not push out, such as the counts of requests.

_cache_url = env.str("CACHE_URL", default=f"filecache://{VAR_DIR / 'cache'}")
CACHES = {
    "default": env.cache_url_config(_cache_url),
    "answers": env.cache("ANSWER_CACHE_URL", default=_cache_url) | {"KEY_PREFIX": "answers"},
}
for _cache in CACHES.values():
    if _cache["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
        # A cache that does not answer must not keep readers waiting, nor from reading.
        _cache["BACKEND"] = "cms.core.caches.PatientRedisCache"
        _cache["OPTIONS"] = {"socket_connect_timeout": 1, "socket_timeout": 1} | _cache.get("OPTIONS", {})
if CACHES["answers"]["BACKEND"] == "django.core.cache.backends.filebased.FileBasedCache":
    CACHES["answers"]["LOCATION"] += "/answers"
    # All files are listed each time one is added.
    CACHES["answers"]["OPTIONS"] = {"MAX_ENTRIES": 1000} | CACHES["answers"].get("OPTIONS", {})

# Background tasks: queues in the database, worked off by `manage.py db_worker`; webhooks have a worker of their own

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "webhooks"]}}

# Users and passwords

AUTH_USER_MODEL = "users.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Languages: Bangla and English are equals; Bangla is what a visitor without a preference reads

LANGUAGE_CODE = "bn"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("bn", _("Bangla")), ("en", _("English"))]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
# The first wins: our own messages, then what the catalogues of Wagtail lack or say otherwise.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "wagtail"]
TIME_ZONE = "Asia/Dhaka"
USE_TZ = True

MODELTRANSLATION_LANGUAGES = ("bn", "en")
MODELTRANSLATION_DEFAULT_LANGUAGE = "bn"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("bn", "en")

# By default, submitting a page for translation puts its untranslated text live at the other language's URL.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# Machine suggestions, from a LibreTranslate server of one's own; without an address nothing is sent anywhere
LIBRETRANSLATE_URL = env.str("LIBRETRANSLATE_URL", default="")
LIBRETRANSLATE_API_KEY = env.str("LIBRETRANSLATE_API_KEY", default="")
LIBRETRANSLATE_TIMEOUT = env.int("LIBRETRANSLATE_TIMEOUT", default=10)

# Static files and media

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
# Of the two viewers that the package brings, the one that the API's page shows; the other is five megabytes.
VIEWERS = files("drf_spectacular_sidecar") / "static" / "drf_spectacular_sidecar"
STATICFILES_DIRS = [BASE_DIR / "cms" / "static", ("swagger-ui", str(VIEWERS / "swagger-ui-dist"))]
# What is compressed already, and the maps that only a debugger reads: they take longest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
    "jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "tgz", "bz2", "tbz", "xz", "br", "woff", "woff2", "map",
]  # fmt: skip
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Wagtail

WAGTAIL_SITE_NAME = "Kantho"
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = [("bn", "বাংলা"), ("en", "English")]
WAGTAILIMAGES_IMAGE_MODEL = "images.HouseImage"
WAGTAILDOCS_DOCUMENT_MODEL = "documents.HouseDocument"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no request to a third party, not even from the desk
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.translation.approval.publish_approved"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long page's edit form has thousands of fields
TAGGIT_CASE_INSENSITIVE = True

# Security

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # Wagtail's admin scripts read it
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin shows its previews in frames of its own
SECURE_CONTENT_TYPE_NOSNIFF = True
# A page that a reader came from never learns of the visit, nor does a site they go on to.
SECURE_REFERRER_POLICY = "same-origin"
# Hosts that images and documents come from when media is kept on another host.
CSP_MEDIA_SOURCES = env.list("CSP_MEDIA_SOURCES", default=[])

# The API

# Requests one address may make; empty for no limit. A search counts against both.
API_RATE_LIMIT = env.str("API_RATE_LIMIT", default="600/minute")
API_SEARCH_RATE_LIMIT = env.str("API_SEARCH_RATE_LIMIT", default="60/minute")
# How many proxies of ours a request comes through, each of which adds an address to X-Forwarded-For.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# Our endpoints state the rest themselves (cms.api.views.base). What is set here holds for the desk's own
# endpoints too: wagtail-localize's editor sends forms to some, so the parsers must stay as they are.
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Kantho API",
    "DESCRIPTION": "All that is published on the site, in Bangla and English, to be read by programs.",
    "VERSION": "2.0.0",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": r"/api/v2",
    "SERVE_INCLUDE_SCHEMA": False,
    "PREPROCESSING_HOOKS": ["cms.api.schema.public_endpoints"],
    # Enumerations stand where they are used: each belongs to one field, and needs no name of its own.
    "POSTPROCESSING_HOOKS": [
        "cms.api.contract.complete",
        "cms.api.schema.tidy",
        "cms.api.selections.add_selections",
    ],
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "previewToken": {
                "type": "http",
                "scheme": "bearer",
                "description": "The token of a preview link, made at the desk for one draft.",
            }
        }
    },
}
# What the served document says of the site besides: whom to ask, and on which terms the texts may be used.
API_CONTACT_NAME = env.str("API_CONTACT_NAME", default="")
API_CONTACT_URL = env.str("API_CONTACT_URL", default="")
API_LICENSE_NAME = env.str("API_LICENSE_NAME", default="")
API_LICENSE_URL = env.str("API_LICENSE_URL", default="")
# Where preview links lead, such as https://app.example/preview?page={page}&locale={locale}#token={token};
# without it, to the API itself.
PREVIEW_URL_TEMPLATE = env.str("PREVIEW_URL_TEMPLATE", default="")
PREVIEW_MAX_HOURS = env.int("PREVIEW_MAX_HOURS", default=168)

# Webhooks: whether messages may go to addresses inside a private network, without https and to any port; and for how
# many days it is kept what was sent and answered
WEBHOOKS_ALLOW_PRIVATE_ADDRESSES = env.bool("WEBHOOKS_ALLOW_PRIVATE_ADDRESSES", default=False)
WEBHOOKS_KEEP_DAYS = env.int("WEBHOOKS_KEEP_DAYS", default=30)

# Mail

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Kantho <desk@localhost>")

# Logging: one line an event on standard output, without readers' addresses

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Django's own handlers would say everything twice, and mail errors with the reader's address in them.
    "loggers": {"django": {"handlers": [], "level": LOG_LEVEL}},
}
