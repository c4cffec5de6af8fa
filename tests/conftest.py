"""What every test finds in place: a clean language, a clean cache, and the section pages of both trees."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
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
from tests.first_contents import first_contents
from tests.kept import (  # noqa: F401 (pytest finds a fixture and a hook here)
    _kept,
    clear_caches,
    empties_the_database,
    group_by_rows,
    kept_fixture,
    pytest_fixture_setup,
)

Twins = dict[str, Page]


@pytest.fixture(scope="session", autouse=True)
def _files_of_this_session(tmp_path_factory) -> Iterator[None]:
    """Keep media, and the cache when it is made of files, in a folder of this session alone."""
    folder = tmp_path_factory.mktemp("kantho")
    caches = {name: _cache_of_this_session(name, cache, folder) for name, cache in settings.CACHES.items()}
    with override_settings(MEDIA_ROOT=folder / "media", CACHES=caches):
        yield


def _cache_of_this_session(name: str, cache: dict[str, Any], folder: Path) -> dict[str, Any]:
    if "Redis" not in cache["BACKEND"]:
        return cache | {"LOCATION": str(folder / "cache" / name)}
    # Each worker of pytest-xdist empties the cache before each of its tests: it needs one of its own.
    server, _slash, number = cache["LOCATION"].rpartition("/")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return cache | {"LOCATION": f"{server}/{int(number) + int(worker)}"}


@pytest.fixture(autouse=True)
def _clean_language_and_cache() -> Iterator[None]:
    """Begin in the house's default language with an empty cache; leave no other language active behind."""
    clear_caches()
    with translation.override(settings.LANGUAGE_CODE):
        yield
    translation.deactivate_all()
    translation.deactivate()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the tests, and have the database's first contents kept when one will empty it."""
    items[:] = group_by_rows(items)
    for item in items:
        if empties_the_database(item):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None):
    """Bring back what the migrations put into the database after a test that emptied it."""
    try:
        return (yield)
    finally:
        # After the last test of all the database itself is gone, unless it is to be used again.
        if nextitem is not None or item.config.getvalue("reuse_db"):
            with item.config.stash[BLOCKER].unblock():
                first_contents.put_back()


BLOCKER = pytest.StashKey()


@pytest.fixture(scope="session", autouse=True)
def _remember_blocker(request, django_db_blocker) -> None:
    request.config.stash[BLOCKER] = django_db_blocker


@kept_fixture
def homes() -> Twins:
    """The two home pages, which the migrations made."""
    return {page.language: page for page in HomePage.objects.select_related("locale")}


@kept_fixture
def press(homes) -> Twins:
    """The press sections."""
    page = PressIndexPageFactory(parent=homes["bn"], slug="press")
    return {
        "bn": page,
        "en": translate(page, title="Press", introduction="Statements, editorials and events."),
    }


@kept_fixture
def international(homes) -> Twins:
    """The international sections."""
    page = InternationalIndexPageFactory(parent=homes["bn"], slug="international")
    twin = translate(page, title="International advocacy", introduction="Submissions, appeals and updates.")
    return {"bn": page, "en": twin}


@kept_fixture
def assessments(international) -> Twins:
    """The indexes of assessments, under the international sections."""
    page = AssessmentIndexPageFactory(parent=international["bn"], slug="assessments")
    twin = translate(page, title="Assessments of the Commission", introduction="Year by year.")
    return {"bn": page, "en": twin}
