"""Curves, ticks and contours stand where their values say."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quizlr.model import text_of
from quizlr.rendering.plots import Axis, Band, Marker, Plot, Series, Stroke, Surface, draw
from quizlr.rendering.plots.contours import levels_of, pieces
from quizlr.rendering.plots.layout import Layout, layout, tick_column, tick_row
from quizlr.rendering.plots.scales import scale

BRAILLE = (0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80)
VALUES = st.floats(-1e6, 1e6, allow_subnormal=False)
TEN_POWERS = st.integers(-290, 299)
WIDTHS, HEIGHTS = st.integers(30, 160), st.integers(10, 50)


def frame_of(plot: Plot, width: int, height: int) -> Layout:
    frame = layout(plot, width, height, is_ascii=False)
    assert frame is not None
    return frame


def inside(plot: Plot, width: int, height: int) -> list[str]:
    """The rows inside the frame, as text."""
    frame = frame_of(plot, width, height)
    rows = draw(plot, width, height)[len(frame.header) :][: frame.rows]
    return [text_of(line).ljust(width)[frame.gutter :] for line in rows]


def dots_of(plot: Plot, width: int, height: int) -> set[tuple[int, int]]:
    """The dots that are lit, as (across, up) from the corner at the lower left."""
    rows, lit = inside(plot, width, height), set()
    for row, text in enumerate(rows):
        for column, char in enumerate(text):
            if 0x2800 < ord(char) <= 0x28FF:
                lit |= {
                    (2 * column + x, 4 * (len(rows) - row) - 1 - y)
                    for x in (0, 1)
                    for y in range(4)
                    if (ord(char) - 0x2800) & BRAILLE[x][y]
                }
    return lit


def curve(points: list[tuple[float, float]], stroke: Stroke = Stroke.SOLID) -> Plot:
    series = Series("", [x for x, _ in points], [y for _, y in points], "", stroke)
    return Plot("", series=(series,))


def expected_dot(frame: Layout, x: float, y: float) -> tuple[float, float]:
    """Where a value must lie: its share of the range, over the places from first to last."""
    across = (x - frame.x.low) / (frame.x.high - frame.x.low) * (2 * frame.columns - 1)
    return across, (y - frame.y.low) / (frame.y.high - frame.y.low) * (4 * frame.rows - 1)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=12), WIDTHS, HEIGHTS)
def test_each_point_has_its_dot_and_each_dot_its_point(
    points: list[tuple[float, float]], width: int, height: int
) -> None:
    plot = curve(points, Stroke.NONE)
    frame = frame_of(plot, width, height)
    lit = dots_of(plot, width, height)
    wanted = [expected_dot(frame, x, y) for x, y in points]

    def is_near(dot: tuple[float, float], place: tuple[float, float]) -> bool:
        return abs(dot[0] - place[0]) <= 0.501 and abs(dot[1] - place[1]) <= 0.501

    assert all(any(is_near(dot, place) for dot in lit) for place in wanted)
    assert all(any(is_near(dot, place) for place in wanted) for dot in lit)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(VALUES, min_size=2, max_size=20),
    st.lists(VALUES, min_size=20, max_size=20),
    st.booleans(),
    st.sampled_from([0.0, 1e300, 1e-290]),
)
def test_a_monotone_curve_is_drawn_monotone(
    xs: list[float], ys: list[float], is_falling: bool, factor: float
) -> None:
    ordered = sorted((y * (factor or 1.0) for y in ys), reverse=is_falling)
    plot = curve(list(zip(sorted(xs), ordered, strict=False)))
    columns: dict[int, list[int]] = {}
    for across, up in dots_of(plot, 72, 20):
        columns.setdefault(across, []).append(up)
    for before, after in pairwise(sorted(columns)):
        left, right = columns[before], columns[after]
        assert max(right) <= min(left) if is_falling else max(left) <= min(right)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(VALUES, VALUES), min_size=2, max_size=8))
def test_a_solid_curve_is_one_piece(points: list[tuple[float, float]]) -> None:
    left = dots_of(curve(points), 60, 20)
    reached = {left.pop()}
    border = set(reached)
    while border:
        around = {(x + i, y + j) for x, y in border for i in (-1, 0, 1) for j in (-1, 0, 1)}
        border = around & left
        reached |= border
        left -= border
    assert not left


def test_a_curve_that_leaves_the_frame_leaves_it_at_the_right_place() -> None:
    series = Series("", [0, 10], [-10, 30], stroke=Stroke.SOLID)
    plot = Plot("", Axis(low=0, high=10), Axis(low=0, high=10), (series,))
    frame, lit = frame_of(plot, 60, 20), dots_of(plot, 60, 20)
    enter, leave = expected_dot(frame, 2.5, 0), expected_dot(frame, 5, 10)
    assert min(lit)[0] == pytest.approx(enter[0], abs=1)
    assert min(lit)[1] == 0
    assert max(lit)[0] == pytest.approx(leave[0], abs=1)
    assert max(lit)[1] == 4 * frame.rows - 1


def test_a_missing_value_is_a_gap_and_an_infinite_one_an_arrow() -> None:
    ys = [1.0, 2.0, math.nan, 2.0, 1.0, math.inf, 1.0, -math.inf]
    plot = curve([(float(x), y) for x, y in enumerate(ys)])
    frame, lit = frame_of(plot, 60, 20), dots_of(plot, 60, 20)
    empty = {expected_dot(frame, x, 0)[0] for x in (1.5, 2, 2.5, 4.5, 5.5, 6.5)}
    assert not {round(across) for across in empty} & {across for across, _ in lit}
    rows = inside(plot, 60, 20)
    assert rows[0].index("▲") == tick_column(frame.x, 5.0)
    assert rows[-1].index("▼") == tick_column(frame.x, 7.0)


@settings(max_examples=200, deadline=None)
@given(
    st.floats(-9.99, 9.99),
    st.floats(0.001, 20),
    TEN_POWERS,
    st.booleans(),
    WIDTHS,
    HEIGHTS,
)
def test_ticks_are_true_increase_and_do_not_touch(
    low: float, span: float, power: int, is_log: bool, width: int, height: int
) -> None:
    low, high = low * 10.0**power, (low + span) * 10.0**power
    if is_log:
        low, high = 10.0**power, 10.0 ** min(power + span * 3, 305)
    assume(low != high)
    # 10.0**23 is not 1e23
    rounding = 1e-12 * max(abs(low), abs(high))
    axis = Axis(low=low, high=high, is_log=is_log)
    plot = Plot("", axis, axis)
    frame = frame_of(plot, width, height)
    lines = [text_of(line) for line in draw(plot, width, height)]
    for ticks in (frame.x_ticks, frame.y_ticks):
        values = [tick.value for tick in ticks]
        assert values == sorted(set(values))
        assert all(low - rounding <= value <= high + rounding for value in values)
        assert [float(tick.label) for tick in ticks] == pytest.approx(values, rel=1e-12)
    assert lines[len(frame.header) + frame.rows + 1].split() == [t.label for t in frame.x_ticks]
    rows = [tick_row(frame.y, tick.value) for tick in frame.y_ticks]
    assert all(lower > upper for lower, upper in pairwise(rows))
    for row, tick in zip(rows, frame.y_ticks, strict=True):
        assert lines[len(frame.header) + row].split()[0] == tick.label


@settings(max_examples=50, deadline=None)
@given(st.floats(-1000, 1000), st.floats(0.01, 1000), WIDTHS, HEIGHTS)
def test_there_are_ticks_enough_to_read_a_value(
    low: float, span: float, width: int, height: int
) -> None:
    frame = frame_of(Plot("", Axis(low=low, high=low + span)), width, height)
    assert len(frame.x_ticks) >= 2


@given(
    st.floats(-1e300, 1e300),
    st.floats(-1e300, 1e300),
    st.floats(0, 1),
    st.integers(2, 400),
)
def test_a_place_gives_back_its_value(low: float, high: float, share: float, count: int) -> None:
    assume(abs(high - low) > 1e-6 * max(abs(low), abs(high)) > 1e-280)
    made = scale(Axis(low=low, high=high), [], is_roomy=False).over(count)
    value = min(low, high) * (1 - share) + max(low, high) * share
    tolerance = 1e-9 * max(abs(low), abs(high))
    assert made.value(made.place(value)) == pytest.approx(value, abs=tolerance)


def test_decades_are_equally_far_apart() -> None:
    made = scale(Axis(low=1e-3, high=1e6, is_log=True), [], is_roomy=False).over(91)
    assert made.places([10.0**k for k in range(-3, 7)]) == pytest.approx(range(0, 91, 10))
    assert made.place(0.0) == -math.inf
    assert math.isnan(made.place(-1.0))


def test_limits_left_open_hold_all_values() -> None:
    made = scale(Axis(), [0.013, 6.002, math.inf, math.nan], is_roomy=True)
    assert (made.low, made.high) == (0.0, 7.0)
    assert scale(Axis(), [5.0, 5.0], is_roomy=False).place(5.0) == pytest.approx(0.5)


@settings(max_examples=100)
@given(*[st.floats(-5, 5)] * 3, st.floats(-10, 10))
def test_contours_of_a_plane_lie_on_the_plane(a: float, b: float, c: float, level: float) -> None:
    def plane(x: float, y: float) -> float:
        return a * x + b * y + c

    corners = [(x, y, plane(x, y)) for x, y in ((0.0, 0.0), (3.0, 0.0), (3.0, 2.0), (0.0, 2.0))]
    found = list(pieces(corners, level))
    below = [value < level for _, _, value in corners]
    assert len(found) == (any(below) and not all(below))
    for start, end in found:
        assert plane(*start) == pytest.approx(level, abs=1e-6)
        assert plane(*end) == pytest.approx(level, abs=1e-6)


@pytest.mark.parametrize(("middle", "cut_off"), [(1.0, {0, 2}), (-1.0, {1, 3})])
def test_a_saddle_is_cut_by_its_mean(middle: float, cut_off: set[int]) -> None:
    """The corners on the other side than the middle are those that the contour cuts off."""
    values = (middle - 3, middle + 3, middle - 3, middle + 3)
    places = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    corners = [(x, y, value) for (x, y), value in zip(places, values, strict=True)]
    found = list(pieces(corners, 0.0))
    nearest = {
        min(range(4), key=lambda at: math.dist(places[at], ((s[0] + e[0]) / 2, (s[1] + e[1]) / 2)))
        for s, e in found
    }
    assert len(found) == 2
    assert nearest == cut_off


def test_the_contours_of_a_circle_are_circles() -> None:
    grid = [-2 + i / 10 for i in range(41)]
    bowl = [[x * x + y * y for x in grid] for y in grid]
    plot = Plot("", surface=Surface(grid, grid, bowl, levels=[1.0]))
    frame = frame_of(plot, 80, 40)
    lit = dots_of(plot, 80, 40)
    radii = [math.hypot(frame.x.value(x), frame.y.value(y)) for x, y in lit]
    assert len(lit) > 100
    assert radii == pytest.approx([1.0] * len(radii), abs=0.06)


def test_chosen_levels_are_within_the_surface_and_denser_where_it_is_low() -> None:
    levels = levels_of(Surface([0, 1], [0, 1], [[0, 64], [16, math.nan]]), 7)
    assert levels == [1, 4, 9, 16, 25, 36, 49]
    assert levels_of(Surface([], [], []), 7) == []
    assert levels_of(Surface([0, 1], [0], [[2, 2]]), 7) == []


def test_a_marker_stands_on_its_place_and_says_when_it_is_out_of_view() -> None:
    axis = Axis(low=0, high=10)
    plot = Plot("", axis, axis, markers=(Marker(5, 5, "here"), Marker(50, 5, "there")))
    frame = frame_of(plot, 60, 20)
    assert inside(plot, 60, 20)[tick_row(frame.y, 5)][tick_column(frame.x, 5)] == "◆"
    assert "◆ here" in text_of(frame.header[0])
    assert "■ there (not in view)" in text_of(frame.header[0])


def test_bands_reach_from_end_to_end_and_overlapping_ones_have_their_own_row() -> None:
    bands = (
        Band(-math.inf, 5, "convex"),
        Band(5, 10, "concave"),
        Band(2.5, 7.5, "both"),
        Band(math.nan, 1, "nowhere"),
    )
    plot = Plot("", Axis(low=0, high=10), Axis(low=0, high=1), bands=bands)
    frame = frame_of(plot, 60, 20)
    first, second = (text_of(line)[frame.gutter :] for line in draw(plot, 60, 20)[-2:])
    middle = tick_column(frame.x, 5)
    assert first[0] == "├"
    assert first[middle - 1 : middle + 1] == "┤╞"
    assert len(first) == frame.columns
    assert second.index("├") == tick_column(frame.x, 2.5)
    assert "nowhere" not in first + second
