"""A real browser in front of a real server: Debian's Chromium, let go nowhere but to that server.

Where there is no Chromium the tests are skipped, by name and reason; `.ci/run` installs it.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright
from wagtail.models import Site

CHROMIUM = shutil.which(os.environ.get("CHROMIUM", "chromium"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Wagtail's form of a page saves itself once more while it is being published, and is told that it comes too late.
LATE_AUTOSAVE = re.compile(r"/cms/pages/[\w/]+: .*400 \(Bad Request\)")
# A machine that runs the rest of the tests beside these answers late.
expect.set_options(timeout=20_000)


@dataclass
class Visit:
    """One visitor's browser: what it was told to fetch from elsewhere, and what it complained of."""

    context: BrowserContext
    origin: str
    fetched_elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def guard(self, route: Route) -> None:
        """Let requests to the server pass; refuse and note down every other."""
        url = route.request.url
        if urlsplit(url).scheme in ("data", "blob") or url.startswith(f"{self.origin}/"):
            route.continue_()
        else:
            self.fetched_elsewhere.append(url)
            route.abort()

    def new_page(self) -> Page:
        """Open a tab whose errors are noted down."""
        page = self.context.new_page()
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page

    def _note_console(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, started once a module."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    connection = connections["default"]
    # Playwright leaves an event loop in this thread. Django takes what runs beside it for asynchronous and
    # refuses it the database; asgiref has other connections for such code. So both are told better.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        connections["default"] = connection
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium: Browser, live_server) -> Iterator[Callable[..., Visit]]:
    """Return a function that opens a fresh browser profile: `open_browser(width=360).new_page()`.

    At the end the test fails if any of them asked another host for anything, or complained in its console.
    """
    address = urlsplit(live_server.url)
    # Addresses that pages write in full lead to the server of this test, not to the one in the settings.
    Site.objects.update(hostname=address.hostname, port=address.port)
    visits: list[Visit] = []

    def open_one(width: int = 1280, height: int = 900, **options) -> Visit:
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": height}, **options
        )
        visit = Visit(context, live_server.url)
        context.route("**/*", visit.guard)
        visits.append(visit)
        return visit

    yield open_one
    for visit in visits:
        for page in visit.context.pages:
            # What the server still works at would go on in the next test's database.
            page.wait_for_load_state("networkidle")
        visit.context.close()
    elsewhere = [url for visit in visits for url in visit.fetched_elsewhere]
    complaints = [text for visit in visits for text in visit.complaints if not LATE_AUTOSAVE.search(text)]
    assert not elsewhere, f"the browser asked other hosts for {elsewhere}"
    assert not complaints, f"the browser complained: {complaints}"


@pytest.fixture
def visits() -> list[Visit]:
    """The browsers that were opened."""
    return []


@pytest.fixture
def forget(visits):
    """Return a function that leaves out of the browsers' complaints what the test itself brought about."""

    def leave_out(about: str) -> None:
        for visit in visits:
            visit.complaints[:] = [text for text in visit.complaints if not re.search(about, text)]

    return leave_out
