"""Rows that consecutive tests begin with are made once, and not once for each of them.

A fixture that is decorated with `kept_fixture` makes pages, of itself and of other kept fixtures alone. The first test
that asks for it has it made in a transaction around its own; the next one that asks for the same finds it as it was.
Every test still sees exactly what it would have seen: the rows that its fixtures make, in their order, and no others.
Tests of a module are sorted so that those that begin with the same rows follow each other.
"""

import inspect
from collections.abc import Callable, Iterator
from itertools import chain, groupby
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, models, transaction
from django.utils import translation
from wagtail.models import Page

from tests.first_contents import first_contents

Build = Callable[..., Any]
# A fixture's name, what makes it, and its parameters with their values.
Step = tuple[str, Build, tuple[tuple[str, Any], ...]]
Key = tuple[Step, ...]

# The fixture of pytest-django that begins a test's own transaction.
BEGINS_THE_TEST = "_django_db_helper"


def kept_fixture(build: Build) -> Any:
    """Make a fixture of `build`, which returns pages, alone or in dictionaries, lists or tuples.

    Its arguments are other kept fixtures, or parameters of the test such as its language. Each test is given the rows
    read anew.
    """

    def kept(db: None, _kept: "Kept", **needed: Any) -> Any:
        name = build.__name__
        # (In a test of real transactions nothing was made before.)
        return _read_anew(_kept.values[name]) if name in _kept.values else build(**needed)

    own = inspect.signature(kept).parameters
    kept.__signature__ = inspect.Signature(
        [own["db"], own["_kept"], *inspect.signature(build).parameters.values()]
    )
    kept.build = build
    kept.__doc__ = build.__doc__
    return pytest.fixture(name=build.__name__)(kept)


class Kept:
    """The rows that are there for the tests, in the transaction around theirs."""

    def __init__(self) -> None:
        self.key: Key = ()
        self.values: dict[str, Any] = {}
        self._around: transaction.Atomic | None = None

    def have(self, key: Key) -> None:
        """Have the rows of the fixtures in `key` there, and no others."""
        if key == self.key:
            return
        self.drop()
        if not key:
            return
        self._around = transaction.atomic()
        self._around._from_testcase = True  # what asks for the outermost transaction is content with it
        self._around.__enter__()
        self.key = key
        clear_caches()
        try:
            with translation.override(settings.LANGUAGE_CODE):
                for name, build, parameters in key:
                    given = {**self.values, **dict(parameters)}
                    self.values[name] = build(
                        **{each: given[each] for each in inspect.signature(build).parameters}
                    )
        except BaseException:
            self.drop()
            raise

    def drop(self) -> None:
        """Take all the rows away."""
        around, self._around = self._around, None
        self.key, self.values = (), {}
        if around is not None:
            connection.set_rollback(True)
            around.__exit__(None, None, None)


@pytest.fixture(scope="session")
def _kept(django_db_setup, django_db_blocker) -> Iterator[Kept]:
    kept = Kept()
    yield kept
    with django_db_blocker.unblock():
        kept.drop()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest):
    """Before a test begins its transaction, have in place what it begins with."""
    if fixturedef.argname == BEGINS_THE_TEST:
        kept = request.getfixturevalue("_kept")
        with request.getfixturevalue("django_db_blocker").unblock():
            kept.have(key_of(request.node))
            if empties_the_database(request.node):
                first_contents.take()
    return (yield)


def group_by_rows(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return `items` with those of a module that begin with the same rows together, in their order otherwise."""
    ordered: list[pytest.Item] = []
    for _path, group in groupby(items, key=lambda item: item.path):
        together: dict[Key, list[pytest.Item]] = {}
        for item in group:
            together.setdefault(key_of(item), []).append(item)
        ordered += chain.from_iterable(together.values())
    return ordered


def key_of(item: pytest.Item) -> Key:
    """Return the kept fixtures of a test, each after those that it is made of."""
    steps: dict[str, Step] = {}
    definitions = getattr(item, "_fixtureinfo", None)
    values = item.callspec.params if hasattr(item, "callspec") else {}

    def add(name: str) -> None:
        build = getattr(definitions.name2fixturedefs[name][-1].func, "build", None)
        if build is None or name in steps:
            return
        needed = inspect.signature(build).parameters
        for each in needed:
            if each not in values:
                add(each)
        steps[name] = (name, build, tuple((each, values[each]) for each in needed if each in values))

    # A test of real transactions makes all its rows itself.
    if definitions is not None and not empties_the_database(item):
        for name in definitions.names_closure:
            if name in definitions.name2fixturedefs:
                add(name)
    return tuple(steps.values())


def clear_caches() -> None:
    """Empty every cache."""
    for cache in caches.all():
        cache.clear()


def empties_the_database(item: pytest.Item) -> bool:
    """Whether a test leaves every table empty behind, because it cannot be rolled back."""
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or bool(marker and marker.kwargs.get("transaction"))


def _read_anew(value: Any) -> Any:
    if isinstance(value, Page):
        return type(value).objects.select_related("locale").get(pk=value.pk)
    if isinstance(value, models.Model):
        return type(value)._default_manager.get(pk=value.pk)
    if isinstance(value, dict):
        return {name: _read_anew(each) for name, each in value.items()}
    return type(value)(map(_read_anew, value)) if isinstance(value, list | tuple) else value
