"""The sections of both languages, by name."""

from tests.kept import kept_fixture


@kept_fixture
def sections(press, international, assessments) -> dict:
    """Where pages of every type can be put."""
    return {"press": press, "international": international, "assessments": assessments}
