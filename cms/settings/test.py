"""Settings of the test suite: everything real but the password hasher's patience and the place of files."""

import os
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES, env

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WEBHOOKS_ALLOW_PRIVATE_ADDRESSES = True  # receivers of the tests listen on this machine
MEDIA_ROOT = Path(tempfile.gettempdir()) / "kantho-test-media"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True

# SQLite in memory has one connection, which the threads of a live server would share with the test: the savepoints of
# one would end inside those of the other. A name of one's own, with `pytest --reuse-db`, spares the migrations.
DATABASES["default"]["TEST"] = {"NAME": env.str("TEST_DATABASE_NAME", default=None)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
    DATABASES["default"]["TEST"]["NAME"] = DATABASES["default"]["TEST"]["NAME"] or str(
        Path(tempfile.gettempdir()) / f"kantho-test-{os.getpid()}.sqlite3"
    )

# The tests ask more often than any reader. Those of the limit itself set one.
API_RATE_LIMIT = API_SEARCH_RATE_LIMIT = ""
