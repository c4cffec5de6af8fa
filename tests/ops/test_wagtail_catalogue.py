"""The catalogue of Wagtail's own words: each is still one of Wagtail's, kept whole, and seen by an editor."""

import json
import shutil
import unicodedata
from pathlib import Path

import django.contrib.auth
import polib
import pytest
import wagtail
import wagtail_localize
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.translation import gettext, override

from cms.bangla.normalise import normalise
from cms.core.catalogues import problems
from cms.core.management.commands import refresh_catalogues

OURS, BORROWED = (Path(folder) / "bn" / "LC_MESSAGES" / "django.po" for folder in settings.LOCALE_PATHS)
# Wagtail names the user's fields in Django's words.
PACKAGES = [Path(package.__file__).parent for package in (wagtail, wagtail_localize, django.contrib.auth)]

Key = tuple[str, str, str | None]


def keys(path: Path) -> list[Key]:
    return [(entry.msgid, entry.msgid_plural, entry.msgctxt) for entry in polib.pofile(str(path))]


def test_each_message_is_still_one_of_the_packages():
    known: set[Key] = set()
    for package in PACKAGES:
        for path in package.rglob("locale/en/LC_MESSAGES/django.po"):
            known.update(keys(path))

    assert [key for key in keys(BORROWED) if key not in known] == []


def test_each_message_is_there_once():
    borrowed = keys(BORROWED)

    assert len(borrowed) == len(set(borrowed))


def test_each_message_is_translated_with_its_placeholders():
    assert problems(polib.pofile(str(BORROWED))) == []


def test_the_outer_spaces_of_a_message_are_kept_and_its_letters_are_composed():
    for entry in polib.pofile(str(BORROWED)):
        for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            assert text == text.strip() + " " * (len(entry.msgid) - len(entry.msgid.rstrip())), entry.msgid
            assert text.strip() == normalise(text.strip()), entry.msgid
            assert not any(unicodedata.name(letter, "").endswith("SIGN NUKTA") for letter in text), (
                entry.msgid
            )


def test_its_plural_rule_is_the_one_of_the_catalogues_it_is_laid_over():
    # With another rule Django would keep it apart, and the order of the paths would no longer decide.
    rules = {polib.pofile(str(path)).metadata["Plural-Forms"] for path in (OURS, BORROWED)}

    assert rules == {"nplurals=2; plural=(n != 1);"}


@pytest.mark.parametrize(
    ("message", "text"), [("Editing", "সম্পাদনা"), ("username", "ব্যবহারকারীর নাম"), ("pages", "পাতা")]
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
