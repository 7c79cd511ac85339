"""How the cards are spread over intervals, stabilities and difficulties."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from quizlr.rendering.plots.figures import Figures
from quizlr.stats.panel import Panel, View, empty
from quizlr.stats.panels.parts import bars_view
from quizlr.stats.spreads import Bin, Spread, Spreads
from quizlr.stats.words import counted, days, percent


def cards_panel(spreads: Spreads) -> Panel:
    """Three spreads."""
    if not spreads.stability_days.count:
        return empty(
            "No card was rated yet.", "Once you rate cards, they spread out here.", figures=spreads
        )
    interval, stability = spreads.interval_days, spreads.stability_days
    difficulty = spreads.difficulty
    return Panel(
        headline=f"Half of your {counted(stability.count, 'card')} hold {days(stability.median)} "
        "or longer.",
        notes=(
            "Stability is the time in which recall falls to 90 %.",
            f"Middle interval {days(interval.median)}, middle difficulty {difficulty.median:.1f} "
            "of 10.",
        ),
        views=(
            _view("Cards by stability", stability, "days", _day_names),
            _view("Cards by interval", interval, "days", _day_names),
            _view("Cards by difficulty", difficulty, "of 10", _number_names),
        ),
        figures=spreads,
    )


def _day_names(bin_: Bin) -> str:
    if bin_.high == inf:
        return f"over {bin_.low:g}"
    return f"to {bin_.high:g}"


def _number_names(bin_: Bin) -> str:
    return f"to {bin_.high:g}" if bin_.low else f"{bin_.high:g}"


def _view(title: str, spread: Spread, unit: str, name: Callable[[Bin], str]) -> View:
    names = [name(each) for each in spread.bins]
    rows = tuple(
        (label, f"{each.count:,}", percent(each.count / max(spread.count, 1)))
        for label, each in zip(names, spread.bins, strict=True)
    )
    quartiles = f"Middle half: {spread.lower_quartile:.1f} to {spread.upper_quartile:.1f} {unit}."
    return bars_view(
        f"{title} ({unit})",
        [(label, float(each.count)) for label, each in zip(names, spread.bins, strict=True)],
        Figures((unit, "cards", "share"), rows),
        unit="cards",
        caption=quartiles if spread.count else "",
    )
