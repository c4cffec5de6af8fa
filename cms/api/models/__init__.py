"""What the API keeps of its own."""

from .previews import PreviewLink

__all__ = ["PreviewLink"]
