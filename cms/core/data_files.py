"""The data of charts and tables as files that spreadsheets open."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import Http404, HttpResponse
from wagtail.blocks import StreamValue

from cms.core.blocks.figures import is_number

# What a spreadsheet may read as a formula (OWASP, CSV injection); tab and carriage return lead to the same.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def data_file(page: Any, block_id: str) -> HttpResponse:
    """Return the data of the chart or table with `block_id` in the body of `page`, as CSV (RFC 4180).

    Raises:
        Http404: there is no such block, or it holds no data.
    """
    rows = next(blocks_with_data(page.body, block_id), None)
    if rows is None:
        raise Http404
    response = HttpResponse(csv_text(rows), content_type="text/csv; charset=utf-8; header=present")
    response.headers["Content-Disposition"] = f'attachment; filename="{page.slug}-{block_id[:8]}.csv"'
    response.headers["Content-Language"] = page.language
    return response


def blocks_with_data(body: StreamValue, block_id: str) -> Iterator[list[list[str]]]:
    """Yield the rows of each block of `body` that has that id and holds data."""
    for block in body:
        if block.id == block_id and (rows := getattr(block.value, "csv_rows", None)):
            yield rows


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Return `rows` as CSV with a byte order mark: without it spreadsheets misread Bangla."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows([safe_cell(cell) for cell in row] for row in rows)
    return f"\ufeff{buffer.getvalue()}"


def safe_cell(cell: str) -> str:
    """Return `cell`, with an apostrophe before it if a spreadsheet might run it as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) and not is_number(cell) else cell
