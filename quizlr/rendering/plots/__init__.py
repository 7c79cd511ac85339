"""Charts for the terminal: curves in braille, bars and heatmaps in blocks, or their numbers.

`draw` fills a window exactly and falls back to `table` where it is too small; `plain` says in
words what is seen. Colour is never needed: strokes, letters and signs tell things apart.
"""

from __future__ import annotations

from quizlr.rendering.plots.drawing import draw, fits, table
from quizlr.rendering.plots.nouns import (
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
)
from quizlr.rendering.plots.spoken import plain

__all__ = [
    "Axis",
    "Band",
    "Bar",
    "Bars",
    "Calendar",
    "Chart",
    "Heatmap",
    "Marker",
    "Plot",
    "Series",
    "Stroke",
    "Surface",
    "draw",
    "fits",
    "plain",
    "table",
]
