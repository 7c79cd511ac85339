"""The inside of a frame: curves over contours over zero lines, with signs and letters on top."""

from __future__ import annotations

from quizlr.model import Line, Span
from quizlr.rendering.plots.dots import Dots, braille
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
        signs: Characters of one cell on top of all, with their styles; a mapping
            of columns for each row.
        rules: Characters below all, likewise: the zero lines.
    """

    def __init__(self, columns: int, rows: int, margin: int = 0) -> None:
        self.columns, self.rows, self.margin = columns, rows, margin
        self.curves, self.contours = Dots(columns, rows), Dots(columns, rows)
        self.signs: list[dict[int, tuple[str, str]]] = [{} for _ in range(rows)]
        self.rules: list[dict[int, str]] = [{} for _ in range(rows)]

    def write(self, row: int, column: int, text: str, style: str) -> None:
        """Puts text (one cell a character) on top."""
        for offset, char in enumerate(text):
            self.signs[row][column + offset] = (char, style)

    def is_free(self, row: int, column: int, length: int, curves: int = 0) -> bool:
        """Whether cells on the canvas hold no sign, and no curve but those in the bit set."""
        if not (0 <= row < self.rows and column >= 0 and column + length <= self.columns):
            return False
        at = row * self.columns + column
        return not any(owned & ~curves for owned in self.curves.owners[at : at + length]) and all(
            c not in self.signs[row] for c in range(column, column + length)
        )

    def has_sign(self, row: int, column: int) -> bool:
        """Whether a sign or letter stands in a cell; nothing stands outside of the canvas."""
        return 0 <= row < self.rows and column in self.signs[row]

    def lines(self, *, is_ascii: bool) -> list[Line]:
        """The rows as lines, without spaces at their ends."""
        return [self._line(row, is_ascii) for row in range(self.rows)]

    def _line(self, row: int, is_ascii: bool) -> Line:
        chars, styles = self._cells(row, is_ascii)
        length = max((at + 1 for at, char in enumerate(chars) if char != " "), default=0)
        spans: list[Span] = []
        start = 0
        for at in range(1, length + 1):
            if at == length or styles[at] != styles[start]:
                spans.append(Span("".join(chars[start:at]), styles[start]))
                start = at
        return tuple(spans)

    def _cells(self, row: int, is_ascii: bool) -> tuple[list[str], list[str]]:
        """The characters of a row and their styles."""
        cells = slice(row * self.columns, (row + 1) * self.columns)
        chars, styles = [" "] * (self.columns + self.margin), [""] * (self.columns + self.margin)
        for column, char in self.rules[row].items():
            chars[column], styles[column] = char, FRAME
        for column, bits in enumerate(self.contours.bits[cells]):
            if bits:
                chars[column], styles[column] = _CONTOUR if is_ascii else braille(bits), FRAME
        bits_of = self.curves.bits[cells]
        for column, owned in enumerate(self.curves.owners[cells]):
            if owned:
                first = (owned & -owned).bit_length() - 1
                chars[column] = ascii_sign(first) if is_ascii else braille(bits_of[column])
                styles[column] = series_style(first)
        for column, (char, style) in self.signs[row].items():
            chars[column], styles[column] = char, style
        return chars, styles
