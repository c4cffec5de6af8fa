"""Message catalogues: compiled without gettext, merged without guesses, and not let through with a fault."""

import gettext
from io import BytesIO

import polib
import pytest
from django.core.management import call_command

from cms.core.catalogues import compile_catalogue, merge, problems

pytestmark = pytest.mark.any_database

HEADER = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n > 1);"}


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.metadata = HEADER | {"POT-Creation-Date": "2026-01-01 00:00+0600", "Project-Id-Version": "PACKAGE"}
    made.extend(entries)
    return made


def test_a_compiled_catalogue_is_what_gettext_reads(tmp_path):
    path = tmp_path / "django.po"
    catalogue(polib.POEntry(msgid="Statement", msgstr="বিবৃতি")).save(str(path))

    assert compile_catalogue(path)

    compiled = gettext.GNUTranslations(BytesIO((tmp_path / "django.mo").read_bytes()))
    assert compiled.gettext("Statement") == "বিবৃতি"


def test_a_catalogue_that_did_not_change_is_left_alone(tmp_path):
    path = tmp_path / "django.po"
    catalogue(polib.POEntry(msgid="Statement", msgstr="বিবৃতি")).save(str(path))
    compile_catalogue(path)
    before = (tmp_path / "django.mo").stat().st_mtime_ns

    assert not compile_catalogue(path)
    assert (tmp_path / "django.mo").stat().st_mtime_ns == before
    assert [each.name for each in sorted(tmp_path.iterdir())] == ["django.mo", "django.po"]


def test_the_command_compiles_every_language(tmp_path, settings, capsys):
    folder = tmp_path / "bn" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue(polib.POEntry(msgid="Statement", msgstr="বিবৃতি")).save(str(folder / "django.po"))
    settings.LOCALE_PATHS = [tmp_path]

    call_command("compile_catalogues")

    assert (folder / "django.mo").exists()
    assert "bn" in capsys.readouterr().out


def test_merging_keeps_translations_drops_what_is_gone_and_guesses_nothing():
    known = catalogue(
        polib.POEntry(msgid="Statement", msgstr="বিবৃতি", tcomment="the press kind"),
        polib.POEntry(msgid="Old words", msgstr="পুরোনো কথা"),
    )
    fresh = catalogue(polib.POEntry(msgid="Statement"), polib.POEntry(msgid="Old word"))

    merged = merge(fresh, known)

    assert [(entry.msgid, entry.msgstr) for entry in merged] == [("Old word", ""), ("Statement", "বিবৃতি")]
    assert merged.find("Statement").tcomment == "the press kind"


def test_merging_tells_apart_what_differs_only_in_context():
    known = catalogue(polib.POEntry(msgid="May", msgctxt="month", msgstr="মে"))
    fresh = catalogue(polib.POEntry(msgid="May", msgctxt="month"), polib.POEntry(msgid="May"))

    assert {entry.msgctxt: entry.msgstr for entry in merge(fresh, known)} == {"month": "মে", None: ""}


def test_the_same_code_gives_the_same_file_on_every_day():
    entries = [polib.POEntry(msgid="B", msgstr="খ"), polib.POEntry(msgid="A", msgstr="ক")]
    today, tomorrow = catalogue(*entries), catalogue(*reversed(entries))
    tomorrow.metadata["POT-Creation-Date"] = "2026-01-02 00:00+0600"

    assert str(merge(today, today)) == str(merge(tomorrow, today))
    assert "POT-Creation-Date" not in str(merge(today, today))


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="Statement", msgstr=""), "not translated"),
        (polib.POEntry(msgid="Statement", msgstr="বিবৃতি", flags=["fuzzy"]), "fuzzy"),
        (polib.POEntry(msgid="Statement", msgstr="বিবৃতি", obsolete=True), "no longer in the code"),
        (polib.POEntry(msgid="%(count)d pages", msgstr="পৃষ্ঠা"), "count"),
        (polib.POEntry(msgid="{name} wrote", msgstr="{nam} লিখেছেন"), "nam"),
        (
            polib.POEntry(
                msgid="One page", msgid_plural="%(count)d pages", msgstr_plural={0: "একটি পৃষ্ঠা", 1: ""}
            ),
            "not translated",
        ),
    ],
)
def test_a_fault_is_named(entry, fault):
    (found,) = problems(catalogue(entry))
    assert fault in found


def test_a_singular_may_leave_out_the_number():
    entry = polib.POEntry(
        msgid="One page",
        msgid_plural="%(count)d pages",
        msgstr_plural={0: "%(count)dটি পৃষ্ঠা", 1: "%(count)dটি পৃষ্ঠা"},
    )
    assert problems(catalogue(entry)) == []
