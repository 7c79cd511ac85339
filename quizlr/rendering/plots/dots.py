"""A canvas of braille dots: two across and four down in each cell."""

from __future__ import annotations

from quizlr.rendering.plots.nouns import Stroke

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_BLANK = 0x2800

PATTERNS = {
    Stroke.SOLID: (True,),
    Stroke.DASHED: (True,) * 6 + (False,) * 4,
    Stroke.DOTTED: (True, False, False, False),
    Stroke.DASH_DOTTED: (True,) * 6 + (False,) * 3 + (True,) + (False,) * 3,
    Stroke.NONE: (False,),
}

Point = tuple[float, float]


def braille(bits: int) -> str:
    """The character of a cell's dots."""
    return chr(_BLANK + bits)


class Dots:
    """Dots in cells; each cell knows whose dots it holds. Place (0, 0) is at the top left.

    Attributes:
        width: Dots across.
        height: Dots down.
        bits: For each cell, row by row, which dots are set, as in braille's code points.
        owners: For each cell, row by row, bit i is set if owner i has a dot there.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.width, self.height = 2 * columns, 4 * rows
        self.bits = [0] * (columns * rows)
        self.owners = [0] * (columns * rows)

    def dot(self, x: int, y: int, owner: int = 0) -> None:
        """Sets one dot, which must lie on the canvas."""
        cell = (y >> 2) * self.columns + (x >> 1)
        self.bits[cell] |= _BITS[y & 3][x & 1]
        self.owners[cell] |= 1 << owner

    def has(self, point: Point) -> bool:
        """Whether a place lies on the canvas, to the nearest dot."""
        return -0.5 <= point[0] < self.width - 0.5 and -0.5 <= point[1] < self.height - 0.5

    def point(self, point: Point, owner: int = 0) -> None:
        """Sets the dot nearest to a place, if it lies on the canvas."""
        if self.has(point):
            self.dot(*self.nearest(point), owner)

    def nearest(self, point: Point) -> tuple[int, int]:
        """The dot nearest to a place on the canvas or its border."""
        x, y = int(point[0] + 0.5), int(point[1] + 0.5)
        return min(max(x, 0), self.width - 1), min(max(y, 0), self.height - 1)

    def line(
        self,
        start: Point,
        end: Point,
        stroke: Stroke = Stroke.SOLID,
        owner: int = 0,
        phase: int = 0,
    ) -> int:
        """Sets the dots from `start` (left out) to `end` as far as they lie on the canvas.

        Returns the phase of the stroke's pattern, for the next line of the same curve.
        """
        if not (self.has(start) and self.has(end)):
            clipped = self._clipped(start, end)
            if clipped is None:
                return phase
            is_entering = clipped[0] != start
            start, end = clipped
            if is_entering:
                self.dot(*self.nearest(start), owner)
        (x, y), (end_x, end_y) = self.nearest(start), self.nearest(end)
        across, down = end_x - x, end_y - y
        steps = max(abs(across), abs(down))
        pattern = PATTERNS[stroke]
        period = len(pattern)
        for i in range(1, steps + 1):
            phase += 1
            if pattern[phase % period]:
                # the whole-number form of rounding i * across / steps
                self.dot(
                    x + (2 * i * across + steps) // (2 * steps),
                    y + (2 * i * down + steps) // (2 * steps),
                    owner,
                )
        return phase % period

    def _clipped(self, start: Point, end: Point) -> tuple[Point, Point] | None:
        """The part of a line on the canvas (Liang and Barsky, 1984)."""
        (x, y), across, down = start, end[0] - start[0], end[1] - start[1]
        enter, leave = 0.0, 1.0
        for slope, room in (
            (-across, x + 0.5),
            (across, self.width - 0.5 - x),
            (-down, y + 0.5),
            (down, self.height - 0.5 - y),
        ):
            if slope == 0:
                if room < 0:
                    return None
            elif slope < 0:
                enter = max(enter, room / slope)
            else:
                leave = min(leave, room / slope)
        if enter > leave:
            return None
        return (
            (x + enter * across, y + enter * down) if enter > 0 else start,
            (x + leave * across, y + leave * down) if leave < 1 else end,
        )
