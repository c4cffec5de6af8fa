"""From the numbers of a chart block to shapes: pure functions, no Django, nothing for the browser to compute.

Bars lie on their side, because Bangla labels are long and a name beside or above its bar needs no turning of
the head. Every chart is laid out twice, for a wide column and for a phone; a container query shows one.
"""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Protocol

import regex  # type: ignore[import-untyped]

from cms.bangla.numerals import format_number

FONT_SIZE = 14
LINE_HEIGHT = 19
THICKNESS = 18
GAP = 4  # between the bars of one group
ROOM = 20  # between groups
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
# Half the width of the mark on a line's point.
MARK = Decimal(5)


class ChartData(Protocol):
    """What a chart block's value offers."""

    @property
    def series_names(self) -> list[str]: ...

    @property
    def data_rows(self) -> list[tuple[str, list[Decimal]]]: ...

    def __getitem__(self, name: str) -> object: ...


@dataclass(frozen=True)
class Label:
    """One or more lines of text; `y` is the baseline of the first. `anchor` is SVG's text-anchor."""

    x: str
    y: str
    lines: list[str]
    anchor: str = "start"


@dataclass(frozen=True)
class Bar:
    """One bar, of series number `series` (from 1), and its number printed at its end."""

    series: int
    x: str
    y: str
    width: str
    height: str
    number: Label


@dataclass(frozen=True)
class Line:
    """One series of a line chart: the path through its points, marks on them, numbers where there is room."""

    series: int
    path: str
    marks: list[str]
    numbers: list[Label] = field(default_factory=list)


@dataclass(frozen=True)
class Tick:
    """One line of the grid: from (x1, y1) to (x2, y2), with its number."""

    x1: str
    y1: str
    x2: str
    y2: str
    number: Label
    is_zero: bool


@dataclass(frozen=True)
class Plot:
    """A chart laid out for one width: everything its template prints."""

    width: str
    height: str
    ticks: list[Tick]
    labels: list[Label]
    bars: list[Bar] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Series:
    """One entry of the legend."""

    number: int
    name: str
    marks: list[str]  # its mark in line charts, as the path around (12, 7)


@dataclass(frozen=True)
class Drawing:
    """A chart, laid out for both widths."""

    kind: str
    series: list[Series]
    wide: Plot
    narrow: Plot


def draw(chart: ChartData, language: str) -> Drawing:
    """Return the drawing of `chart`, its numbers in the digits of `language`."""
    rows = [(label, [Decimal(number) for number in numbers]) for label, numbers in chart.data_rows]
    kind = "line" if chart["kind"] == "line" else "bar"
    layout = line_plot if kind == "line" else bar_plot
    series = [
        Series(number, name, [mark_path(number, Decimal(12), Decimal(7))])
        for number, name in enumerate(chart.series_names, start=1)
    ]
    return Drawing(kind, series, layout(rows, language, 680), layout(rows, language, 340))


def bar_plot(rows: Sequence[tuple[str, Sequence[Decimal]]], language: str, width: int) -> Plot:
    """Return `rows` as groups of bars: labels beside them in a wide plot, above them in a narrow one."""
    beside = width > 500
    numbers = [number for _label, values in rows for number in values]
    ticks = nice_ticks(numbers, 6 if beside else 4)
    printed = [format_number(number, language) for number in numbers] or ["0"]
    room = Decimal(max(text_width(text) for text in printed) + 8)
    label_width = (
        min(max((text_width(label) for label, _values in rows), default=0), width * 0.36) if beside else 0
    )
    left = Decimal(label_width) + (16 if beside else 2) + (room if min(numbers, default=0) < 0 else 0)
    scale = _Scale(ticks[0], ticks[-1], left, Decimal(width) - room)
    # Above its bars a label begins beside the line of zero, unless that leaves it less than half the width.
    above = scale.at(Decimal(0)) + 4
    above = above if 2 * above <= width else Decimal(0)

    bars: list[Bar] = []
    labels: list[Label] = []
    y = Decimal(6)
    for label, values in rows:
        lines = wrap(label, label_width if beside else width - 4 - float(above))
        height = max(len(values) * (THICKNESS + GAP) - GAP, THICKNESS)
        if beside:
            block = max(Decimal(height), Decimal(len(lines) * LINE_HEIGHT))
            first = y + (block - len(lines) * LINE_HEIGHT) / 2 + FONT_SIZE
            labels.append(Label(_px(Decimal(label_width)), _px(first), lines, "end"))
            top = y + (block - height) / 2
        else:
            labels.append(Label(_px(above), _px(y + FONT_SIZE), lines))
            top = y + len(lines) * LINE_HEIGHT + 3
            block = Decimal(height + len(lines) * LINE_HEIGHT + 3)
        bars += _group(values, scale, top, language)
        y += block + ROOM
    bottom = y - ROOM + 6
    grid = _upright_grid(ticks, scale, bottom, width, language)
    return Plot(str(width), _px(bottom + LINE_HEIGHT + 8), grid, labels, bars=bars)


def line_plot(rows: Sequence[tuple[str, Sequence[Decimal]]], language: str, width: int) -> Plot:
    """Return `rows` as lines over evenly spaced labels; a label is left out where the next would touch it."""
    numbers = [number for _label, values in rows for number in values]
    ticks = nice_ticks(numbers, 5)
    left = Decimal(max(text_width(format_number(tick, language)) for tick in ticks) + 10)
    right = Decimal(width - 22)
    height = Decimal(300 if width > 500 else 240)
    scale = _Scale(ticks[0], ticks[-1], height, Decimal(22))
    step = (right - left) / max(len(rows) - 1, 1)
    inset = Decimal(20) if len(rows) > 1 else (right - left) / 2
    step -= 2 * inset / max(len(rows) - 1, 1) if len(rows) > 1 else 0
    places = [left + inset + step * index for index in range(len(rows))]

    shown = every(len(rows), float(step) if len(rows) > 1 else float(right - left))
    slot = float(step) * shown - 6 if len(rows) > 1 else float(right - left)
    labels = [
        Label(_px(places[index]), _px(height + LINE_HEIGHT + 4), wrap(rows[index][0], slot), "middle")
        for index in range(0, len(rows), shown)
    ]
    depth = max((len(label.lines) for label in labels), default=1)
    grid = [
        Tick(
            *(_px(left), _px(scale.at(tick)), _px(right), _px(scale.at(tick))),
            Label(_px(left - 8), _px(scale.at(tick) + 5), [format_number(tick, language)], "end"),
            tick == 0,
        )
        for tick in ticks
    ]
    count = max((len(values) for _label, values in rows), default=0)
    has_numbers = count == 1 and (step >= 44 or len(rows) == 1)
    lines = [
        _line(
            index,
            [(x, values[index]) for x, (_, values) in zip(places, rows, strict=True) if index < len(values)],
            scale,
            language,
            has_numbers=has_numbers,
        )
        for index in range(count)
    ]
    return Plot(str(width), _px(height + depth * LINE_HEIGHT + 12), grid, labels, lines=lines)


def nice_ticks(numbers: Iterable[Decimal], wanted: int) -> list[Decimal]:
    """Return about `wanted` round numbers, zero among them, that all of `numbers` lie between.

    Steps are 1, 2, 2.5 or 5 times a power of ten. Where all numbers are whole, so are the ticks: there is no
    half a person.
    """
    values = list(numbers)
    low, high = min([*values, Decimal(0)]), max([*values, Decimal(0)])
    if low == high:
        high = Decimal(1)
    rough = (high - low) / (wanted - 1)
    magnitude = Decimal(1).scaleb(rough.adjusted())
    steps = [factor * magnitude for factor in STEPS]
    if all(number == number.to_integral_value() for number in values):
        steps = [Decimal(1), *(step for step in steps if step >= 1 and step == step.to_integral_value())]
    step = next(step for step in steps if step >= min(rough, steps[-1]))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return [(step * index).normalize() + 0 for index in range(int(first), int(last) + 1)]


def text_width(text: str) -> float:
    """Return about how wide `text` is at the charts' size, in the house's typeface.

    A server has no browser to ask. Vowel signs that stand beside their letter take room, others none.
    """
    ems = 0.0
    for cluster in regex.findall(r"\X", text):
        if "\u0980" <= cluster[0] <= "\u09ff":
            ems += 0.66 + 0.3 * sum(unicodedata.category(sign) == "Mc" for sign in cluster[1:])
            ems += 0.2 * cluster.count("\u09cd")
        else:
            ems += 0.3 if cluster in " .,:;'’|il" else 0.58
    return ems * FONT_SIZE


def wrap(text: str, width: float, most: int = 3) -> list[str]:
    """Return `text` in at most `most` lines of about `width`; a longer word is cut between clusters."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
            continue
        lines.append("")
        for cluster in regex.findall(r"\X", word):
            if lines[-1] and text_width(lines[-1] + cluster) > width:
                lines.append("")
            lines[-1] += cluster
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    return lines or [""]


def every(count: int, step: float) -> int:
    """Return n so that printing each n-th of `count` labels, `step` apart, leaves each about 44 units."""
    return 1 if count < 2 else math.ceil(44 / max(step, 1))


def mark_path(series: int, x: Decimal, y: Decimal) -> str:
    """Return the path of the mark of `series` around (x, y): disc, square, triangle or diamond."""
    west, east, north, south = _px(x - MARK), _px(x + MARK), _px(y - MARK), _px(y + MARK)
    centre_x, centre_y = _px(x), _px(y)
    if series % 4 == 1:
        return f"M{west} {centre_y}a{MARK} {MARK} 0 1 0 {MARK * 2} 0a{MARK} {MARK} 0 1 0 {-MARK * 2} 0z"
    if series % 4 == 2:
        return f"M{west} {north}H{east}V{south}H{west}z"
    if series % 4 == 3:
        return f"M{centre_x} {north}L{east} {south}H{west}z"
    return f"M{centre_x} {north}L{east} {centre_y}L{centre_x} {south}L{west} {centre_y}z"


@dataclass(frozen=True)
class _Scale:
    low: Decimal
    high: Decimal
    start: Decimal
    end: Decimal

    def at(self, number: Decimal) -> Decimal:
        return self.start + (number - self.low) / (self.high - self.low) * (self.end - self.start)


def _group(values: Sequence[Decimal], scale: _Scale, top: Decimal, language: str) -> list[Bar]:
    zero = scale.at(Decimal(0))
    bars = []
    for index, number in enumerate(values):
        end, y = scale.at(number), top + index * (THICKNESS + GAP)
        outside = Label(
            _px(end + (6 if number >= 0 else -6)),
            _px(y + THICKNESS - 4),
            [format_number(number, language)],
            "start" if number >= 0 else "end",
        )
        bars.append(
            Bar(index + 1, _px(min(zero, end)), _px(y), _px(abs(end - zero)), str(THICKNESS), outside)
        )
    return bars


def _upright_grid(
    ticks: Sequence[Decimal], scale: _Scale, bottom: Decimal, width: int, language: str
) -> list[Tick]:
    printed = [format_number(tick, language) for tick in ticks]
    widest = max(text_width(text) for text in printed)
    apart = scale.at(ticks[1]) - scale.at(ticks[0])
    # Where numbers would touch, only some are printed, counted from zero.
    shown = math.ceil((Decimal(widest) + 10) / apart)
    grid = []
    for index, tick in enumerate(ticks):
        x, half = scale.at(tick), Decimal(text_width(printed[index])) / 2
        lines = [printed[index]] if (index - ticks.index(Decimal(0))) % shown == 0 else []
        number = Label(_px(min(max(x, half), width - half)), _px(bottom + LINE_HEIGHT), lines, "middle")
        grid.append(Tick(_px(x), "0.0", _px(x), _px(bottom), number, tick == 0))
    return grid


def _line(
    index: int, points: list[tuple[Decimal, Decimal]], scale: _Scale, language: str, *, has_numbers: bool
) -> Line:
    placed = [(x, scale.at(number), number) for x, number in points]
    path = "".join(f"{'L' if at else 'M'}{_px(x)} {_px(y)}" for at, (x, y, _number) in enumerate(placed))
    numbers = [
        Label(_px(x), _px(y + (22 if number < 0 else -11)), [format_number(number, language)], "middle")
        for x, y, number in placed
        if has_numbers
    ]
    return Line(index + 1, path, [mark_path(index + 1, x, y) for x, y, _number in placed], numbers)


def _px(length: Decimal) -> str:
    # Text, so that no template prints a coordinate in Bangla digits or with a decimal comma.
    return f"{length:.1f}"
