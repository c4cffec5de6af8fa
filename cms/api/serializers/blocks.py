"""The blocks of a body, each with a schema of its own, told apart by `type`."""

from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import get_language
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers
from wagtail.models import Page

from cms.api.serializers.base import LinkField, LoadedList, NumberField, OutputSerializer, TextField
from cms.api.serializers.media import DocumentSerializer, ImageSerializer
from cms.api.serializers.references import PageReferenceSerializer
from cms.api.serializers.richtext import RichTextField
from cms.api.serializers.vocabulary import AuthoritySerializer


class HeadingSerializer(OutputSerializer):
    """A heading inside the body; the page's title is level one."""

    text = TextField()
    level = serializers.ChoiceField(["h2", "h3"])


class QuotationSerializer(OutputSerializer):
    """Somebody's words, with who said them."""

    text = TextField()
    attribution = TextField()


class DemandSerializer(OutputSerializer):
    """One demand and the authority it is addressed to."""

    text = TextField()
    authority = AuthoritySerializer(allow_null=True)


class DemandsSerializer(OutputSerializer):
    """Demands, to be numbered."""

    intro = TextField()
    items = DemandSerializer(many=True)


class LegalReferenceSerializer(OutputSerializer):
    """An article of a law or a treaty, and what it says."""

    instrument = TextField()
    article = TextField()
    note = TextField()
    url = LinkField()


class TimelineEntrySerializer(OutputSerializer):
    """One dated entry."""

    on = serializers.DateField(allow_null=True)
    text = TextField()


class TimelineSerializer(OutputSerializer):
    """What happened, day by day."""

    items = TimelineEntrySerializer(many=True)


class KeyFigureSerializer(OutputSerializer):
    """One number that matters."""

    value = NumberField()
    unit = TextField()
    label = TextField()


class KeyFiguresSerializer(OutputSerializer):
    """A few numbers, each with what it counts."""

    items = KeyFigureSerializer(many=True)
    source = TextField()


class ChartRowSerializer(OutputSerializer):
    """A label and its numbers."""

    label = TextField()
    values = serializers.ListField(
        child=NumberField(), help_text="One number for each series, in their order."
    )


class ChartSerializer(OutputSerializer):
    """The data of a chart."""

    title = TextField()
    summary = TextField(help_text="What the chart shows, for readers who do not see it.")
    kind = serializers.ChoiceField(["bar", "line"])
    unit = TextField()
    series = serializers.ListField(child=TextField())
    rows = ChartRowSerializer(many=True)
    source = TextField()


class TableSerializer(OutputSerializer):
    """A table with a caption."""

    title = TextField()
    rows = serializers.ListField(
        child=serializers.ListField(child=TextField()),
        help_text="All cells as text, row by row, headings included.",
    )
    first_row_is_header = serializers.BooleanField()
    first_column_is_header = serializers.BooleanField()
    source = TextField()

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        table = instance["table"]
        headings = table.get("table_header_choice")
        return {
            "title": instance["title"],
            "rows": [[str(cell or "") for cell in row] for row in table.get("data") or []],
            "first_row_is_header": headings in ("row", "both"),
            "first_column_is_header": headings in ("column", "both"),
            "source": instance["source"],
        }


class FigureSerializer(OutputSerializer):
    """A picture in the text."""

    image = ImageSerializer(allow_null=True)


class DocumentLinkSerializer(OutputSerializer):
    """A document to download in the midst of the text."""

    document = DocumentSerializer(allow_null=True)
    label = TextField(help_text="The words of the link; the document's title when the editor gave none.")

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        value = super().to_representation(instance)
        return value | {"label": value["label"] or (value["document"] or {}).get("title", "")}


class EmbedSerializer(OutputSerializer):
    """Something that plays or shows on another site: nothing of that site is part of the answer."""

    url = LinkField()
    title = TextField()
    host = TextField(help_text="The name of the other site.")

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        host = (urlsplit(instance["url"]).hostname or "").removeprefix("www.")
        return super().to_representation(instance | {"host": host})


class BlockPagesList(LoadedList):
    """The published pages that a block names by their keys, in the language of the answer if possible."""

    def get_attribute(self, instance: dict[str, Any]) -> list[Page]:
        targets = [self.context["loaded"].target(key, get_language() or "bn") for key in instance["pages"]]
        return list({page.pk: page for page in targets if page is not None}.values())


class RelatedPagesSerializer(OutputSerializer):
    """Links to other pages of the site."""

    pages = BlockPagesList(child=PageReferenceSerializer())


# The value of each block, in the order of the editor's menu.
VALUES: dict[str, type[serializers.Field]] = {
    "paragraph": RichTextField,
    "heading": HeadingSerializer,
    "quotation": QuotationSerializer,
    "demands": DemandsSerializer,
    "legal_reference": LegalReferenceSerializer,
    "timeline": TimelineSerializer,
    "key_figures": KeyFiguresSerializer,
    "chart": ChartSerializer,
    "table": TableSerializer,
    "image": FigureSerializer,
    "document": DocumentLinkSerializer,
    "embed": EmbedSerializer,
    "related_pages": RelatedPagesSerializer,
}


def _block_serializer(name: str, value: type[serializers.Field]) -> type[OutputSerializer]:
    fields: dict[str, Any] = {
        "type": serializers.ChoiceField([name]),
        "id": TextField(help_text="The same in both languages."),
        "value": value(),
        "__doc__": f"A block of the type `{name}`.",
    }
    return type(f"{name.title().replace('_', '')}BlockSerializer", (OutputSerializer,), fields)


BLOCKS = {name: _block_serializer(name, value) for name, value in VALUES.items()}


@extend_schema_field(
    PolymorphicProxySerializer(
        component_name="Block", serializers=lambda: BLOCKS, resource_type_field_name="type", many=True
    )
)
class StreamField(serializers.Field):
    """A stream as the loader has read it: a list of blocks."""

    def get_attribute(self, instance: Page) -> list[dict[str, Any]]:
        return self.context["loaded"].streams[instance.pk, self.field_name]

    def to_representation(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        writers = {name: BLOCKS[name](context=self.context) for name in {block["type"] for block in value}}
        return [writers[block["type"]].to_representation(block) for block in value]
