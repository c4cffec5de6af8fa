"""Blocks of running text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

# What an editor may do inside a paragraph. Headings, pictures and embeds are blocks of their own, so that paragraph
# n in Bangla and paragraph n in English stay each other's.
PARAGRAPH_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.StructBlock):
    """A heading inside the body. The page's own title is level one."""

    text = blocks.CharBlock(label=_("text"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("level"), choices=[("h2", _("section")), ("h3", _("part of a section"))], default="h2"
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"


class QuotationBlock(blocks.StructBlock):
    """Somebody's words, with who said them."""

    text = blocks.TextBlock(label=_("words"), rows=3)
    attribution = blocks.CharBlock(
        label=_("who said it"),
        required=False,
        max_length=200,
        help_text=_("Never the name of a person at risk without their consent."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quotation.html"


class TimelineEntryBlock(blocks.StructBlock):
    """One dated entry of a timeline."""

    on = blocks.DateBlock(label=_("date"))
    text = blocks.TextBlock(label=_("what happened"), rows=2)

    class Meta:
        icon = "date"
        label = _("Entry")


class TimelineBlock(blocks.StructBlock):
    """What happened, day by day."""

    items = blocks.ListBlock(TimelineEntryBlock(), label=_("entries"))

    class Meta:
        icon = "history"
        label = _("Timeline")
        template = "blocks/timeline.html"
