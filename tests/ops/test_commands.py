"""The commands that bring a machine up and keep it in time."""

import logging
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Site

from cms.core.management.commands import clock, prepare
from tests.factories import StandardPageFactory

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(("now", "wait"), [(0.0, 60), (59.0, 1), (60.5, 59.5), (3600.0, 60)])
def test_the_clock_waits_for_the_full_minute(now, wait):
    assert clock.seconds_to_next_minute(now) == wait


def test_a_tick_of_the_clock_publishes_what_is_due(homes):
    page = StandardPageFactory(parent=homes["bn"], publish=False)
    page.go_live_at = timezone.now() - timedelta(seconds=1)
    page.save_revision(approved_go_live_at=page.go_live_at)

    clock.Command().tick()

    assert Page.objects.get(pk=page.pk).live


def test_a_tick_of_the_clock_leaves_what_is_not_yet_due(homes):
    page = StandardPageFactory(parent=homes["bn"], publish=False)
    page.go_live_at = timezone.now() + timedelta(minutes=5)
    page.save_revision(approved_go_live_at=page.go_live_at)

    clock.Command().tick()

    assert not Page.objects.get(pk=page.pk).live


def test_the_clock_survives_a_failure_and_logs_it(db, monkeypatch, caplog):
    def fail(*args, **options):
        raise RuntimeError("the database is away")

    monkeypatch.setattr(clock, "call_command", fail)

    with caplog.at_level(logging.ERROR):
        clock.Command().tick()

    assert "the database is away" in caplog.text


def test_the_clock_stops_at_once_when_told(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "manage.py", "clock"],
        env=os.environ
        | {"KANTHO_VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "cms.settings.dev"}
        | {"DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}"},
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        # On an empty database the first tick fails, and the clock goes on.
        for line in process.stderr:
            if "it is tried again" in line:
                break
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.stderr.read()
        assert process.wait(timeout=10) == 0
    assert time.monotonic() - begun < 5


def test_the_first_administrator_gets_a_random_password_and_no_second_one_is_made(db, capsys):
    call_command("create_administrator")
    shown = capsys.readouterr().out
    call_command("create_administrator")
    shown_again = capsys.readouterr().out

    (administrator,) = get_user_model().objects.filter(is_superuser=True)
    password = shown.split("password")[-1].strip()
    assert authenticate(username="admin", password=password) == administrator
    assert len(password) >= 20
    assert password not in shown_again
    assert f"changepassword {administrator.username}" in shown_again


def test_two_installations_have_different_passwords(db, capsys):
    passwords = set()
    for _number in range(2):
        call_command("create_administrator")
        passwords.add(capsys.readouterr().out.split("password")[-1].strip())
        get_user_model().objects.all().delete()

    assert len(passwords) == 2


@pytest.mark.parametrize(
    ("base_url", "hostname", "port"),
    [("http://127.0.0.1:8123", "127.0.0.1", 8123), ("https://desk.example.org", "desk.example.org", 443)],
)
def test_the_site_has_the_address_it_is_served_at(db, settings, base_url, hostname, port):
    settings.WAGTAILADMIN_BASE_URL = base_url

    call_command("prepare", only=["address"])

    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == (hostname, port)


def test_static_files_are_collected_again_only_when_one_has_changed(tmp_path, settings, monkeypatch):
    settings.STATIC_ROOT = tmp_path
    collected = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: collected.append(name))
    monkeypatch.setattr(prepare, "static_fingerprint", lambda: "one")
    call_command("prepare", only=["static"])
    call_command("prepare", only=["static"])
    assert collected == ["collectstatic"]

    monkeypatch.setattr(prepare, "static_fingerprint", lambda: "two")
    call_command("prepare", only=["static"])
    assert collected == ["collectstatic", "collectstatic"]


def test_a_changed_static_file_changes_the_fingerprint(tmp_path, settings):
    settings.STATICFILES_DIRS = [tmp_path]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    (tmp_path / "base.css").write_text("a {}")
    before = prepare.static_fingerprint()
    assert prepare.static_fingerprint() == before

    (tmp_path / "base.css").write_text("a { color: red }")
    assert prepare.static_fingerprint() != before
