from __future__ import annotations

import sys
import unicodedata
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from quizlr.model import STYLES, text_of
from quizlr.rendering.cells import cell_width
from quizlr.rendering.plots import (
    Axis,
    Band,
    Bar,
    Bars,
    Calendar,
    Chart,
    Heatmap,
    Marker,
    Plot,
    Series,
    Stroke,
    Surface,
    draw,
    fits,
    plain,
    table,
)

NUMBERS = st.floats() | st.sampled_from([0.0, 1e-300, -1e300, 1e300, sys.float_info.max, 5e-324, 1])
NAMES = st.text(max_size=12) | st.sampled_from(
    ["日本語の曲線", "e\u0301te\u0301", "a\x1b[31mb\nc", "log loss"]
)
MARKS = st.sampled_from(["", "●", "日", "ab", "\n", "\u0301", "x"])
WIDTHS, HEIGHTS = st.integers(1, 300), st.integers(1, 100)
LISTS = st.lists(NUMBERS, max_size=12)


def some(values: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=most).map(tuple)


AXES = st.builds(Axis, NAMES, st.none() | NUMBERS, st.none() | NUMBERS, st.booleans(), NAMES)
SERIES = st.builds(Series, NAMES, LISTS, LISTS, MARKS, st.none() | st.sampled_from(Stroke))
SURFACES = st.builds(Surface, LISTS, LISTS, st.lists(LISTS, max_size=8), LISTS)
PLOTS = st.builds(
    Plot,
    NAMES,
    AXES,
    AXES,
    some(SERIES, 5),
    some(st.builds(Band, NUMBERS, NUMBERS, NAMES), 5),
    some(st.builds(Marker, NUMBERS, NUMBERS, NAMES)),
    NAMES,
    st.none() | SURFACES,
)
BARS = st.builds(Bars, NAMES, some(st.builds(Bar, NAMES, NUMBERS), 20), NAMES, st.booleans(), NAMES)
HEATMAPS = st.builds(
    Heatmap,
    NAMES,
    some(NAMES, 5),
    some(NAMES, 5),
    some(some(NUMBERS, 6), 6),
    NAMES,
    st.booleans(),
    NAMES,
)
CALENDARS = st.builds(
    Calendar,
    NAMES,
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    some(NUMBERS, 100),
    NAMES,
    st.booleans(),
    NAMES,
)
CHARTS: st.SearchStrategy[Chart] = PLOTS | BARS | HEATMAPS | CALENDARS


def has_controls(text: str) -> bool:
    return any(unicodedata.category(char) in ("Cc", "Cs") for char in text)


@settings(max_examples=300, deadline=None)
@given(CHARTS, WIDTHS, HEIGHTS, st.booleans())
def test_any_chart_fills_any_window_exactly(
    chart: Chart, width: int, height: int, is_ascii: bool
) -> None:
    frame = draw(chart, width, height, is_ascii=is_ascii)
    figures = table(chart, width, height, is_ascii=is_ascii)
    assert len(frame) == height >= len(figures)
    for lines in (frame, figures):
        texts = [text_of(line) for line in lines]
        assert all(cell_width(text) <= width for text in texts)
        assert not any(map(has_controls, texts))
        assert {word for line in lines for span in line for word in span.style.split()} <= STYLES
        assert not is_ascii or all(text.isascii() for text in texts)


@settings(max_examples=100, deadline=None)
@given(CHARTS)
def test_any_chart_can_be_said(chart: Chart) -> None:
    assert not any(map(has_controls, plain(chart).split("\n")))


@settings(max_examples=100, deadline=None)
@given(CHARTS, st.integers(1, 90), st.integers(1, 30))
def test_what_does_not_fit_is_shown_as_its_table(chart: Chart, width: int, height: int) -> None:
    if not fits(chart, width, height):
        figures = table(chart, width, height)
        assert draw(chart, width, height)[: len(figures)] == figures
