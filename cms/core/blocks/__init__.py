"""The blocks a body is made of, one class and one template each."""

from .body import BodyStreamBlock
from .media import images_in

__all__ = ["BodyStreamBlock", "images_in"]
