"""A plan in words, charts and tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from quizlr.plan.inputs import TIER, TOPIC, Question
from quizlr.plan.readiness import Forecast, Price, Ready
from quizlr.plan.workload import Workload
from quizlr.rendering.plots import Axis, Band, Marker, Plot, Series, Stroke
from quizlr.rendering.plots.figures import Figures
from quizlr.stats.panel import Panel, View, empty
from quizlr.stats.panels.parts import bars_view
from quizlr.stats.words import counted, day_on, percent
from quizlr.values import dataclass

RANGE: Final = "90 % range"


def when(asked: Question) -> str:
    """`in 18 days, on 2026-12-15`."""
    ahead = asked.by_day - asked.today
    left = {0: "today", 1: "tomorrow"}.get(ahead, f"in {ahead} days")
    return f"{left}, on {day_on(asked.by_day):%Y-%m-%d}"


def ready_panel(asked: Question, found: Forecast, price: Price) -> Panel:
    """Readiness on the day: all, by topic, by tier."""
    if not found.groups:
        return empty("There are no cards to be ready with.", "Add a deck, or choose other topics.")
    whole = found.groups[0]
    return Panel(
        headline=f"{_at_minutes(asked, whole)} (90 % range: {percent(whole.low, 0)} to "
        f"{percent(whole.high, 0)}).",
        notes=(
            f"{target_words(asked, price)} If you stop now: {percent(whole.idle, 0)}. "
            "Cards never seen count as unknown.",
            *unreachable_words(asked, found, price),
        ),
        views=_group_views(found),
        figures=found,
    )


def first_look_panel(asked: Question, found: Forecast) -> Panel:
    """Readiness by one run of the plan, while its range and its price are being computed."""
    return Panel(
        headline=f"{_at_minutes(asked, found.groups[0])}, at a first look.",
        notes=("One run of the plan; its range and its price are being computed.",),
        views=_group_views(found, has_range=False),
        figures=found,
    )


def _at_minutes(asked: Question, whole: Ready) -> str:
    return (
        f"The day is {when(asked)}. At {asked.minutes:g} minutes a day you will recall "
        f"{percent(whole.expected, 0)} of {counted(whole.cards, 'card')}"
    )


def _held_words(found: Forecast) -> str:
    held = min(round(found.held_then), round(found.groups[0].unseen_then))
    return f"; {held:,} of them still wait for an easier tier or another deck" if held else ""


def _group_views(found: Forecast, *, has_range: bool = True) -> tuple[View, View]:
    return (
        _group_view("Ready on the day, by topic", found.groups, TOPIC, has_range=has_range),
        _group_view("Ready on the day, by tier", found.groups, TIER, has_range=has_range),
    )


def target_words(asked: Question, price: Price) -> str:
    """What the target costs."""
    minutes = price.minutes_for(asked.target)
    goal = percent(asked.target, 0)
    if minutes is None:
        most = price.minutes[-1]
        best = percent(max(price.expected), 0)
        return f"{goal} is out of reach: {most:g} minutes a day lead to {best}."
    return f"For {goal}: {_minutes(minutes)} a day."


def _minutes(minutes: float) -> str:
    return f"{minutes:.0f} minutes" if minutes >= 10 else f"{minutes:.1f} minutes"


def unreachable_words(asked: Question, found: Forecast, price: Price) -> tuple[str, ...]:
    """What will not be ready, if anything."""
    whole = found.groups[0]
    parts = []
    if whole.unseen_then >= 1:
        cards = counted(round(whole.unseen_then), "card")
        parts.append(f"{cards} will not have been seen at all{_held_words(found)}.")
    is_possible = price.minutes_for(asked.target) is not None
    late = [g for g in found.groups if g.name.startswith(TOPIC) and g.high < asked.target]
    if late and not is_possible:
        names = ", ".join(group.name.removeprefix(TOPIC) for group in late[:3])
        more = f" and {len(late) - 3} more topics" if len(late) > 3 else ""
        parts.append(f"Furthest from it: {names}{more}.")
    return (" ".join(parts),) if parts else ()


def _group_view(title: str, groups: Sequence[Ready], kind: str, *, has_range: bool) -> View:
    rows = [group for group in groups[1:] if group.name.startswith(kind)]
    if kind == TOPIC:
        rows.sort(key=lambda group: (group.expected, group.name))
    named = [(group.name.removeprefix(kind), group) for group in rows]
    table = Figures(
        ("topic" if kind == TOPIC else "tier", "on the day", RANGE, "if you stop", "unseen"),
        tuple(
            (
                name,
                percent(group.expected, 0),
                f"{percent(group.low, 0)} to {percent(group.high, 0)}" if has_range else "…",
                percent(group.idle, 0),
                f"{group.unseen_now:,} of {group.cards:,}",
            )
            for name, group in named
        ),
    )
    return bars_view(title, [(n, round(100 * g.expected, 1)) for n, g in named], table, unit="%")


def price_panel(asked: Question, price: Price) -> Panel:
    """What readiness costs a day."""
    table = Figures(
        ("minutes a day", "recalled on the day"),
        tuple(
            (f"{minutes:.4g}", percent(share))
            for minutes, share in zip(price.minutes, price.expected, strict=True)
        ),
    )
    curve = Series("recalled on the day", price.minutes, [100 * e for e in price.expected])
    at = _between(price, asked.minutes)
    chart = Plot(
        "What it costs to be readier",
        Axis("minutes a day", low=0),
        Axis("recalled on the day", 0, 100, unit="%"),
        (curve,),
        markers=(Marker(asked.minutes, 100 * at, "as planned"),),
        caption=f"The day is {when(asked)}.",
    )
    return Panel(
        headline=target_words(asked, price),
        notes=("Each point is the plan played through with so many minutes a day.",),
        views=(View(chart, table),),
        figures=price,
    )


def _between(price: Price, minutes: float) -> float:
    points = list(zip(price.minutes, price.expected, strict=True))
    for (low, a), (high, b) in pairwise(points):
        if low <= minutes <= high:
            return a + (b - a) * (minutes - low) / (high - low)
    return points[-1][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Burndown:
    """Cards that would not be known on the day, had one stopped on a day."""

    days: tuple[int, ...]
    """Study days from the plan's first on; the last is yesterday or today."""
    unknown: tuple[float, ...]
    planned: tuple[float, float]
    """When the plan began, and on its day."""


def burndown_panel(
    asked: Question, found: Burndown | None, *, is_other_begun: bool = False
) -> Panel:
    """How far the plan has come."""
    if found is None and is_other_begun:
        return empty(
            "This plan has not begun: another one is in force.",
            "Begin it and it takes the other's place, with a burndown of its own.",
        )
    if found is None:
        return empty(
            "No plan is in force.",
            "Begin it, and what you do is held against what was expected.",
        )
    first = found.days[0]
    span = max(1, asked.by_day - first)
    begun, end = found.planned
    line = Series("plan", [0, span], [begun, end], stroke=Stroke.DASHED)
    xs = [day - first for day in found.days]
    real = Series("you", xs, found.unknown)
    wanted = [begun + (end - begun) * x / span for x in xs]
    ahead = wanted[-1] - found.unknown[-1]
    table = Figures(
        ("day", "unknown", "by plan"),
        tuple(
            (f"{day_on(day):%Y-%m-%d}", f"{left:.1f}", f"{plan:.1f}")
            for day, left, plan in zip(found.days, found.unknown, wanted, strict=True)
        ),
    )
    chart = Plot(
        "Cards that you would not recall on the day",
        Axis("days since the plan began", 0, float(span)),
        Axis("cards", low=0),
        (line, real),
    )
    words = "as planned" if abs(ahead) < 1 else (
        f"{abs(ahead):.0f} cards {'ahead of' if ahead > 0 else 'behind'} the plan"
    )  # fmt: skip
    return Panel(
        headline=f"You are {words}: {found.unknown[-1]:.0f} cards are left.",
        notes=("Left: cards that you would not recall on the day if you stopped now.",),
        views=(View(chart, table),),
        figures=found,
    )


def workload_panel(years: Sequence[Workload], desired_retention: float) -> Panel:
    """A year under each desired retention."""
    if not years:
        return empty("There are no cards to simulate a year with.")
    table = Figures(
        ("retention", "minutes a day", "reviews a day", "known after a year", "s a known card"),
        tuple(
            (
                percent(year.desired_retention, 0),
                f"{year.minutes_a_day:.1f}",
                f"{year.reviews_a_day:.0f}",
                f"{year.known_at_end:,.0f}",
                f"{year.seconds_a_known_card:.0f}",
            )
            for year in years
        ),
    )
    xs = [100 * year.desired_retention for year in years]
    now = 100 * desired_retention
    minutes = Plot(
        "Minutes a day, over a year",
        Axis("desired retention", unit="%"),
        Axis("minutes a day", low=0),
        (Series("minutes a day", xs, [year.minutes_a_day for year in years]),),
        bands=(Band(now - 0.25, now + 0.25, "yours"),),
    )
    known = Plot(
        "Known after a year, by minutes a day",
        Axis("minutes a day"),
        Axis("cards known"),
        (
            Series(
                "cards known",
                [year.minutes_a_day for year in years],
                [year.known_at_end for year in years],
                mark="●",
            ),
        ),
    )
    nearest = min(years, key=lambda year: abs(year.desired_retention - desired_retention))
    return Panel(
        headline=f"At {percent(nearest.desired_retention, 0)} a year costs "
        f"{_minutes(nearest.minutes_a_day)} a day.",
        notes=(
            "A simulated year with your costs and your new cards a day. There is no one best "
            "retention: the curve shows what each costs and gives.",
        ),
        views=(View(minutes, table), View(known, table)),
        figures=tuple(years),
    )
