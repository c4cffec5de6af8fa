"""The body of an article: one stream, the same blocks in both languages."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .figures import ChartBlock, KeyFiguresBlock, TableBlock
from .law import DemandsBlock, LegalReferenceBlock
from .media import DocumentBlock, EmbedBlock, FigureBlock, RelatedPagesBlock
from .text import PARAGRAPH_FEATURES, HeadingBlock, QuotationBlock, TimelineBlock


class BodyStreamBlock(blocks.StreamBlock):
    """Everything a body can hold. Block ids are kept across languages: drift and parallel reading rest on that."""

    paragraph = blocks.RichTextBlock(
        label=_("Paragraph"), features=PARAGRAPH_FEATURES, icon="pilcrow", template="blocks/paragraph.html"
    )
    heading = HeadingBlock()
    quotation = QuotationBlock()
    demands = DemandsBlock(group=_("Law and demands"))
    legal_reference = LegalReferenceBlock(group=_("Law and demands"))
    timeline = TimelineBlock(group=_("Facts and figures"))
    key_figures = KeyFiguresBlock(group=_("Facts and figures"))
    chart = ChartBlock(group=_("Facts and figures"))
    table = TableBlock(group=_("Facts and figures"))
    image = FigureBlock(group=_("Files and links"))
    document = DocumentBlock(group=_("Files and links"))
    embed = EmbedBlock(group=_("Files and links"))
    related_pages = RelatedPagesBlock(group=_("Files and links"))

    class Meta:
        template = "blocks/body.html"
