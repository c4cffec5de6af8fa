"""Promises about the source text itself: the size of files, and settings that are written down."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 400
TRANSLATES = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
READS = re.compile(r"""env(?:\.[a-z_]+)?\(\s*["']([A-Z][A-Z0-9_]+)["']""")


def tracked_files() -> list[Path]:
    """Return the files under version control that exist; all files of the tree where there is no git."""
    try:
        names = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
            cwd=ROOT, capture_output=True, check=True, text=True,
        ).stdout.splitlines()  # fmt: skip
    except (FileNotFoundError, subprocess.CalledProcessError):
        names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if ".venv" not in path.parts]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def is_written_by_hand(path: Path) -> bool:
    return path.suffix in {".py", ".html", ".css", ".js"} and "migrations" not in path.parts


def test_no_file_is_too_long_to_be_read_at_once():
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in tracked_files()
        if is_written_by_hand(path)
    }

    assert lengths, "no source file was found"
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_no_words_to_translate_stand_inside_an_f_string():
    """There gettext does not find them: they would stay English."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in tracked_files()
        if path.suffix == ".py" and "tests" not in path.parts
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in TRANSLATES
    ]

    assert hidden == []


def settings_read() -> set[str]:
    files = (ROOT / "cms" / "settings").glob("*.py")
    return {name for path in files for name in READS.findall(path.read_text(encoding="utf-8"))}


def test_the_settings_read_from_the_environment_are_found():
    assert {"SECRET_KEY", "DATABASE_URL", "CACHE_URL", "BASE_URL", "ALLOWED_HOSTS"} <= settings_read()


@pytest.mark.parametrize("name", sorted(settings_read()))
def test_every_setting_read_from_the_environment_is_written_down(name):
    assert f"`{name}`" in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
