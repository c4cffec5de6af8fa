"""What the API keeps of its own."""

from .changes import ChangeLog, ContentChange, PublicPage
from .previews import PreviewLink

__all__ = ["ChangeLog", "ContentChange", "PreviewLink", "PublicPage"]
