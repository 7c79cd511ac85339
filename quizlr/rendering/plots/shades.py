"""Values as shades of a block, and the legend that says what each shade stands for."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, isfinite, isnan, nan

from quizlr.model import Line, Span
from quizlr.rendering.plots.text import FRAME, SERIES, flowed, spelled
from quizlr.values import dataclass

_NOTHING = "·"
_SHADES = "░▒▓█"


@dataclass(frozen=True, slots=True)
class Shades:
    """Shades for the values from `low` (at most 0) to `high` (at least 0), in four quarters."""

    low: float
    high: float
    is_whole: bool
    """The values are whole numbers, and so are the bounds that the legend gives."""

    def share(self, value: float) -> float:
        """Where a value lies between the lowest and the highest: 0 to 1, nan if it is missing."""
        if isnan(value):
            return nan
        half = self.high / 2 - self.low / 2
        if not half > 0:
            return 1.0 if value > self.high else 0.0
        return min(max((value / 2 - self.low / 2) / half, 0.0), 1.0)

    def shade(self, value: float) -> str:
        """A dot for the lowest value, then a shade for each quarter; a space if it is missing."""
        share = self.share(value)
        if isnan(share):
            return " "
        return _SHADES[ceil(share * 4) - 1] if share > 0 else _NOTHING

    def tenth(self, value: float) -> str:
        """A dot for the lowest value, else how many tenths of the range are full: 0 to 9."""
        share = self.share(value)
        if isnan(share):
            return " "
        return str(min(int(share * 10), 9)) if share > 0 else _NOTHING

    def legend(self, unit: str, width: int, gap: int) -> tuple[Line, ...]:
        """What each shade reaches up to."""
        bounds = [self.low * (1 - k / 4) + self.high * (k / 4) for k in range(1, 5)]
        entries: list[Line] = [(Span(f"{_NOTHING} {spelled(self.low)}", FRAME),)]
        before = self.low
        for sign, bound in zip(_SHADES, bounds, strict=True):
            reach = bound // 1 if self.is_whole else bound
            if self.is_whole and before == reach and self.high > self.low:
                continue  # no whole number wears this shade
            before = reach
            entries.append((Span(sign, SERIES[0]), Span(f" to {spelled(reach)}", FRAME)))
        if unit:
            entries.append((Span(unit, FRAME),))
        return flowed(entries, width, gap)

    def tenths_legend(self, unit: str, width: int, gap: int) -> tuple[Line, ...]:
        """What the digits stand for."""
        tenth = f"0 to 9: tenths of {spelled(self.high)} {unit}".rstrip()
        if self.low < 0:
            tenth = f"0 to 9: tenths from {spelled(self.low)} to {spelled(self.high)} {unit}"
        texts = (f"{_NOTHING} {spelled(self.low)}", tenth.rstrip())
        return flowed([(Span(text, FRAME),) for text in texts], width, gap)


def shades_of(values: Iterable[float]) -> Shades:
    """The shades for these values."""
    finite = [float(value) for value in values if isfinite(value)]
    low, high = min(0.0, *finite, 0.0), max(0.0, *finite, 0.0)
    return Shades(low, high, low == 0 and all(value.is_integer() for value in finite))
