"""Keeping a full copy by the recipe: note the cursor, page through all pages, then follow the changes."""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from treebeard.exceptions import InvalidMoveToDescendant
from wagtail.models import Page, PageViewRestriction

from home.models import StandardPage
from press.models import PressIndexPage
from tests.factories import PressIndexPageFactory, StandardPageFactory, StatementPageFactory, translate

from .conftest import Follower, fresh

pytestmark = pytest.mark.django_db


class Copy:
    """A program's copy of all public pages: their addresses and titles by id."""

    def __init__(self, api) -> None:
        self.api = api
        self.pages: dict[int, tuple[str, str]] = {}
        self.follower = Follower(api, "now")
        assert list(self.follower.items()) == []

    def first_sync(self) -> Iterator[None]:
        """Page through all pages, pausing after each answer."""
        for language in ("bn", "en"):
            query = f"locale={language}&limit=5"
            while query:
                answer = self.api.client.get(f"/api/v2/pages/?{query}").json()
                for item in answer["items"]:
                    self.pages[item["id"]] = (item["meta"]["html_url"], item["title"])
                query = (answer["meta"]["next"] or "").partition("?")[2]
                yield

    def follow(self) -> None:
        """Apply the changes."""
        for item in self.follower.items(limit=7):
            detail = None if item["is_gone"] else self.api.get(f"pages/{item['id']}/")
            if detail is None or detail.status == 404:
                self.pages.pop(item["id"], None)
            else:
                assert detail.data["meta"]["detail_url"] == item["detail_url"]
                self.pages[item["id"]] = (item["html_url"], detail.data["title"])


class Desk:
    """People at work, by chance but the same every time."""

    def __init__(self, homes, seed: int) -> None:
        self.homes = homes
        self.chance = random.Random(seed)  # noqa: S311
        self.number = 0

    def add(self) -> None:
        for section in self.some(self.sections):
            page = StatementPageFactory(parent=section, publish=self.chance.random() < 0.7)
            if (
                self.chance.random() < 0.5
                and section.language == "bn"
                and section.get_translations().exists()
            ):
                translate(page)

    def add_section(self) -> None:
        section = PressIndexPageFactory(parent=fresh(self.homes["bn"]))
        translate(section)
        StatementPageFactory(parent=section)

    def publish(self) -> None:
        for page in self.some(self.leaves):
            self.number += 1
            if not page.alias_of_id:
                page.title = f"Title {self.number}"
                page.save_revision().publish()

    def rename(self) -> None:
        for page in self.some(self.pages):
            self.number += 1
            page.slug = f"name-{self.number}"
            page.save()

    def move(self) -> None:
        for page in self.some(self.leaves):
            for section in self.some(self.sections):
                if section.locale_id == page.locale_id:
                    page.move(section, pos="last-child")

    def move_section(self) -> None:
        for section in self.some(self.sections):
            home = fresh(self.homes[section.language])
            place = home.get_children().type(StandardPage).first() or StandardPageFactory(parent=home)
            section.move(self.chance.choice([home, place]), pos="last-child")

    def unpublish(self) -> None:
        for page in self.some(self.pages):
            page.unpublish()

    def delete(self) -> None:
        for page in self.some(self.leaves):
            page.delete()

    def delete_section(self) -> None:
        if self.chance.random() < 0.3:
            for section in self.some(self.sections):
                section.delete()

    def hide(self) -> None:
        for page in self.some(self.pages):
            PageViewRestriction.objects.get_or_create(page=page, defaults={"restriction_type": "login"})

    def show(self) -> None:
        restrictions = list(PageViewRestriction.objects.order_by("pk"))
        if restrictions:
            self.chance.choice(restrictions).delete()

    def copy(self) -> None:
        for page in self.some(self.leaves):
            self.number += 1
            page.copy(update_attrs={"slug": f"copy-{self.number}"})

    def alias(self) -> None:
        for page in self.some(self.leaves):
            self.number += 1
            page.create_alias(parent=page.get_parent(), update_slug=f"alias-{self.number}")

    def some(self, which: Callable[[], list[Page]]) -> list[Page]:
        """Return one page by chance, or none when there is none."""
        found = which()
        return [self.chance.choice(found)] if found else []

    def pages(self) -> list[Page]:
        return [page.specific for page in Page.objects.filter(depth__gt=2).order_by("pk")]

    def leaves(self) -> list[Page]:
        return [page for page in self.pages() if page.depth > 3]

    def sections(self) -> list[Page]:
        return [page for page in self.pages() if isinstance(page, PressIndexPage)]

    def everything(self) -> list[Callable[[], None]]:
        return [
            self.add,
            self.add,
            self.add_section,
            self.publish,
            self.rename,
            self.copy,
            self.alias,
            self.move,
            self.move_section,
            self.unpublish,
            self.delete,
            self.delete_section,
            self.hide,
            self.show,
        ]


def public_pages(api) -> dict[int, tuple[str, str]]:
    copy = Copy(api)
    for _answer in copy.first_sync():
        pass
    return copy.pages


@pytest.mark.parametrize("seed", range(4))
def test_a_copy_is_all_that_is_public_whatever_happens(api, press, seed, django_capture_on_commit_callbacks):
    homes = {language: page.get_parent() for language, page in press.items()}
    desk = Desk(homes, seed)

    def work(which: Callable[[], list], times: int) -> None:
        for _ in range(times):
            # What the tree or a page does not allow is refused, as at a real desk.
            with (
                django_capture_on_commit_callbacks(execute=True),
                suppress(ValidationError, IntegrityError, InvalidMoveToDescendant),
                transaction.atomic(),
            ):
                desk.chance.choice(which())()

    work(desk.everything, 15)
    copy = Copy(api)
    for _answer in copy.first_sync():
        work(desk.everything, 1)
    copy.follow()
    assert copy.pages == public_pages(api)

    for _ in range(4):
        work(desk.everything, 8)
        copy.follow()
        assert copy.pages == public_pages(api)
    assert len(copy.pages) >= 5
    from_the_beginning = Copy(api)
    from_the_beginning.follower = Follower(api)
    from_the_beginning.follow()
    assert from_the_beginning.pages == copy.pages
