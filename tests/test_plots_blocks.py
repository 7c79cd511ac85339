"""Bars are as long, and shades as dark, as their values; legends and words tell them apart."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizlr.model import text_of
from quizlr.rendering.cells import cell_width
from quizlr.rendering.plots import (
    Axis,
    Bar,
    Bars,
    Calendar,
    Chart,
    Heatmap,
    Plot,
    Series,
    Stroke,
    draw,
    fits,
    plain,
    table,
)
from quizlr.rendering.plots.gutter import LYING, UPRIGHT, partial
from quizlr.rendering.plots.heatmap import as_heatmap
from quizlr.rendering.plots.shades import shades_of
from quizlr.rendering.plots.spoken import crossings
from quizlr.rendering.plots.text import fitted, spelled, spread

EIGHTHS = {char: at + 1 for at, char in enumerate(LYING[0])}
HEIGHTS = {char: at + 1 for at, char in enumerate(UPRIGHT[0])}


def lines_of(chart: Chart, width: int = 72, height: int = 16, **more: bool) -> list[str]:
    return [text_of(line) for line in draw(chart, width, height, **more)]


def bars(*values: float, is_upright: bool = False) -> Bars:
    return Bars("", tuple(Bar(str(at), value) for at, value in enumerate(values)), "", is_upright)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=10))
def test_lying_bars_are_as_long_as_their_values(values: list[float]) -> None:
    lengths = [sum(EIGHTHS.get(char, 0) for char in line) for line in lines_of(bars(*values))]
    highest, longest = max(values), max(lengths)
    for value, length in zip(values, lengths, strict=False):
        share = value / highest if highest else 0
        assert length == pytest.approx(longest * share, abs=1.01)
        assert (length > 0) == (value > 0 and share > 0)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 500), min_size=1, max_size=12))
def test_upright_bars_stand_as_high_as_their_values(values: list[int]) -> None:
    rows = lines_of(bars(*values, is_upright=True), 90, 20)
    start = next(row.index("┴─") for row in rows if "┴─" in row) + 1
    heights = [
        sum(HEIGHTS.get(row.ljust(90)[start + 7 * at], 0) for row in rows)
        for at in range(len(values))
    ]
    highest = max(values)
    for value, height in zip(values, heights, strict=True):
        share = value / highest if highest else 0
        assert height == pytest.approx(max(heights) * share, abs=1.01)


def test_bars_to_both_sides_meet_at_zero() -> None:
    plus, minus = lines_of(bars(2.0, -1.0))[:2]
    assert minus.rindex("█") + 1 == plus.index("█")
    assert plus.endswith(" 2")
    assert minus.endswith(" -1")


def test_missing_and_infinite_bars() -> None:
    missing, endless, whole = lines_of(bars(math.nan, math.inf, 3.0))[:3]
    assert missing.endswith("no value")
    assert endless.count("█") == whole.count("█")
    assert endless.endswith("inf")


@settings(max_examples=300)
@given(st.floats(0, 8), st.floats(0, 8))
def test_the_parts_of_a_bar_make_its_length(one: float, other: float) -> None:
    start, end = min(one, other), max(one, other)
    cells = [partial(cell, start, end, LYING) for cell in range(8)]
    covered = sum(EIGHTHS.get(cell, {"▕": 1, "▐": 4}.get(cell, 0)) for cell in cells) / 8
    assert covered == pytest.approx(end - start, abs=0.4)
    assert (covered > 0) == (end > start)


def test_more_bars_than_lines_are_a_table_that_says_so() -> None:
    chart = bars(*range(30))
    assert not fits(chart, 72, 16)
    text = "\n".join(lines_of(chart))
    assert "of 30 rows" in text


@given(st.lists(st.floats(allow_infinity=False, allow_nan=False), min_size=2))
def test_shades_darken_with_the_value(values: list[float]) -> None:
    shades = shades_of(values)
    signs = ["·░▒▓█".index(shades.shade(value)) for value in sorted(values)]
    assert signs == sorted(signs)
    assert shades.shade(math.nan) == " "


def test_the_legend_of_small_counts_names_each_count_once() -> None:
    for high, wanted in ((1, "· 0 █ to 1"), (2, "· 0 ▒ to 1 █ to 2"), (4, "· 0 ░ to 1 ▒ to 2")):
        shades = shades_of(map(float, range(high + 1)))
        words = " ".join(span.text for line in shades.legend("", 80, 1) for span in line)
        assert " ".join(words.split()).startswith(wanted)
        for count in range(1, high + 1):
            assert shades.shade(count) in words


def test_a_shade_reaches_as_far_as_the_legend_says() -> None:
    shades = shades_of(map(float, range(90)))
    assert text_of(shades.legend("", 72, 2)[0]) == "· 0  ░ to 22  ▒ to 44  ▓ to 66  █ to 89"
    assert [shades.shade(value) for value in (0, 1, 22, 23, 44, 45, 66, 67, 89)] == list(
        "·░░▒▒▓▓██"
    )


@settings(max_examples=50)
@given(st.dates(date(1999, 1, 1), date(2090, 1, 1)), st.integers(1, 800), st.integers(1, 60))
def test_each_day_stands_in_its_week(first_on: date, days: int, weeks: int) -> None:
    chart = as_heatmap(Calendar("", first_on, tuple(map(float, range(days)))), weeks)
    last_on = first_on + timedelta(days=days - 1)
    newest = last_on - timedelta(days=last_on.weekday())
    for weekday, row in enumerate(chart.values):
        for back, value in enumerate(reversed(row)):
            on = newest + timedelta(days=weekday - 7 * back)
            expected = float((on - first_on).days) if first_on <= on <= last_on else math.nan
            assert value == expected or (math.isnan(value) and math.isnan(expected))
    named = [name for name in chart.column_names if name]
    assert all(a != b for a, b in pairwise(named))
    assert named[-1] == f"{newest + timedelta(days=6):%b}"


def test_digits_are_numbers_where_they_fit_and_tenths_elsewhere() -> None:
    values = (tuple(float(value) for value in range(0, 110, 10)),)
    wide = Heatmap("", ("row",), (), values, has_digits=True)
    shown = lines_of(wide, 110)[0].removeprefix("row")
    assert "".join(char for char in shown if char in "0123456789 ").split() == [
        str(value) for value in range(0, 110, 10)
    ]
    narrow = lines_of(wide, 30)
    assert narrow[0] == "row ··11223344556677889999"
    assert narrow[1] == "· 0  0 to 9: tenths of 100"


def two_curves() -> Plot:
    xs = [float(x) for x in range(11)]
    rising, falling = Series("up", xs, xs), Series("down", xs, [7 - x for x in xs])
    return Plot("Two lines", Axis("x"), Axis("y"), (rising, falling), caption="They cross once.")


def test_a_table_with_room_shows_every_row() -> None:
    lines = [text_of(line) for line in table(bars(*range(30)), 40, 1000)]
    assert [line.split()[0] for line in lines[2:]] == [str(at) for at in range(30)]


def test_curves_are_told_apart_without_colour() -> None:
    xs = [float(x) for x in range(9)]
    curves = tuple(Series(f"curve {k}", xs, [k * x for x in xs]) for k in range(4))
    _, *frame = lines_of(Plot("", series=curves))
    legend = lines_of(Plot("", series=curves), 110)[0]
    samples = re.findall(r"([\u2801-\u28ff ]+) ([a-d]) curve", legend)
    assert [letter for _, letter in samples] == ["a", "b", "c", "d"]
    assert len({sample.strip() for sample, _ in samples}) == 4
    assert {line[-1] for line in frame} > {"a", "b", "c", "d"}


def test_every_stroke_looks_different() -> None:
    drawn = set()
    for stroke in Stroke:
        plot = Plot("", series=(Series("", [0, 1], [0, 0], stroke=stroke),))
        drawn.add("\n".join(lines_of(plot)))
    assert len(drawn) == len(Stroke)


def test_what_is_said_is_what_is_seen() -> None:
    said = plain(two_curves()).splitlines()
    for sentence in (
        "Across: x from 0 to 10.",
        "Up: y from -3 to 10.",
        "up is highest, 10, at x 10 and lowest, 0, at x 0; it never falls.",
        "down is highest, 7, at x 0 and lowest, -3, at x 10; it never rises.",
        "up and down cross near x 3.5.",
        "They cross once.",
    ):
        assert sentence in said[0]
    assert said[1] == "x: 0; up: 0; down: 7"
    assert said[-1] == "x: 10; up: 10; down: -3"


def test_an_axis_says_only_what_it_can_show() -> None:
    endless = Series("s", [0.0, 1.0, 10.0], [math.inf, math.nan, -math.inf])
    said = plain(Plot("", Axis("x", is_log=True), Axis("y"), (endless,)))
    assert "Across: x from 1 to 10, logarithmic." in said
    assert "Up: y without values." in said
    assert "Across: always 3." in plain(Plot("", series=(Series("", [3.0], [1.0]),)))


@given(st.floats(-5, 5), st.floats(0.1, 5), st.floats(-5, 5), st.floats(-5, -0.1))
def test_lines_cross_where_algebra_says(a: float, rise: float, b: float, fall: float) -> None:
    xs = [x / 4 for x in range(-400, 401)]
    one = Series("", xs, [a + rise * x for x in xs])
    other = Series("", xs, [b + fall * x for x in xs])
    place = (b - a) / (rise - fall)
    assert crossings(one, other) == pytest.approx([place], abs=1e-6)


def test_a_table_keeps_the_ends_and_counts_what_it_leaves_out() -> None:
    xs = [float(x) for x in range(100)]
    plot = Plot("Squares", Axis("x"), series=(Series("square", xs, [x * x for x in xs]),))
    lines = [text_of(line) for line in table(plot, 40, 9)]
    assert lines[0] == "Squares"
    assert lines[3].split() == ["0", "│", "0"]
    assert lines[-2].split() == ["99", "│", "9801"]
    assert lines[-1] == "5 of 100 rows"


@pytest.mark.parametrize("width", [72, 36])
def test_ascii_changes_signs_but_no_cell(width: int) -> None:
    calendar = Calendar("Days", date(2026, 1, 1), tuple(float(d % 9) for d in range(90)))
    for chart in (calendar, bars(3, 2, -1), bars(3, 2, is_upright=True)):
        unicode_lines, ascii_lines = lines_of(chart, width), lines_of(chart, width, is_ascii=True)
        assert all(line.isascii() for line in ascii_lines)
        assert list(map(len, ascii_lines)) == list(map(cell_width, unicode_lines))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (-0.0, "0"), (1234567.0, "1234567"), (0.00012345, "0.0001234"), (1e-7, "1e-7"),
     (2.5e300, "2.5e300"), (math.inf, "inf"), (math.nan, "no value"), (1 / 3, "0.3333")],
)  # fmt: skip
def test_numbers_are_spelled_short(value: float, text: str) -> None:
    assert spelled(value) == text


@given(st.text(), st.integers(-2, 20))
def test_text_is_fitted(text: str, width: int) -> None:
    assert cell_width(fitted(text, width)) <= max(width, 0)


@given(st.integers(0, 200), st.integers(1, 50))
def test_rows_are_spread_evenly_with_both_ends(count: int, wanted: int) -> None:
    chosen = list(spread(count, wanted))
    assert len(chosen) == len(set(chosen)) == min(count, wanted)
    gaps = {b - a for a, b in pairwise(chosen)}
    assert not gaps or max(gaps) - min(gaps) <= 1
    if wanted > 1 and count:
        assert (chosen[0], chosen[-1]) == (0, count - 1)


def test_plots_load_no_numbers_and_no_screen() -> None:
    code = (
        "import quizlr.rendering.plots, sys;"
        "print(*{'numpy', 'textual', 'rich', 'markdown_it', 'pygments'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
