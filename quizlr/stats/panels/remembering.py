"""Memory: the curve of one card."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from quizlr.model import Rating
from quizlr.rendering.plots import Axis, Marker, Plot, Series, Stroke
from quizlr.rendering.plots.figures import Figures
from quizlr.stats.curve import MemoryCurve, Rated
from quizlr.stats.panel import Panel, View, empty
from quizlr.stats.words import NO_VALUE, counted, days, percent


def memory_panel(found: MemoryCurve, name: str, goal: float) -> Panel:
    """How recall of a card fell and rose."""
    if not found.rated or found.recall_now is None:
        return empty(
            f"{name}: not seen yet.", "A card has a curve from its first rating on.", figures=found
        )
    last = found.rated[-1]
    lowest = min(found.recall)
    chart = Plot(
        f"Memory of {name}",
        Axis("time", unit="days"),
        Axis("recall", low=10.0 * floor(min(lowest, 0.9) * 10), high=100, unit="%"),
        (
            Series("recall", found.days, [100 * r for r in found.recall], stroke=Stroke.SOLID),
            _ratings("remembered", "●", [r for r in found.rated if r.rating is not Rating.AGAIN]),
            _ratings("forgotten", "×", [r for r in found.rated if r.rating is Rating.AGAIN]),
            Series("goal", [0, found.days[-1]], [100 * goal] * 2, stroke=Stroke.DOTTED),
        ),
        markers=(Marker(found.today, 100 * found.recall_now, "now"),),
    )
    when = "in a learning step"
    if found.due is not None:
        ahead = found.due - found.today
        when = f"due in {days(ahead)}" if ahead > 0 else "due"
    rows = tuple(
        (
            f"{each.day:.1f}",
            each.rating.name.capitalize(),
            NO_VALUE if each.recall is None else percent(each.recall),
            days(each.stability_days),
            f"{each.difficulty:.1f}",
        )
        for each in found.rated
    )
    return Panel(
        headline=f"Recall now {percent(found.recall_now, 0)}, {when}.",
        notes=(
            f"{counted(len(found.rated), 'rating')}, stability {days(last.stability_days)}, "
            f"difficulty {last.difficulty:.1f} of 10.",
        ),
        views=(
            View(
                chart,
                Figures(("day", "rating", "recall", "holds", "difficulty"), rows),
            ),
        ),
        figures=found,
    )


def _ratings(name: str, mark: str, rated: Sequence[Rated]) -> Series:
    """A sign at the top for each rating."""
    return Series(name, [r.day for r in rated], [100.0] * len(rated), mark, Stroke.NONE)
