"""What became of a file, line by line."""

from dataclasses import dataclass

from .document import Unit
from .markup import plain


@dataclass(frozen=True)
class Accepted:
    """A translation that can be taken over."""

    line: int
    unit: Unit
    target: str  # as in `Unit`, in the one spelling
    seen: str  # the `version` that the passage had when it was exported

    @property
    def words(self) -> str:
        """The translation without markup."""
        return plain(self.unit.pieces(self.target))


@dataclass(frozen=True)
class Refused:
    """A translation that cannot be taken over, and why. `theirs` is what the file says, `ours` what the desk says."""

    line: int
    excerpt: str  # what the file says there, or the id when it says nothing
    reason: str
    label: str = ""  # where the passage stands, when it is one of this page
    theirs: str = ""
    ours: str = ""
    is_source: bool = False  # `theirs` and `ours` are originals, not translations


@dataclass(frozen=True)
class Report:
    """What became of a file. With anything in `fatal`, nothing of it was looked at."""

    accepted: tuple[Accepted, ...] = ()
    refused: tuple[Refused, ...] = ()
    unchanged: int = 0  # says what the desk says
    untranslated: int = 0  # still empty in the file
    fatal: tuple[str, ...] = ()
