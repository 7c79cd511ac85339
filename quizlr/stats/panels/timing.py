"""Time: how long answers take."""

from __future__ import annotations

from collections.abc import Sequence

from quizlr.rendering.plots import Axis, Plot, Series, Stroke
from quizlr.rendering.plots.figures import Figures
from quizlr.stats.pace import SlowCard, Times, Took, Week
from quizlr.stats.panel import Panel, View, empty
from quizlr.stats.panels.parts import DOT, bars_view
from quizlr.stats.words import counted, percent, seconds

BARS = 12


def time_panel(found: Times) -> Panel:
    """By state, by type, by week, and spread out."""
    if not found.all.count:
        return empty("Nothing was answered yet.", "Study some cards first.", figures=found)
    hours = found.all.total_ms / 3_600_000
    return Panel(
        headline=f"An answer takes {seconds(found.all.median_ms)}; {hours:.1f} hours in all.",
        notes=(
            "Middle times: half of the answers are quicker. Pauses count two minutes at most.",
            f"{counted(found.all.count, 'answer')} without practice.",
        ),
        views=(
            _took_view("Time by state of card", "state", found.by_state),
            _took_view("Time by type of card", "type", found.by_type),
            *([_slow_view(found.slowest)] if found.slowest else []),
            _weeks_view(found.weeks),
            _spread_view(found),
        ),
        figures=found,
    )


def _took_view(title: str, name: str, tooks: Sequence[Took]) -> View:
    total = max(1, sum(took.total_ms for took in tooks))
    rows = tuple(
        (
            took.name,
            seconds(took.median_ms),
            seconds(took.mean_ms),
            f"{took.count:,}",
            percent(took.total_ms / total),
        )
        for took in tooks
    )
    return bars_view(
        title,
        [(took.name, round(took.median_ms / 1000, 1)) for took in tooks if took.count],
        Figures((name, "middle", "mean", "answers", "share of time"), rows),
        unit="s",
    )


def _slow_view(slowest: Sequence[SlowCard]) -> View:
    rows = tuple((each.card_id, seconds(each.mean_ms), f"{each.count:,}") for each in slowest)
    return bars_view(
        "The slowest cards",
        [(each.card_id, round(each.mean_ms / 1000, 1)) for each in slowest[:BARS]],
        Figures(("card", "mean", "answers"), rows),
        unit="s",
    )


def _weeks_view(weeks: Sequence[Week]) -> View:
    ago = range(1 - len(weeks), 1)
    shown = [(float(x), week) for x, week in zip(ago, weeks, strict=True) if week.count]
    minutes = [week.total_ms / 60_000 for _, week in shown]
    chart = Plot(
        "Minutes by week",
        Axis("weeks from now"),
        Axis("minutes", low=0),
        (Series("minutes", [x for x, _ in shown], minutes, DOT, Stroke.SOLID),),
    )
    rows = tuple(
        (
            f"{week.first_on:%Y-%m-%d}",
            f"{week.total_ms / 60_000:.1f}",
            f"{week.count:,}",
            seconds(week.median_ms),
        )
        for week in reversed(weeks)
        if week.count
    )
    return View(chart, Figures(("from", "minutes", "answers", "middle"), rows))


def _spread_view(found: Times) -> View:
    pairs = list(zip(found.bin_ends_s, found.bin_counts, strict=True))
    rows = tuple(
        (f"to {end:g} s", f"{count:,}", percent(count / found.all.count)) for end, count in pairs
    )
    return bars_view(
        "Answers by time",
        [(f"to {end:g} s", float(count)) for end, count in pairs],
        Figures(("time", "answers", "share"), rows),
        unit="answers",
    )
