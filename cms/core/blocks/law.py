"""Blocks of the desk's own trade: what is demanded of whom, and by which law."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class DemandBlock(blocks.StructBlock):
    """One demand and the authority it is addressed to."""

    text = blocks.TextBlock(label=_("demand"), rows=2)
    authority = SnippetChooserBlock("core.Authority", label=_("addressed to"), required=False)

    class Meta:
        icon = "tick"
        label = _("Demand")


class DemandsBlock(blocks.StructBlock):
    """Numbered demands."""

    intro = blocks.CharBlock(label=_("introduction"), required=False, max_length=300)
    items = blocks.ListBlock(DemandBlock(), label=_("demands"))

    class Meta:
        icon = "list-ol"
        label = _("Demands")
        template = "blocks/demands.html"


class LegalReferenceBlock(blocks.StructBlock):
    """An article of a law or a treaty, and what it says."""

    instrument = blocks.CharBlock(
        label=_("law or treaty"),
        max_length=255,
        help_text=_("Its full name, with the year where that is usual."),
    )
    article = blocks.CharBlock(label=_("article or section"), required=False, max_length=100)
    note = blocks.TextBlock(label=_("what it says"), required=False, rows=2)
    url = blocks.URLBlock(label=_("link to the text"), required=False)

    class Meta:
        icon = "doc-full-inverse"
        label = _("Legal reference")
        template = "blocks/legal_reference.html"
