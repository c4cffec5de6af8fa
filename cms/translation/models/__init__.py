"""What the translation desk remembers beside wagtail-localize's own records."""

from .comments import SegmentComment
from .glossary import GlossaryTerm
from .records import ManualBlock, RevisionBasis, Snapshot
from .review import FourEyesTask
from .status import TranslationStatus
from .work import ParityWaiver, Presence

__all__ = [
    "FourEyesTask",
    "GlossaryTerm",
    "ManualBlock",
    "ParityWaiver",
    "Presence",
    "RevisionBasis",
    "SegmentComment",
    "Snapshot",
    "TranslationStatus",
]
