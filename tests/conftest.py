"""What every test finds in place: a clean language, a clean cache, and the section pages of both trees."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import override_settings
from django.utils import translation
from wagtail.models import Page

from home.models import HomePage
from tests.factories import (
    AssessmentIndexPageFactory,
    InternationalIndexPageFactory,
    PressIndexPageFactory,
    translate,
)

Twins = dict[str, Page]


@pytest.fixture(scope="session", autouse=True)
def _files_of_this_session(tmp_path_factory) -> Iterator[None]:
    """Keep media, and the cache when it is made of files, in a folder of this session alone."""
    folder = tmp_path_factory.mktemp("kantho")
    cache_settings = settings.CACHES["default"]
    location = str(folder / "cache")
    if "Redis" in cache_settings["BACKEND"]:
        # Each worker of pytest-xdist empties the cache before each of its tests: it needs one of its own.
        server, _slash, number = cache_settings["LOCATION"].rpartition("/")
        worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
        location = f"{server}/{int(number) + int(worker)}"
    caches = settings.CACHES | {"default": cache_settings | {"LOCATION": location}}
    with override_settings(MEDIA_ROOT=folder / "media", CACHES=caches):
        yield


@pytest.fixture(autouse=True)
def _clean_language_and_cache() -> Iterator[None]:
    """Begin in the house's default language with an empty cache; leave no other language active behind."""
    cache.clear()
    with translation.override(settings.LANGUAGE_CODE):
        yield
    translation.deactivate_all()
    translation.deactivate()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have the database's first contents kept when a test will empty it."""
    for item in items:
        if _empties_the_database(item):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None):
    """Bring back what the migrations put into the database after a test that emptied it.

    A test of real transactions (a live server, threads) cannot be rolled back, so it ends with every table
    empty; the home pages, the site, places and mechanisms must be there for the next one.
    """
    try:
        return (yield)
    finally:
        # After the last test of all the database itself is gone.
        if nextitem is not None and _empties_the_database(item):
            connection = connections["default"]
            with item.config.stash[BLOCKER].unblock():
                connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


def _empties_the_database(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or bool(marker and marker.kwargs.get("transaction"))


BLOCKER = pytest.StashKey()


@pytest.fixture(scope="session", autouse=True)
def _remember_blocker(request, django_db_blocker) -> None:
    request.config.stash[BLOCKER] = django_db_blocker


@pytest.fixture
def homes(db) -> Twins:
    """The two home pages, which the migrations made."""
    return {page.language: page for page in HomePage.objects.select_related("locale")}


@pytest.fixture
def press(homes) -> Twins:
    """The press sections."""
    page = PressIndexPageFactory(parent=homes["bn"], slug="press")
    return {
        "bn": page,
        "en": translate(page, title="Press", introduction="Statements, editorials and events."),
    }


@pytest.fixture
def international(homes) -> Twins:
    """The international sections."""
    page = InternationalIndexPageFactory(parent=homes["bn"], slug="international")
    twin = translate(page, title="International advocacy", introduction="Submissions, appeals and updates.")
    return {"bn": page, "en": twin}


@pytest.fixture
def assessments(international) -> Twins:
    """The indexes of assessments, under the international sections."""
    page = AssessmentIndexPageFactory(parent=international["bn"], slug="assessments")
    twin = translate(page, title="Assessments of the Commission", introduction="Year by year.")
    return {"bn": page, "en": twin}
