"""Blocks that show or hand out files, and links to what is elsewhere."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.images.models import HouseImage


class FigureBlock(blocks.StructBlock):
    """A picture with its caption and credit, which come from the picture itself in the page's language."""

    image = ImageChooserBlock(label=_("image"))

    class Meta:
        icon = "image"
        label = _("Image")
        template = "blocks/image.html"


class DocumentBlock(blocks.StructBlock):
    """A document to download in the midst of the text."""

    document = DocumentChooserBlock(label=_("document"))
    label = blocks.CharBlock(
        label=_("link text"),
        required=False,
        max_length=200,
        help_text=_("Left empty, the document's title is shown."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "blocks/document.html"


class EmbedValue(blocks.StructValue):
    """A link to something that plays or shows elsewhere."""

    @property
    def host(self) -> str:
        """The name of the site the link leads to, so that a reader knows before they go."""
        return (urlsplit(self.get("url") or "").hostname or "").removeprefix("www.")


class EmbedBlock(blocks.StructBlock):
    """A video, map or post on another site.

    Only its title and a link are sent to the reader: nothing is asked of the other site until the reader goes there,
    because a request from an embedded player tells a third party who reads what.
    """

    url = blocks.URLBlock(label=_("address"))
    title = blocks.CharBlock(label=_("title"), max_length=200, help_text=_("What a reader will see there."))

    class Meta:
        icon = "media"
        label = _("Video or post elsewhere")
        template = "blocks/embed.html"
        value_class = EmbedValue


class RelatedPagesBlock(blocks.StructBlock):
    """Links to other pages of the site, in the midst of the text."""

    pages = blocks.ListBlock(blocks.PageChooserBlock(label=_("page")), label=_("pages"))

    class Meta:
        icon = "doc-empty-inverse"
        label = _("Related pages")
        template = "blocks/related_pages.html"


def images_in(value: Any) -> Iterator[HouseImage]:
    """Yield each image that `value` shows: an image, or a stream, list or struct value that holds some."""
    if isinstance(value, HouseImage):
        yield value
    elif isinstance(value, blocks.StreamValue):
        for child in value:
            yield from images_in(child.value)
    elif isinstance(value, blocks.StructValue):
        for child in value.values():
            yield from images_in(child)
    elif isinstance(value, blocks.list_block.ListValue):
        for child in value:
            yield from images_in(child)
