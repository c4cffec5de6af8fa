"""A client of the log, and what the log says."""

from collections.abc import Iterator
from typing import Any

import pytest
from wagtail.models import Page, PageViewRestriction

from cms.api.models import ContentChange


class Follower:
    """Reads the log as a program would, from `cursor` on."""

    def __init__(self, api, cursor: str | None = None, **query: Any) -> None:
        self.api, self.cursor, self.query = api, cursor, query

    def items(self, limit: int = 100) -> Iterator[dict[str, Any]]:
        """Yield all items there are now."""
        while True:
            since = {"since": self.cursor} if self.cursor else {}
            answer = self.api.get("changes/", limit=str(limit), **since, **self.query)
            assert answer.status == 200, answer.data
            self.cursor = answer.data["meta"]["cursor"]
            yield from answer.data["items"]
            if not answer.data["meta"]["has_more"]:
                return

    def changes(self, limit: int = 100) -> list[tuple[int, str]]:
        """Return page and change of all items there are now."""
        return [(item["id"], item["change"]) for item in self.items(limit)]


@pytest.fixture
def follow(api):
    """Return a function that follows the log from now on, or from the beginning."""

    def begin(since: str | None = "now", **query: Any) -> Follower:
        follower = Follower(api, since, **query)
        if since:
            assert list(follower.items()) == []
        return follower

    return begin


@pytest.fixture
def logged(db):
    """Return a function that gives page, change and path of what was logged since the last time."""
    read = {"to": ContentChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0}

    def since_last_time() -> list[tuple[int, str, str]]:
        rows = list(ContentChange.objects.filter(pk__gt=read["to"]).order_by("transaction", "pk"))
        read["to"] = max([read["to"], *(row.pk for row in rows)])
        return [(row.page_id, row.kind, row.path) for row in rows]

    return since_last_time


def fresh(page: Page) -> Page:
    """Return `page` as it is in the database now."""
    return Page.objects.get(pk=page.pk).specific


def hide(page: Page) -> PageViewRestriction:
    """Make `page` private, with all below it."""
    page = Page.objects.get(pk=page.pk)
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
