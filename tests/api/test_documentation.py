"""The examples of `docs/api.md` are run: every request answers as the guide says, in the shape that it shows.

How an example is marked, in the line that opens its block:

- ```` ```sh ```` with `curl …` lines: each is run, against a server of the test; it must answer 200.
  ```` ```sh 404 ```` says another status; so does the problem shown after it. `http://127.0.0.1:8000` stands for
  that server's address, and a page's id in an address for the id of a page that is there.
- ```` ```json ```` after it: what the last of those lines answers. Ids, times and texts may differ, keys and kinds of
  values may not; an array shows one element of each kind. A text of `…` in place of a value stands for anything.
- ```` ```python run ```` and ```` ```js run ```` are run by themselves; what fails in them fails the test. `SITE` in
  the environment is the server's address.
- Anything else is not run: another language, or the word `norun` (```` ```sh norun ````).
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands
from markdown_it import MarkdownIt
from wagtail.models import Site

from cms.api.views.documentation import guide
from tests.factories import StatementPageFactory, translate

GUIDE = Path(__file__).parents[2] / "docs" / "api.md"
SITE_IN_GUIDE = "http://127.0.0.1:8000"
PAGE_IN_GUIDE = re.compile(r"(?<=/pages/)\d+(?=/)")
# Each reads its program from standard input.
PROGRAMS = {"python": [sys.executable, "-"], "js": ["node", "--input-type=module", "-"]}


@dataclass
class Example:
    """A block of the guide that is run, and the answer that is shown under it."""

    language: str
    line: int
    text: str
    status: int = 200
    answer: Any = None


def examples(text: str) -> list[Example]:
    """Return the examples of a guide that are run."""
    found: list[Example] = []
    latest: Example | None = None
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "heading_open":
            latest = None  # an answer never stands in another section than its request
        if token.type != "fence":
            continue
        language, *words = token.info.split() or [""]
        line = token.map[0] + 1 if token.map else 0
        if language == "sh" and "norun" not in words and "curl " in token.content:
            status = next((int(word) for word in words if word.isdigit()), 200)
            latest = Example("sh", line, token.content, status)
            found.append(latest)
        elif language in PROGRAMS and "run" in words:
            found.append(Example(language, line, token.content))
        elif language == "json" and latest is not None and "norun" not in words:
            latest.answer = json.loads(token.content)
            if is_problem(latest.answer):
                latest.status = latest.answer["status"]
            latest = None
    return found


def is_problem(answer: Any) -> bool:
    """Whether an answer is a problem (RFC 9457), which says its own status."""
    return isinstance(answer, dict) and {"type", "status", "code"} <= answer.keys()


EXAMPLES = examples(GUIDE.read_text(encoding="utf-8"))


def commands(text: str) -> list[list[str]]:
    """Return the `curl` commands of a block of shell, in order; a line ending in a backslash goes on in the next."""
    lines = text.replace("\\\n", " ").splitlines()
    return [shlex.split(line) for line in lines if line.startswith("curl ")]


def differences(shown: Any, real: Any, at: str = "answer") -> list[str]:
    """Return in what the shape of `real` is not that of `shown`."""
    if shown == "…" or shown is None or real is None:
        return []
    if isinstance(shown, dict) and isinstance(real, dict):
        missing = [f"{at}.{key} is shown, but not there" for key in shown.keys() - real.keys()]
        hidden = [f"{at}.{key} is there, but not shown" for key in real.keys() - shown.keys()]
        common = [name for name in shown if name in real]
        inside = [text for name in common for text in differences(shown[name], real[name], f"{at}.{name}")]
        return sorted(missing) + sorted(hidden) + inside
    if isinstance(shown, list) and isinstance(real, list):
        if shown and not real:
            return [f"{at} is shown with elements, but is empty"]
        return [text for number, each in enumerate(shown) for text in _nearest(each, real, f"{at}[{number}]")]
    return [] if type(shown) is type(real) else [f"{at} is shown as {shown!r}, but is {real!r}"]


def _nearest(shown: Any, real: list[Any], at: str) -> list[str]:
    """Return the differences to that element which has the fewest."""
    return min((differences(shown, each, at) for each in real), key=len)


@pytest.fixture
def page(press) -> StatementPageFactory:
    """What the guide's examples find: some statements in both languages."""
    for _number in range(3):
        statement = StatementPageFactory(parent=press["bn"])
        twin = translate(statement, title="Death in custody condemned")
    return twin


@pytest.fixture
def server(live_server, page):
    """A server that writes its own address into its answers."""
    Site.objects.update(hostname="localhost", port=live_server.thread.port)
    return live_server.url


def ask(command: list[str], server: str, page) -> tuple[int, str]:
    """Run a `curl` command against `server`; return the status and the body of the answer."""
    here = [PAGE_IN_GUIDE.sub(str(page.pk), word.replace(SITE_IN_GUIDE, server)) for word in command[1:]]
    assert any(word.startswith(server) for word in here), f"{command} asks another server"
    done = subprocess.run(  # noqa: S603
        [shutil.which("curl"), "--silent", "--show-error", "--max-time", "20", "--write-out", "\n%{http_code}", *here],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    body, _newline, status = done.stdout.rpartition("\n")
    return int(status), body


def test_the_guide_has_examples():
    assert len([example for example in EXAMPLES if example.language == "sh"]) >= 4
    assert any(example.answer for example in EXAMPLES)


# One server for all of them: to set up and empty a database for each would take longer than all the rest.
def test_every_request_of_the_guide_is_answered_as_it_says(server, page):
    faults = [
        f"line {example.line}: {fault}"
        for example in EXAMPLES
        if example.language == "sh"
        for fault in faults_of_requests(example, server, page)
    ]

    assert faults == []


def faults_of_requests(example: Example, server: str, page) -> list[str]:
    """Run the requests of `example` and return what is not as the guide says."""
    answers = [ask(command, server, page) for command in commands(example.text)]
    if not answers:
        return ["no line begins with curl"]
    faults = [f"answered {status}, not {example.status}" for status, _ in answers if status != example.status]
    if example.answer is not None and not faults:
        faults = differences(example.answer, json.loads(answers[-1][1]))
    return faults


def test_every_program_of_the_guide_runs(server):
    faults = [
        f"line {example.line}: {fault}"
        for example in EXAMPLES
        if example.language in PROGRAMS
        for fault in faults_of_program(example, server)
    ]

    assert faults == []


def faults_of_program(example: Example, server: str) -> list[str]:
    """Run a program of the guide; return what it said when it failed. In CI every language must be installed."""
    command = PROGRAMS[example.language]
    if shutil.which(command[0]) is None and not os.environ.get("CI"):
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(  # noqa: S603
        command,
        input=example.text,
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"SITE": server},
    )
    return [done.stderr] if done.returncode else []


@pytest.mark.parametrize(
    "shown, real, found",
    [
        ({"id": 57, "title": "A"}, {"id": 3, "title": "B"}, []),
        ({"id": 57}, {"id": "57"}, ["answer.id is shown as 57, but is '57'"]),
        ({"id": 57}, {"id": 3, "title": "B"}, ["answer.title is there, but not shown"]),
        ({"id": 57, "title": "A"}, {"id": 3}, ["answer.title is shown, but not there"]),
        ({"items": [{"id": 1}]}, {"items": []}, ["answer.items is shown with elements, but is empty"]),
        ({"items": [{"id": 1}]}, {"items": [{"a": 1}, {"id": 2}]}, []),
        ({"next": None, "body": "…"}, {"next": "https://…", "body": []}, []),
    ],
)
def test_a_shape_that_is_not_the_one_shown_is_found(shown, real, found):
    assert differences(shown, real) == found


def test_the_blocks_of_a_guide_are_read_as_they_are_marked():
    text = (
        "```sh\ncurl -H 'A: b' \\\n  'http://x/'\n```\n```json\n{}\n```\n"
        "```sh 404\ncurl http://x/\n```\n# New\n```json\n{}\n```\n"
        "```sh norun\ncurl http://y/\n```\n```python\n1/0\n```\n```js run\n1\n```\n"
    )

    read = examples(text)

    assert [(each.language, each.status, each.answer) for each in read] == [
        ("sh", 200, {}), ("sh", 404, None), ("js", 200, None),
    ]  # fmt: skip
    assert commands(read[0].text) == [["curl", "-H", "A: b", "http://x/"]]


def test_the_commands_of_the_guide_are_there():
    named = re.findall(r"^python manage\.py (\w+)", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)

    assert named
    assert set(named) <= set(get_commands())


def test_the_links_of_the_guide_lead_somewhere_from_the_page_that_shows_it():
    addresses = re.findall(r'href="([^"]*)"', guide())
    headings = re.findall(r'<h\d id="([^"]+)"', guide())

    assert len(headings) == len(set(headings)) >= 5
    for address in addresses:
        assert address.startswith(("https://", "/")) or address.removeprefix("#") in headings, address
