"""Blocks of numbers: key figures, charts and tables. Numbers are facts, words around them are translated."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail_localize.segments import StringSegmentValue

from cms.bangla.numerals import to_latin_digits
from cms.core.languages import in_readers_digits

NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+\s*%?")


class KeyFigureBlock(blocks.StructBlock):
    """One number that matters."""

    value = blocks.DecimalBlock(label=_("number"), max_digits=18, decimal_places=6)
    unit = blocks.CharBlock(
        label=_("unit"),
        required=False,
        max_length=30,
        help_text=_("Printed right after the number, such as “%”."),
    )
    label = blocks.CharBlock(label=_("what it counts"), max_length=200)

    class Meta:
        icon = "decimal"
        label = _("Figure")


class KeyFiguresBlock(blocks.StructBlock):
    """A few numbers, large, each with what it counts."""

    items = blocks.ListBlock(KeyFigureBlock(), label=_("figures"))
    source = blocks.CharBlock(label=_("source"), required=False, max_length=255)

    class Meta:
        icon = "decimal"
        label = _("Key figures")
        template = "blocks/key_figures.html"


class ChartRowBlock(blocks.StructBlock):
    """One row of a chart's data: a label and a number for each series."""

    label = blocks.CharBlock(label=_("label"), max_length=100)
    values = blocks.ListBlock(
        blocks.DecimalBlock(label=_("number"), max_digits=18, decimal_places=6),
        label=_("numbers, one for each series"),
    )

    class Meta:
        icon = "decimal"
        label = _("Row")


class ChartValue(blocks.StructValue):
    """The data of a chart, as its template, its table and its CSV want it."""

    @cached_property
    def series_names(self) -> list[str]:
        """The name of each series, in order."""
        return list(self["series"])

    @cached_property
    def data_rows(self) -> list[tuple[str, list[Decimal]]]:
        """Label and numbers of each row, in order."""
        return [(row["label"], list(row["values"])) for row in self["rows"]]

    @property
    def csv_rows(self) -> list[list[str]]:
        """The data as rows of text, the header first. Digits stay Latin: spreadsheets read no others."""
        header = ["", *self.series_names]
        return [header, *([label, *(str(number) for number in numbers)] for label, numbers in self.data_rows)]


class ChartBlock(blocks.StructBlock):
    """A bar or line chart, drawn on the server, with its data as a table beside it."""

    title = blocks.CharBlock(label=_("title"), max_length=200)
    summary = blocks.TextBlock(
        label=_("what the chart shows"),
        rows=2,
        help_text=_("One sentence, for readers who do not see the chart and for those in a hurry."),
    )
    kind = blocks.ChoiceBlock(
        label=_("kind"), choices=[("bar", _("bars")), ("line", _("lines"))], default="bar"
    )
    unit = blocks.CharBlock(label=_("unit"), required=False, max_length=60)
    series = blocks.ListBlock(
        blocks.CharBlock(label=_("name"), max_length=100), label=_("series"), min_num=1, max_num=4
    )
    rows = blocks.ListBlock(ChartRowBlock(), label=_("data"), min_num=1, max_num=24)
    source = blocks.CharBlock(label=_("source"), required=False, max_length=255)

    def clean(self, value):
        """Refuse a row that has not exactly one number for each series.

        Raises:
            StructBlockValidationError: on `rows`, naming the row.
        """
        cleaned = super().clean(value)
        wanted = len(cleaned["series"])
        for row in cleaned["rows"]:
            if len(row["values"]) != wanted:
                raise blocks.StructBlockValidationError(
                    {
                        "rows": ValidationError(
                            _("“%(row)s” needs one number for each series: %(count)s.")
                            % {"row": row["label"], "count": in_readers_digits(wanted)}
                        )
                    }
                )
        return cleaned

    class Meta:
        icon = "chart"
        label = _("Chart")
        template = "blocks/chart.html"
        value_class = ChartValue


class SpreadsheetBlock(WagtailTableBlock):
    """The grid of a table, typed in or pasted from a spreadsheet, whose words can be translated cell by cell.

    wagtail-localize knows no table block: without the two methods below a table would be copied untranslated.
    """

    def get_table_options(self, table_options=None):
        """Name a language the grid's script knows: it has no Bangla and would complain of it in the console."""
        return super().get_table_options({"language": "en-US"} | (table_options or {}))

    def get_translatable_segments(self, value) -> list[StringSegmentValue]:
        """Return each cell that holds words. A cell that holds only a number is a fact and stays as it is."""
        return [
            StringSegmentValue(f"{row_number}-{column_number}", cell)
            for row_number, row in enumerate((value or {}).get("data", []))
            for column_number, cell in enumerate(row)
            if cell and not is_number(cell)
        ]

    def restore_translated_segments(self, value, segments):
        """Return `value` with each translated cell put back in its place."""
        for segment in segments:
            row_number, column_number = map(int, segment.path.split("-"))
            value["data"][row_number][column_number] = segment.render_text()
        return value


class TableValue(blocks.StructValue):
    """A table as its template and its CSV want it."""

    @property
    def grid(self) -> list[list[str]]:
        """All cells, row by row, empty ones as empty text."""
        return [
            ["" if cell is None else str(cell) for cell in row]
            for row in (self["table"] or {}).get("data", [])
        ]

    @property
    def header(self) -> list[str]:
        """The cells of the first row, when it is a heading."""
        return self.grid[0] if self._first_row_is_header and self.grid else []

    @property
    def body(self) -> list[list[str]]:
        """The rows under the heading."""
        return self.grid[1:] if self._first_row_is_header else self.grid

    @property
    def first_column_is_header(self) -> bool:
        """Whether each row begins with its own heading."""
        return (self["table"] or {}).get("table_header_choice") in ("column", "both")

    @property
    def csv_rows(self) -> list[list[str]]:
        """All rows as text, numbers in Latin digits: spreadsheets read no others."""
        return [[to_latin_digits(cell) if is_number(cell) else cell for cell in row] for row in self.grid]

    @property
    def _first_row_is_header(self) -> bool:
        return (self["table"] or {}).get("table_header_choice") in ("row", "both")


class TableBlock(blocks.StructBlock):
    """A table with a caption."""

    title = blocks.CharBlock(label=_("title"), max_length=200)
    table = SpreadsheetBlock(label=_("table"))
    source = blocks.CharBlock(label=_("source"), required=False, max_length=255)

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table.html"
        value_class = TableValue


def is_number(cell: str) -> bool:
    """Whether `cell` holds only a number, in either script, with or without grouping and a percent sign."""
    return bool(NUMBER.fullmatch(to_latin_digits(str(cell)).strip()))
