"""The production settings: what they refuse, and what they log."""

import http.server
import importlib.util
import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.any_database

NEEDED = {
    "SECRET_KEY": "only-for-this-test-and-long-enough-not-to-be-refused-0123456789",
    "ALLOWED_HOSTS": "desk.example.org",
    "BASE_URL": "https://desk.example.org",
}
LOAD = "import django; django.setup(); "


def run_in_production(code: str, **environment: str | None) -> subprocess.CompletedProcess:
    """Run `code` with the production settings; None takes a variable away, the empty text leaves it empty."""
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    wanted = known | NEEDED | {"DJANGO_SETTINGS_MODULE": "cms.settings.production"} | environment
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", LOAD + code],
        cwd=settings.BASE_DIR,
        env={name: value for name, value in wanted.items() if value is not None},
        capture_output=True,
        text=True,
    )


def load(path: str):
    """Import a file of `deploy/`, which is no package."""
    spec = importlib.util.spec_from_file_location(Path(path).name.split(".")[0], settings.BASE_DIR / path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("value", [None, "", " "])
@pytest.mark.parametrize("name", NEEDED)
def test_production_does_not_start_without_what_it_needs_and_names_it(name, value):
    done = run_in_production("", **{name: value})

    assert done.returncode != 0
    assert f"Set the {name} environment variable" in done.stderr


def test_production_starts_with_what_it_needs():
    done = run_in_production(
        "from django.conf import settings; print(settings.DEBUG, settings.ALLOWED_HOSTS)"
    )

    assert done.stdout.split("\n")[0] == "False ['desk.example.org']", done.stderr


def test_a_number_that_is_none_stops_production():
    done = run_in_production("", SECURE_HSTS_SECONDS="a year")

    assert done.returncode != 0
    assert "a year" in done.stderr


def test_production_logs_json_in_bangla_and_nothing_of_the_request():
    done = run_in_production(
        "import logging; from django.test import RequestFactory\n"
        "request = RequestFactory().get('/bn/', REMOTE_ADDR='203.0.113.7')\n"
        "logging.getLogger('django.request').warning('Not found: %s', '/bn/মানবাধিকার/', "
        "extra={'request': request, 'status_code': 404})"
    )

    (line,) = done.stderr.strip().splitlines()
    said = json.loads(line)
    assert said["event"] == "Not found: /bn/মানবাধিকার/"
    assert said["level"] == "warning"
    assert said["logger"] == "django.request"
    assert "203.0.113.7" not in line


def test_production_logs_an_exception_as_one_line():
    done = run_in_production(
        "import logging\n"
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n    logging.getLogger('kantho').exception('Failed')"
    )

    (line,) = done.stderr.strip().splitlines()
    assert "ZeroDivisionError" in json.loads(line)["exception"]


def test_gunicorn_keeps_no_reader_address():
    configuration = load("deploy/gunicorn.conf.py")
    record = logging.makeLogRecord({"msg": "Invalid request from ip=203.0.113.7: bad header"})

    assert configuration._WithoutAddresses().filter(record)
    assert record.getMessage() == "Invalid request from ip=- bad header"
    assert configuration.accesslog is None


class _Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        well = self.path == "/health/" and self.headers["Host"] == "desk.example.org"
        self.send_response(200 if well else 400)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def site(monkeypatch):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        monkeypatch.setenv("GUNICORN_BIND", f"0.0.0.0:{server.server_port}")
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "hosts", ["desk.example.org", " desk.example.org,other.example.org", ".desk.example.org"]
)
def test_the_health_check_asks_for_a_name_the_site_answers_to(site, monkeypatch, hosts):
    monkeypatch.setenv("ALLOWED_HOSTS", hosts)
    assert load("deploy/healthcheck.py").is_well()


def test_the_health_check_notices_a_refusal(site, monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "other.example.org")
    assert not load("deploy/healthcheck.py").is_well()


def test_the_health_check_notices_that_nothing_listens(monkeypatch):
    monkeypatch.setenv("GUNICORN_BIND", "127.0.0.1:1")
    assert not load("deploy/healthcheck.py").is_well()
