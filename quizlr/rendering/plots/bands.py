"""Bands under the x axis: a bracket over each range, with its name inside."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan

from quizlr.rendering.cells import cell_width
from quizlr.rendering.plots.nouns import Band
from quizlr.rendering.plots.scales import Scale
from quizlr.rendering.plots.text import fitted

_RAILS = (("├", "─", "┤"), ("╞", "═", "╡"))
"""Bands of different names next to each other must not look the same where names do not fit."""

_MOST_ROWS = 3


def packed(bands: Iterable[Band]) -> tuple[tuple[Band, ...], ...]:
    """Bands on as few rows as keep them apart, at most three; bands without limits are left out."""
    rows: list[list[Band]] = []
    whole = [_ordered(band) for band in bands if not (isnan(band.low) or isnan(band.high))]
    for band in sorted(whole, key=lambda band: band.low):
        for row in rows:
            if row[-1].high <= band.low:
                row.append(band)
                break
        else:
            if len(rows) < _MOST_ROWS:
                rows.append([band])
    return tuple(map(tuple, rows))


def _ordered(band: Band) -> Band:
    return band if not band.low > band.high else Band(band.high, band.low, band.name)


def band_text(bands: Iterable[Band], x: Scale, rails: dict[str, int]) -> str:
    """One row of bands, as long as the axis; `rails` says which kind of line each name has."""
    columns = x.count // 2
    text, used = "", 0
    for band in bands:
        start, end = max(_column(x, band.low), used), _column(x, band.high)
        end = columns if end >= columns - 1 else end
        if end > start:
            bracket = _bracket(band.name, end - start, rails.get(band.name, 0))
            text, used = f"{text}{' ' * (start - used)}{bracket}", end
    return text


def rails_of(bands: Iterable[Band]) -> dict[str, int]:
    """A kind of line for each name, in turn."""
    names = dict.fromkeys(band.name for band in bands)
    return {name: at % len(_RAILS) for at, name in enumerate(names)}


def _column(x: Scale, value: float) -> int:
    """The column of a band's end; what a logarithmic axis cannot show lies to its left."""
    place = x.place(value)
    return 0 if isnan(place) else int(min(max(place, 0), x.count - 1) + 0.5) // 2


def _bracket(name: str, length: int, kind: int) -> str:
    """`├─── name ───┤` in `length` cells, the name cut to what has room."""
    left, line, right = _RAILS[kind]
    if length < 2:
        return line
    inside = fitted(name, length - 6)
    text = f" {inside} " if len(inside) > 1 else ""
    spare = length - 2 - cell_width(text)
    return f"{left}{line * (spare // 2)}{text}{line * (spare - spare // 2)}{right}"
