"""Numbers become shapes that a reader can trust: to scale, on round ticks, with labels that fit."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pytest

from cms.core.charts import Plot, bar_plot, draw, every, line_plot, mark_path, nice_ticks, text_width, wrap

pytestmark = pytest.mark.any_database

LONG = "নদীভাঙনে বাস্তুচ্যুত পরিবারগুলোর পুনর্বাসন ও ক্ষতিপূরণের দাবিতে করা অভিযোগের মোট সংখ্যা"
WIDTHS = (680, 340)


@dataclass
class Chart:
    kind: str
    series_names: list[str]
    data_rows: list[tuple[str, list[Decimal]]]

    def __getitem__(self, name: str) -> object:
        return getattr(self, name)


def rows(*numbers: str | int) -> list[tuple[str, list[Decimal]]]:
    return [(f"সারি {index}", [Decimal(number)]) for index, number in enumerate(numbers)]


def inside(plot: Plot) -> bool:
    """Whether every bar lies within the drawing."""
    return all(
        float(bar.x) >= 0
        and float(bar.x) + float(bar.width) <= float(plot.width)
        and float(bar.y) + float(bar.height) <= float(plot.height)
        for bar in plot.bars
    )


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([27, 19, 12, 5], [0, 10, 20, 30]),
        ([3, 1], [0, 1, 2, 3]),
        ([0, 0], [0, 1]),
        ([], [0, 1]),
        ([-12, 8], [-20, -10, 0, 10]),
        ([-3, -1], [-3, -2, -1, 0]),
        (["0.4", "0.1"], ["0", "0.2", "0.4"]),
        ([98765432], [0, 50000000, 100000000]),
    ],
)
def test_ticks_are_round_and_hold_zero_and_every_number(numbers, expected):
    assert nice_ticks([Decimal(number) for number in numbers], 4) == [Decimal(tick) for tick in expected]


def test_ticks_of_whole_numbers_are_whole():
    for high in range(1, 60):
        ticks = nice_ticks([Decimal(high)], 5)
        assert all(tick == int(tick) for tick in ticks), high
        assert ticks[-1] >= high


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_are_to_scale(width):
    ten, five = bar_plot(rows(10, 5), "bn", width).bars

    assert float(ten.width) == pytest.approx(2 * float(five.width), abs=0.2)
    assert ten.x == five.x


def test_a_label_above_its_bar_keeps_clear_of_the_line_of_zero():
    plot = bar_plot(rows(10, 5), "bn", 340)
    zero = next(tick for tick in plot.ticks if tick.is_zero)

    assert [float(label.x) for label in plot.labels] == pytest.approx([float(zero.x1) + 4] * 2)
    assert {label.x for label in bar_plot(rows(-10, -5), "bn", 340).labels} == {"0.0"}


@pytest.mark.parametrize("width", WIDTHS)
def test_a_negative_bar_ends_where_a_positive_one_begins(width):
    negative, positive = bar_plot(rows(-4, 4), "bn", width).bars

    assert float(negative.x) + float(negative.width) == pytest.approx(float(positive.x), abs=0.2)
    assert negative.number.anchor == "end"
    assert float(negative.number.x) < float(negative.x)


@pytest.mark.parametrize("width", WIDTHS)
def test_zeros_have_no_length_and_still_their_number(width):
    plot = bar_plot(rows(0, 0), "bn", width)

    assert {bar.width for bar in plot.bars} == {"0.0"}
    assert [bar.number.lines for bar in plot.bars] == [["০"], ["০"]]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_bars_of_a_row_stand_together_in_the_order_of_the_series(width):
    plot = bar_plot([("ক", [Decimal(1), Decimal(2)]), ("খ", [Decimal(3), Decimal(4)])], "bn", width)

    tops = [float(bar.y) for bar in plot.bars]
    assert [bar.series for bar in plot.bars] == [1, 2, 1, 2]
    assert tops == sorted(tops)
    assert tops[1] - tops[0] < tops[2] - tops[1]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_longest_labels_and_numbers_stay_inside(width):
    data = [(LONG, [Decimal(-98765432), Decimal(98765432)]) for _row in range(24)]

    plot = bar_plot(data, "bn", width)

    assert inside(plot)
    assert all(len(label.lines) <= 3 for label in plot.labels)
    assert all(text_width(line) <= width for label in plot.labels for line in label.lines)
    bottoms = [float(label.y) for label in plot.labels]
    assert bottoms == sorted(set(bottoms))


def test_numbers_on_the_axis_that_would_touch_are_left_out_but_never_zero():
    printed = [tick.number.lines for tick in bar_plot(rows(98765432, 1), "bn", 340).ticks]
    apart = [tick.number.lines for tick in bar_plot(rows(9, 1), "bn", 340).ticks]

    assert ["০"] in printed
    assert all(apart)
    crowded = bar_plot([(LONG, [Decimal(98765432)])], "bn", 680).ticks
    places = [(float(t.number.x), text_width(t.number.lines[0])) for t in crowded if t.number.lines]
    for (left, width), (right, _width) in pairwise(places):
        assert right - left >= width


def test_digits_follow_the_language():
    assert bar_plot(rows(1234567), "en", 680).bars[0].number.lines == ["12,34,567"]
    assert bar_plot(rows(1234567), "bn", 680).bars[0].number.lines == ["১২,৩৪,৫৬৭"]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_line_goes_through_its_points_from_left_to_right(width):
    plot = line_plot(rows(1, 3, 2), "bn", width)

    points = [tuple(map(float, point.split())) for point in plot.lines[0].path[1:].split("L")]
    across, down = zip(*points, strict=True)
    assert list(across) == sorted(across)
    assert down[1] < down[2] < down[0]
    assert len(plot.lines[0].marks) == 3


@pytest.mark.parametrize("width", WIDTHS)
def test_a_line_of_one_point_is_a_mark_with_its_number_in_the_middle(width):
    plot = line_plot(rows("5.5"), "bn", width)

    assert len(plot.lines[0].marks) == 1
    assert "L" not in plot.lines[0].path
    assert plot.lines[0].numbers[0].lines == ["৫.৫"]


def test_a_row_without_a_number_for_a_series_leaves_that_line_shorter():
    plot = line_plot([("ক", [Decimal(1), Decimal(2)]), ("খ", [Decimal(3)])], "bn", 680)

    assert [len(line.marks) for line in plot.lines] == [2, 1]


def test_labels_under_a_line_thin_out_on_a_phone():
    data = [(f"{year} সাল", [Decimal(year)]) for year in range(2001, 2025)]

    wide, narrow = (line_plot(data, "bn", width) for width in WIDTHS)

    assert len(narrow.labels) < len(wide.labels) < len(data)
    assert narrow.labels[0].lines[0].startswith("2001")


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_a_chart_is_laid_out_for_both_widths(kind):
    drawing = draw(Chart(kind, ["মোট", "মামলা"], [("জুন", [Decimal(3), Decimal(1)])]), "bn")

    assert (drawing.wide.width, drawing.narrow.width) == ("680", "340")
    assert bool(drawing.wide.bars) == (kind == "bar")
    assert bool(drawing.wide.lines) == (kind == "line")
    assert [series.name for series in drawing.series] == ["মোট", "মামলা"]


def test_a_chart_without_rows_is_drawn_empty():
    for kind in ("bar", "line"):
        drawing = draw(Chart(kind, [], []), "bn")
        assert (drawing.wide.bars, drawing.wide.lines) == ([], [])


def test_text_is_wrapped_between_words():
    lines = wrap("এক দুই তিন", text_width("এক দুই") + 1)

    assert lines == ["এক দুই", "তিন"]


def test_a_word_that_is_too_long_is_cut_between_clusters():
    word = "প্রতিষ্ঠানিকীকরণ"

    lines = wrap(word, 40, most=20)

    assert "".join(lines) == word
    assert len(lines) > 1
    assert not any(line[0] in "\u09cd\u09bf\u09be\u09c0" for line in lines)


def test_what_does_not_fit_ends_in_an_ellipsis():
    lines = wrap(LONG, 60, most=2)

    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_series_are_told_apart_by_the_shape_of_their_mark():
    shapes = {mark_path(series, Decimal(0), Decimal(0)) for series in range(1, 5)}

    assert len(shapes) == 4


@pytest.mark.parametrize(("count", "step", "shown"), [(1, 0, 1), (4, 100, 1), (24, 12.5, 4), (24, 0.5, 44)])
def test_every_leaves_room_for_each_label(count, step, shown):
    assert every(count, step) == shown
