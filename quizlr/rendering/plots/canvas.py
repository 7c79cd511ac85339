"""The inside of a frame: curves over contours over zero lines, with signs and letters on top."""

from __future__ import annotations

from collections.abc import Sequence

from quizlr.model import Line, Span
from quizlr.rendering.plots.dots import Dots
from quizlr.rendering.plots.text import FRAME, SERIES

ASCII_SIGNS = "*+ox#%"
"""What stands for the curves' dots, in turn, where there is no braille."""

_CONTOUR = "."


def series_style(index: int) -> str:
    """The style of a plot's curve."""
    return SERIES[index % len(SERIES)]


def ascii_sign(index: int) -> str:
    """The letter of a curve's dots in ASCII."""
    return ASCII_SIGNS[index % len(ASCII_SIGNS)]


class Canvas:
    """Cells in rows, with a margin on the right for letters.

    Attributes:
        curves: The dots of the curves; owner i is curve i.
        contours: The dots of contour lines, hidden where a curve is.
        signs: Characters of one cell on top of all, by (row, column), with their styles.
        rules: Characters below all: the zero lines.
    """

    def __init__(self, columns: int, rows: int, margin: int = 0) -> None:
        self.columns, self.rows, self.margin = columns, rows, margin
        self.curves, self.contours = Dots(columns, rows), Dots(columns, rows)
        self.signs: dict[tuple[int, int], tuple[str, str]] = {}
        self.rules: dict[tuple[int, int], str] = {}

    def write(self, row: int, column: int, text: str, style: str) -> None:
        """Puts text (one cell a character) on top."""
        for offset, char in enumerate(text):
            self.signs[row, column + offset] = (char, style)

    def is_free(self, row: int, column: int, length: int, curves: int = 0) -> bool:
        """Whether cells on the canvas hold no sign, and no curve but those in the bit set."""
        if not (0 <= row < self.rows and column >= 0 and column + length <= self.columns):
            return False
        at = row * self.columns + column
        return not any(owned & ~curves for owned in self.curves.owners[at : at + length]) and all(
            (row, c) not in self.signs for c in range(column, column + length)
        )

    def lines(self, *, is_ascii: bool) -> Sequence[Line]:
        """The rows as lines, without spaces at their ends."""
        return [self._line(row, is_ascii) for row in range(self.rows)]

    def _line(self, row: int, is_ascii: bool) -> Line:
        spans: list[Span] = []
        chars: list[str] = []
        current = ""
        for column in range(self.columns + self.margin):
            char, style = self._cell(row, column, is_ascii)
            if style != current and char != " ":
                if chars:
                    spans.append(Span("".join(chars), current))
                chars, current = [], style
            chars.append(char)
        text = "".join(chars).rstrip(" ")
        return (*spans, Span(text, current)) if text else tuple(spans)

    def _cell(self, row: int, column: int, is_ascii: bool) -> tuple[str, str]:
        sign = self.signs.get((row, column))
        if sign or column >= self.columns:
            return sign or (" ", "")
        owners = self.curves.owners[row * self.columns + column]
        if owners:
            first = (owners & -owners).bit_length() - 1
            char = ascii_sign(first) if is_ascii else self.curves.char(row, column)
            return char, series_style(first)
        contour = self.contours.char(row, column)
        if contour:
            return (_CONTOUR if is_ascii else contour), FRAME
        return self.rules.get((row, column), " "), FRAME
