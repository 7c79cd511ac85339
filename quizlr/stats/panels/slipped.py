"""Slips: which mistakes, how often, and whether they grow fewer."""

from __future__ import annotations

from quizlr.rendering.plots import Axis, Heatmap, Plot, Series, Stroke
from quizlr.rendering.plots.figures import Figures
from quizlr.stats.panel import Panel, View, empty
from quizlr.stats.panels.parts import DOT, range_series, share_cells
from quizlr.stats.slips import RECENT_WEEKS, Slips, SlipTrend
from quizlr.stats.words import counted, percent

SHOWN = 12
"""Rows of the heatmap."""


def slips_panel(found: Slips) -> Panel:
    """A heatmap of slips by week, and their share."""
    if not found.slips:
        answered = sum(share.count for share in found.by_week)
        words = (
            "Drills are graded, and a wrong number is told which slip it was."
            if not answered
            else f"{counted(answered, 'answer')} in drills, and no slip among them."
        )
        return empty("No slip was made yet.", words, figures=found)
    first = found.slips[0]
    recent = [each for each in found.slips if each.recent.hits]
    headline = f"No slip in the last {RECENT_WEEKS} weeks."
    if recent:
        headline = (
            f"Most often lately: {slip_words(first.slip)}, {counted(first.recent.hits, 'time')}."
        )
    fewer = sum(each.trend == "fewer" for each in found.slips)
    more = sum(each.trend == "more" for each in found.slips)
    return Panel(
        headline=headline,
        notes=(
            f"{counted(len(found.slips), 'kind')} of slip: {fewer} made less often than before, "
            f"{more} more often. That is the last {RECENT_WEEKS} weeks against the {RECENT_WEEKS} "
            "before them, where chance does not explain it.",
            "r at the end of a sitting opens a drill on the slips that you made.",
        ),
        views=(_heatmap(found), _share(found)),
        figures=found,
    )


def slip_words(slip: str) -> str:
    """`forgot 1 over m`."""
    return slip.replace("_", " ")


def _name(each: SlipTrend) -> str:
    return f"{each.skill.rpartition('/')[2]}: {slip_words(each.slip)}"


def _heatmap(found: Slips) -> View:
    shown = found.slips[:SHOWN]
    weeks = min(len(found.weeks_on), 16)
    names = tuple(
        f"{day:%b}" if at == 0 or day.month != found.weeks_on[-weeks:][at - 1].month else ""
        for at, day in enumerate(found.weeks_on[-weeks:])
    )
    chart = Heatmap(
        "Slips by week",
        tuple(map(_name, shown)),
        names,
        tuple(tuple(map(float, each.by_week[-weeks:])) for each in shown),
        "slips",
    )
    rows = tuple(
        (
            each.skill,
            slip_words(each.slip),
            f"{each.total:,}",
            f"{each.recent.hits} of {each.recent.count}",
            f"{each.before.hits} of {each.before.count}",
            each.trend,
        )
        for each in found.slips
    )
    head = ("skill", "slip", "ever", "lately", "before", "trend")
    return View(chart, Figures(head, rows))


def _share(found: Slips) -> View:
    ago = range(1 - len(found.by_week), 1)
    shown = [(float(x), s) for x, s in zip(ago, found.by_week, strict=True) if s.count]
    xs = [x for x, _ in shown]
    chart = Plot(
        "Answers with a slip, by week",
        Axis("weeks from now"),
        Axis("slips", low=0, unit="% of answers"),
        (
            Series("slips", xs, [100 * s.value for _, s in shown], DOT, Stroke.NONE),
            range_series(xs, [100 * s.low for _, s in shown], [100 * s.high for _, s in shown]),
        ),
    )
    rows = tuple(
        (f"{day:%Y-%m-%d}", percent(share.value), share_cells(share)[1], f"{share.count:,}")
        for day, share in zip(reversed(found.weeks_on), reversed(found.by_week), strict=True)
        if share.count
    )
    return View(chart, Figures(("from", "with a slip", "95 % range", "answers"), rows))
