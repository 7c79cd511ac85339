"""The legend: which stroke, sign and letter is which curve."""

from __future__ import annotations

from functools import lru_cache

from quizlr.model import Line, Span
from quizlr.rendering.cells import cell_width
from quizlr.rendering.plots.canvas import ascii_sign, series_style
from quizlr.rendering.plots.dots import Dots, braille
from quizlr.rendering.plots.nouns import Plot, Series, Stroke
from quizlr.rendering.plots.text import LETTER, LETTERS, fitted
from quizlr.rendering.sanitize import clean_line

_IN_TURN = (Stroke.SOLID, Stroke.DASHED, Stroke.DOTTED, Stroke.DASH_DOTTED)
_SAMPLE_CELLS = 5
_SIGNS = "◆■▲●○□△◇"
_DEFAULT_MARK = "●"


def stroke_of(plot: Plot, index: int) -> Stroke:
    """The stroke of a plot's curve: its own, or the next in turn."""
    stroke = plot.series[index].stroke
    if stroke is not None:
        return stroke
    before = sum(series.stroke is None for series in plot.series[:index])
    return _IN_TURN[before % len(_IN_TURN)]


def mark_of(series: Series) -> str:
    """The sign on a curve's points: one cell, or empty."""
    mark = clean_line(series.mark).strip()
    return mark if len(mark) <= 1 and cell_width(mark) == len(mark) else _DEFAULT_MARK


def letter_of(plot: Plot, index: int) -> str:
    """The letter at a curve's end; empty if there is nothing to tell apart."""
    return LETTERS[index] if len(plot.series) > 1 and index < len(LETTERS) else ""


def sign_of(index: int) -> str:
    """The sign of a plot's marker."""
    return _SIGNS[index % len(_SIGNS)]


def series_entry(plot: Plot, index: int, width: int, *, is_ascii: bool) -> Line:
    """A sample of the curve, its letter and its name."""
    series, style = plot.series[index], series_style(index)
    stroke, mark, letter = stroke_of(plot, index), mark_of(series), letter_of(plot, index)
    sample = _ascii_sample(index, stroke) if is_ascii else _sample(stroke)
    if mark:
        sample = mark if stroke is Stroke.NONE else f"{sample[:2]}{mark}{sample[3:]}"
    name = fitted(series.name, width - _SAMPLE_CELLS - 4)
    spans = [Span(sample.rstrip(" "), style), Span(" ")]
    if letter:
        spans += [Span(letter, LETTER), Span(" ")]
    return (*spans, Span(name)) if name else tuple(spans[:-1])


def marker_entry(plot: Plot, index: int, width: int, *, is_shown: bool) -> Line:
    """A marker's sign and name; says so if it lies outside of the frame."""
    name = plot.markers[index].name if is_shown else f"{plot.markers[index].name} (not in view)"
    return (Span(sign_of(index), LETTER), Span(f" {fitted(name, width - 2)}"))


def _ascii_sample(index: int, stroke: Stroke) -> str:
    return ascii_sign(index) if stroke is Stroke.NONE else ascii_sign(index) * 3


@lru_cache
def _sample(stroke: Stroke) -> str:
    """The stroke as it is drawn, on the middle of five cells."""
    dots = Dots(_SAMPLE_CELLS, 1)
    dots.point((0, 2))
    if stroke is not Stroke.NONE:
        dots.line((0, 2), (dots.width - 1, 2), stroke)
    return "".join(braille(bits) if bits else " " for bits in dots.bits)
