"""The blocks of a body, each with a schema of its own, told apart by `type`."""

from typing import Any
from urllib.parse import urlsplit

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from cms.api.output import Output
from cms.api.serializers.base import (
    LinkField,
    NumberField,
    OutputField,
    OutputSerializer,
    TextField,
    Writer,
)
from cms.api.serializers.media import DocumentSerializer, ImageSerializer
from cms.api.serializers.references import PageReferenceSerializer, write_targets
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

    @classmethod
    def write(cls, value: dict[str, Any], out: Output) -> dict[str, Any]:
        table = value["table"]
        headings = table.get("table_header_choice")
        return {
            "title": value["title"],
            "rows": [[str(cell or "") for cell in row] for row in table.get("data") or []],
            "first_row_is_header": headings in ("row", "both"),
            "first_column_is_header": headings in ("column", "both"),
            "source": value["source"],
        }


class FigureSerializer(OutputSerializer):
    """A picture in the text."""

    image = ImageSerializer(allow_null=True)


class DocumentLinkSerializer(OutputSerializer):
    """A document to download in the midst of the text."""

    document = DocumentSerializer(allow_null=True)
    label = TextField(help_text="The words of the link; the document's title when the editor gave none.")

    @classmethod
    def write(cls, value: dict[str, Any], out: Output) -> dict[str, Any]:
        document = DocumentSerializer.write(value["document"], out)
        return {"document": document, "label": value["label"] or (document or {}).get("title", "")}


class EmbedSerializer(OutputSerializer):
    """Something that plays or shows on another site: nothing of that site is part of the answer."""

    url = LinkField()
    title = TextField()
    host = TextField(help_text="The name of the other site.")

    @classmethod
    def write(cls, value: dict[str, Any], out: Output) -> dict[str, Any]:
        host = (urlsplit(value["url"]).hostname or "").removeprefix("www.")
        return {"url": LinkField.write(value["url"], out), "title": value["title"], "host": host}


class RelatedPagesSerializer(OutputSerializer):
    """Links to the published ones among other pages of the site, in the language of the answer if possible."""

    pages = PageReferenceSerializer(many=True)

    @classmethod
    def write(cls, value: dict[str, Any], out: Output) -> dict[str, Any]:
        return {"pages": write_targets(value["pages"], out)}


# The value of each block, in the order of the editor's menu.
VALUES: dict[str, type[OutputField] | type[OutputSerializer]] = {
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
class StreamField(OutputField):
    """A stream as the loader has read it: a list of blocks."""

    @staticmethod
    def write(value: list[dict[str, Any]], out: Output) -> list[dict[str, Any]]:
        return [
            {
                "type": block["type"],
                "id": block["id"],
                "value": WRITERS[block["type"]](block["value"], out),
            }
            for block in value
        ]


WRITERS: dict[str, Writer] = {name: value.write for name, value in VALUES.items()}
