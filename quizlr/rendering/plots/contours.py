"""Contour lines of a grid of values (marching squares), and the levels written on them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import isfinite

from quizlr.rendering.plots.canvas import Canvas
from quizlr.rendering.plots.dots import Point
from quizlr.rendering.plots.layout import Layout
from quizlr.rendering.plots.nouns import Surface
from quizlr.rendering.plots.text import FRAME, spelled

Corner = tuple[float, float, float]
"""x and y on the canvas, and the value."""


def levels_of(surface: Surface, count: int) -> list[float]:
    """The surface's levels, or about `count` that lie even on a bowl: their roots are even."""
    if surface.levels:
        return sorted(level for level in surface.levels if isfinite(level))
    values = [value for row in surface.values for value in row if isfinite(value)]
    low, high = min(values, default=0.0), max(values, default=0.0)
    shares = [(k / (count + 1)) ** 2 for k in range(1, count + 1)]
    levels = {float(f"{low * (1 - share) + high * share:.2g}") for share in shares}
    return sorted(level for level in levels if low < level < high)


def draw_contours(
    canvas: Canvas, surface: Surface, frame: Layout, count: int
) -> dict[float, list[Point]]:
    """Draws the lines of about `count` levels; gives for each the middles of its pieces."""
    xs = frame.x.places([float(x) for x in surface.xs])
    ys = [frame.y.count - 1 - place for place in frame.y.places([float(y) for y in surface.ys])]
    levels = levels_of(surface, count)
    middles: dict[float, list[Point]] = {level: [] for level in levels}
    for corners in _squares(xs, ys, surface.values):
        values = [corner[2] for corner in corners]
        low, high = min(values), max(values)
        for level in levels[bisect_right(levels, low) : bisect_right(levels, high)]:
            for start, end in pieces(corners, level):
                canvas.contours.point(start)
                canvas.contours.line(start, end)
                middles[level].append(((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
    return middles


def pieces(corners: Sequence[Corner], level: float) -> Iterator[tuple[Point, Point]]:
    """The contour at `level` inside a square, its corners given round about.

    Where opposite corners are on one side, the mean value decides which two the contour cuts off.
    """
    sides = zip(corners, (*corners[1:], corners[0]), strict=True)
    crossings = [_crossing(a, b, level) for a, b in sides if (a[2] < level) != (b[2] < level)]
    if len(crossings) == 2:
        yield crossings[0], crossings[1]
    elif len(crossings) == 4:
        middle = sum(corner[2] / 4 for corner in corners)
        first = 0 if (middle < level) == (corners[0][2] < level) else 3
        for at in (first, first + 2):
            yield crossings[at % 4], crossings[(at + 1) % 4]


def write_levels(canvas: Canvas, middles: dict[float, list[Point]]) -> None:
    """Writes each level on its contour where there is room, to the right if possible."""
    for level, points in middles.items():
        text = spelled(level)
        for x, y in sorted(points, key=lambda point: (-point[0], point[1])):
            row, column = int(y + 0.5) // 4, int(x + 0.5) // 2 - len(text) // 2
            around = range(column - 2, column + len(text) + 2)
            if canvas.is_free(row, column, len(text)) and not any(
                canvas.has_sign(near, c) for near in (row - 1, row, row + 1) for c in around
            ):
                canvas.write(row, column, text, FRAME)
                break


def _squares(
    xs: list[float], ys: list[float], values: Sequence[Sequence[float]]
) -> Iterator[tuple[Corner, Corner, Corner, Corner]]:
    """The grid's squares with finite corners, each from its first corner round about."""
    for y, y2, row, row2 in zip(ys, ys[1:], values, values[1:], strict=False):
        for x, x2, a, b, c, d in zip(xs, xs[1:], row, row[1:], row2[1:], row2, strict=False):
            if all(map(isfinite, (x, y, x2, y2, a, b, c, d))):
                yield (x, y, a), (x2, y, b), (x2, y2, c), (x, y2, d)


def _crossing(a: Corner, b: Corner, level: float) -> Point:
    """Where the side from a to b has the level, by linear interpolation."""
    share = (level * 0.5 - a[2] * 0.5) / (b[2] * 0.5 - a[2] * 0.5)
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
