"""The sample client of `docs/examples/typescript`: type-checked by the OpenAPI document, then run against a server.

Node and npm are needed. Where they are not there the tests are skipped, by name and reason; in CI they must be there.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, Site

from cms.api.schema import document
from tests.factories import StatementPageFactory, translate

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "typescript"
IN_CI = bool(os.environ.get("CI"))

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.skipif(
        not IN_CI and shutil.which("npm") is None, reason="npm is not installed (Debian: apt-get install npm)"
    ),
]


def run(*command: str, folder: Path) -> str:
    """Run `command` in `folder` and return what it said; fail with all it said if it failed."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)  # noqa: S603
    assert done.returncode == 0, f"{' '.join(command)}:\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def client_folder(tmp_path_factory) -> Path:
    """A copy of the example with its packages, and the types of the document as it is now."""
    folder = tmp_path_factory.mktemp("typescript") / "client"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("node_modules", "dist", "schema.ts"))
    run("npm", "ci", "--prefer-offline", "--ignore-scripts", folder=folder)
    (folder / "openapi.json").write_text(json.dumps(document()))
    run("npm", "run", "types", "--", "openapi.json", folder=folder)
    return folder


@pytest.fixture(scope="module")
def program(client_folder) -> Path:
    """The client, compiled."""
    run("npm", "run", "build", folder=client_folder)
    return client_folder / "dist" / "main.js"


@pytest.fixture
def steps(program, live_server) -> Callable[..., dict[str, dict[str, Any]]]:
    """Return a function that runs the client against the server and returns each step's facts by its name."""
    Site.objects.update(hostname="localhost", port=live_server.thread.port)

    def run_client(*arguments: str) -> dict[str, dict[str, Any]]:
        lines = run("node", str(program), live_server.url, *arguments, folder=program.parent).splitlines()
        return {step.pop("step"): step for step in map(json.loads, lines)}

    return run_client


def test_the_types_of_the_document_are_those_the_client_uses(program):
    """The compiler writes nothing unless every type is right."""
    assert program.exists()


def test_the_compiler_finds_a_field_that_the_document_does_not_know(client_folder, tmp_path):
    wrong = shutil.copytree(client_folder, tmp_path / "wrong", symlinks=True)
    source = (wrong / "main.ts").read_text()
    (wrong / "main.ts").write_text(source.replace("page.issued_on", "page.issued_at"))

    with pytest.raises(AssertionError, match="'issued_at' does not exist"):
        run("npm", "run", "check", folder=wrong)


def test_it_reads_a_list_a_translation_and_a_problem(steps, press):
    page = StatementPageFactory(
        parent=press["bn"],
        title="হেফাজতে মৃত্যুর নিন্দা",
        body=[("heading", {"text": "What happened", "level": "h2"})],
    )
    translate(page, title="Death in custody condemned")

    said = steps("read")

    assert said["list"] == {"locale": "bn", "total": 1, "titles": ["হেফাজতে মৃত্যুর নিন্দা"]}
    assert said["translation"]["locale"] == "en"
    assert said["translation"]["title"] == "Death in custody condemned"
    assert said["translation"]["issued_on"] == page.issued_on.isoformat()
    assert said["translation"]["headings"] == ["What happened"]
    assert said["again"] == {"unchanged": 1}
    assert said["problem"] == {
        "status": 400,
        "code": "invalid_parameters",
        "parameter": "limit",
        "maximum": 100,
    }


def test_it_keeps_a_copy_that_follows_what_is_published_and_deleted(steps, press, tmp_path):
    kept, deleted = StatementPageFactory.create_batch(2, parent=press["bn"])
    file = tmp_path / "copy.json"
    published = Page.objects.live().filter(locale__language_code="bn", depth__gt=1)

    first = steps("sync", str(file))["first"]
    assert first["pages"] == published.count()
    copy = dict(json.loads(file.read_text())["pages"])
    assert {kept.pk, deleted.pk} <= set(copy)

    assert steps("sync", str(file))["update"] == {"fetched": [], "removed": [], "pages": first["pages"]}

    added = StatementPageFactory(parent=press["bn"], title="নতুন বিবৃতি")
    added.save_revision().publish()
    deleted.delete()
    report = steps("sync", str(file))["update"]

    assert report["removed"] == [deleted.pk]
    assert added.pk in report["fetched"]
    copy = dict(json.loads(file.read_text())["pages"])
    assert set(copy) == set(published.values_list("pk", flat=True))
    assert copy[added.pk]["title"] == "নতুন বিবৃতি"
    detail = Client().get(f"/api/v2/pages/{kept.pk}/", headers={"Accept-Language": "bn"}).json()
    assert copy[kept.pk]["title"] == detail["title"]
    assert copy[kept.pk]["body"] == detail["body"]
