"""Answers by day: the calendar."""

from __future__ import annotations

from datetime import timedelta

from quizlr.rendering.plots import Calendar
from quizlr.rendering.plots.figures import Figures, figures_of
from quizlr.stats.panel import Panel, View, empty
from quizlr.stats.words import counted
from quizlr.stats.year import Stretch, Year


def days_panel(year: Year) -> Panel:
    """The last year, and the years before it."""
    if not year.total:
        return empty(
            "Nothing was answered yet.", "Study some cards: each answer counts.", figures=year
        )
    newest = year.stretches[0]
    notes = [f"{counted(year.total, 'answer')} in all, practice included."]
    notes.append(
        f"Streak {counted(year.streak_days, 'day')}, "
        f"the longest was {counted(year.longest_streak_days, 'day')}."
    )
    if newest.active_days:
        mean = newest.total / newest.active_days
        notes.append(f"On a day with answers there were {mean:.0f} of them on average.")
    return Panel(
        headline=f"{counted(newest.total, 'answer')} on {counted(newest.active_days, 'day')} "
        "of the last year.",
        notes=tuple(notes),
        views=tuple(_view(stretch) for stretch in year.stretches),
        figures=year,
    )


def _view(stretch: Stretch) -> View:
    last_on = stretch.first_on + timedelta(days=len(stretch.counts) - 1)
    chart = Calendar(
        f"Answers from {stretch.first_on:%b %Y} to {last_on:%b %Y}",
        stretch.first_on,
        tuple(map(float, stretch.counts)),
        "answers",
    )
    return View(chart, Figures(("day", "answers"), figures_of(chart)[0].rows))
