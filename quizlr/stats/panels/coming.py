"""Forecast: what falls due, and the time for it."""

from __future__ import annotations

from collections.abc import Sequence

from quizlr.rendering.plots.figures import Figures
from quizlr.stats.due_ahead import DueAhead, DueSpan
from quizlr.stats.panel import Panel, View, empty
from quizlr.stats.panels.parts import bars_view
from quizlr.stats.words import counted


def forecast_panel(found: DueAhead) -> Panel:
    """Reviews due by day, minutes by day, reviews by week."""
    total = sum(load.due for load in found.weeks) + found.later
    if not total:
        return empty(
            "Nothing is scheduled yet.", "Rate some cards and they come back.", figures=found
        )
    today = found.days[0]
    notes = [
        f"Over the next {len(found.days)} days {found.days_mean:.0f} reviews a day, "
        f"{sum(load.minutes for load in found.days) / len(found.days):.0f} minutes."
    ]
    if found.overdue:
        notes.append(f"Today's include {found.overdue:,} that were due before.")
    notes.append(
        "Minutes by your own time for each card. New cards, and what these reviews lead to, "
        "are not counted."
    )
    headline = f"Today {counted(today.due, 'review')}, about {today.minutes:.0f} minutes."
    return Panel(
        headline=headline if today.due else "Nothing more falls due today.",
        notes=tuple(notes),
        views=(
            _view("Reviews due by day", found.days, "%a %d", is_minutes=False),
            _view("Minutes by day", found.days, "%a %d", is_minutes=True),
            _view("Reviews due by week", found.weeks, "%d %b", is_minutes=False),
        ),
        figures=found,
    )


def _view(title: str, loads: Sequence[DueSpan], names: str, *, is_minutes: bool) -> View:
    rows = tuple(
        (f"{load.first_on:%Y-%m-%d}", f"{load.due:,}", f"{load.minutes:.1f}") for load in loads
    )
    return bars_view(
        title,
        [
            (f"{load.first_on:{names}}", round(load.minutes, 1) if is_minutes else float(load.due))
            for load in loads
        ],
        Figures(("from", "reviews", "minutes"), rows),
        unit="min" if is_minutes else "reviews",
        is_upright=True,
    )
