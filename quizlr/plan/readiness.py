"""How ready a learner will be on the day, with what is not known about it.

Each run of the forecast draws what is uncertain once: the parameters within their covariance (they
are the truth of that run, while the plan goes by the fitted ones), an error of calibration as large
as was seen so far, the luck of the reviews to come, and who is asked what on the day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from quizlr.fitting.arrays import Bools, Floats
from quizlr.plan.opening import Opening
from quizlr.plan.policies import Policy
from quizlr.plan.simulate import Path, believing, simulate
from quizlr.plan.stock import Day, Learner, Stock, day_of
from quizlr.values import dataclass

RUNS = 24
LEAST_RUNS = 8
FULL_CARDS = 5_000
"""Up to so many cards all runs are made; more cards need fewer, because luck evens out."""
LOW, HIGH = 0.05, 0.95
"""Ends of the interval that is shown: 90 %."""
Z90 = 1.645


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What is not known about the learner's memory."""

    draws: tuple[tuple[Floats, Floats], ...] = ()
    """(parameters, states of the stock under them); empty if nothing was fitted."""
    calibration_sd: float = 0.0
    """Of the log odds of all recalls together, as seen on past predictions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Share of a group's cards that would be recalled, 0 to 1. Unseen cards count as unknown."""

    name: str
    cards: int
    unseen_now: int
    unseen_then: float
    """Expected cards that will still not have been seen."""
    now: float
    """If the day were today."""
    idle: float
    """On the day, if nothing more is studied."""
    expected: float
    """On the day, if the plan is followed."""
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A plan played through."""

    groups: tuple[Ready, ...]
    """The first is all cards together."""
    minutes: tuple[float, ...]
    """Expected minutes of each day."""
    new: tuple[float, ...]
    """Expected new cards of each day."""
    unknown: tuple[float, float]
    """Cards that would not be recalled on the day: if one stops now, and by the plan."""
    held_then: float = 0.0
    """Of the cards that will not have been seen: how many still wait for others."""


def forecast(
    stock: Stock,
    learner: Learner,
    policy: Policy,
    limit: Day,
    *,
    days: int,
    groups: Mapping[str, Bools],
    doubt: Doubt,
    opening: Opening | None = None,
    look_at: float | None = None,
    seed: int = 1,
    runs: int = 0,
    on_run: Callable[[float], None] | None = None,
) -> Forecast:
    """Play a plan through `runs` times (0: as many as its size asks for).

    Args:
        stock: Where the cards stand.
        learner: By what the plan goes.
        policy: What to study.
        limit: What a day may hold.
        days: Until the day.
        groups: Name -> which cards; a group of all cards is added in front.
        doubt: What is not known.
        opening: Which new cards wait for others.
        look_at: The day as a number of days from now; None for `days`.
        seed: Of everything that is drawn.
        runs: How often.
        on_run: Told of the share of runs that are over; it may raise to stop.
    """
    runs = runs or max(LEAST_RUNS, min(RUNS, RUNS * FULL_CARDS // max(1, len(stock))))
    at = float(days) if look_at is None else look_at
    tally = _Tally(stock, learner, {"": np.ones(len(stock), dtype=bool), **groups}, days, runs)
    chance = np.random.default_rng(seed)
    for run in range(runs):
        truth, real = _drawn(stock, learner, doubt, run)
        path = simulate(
            stock,
            learner,
            policy,
            limit,
            days=days,
            seed=seed + run,
            truth=believing(truth, real),
            opening=opening,
            look_at=at,
        )
        recalls = _shifted(path.recalls, doubt.calibration_sd * chance.normal())
        tally.add(run, path, recalls, chance.random(len(stock)) < recalls)
        if on_run is not None:
            on_run((run + 1) / runs)
    return tally.forecast(at)


class _Tally:
    """What the runs of a forecast came to."""

    def __init__(
        self, stock: Stock, learner: Learner, parts: Mapping[str, Bools], days: int, runs: int
    ) -> None:
        self._stock, self._learner, self._parts, self._runs = stock, learner, parts, runs
        self._shares, self._unseen = (np.zeros((runs, len(parts))) for _ in range(2))
        self._minutes, self._new = np.zeros(days), np.zeros(days)
        self._unknown = self._held = 0.0

    def add(self, run: int, path: Path, recalls: Floats, is_known: Bools) -> None:
        """One run, and which cards were recalled on its day."""
        for column, cards in enumerate(self._parts.values()):
            self._shares[run, column] = is_known[cards].mean() if cards.any() else np.nan
            self._unseen[run, column] = path.stock.is_new[cards].sum()
        self._minutes += path.minutes / self._runs
        self._new += path.new / self._runs
        self._held += path.held / self._runs
        self._unknown += float(len(recalls) - recalls.sum()) / self._runs

    def forecast(self, at: float) -> Forecast:
        """All runs together; the day is `at` days from now."""
        stock, learner = self._stock, self._learner
        found = [
            _ready(
                name,
                stock.only(cards),
                learner,
                at,
                shares=self._shares[:, n],
                unseen=self._unseen[:, n],
            )
            for n, (name, cards) in enumerate(self._parts.items())
            if cards.any()
        ]
        idle = float(len(stock) - _chances(stock, learner, at).sum())
        return Forecast(
            groups=tuple(found),
            minutes=tuple(self._minutes.tolist()),
            new=tuple(self._new.tolist()),
            unknown=(idle, self._unknown),
            held_then=self._held,
        )


def _ready(
    name: str, stock: Stock, learner: Learner, at: float, *, shares: Floats, unseen: Floats
) -> Ready:
    if len(shares) >= RUNS:
        low, high = np.quantile(shares, (LOW, HIGH))
    else:  # too few to count off: as wide as a normal spread of theirs
        reach = Z90 * shares.std(ddof=1) if len(shares) > 1 else 0.0
        low, high = max(0.0, shares.mean() - reach), min(1.0, shares.mean() + reach)
    return Ready(
        name=name,
        cards=len(stock),
        unseen_now=int(stock.is_new.sum()),
        unseen_then=float(unseen.mean()),
        now=float(_chances(stock, learner, 0.0).mean()),
        idle=float(_chances(stock, learner, at).mean()),
        expected=float(shares.mean()),
        low=min(float(low), float(shares.mean())),
        high=max(float(high), float(shares.mean())),
    )


def _chances(stock: Stock, learner: Learner, day: float) -> Floats:
    """Chance of recall of each card on a day if nothing more is studied; 0 for unseen cards."""
    chances = np.zeros(len(stock))
    seen = np.flatnonzero(~stock.is_new)
    elapsed = np.maximum(0.0, day - stock.last_day[seen])
    chances[seen] = learner.recall(stock.state[:, seen], elapsed)
    return chances


def _shifted(recalls: Floats, by: float) -> Floats:
    """Chances with their log odds moved; 0 and 1 stay."""
    with np.errstate(divide="ignore"):
        moved: Floats = 1.0 / (1.0 + np.exp(-(np.log(recalls) - np.log1p(-recalls) + by)))
    return moved


def _drawn(stock: Stock, learner: Learner, doubt: Doubt, run: int) -> tuple[Stock, Learner]:
    """What may be true instead of what is believed, in one run."""
    if not doubt.draws:
        return stock, learner
    parameters, states = doubt.draws[run % len(doubt.draws)]
    return replace(stock, state=states), replace(learner, parameters=parameters)


GRID_MIN: Sequence[float] = (0, 5, 10, 15, 20, 30, 45, 60, 90, 120)
"""Minutes a day at which the curve is computed."""
CLOSING_IN = 4
"""Further points between which the target lies."""


@dataclass(frozen=True, slots=True)
class Price:
    """What readiness costs: expected share on the day against minutes a day."""

    minutes: tuple[float, ...]
    expected: tuple[float, ...]

    def minutes_for(self, target: float) -> float | None:
        """Minutes a day for a share; None if none of the grid reaches it."""
        best = np.maximum.accumulate(self.expected)
        if best[-1] < target:
            return None
        at = int(np.searchsorted(best, target))
        if at == 0:
            return self.minutes[0]
        share = (target - best[at - 1]) / (best[at] - best[at - 1])
        return float(self.minutes[at - 1] + share * (self.minutes[at] - self.minutes[at - 1]))


def price(
    stock: Stock,
    learner: Learner,
    policy: Policy,
    *,
    days: int,
    minutes: float,
    target: float,
    spent_min: float = 0.0,
    opening: Opening | None = None,
    look_at: float | None = None,
    seed: int = 1,
    grid: Sequence[float] = GRID_MIN,
    on_point: Callable[[int], None] | None = None,
) -> Price:
    """Readiness at each number of minutes a day, by the same model and the same luck.

    To the grid come the planned `minutes`, and points that close in on the `target`. Of the first
    day `spent_min` are over.
    """
    found: dict[float, float] = {}

    def look(asked: float) -> None:
        path = simulate(
            stock,
            learner,
            policy,
            day_of(asked, spent_min),
            days=days,
            seed=seed,
            opening=opening,
            look_at=look_at,
        )
        found[asked] = float(path.recalls.mean()) if len(stock) else 0.0
        if on_point is not None:
            on_point(len(found))

    for asked in sorted({*grid, minutes}):
        look(asked)
    for _ in range(CLOSING_IN):
        low = max((m for m, share in found.items() if share < target), default=None)
        high = min((m for m, s in found.items() if s >= target and m > (low or 0)), default=None)
        if low is None or high is None:
            break
        look((low + high) / 2)
    points = sorted(found.items())
    return Price(tuple(m for m, _ in points), tuple(share for _, share in points))
