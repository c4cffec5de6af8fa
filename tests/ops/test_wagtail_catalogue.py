"""The catalogue of Wagtail's own words: each is still one of Wagtail's, kept whole, and seen by an editor."""

import json
import re
import shutil
import unicodedata
from datetime import datetime
from pathlib import Path

import django.conf
import django.contrib.auth
import polib
import pytest
import wagtail
import wagtail_localize
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext, override
from wagtail.users.models import UserProfile

from cms.bangla.normalise import normalise
from cms.core.catalogues import problems
from cms.core.management.commands import refresh_catalogues

pytestmark = pytest.mark.any_database

OURS, BORROWED = (Path(folder) / "bn" / "LC_MESSAGES" / "django.po" for folder in settings.LOCALE_PATHS)
SCRIPTS = BORROWED.with_name("djangojs.po")
both = pytest.mark.parametrize("borrowed", [BORROWED, SCRIPTS], ids=["pages", "scripts"])
# Wagtail names the user's fields, says how long ago it was and what a form lacks in Django's words.
PACKAGES = [
    Path(package.__file__).parent for package in (wagtail, wagtail_localize, django.contrib.auth, django.conf)
]

Key = tuple[str, str, str | None]


def keys(path: Path) -> list[Key]:
    return [(entry.msgid, entry.msgid_plural, entry.msgctxt) for entry in polib.pofile(str(path))]


def keys_of_the_packages(name: str) -> set[Key]:
    return {
        key
        for package in PACKAGES
        for path in package.rglob(f"locale/en/LC_MESSAGES/{name}")
        for key in keys(path)
    }


@both
def test_each_message_is_still_one_of_the_packages(borrowed):
    known = keys_of_the_packages(borrowed.name)

    assert [key for key in keys(borrowed) if key not in known] == []


def test_no_message_of_the_scripts_is_left_out():
    assert keys_of_the_packages(SCRIPTS.name) - set(keys(SCRIPTS)) == set()


@both
def test_each_message_is_there_once(borrowed):
    messages = keys(borrowed)

    assert len(messages) == len(set(messages))


@both
def test_each_message_is_translated_with_its_placeholders(borrowed):
    assert problems(polib.pofile(str(borrowed))) == []


@both
def test_each_message_keeps_its_tags_and_what_is_put_in_by_place(borrowed):
    def parts(text: str) -> list[str]:
        return sorted(re.findall(r"<[^>]+>|\{\d*\}|%[sd]", text))

    for entry in polib.pofile(str(borrowed)):
        for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            assert parts(text) == parts(entry.msgid), entry.msgid


@both
def test_the_outer_spaces_of_a_message_are_kept_and_its_letters_are_composed(borrowed):
    for entry in polib.pofile(str(borrowed)):
        for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            assert text == text.strip() + " " * (len(entry.msgid) - len(entry.msgid.rstrip())), entry.msgid
            assert text.strip() == normalise(text.strip()), entry.msgid
            assert not any(unicodedata.name(letter, "").endswith("SIGN NUKTA") for letter in text), (
                entry.msgid
            )


def test_its_plural_rule_is_the_one_of_the_catalogues_it_is_laid_over():
    # With another rule Django would keep it apart, and the order of the paths would no longer decide.
    rules = {polib.pofile(str(path)).metadata["Plural-Forms"] for path in (OURS, BORROWED, SCRIPTS)}

    assert rules == {"nplurals=2; plural=(n != 1);"}


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("Editing", "সম্পাদনা"),
        ("username", "ব্যবহারকারীর নাম"),
        ("pages", "পাতা"),
        ("Compare with live version", "প্রকাশিত সংস্করণের সঙ্গে তুলনা করুন"),
    ],
)
def test_it_wins_over_the_packages_words(message, text):
    with override("bn"):
        assert gettext(message) == text


def test_the_sign_in_page_speaks_bangla(client, db):
    content = client.get(reverse("wagtailadmin_login"), headers={"accept-language": "bn"}).content.decode()

    for text in ("কণ্ঠে প্রবেশ করুন", "ব্যবহারকারীর নাম", "পাসওয়ার্ড লিখুন", "পাসওয়ার্ড ভুলে গেছেন?"):
        assert normalise(text) in content
    assert "Sign in to Wagtail" not in content


def test_the_explorer_speaks_bangla(admin_client, press):
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "bn"

    content = admin_client.get(reverse("wagtailadmin_explore", args=[press["bn"].pk])).content.decode()

    for text in ("শিরোনাম", "হালনাগাদ", "অধীন পাতা যোগ করুন"):
        assert normalise(text) in content
    for text in ("বেরিয়ে যান", "প্রতিবেদন"):  # the menu is data for a script
        assert json.dumps(normalise(text)).strip('"') in content
    for text in ("Add child page", "Log out", "Updated"):
        assert f">{text}<" not in content.replace("\n", "").replace("  ", "")


@pytest.mark.parametrize(("minutes", "text"), [(1, "1\xa0মিনিট"), (3, "3\xa0মিনিট")])
def test_how_long_ago_it_was_is_said_in_bangla(minutes, text):
    with override("bn"):
        said = timesince(datetime(2026, 1, 1, 9, 0), datetime(2026, 1, 1, 9, minutes))

    assert said == text


CATALOGUES_OF_SCRIPTS = ["wagtailadmin_javascript_catalog", "wagtail_localize:javascript_catalog"]


@pytest.mark.parametrize("name", CATALOGUES_OF_SCRIPTS)
def test_the_scripts_speak_the_language_of_the_editor(name, admin_client, admin_user):
    bangla = [json.dumps(normalise(text)).strip('"') for text in ("সব গুটিয়ে নিন", "ব্লক বসান", "অংশ অনূদিত")]
    said = {}
    for language in ("bn", "en"):
        UserProfile.objects.update_or_create(user=admin_user, defaults={"preferred_language": language})
        response = admin_client.get(reverse(name))
        assert response.status_code == 200
        said[language] = response.content.decode()

    assert [text for text in bangla if text not in said["bn"]] == []
    assert [text for text in bangla if text in said["en"]] == []


def test_the_gate_names_a_fault_in_it(tmp_path, settings, monkeypatch):
    folder = tmp_path / "wagtail" / "bn" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    shutil.copy(BORROWED, folder)
    damaged = polib.pofile(str(folder / "django.po"))
    damaged.find("%(time_period)s ago").msgstr = "আগে"
    damaged.save()
    settings.LOCALE_PATHS = [settings.LOCALE_PATHS[0], tmp_path / "wagtail"]
    # The first catalogue is the other half of the gate: here it is what the code says.
    monkeypatch.setattr(refresh_catalogues.shutil, "which", lambda name: name)
    monkeypatch.setattr(
        refresh_catalogues.Command, "_extract", lambda self, language: polib.pofile(str(OURS))
    )

    with pytest.raises(CommandError) as refusal:
        call_command("refresh_catalogues", check=True)

    assert "wagtail/bn: placeholders lost or made up (time_period)" in str(refusal.value)
