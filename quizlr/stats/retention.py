"""True retention: of the reviews that fell due, how many were remembered."""

from __future__ import annotations

from datetime import date
from math import inf, nan

import numpy as np

from quizlr.fitting.arrays import Bools, Ints
from quizlr.stats.answers import Answers
from quizlr.stats.shares import Share
from quizlr.stats.words import day_on
from quizlr.values import dataclass

DAYS = 60
WEEKS = 53
RECENT_DAYS = 30
AGES = ((7.0, "under a week"), (30.0, "to a month"), (91.0, "to 3 months"),
        (182.0, "to 6 months"), (365.0, "to a year"), (inf, "over a year"))  # fmt: skip
"""Days since a card was first seen, at most, and its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A day, or the week that begins on it."""

    first_on: date
    remembered: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """Cards first seen so long before the review."""

    name: str
    remembered: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Reviews of cards in the REVIEW state, on a later day than their last; AGAIN is forgotten."""

    all: Share
    recent: Share
    """Of the last 30 days."""
    recent_goal: float
    """Mean desired retention of those; nan if there are none."""
    recent_expected: float
    """Mean chance of recall that was predicted for those when they were asked; nan if none was."""
    days: tuple[Period, ...]
    """The last 60 days, the newest last."""
    weeks: tuple[Period, ...]
    """The last 53 stretches of seven days; the last one ends today."""
    ages: tuple[Age, ...]


def retention(answers: Answers, today: int) -> Retention:
    """True retention up to a study day."""
    log = answers.log
    counts = answers.is_due_review & (log.study_day <= today)
    ago = today - log.study_day[counts]
    recalled = log.is_recalled[counts]
    is_recent = ago < RECENT_DAYS
    predicted = answers.predicted[counts][is_recent]
    known = predicted[~np.isnan(predicted)]
    desired = answers.desired[counts][is_recent]
    age = np.searchsorted([most for most, _ in AGES[:-1]], answers.age_days[counts], side="right")
    return Retention(
        all=Share(int(recalled.sum()), len(recalled)),
        recent=Share(int(recalled[is_recent].sum()), int(is_recent.sum())),
        recent_goal=float(desired.mean()) if len(desired) else nan,
        recent_expected=float(known.mean()) if len(known) else nan,
        days=_periods(ago, recalled, today, DAYS, 1),
        weeks=_periods(ago // 7, recalled, today, WEEKS, 7),
        ages=tuple(
            Age(name=name, remembered=share)
            for (_, name), share in zip(AGES, _shares(age, recalled, len(AGES)), strict=True)
        ),
    )


def _periods(
    ago: Ints, recalled: Bools, today: int, count: int, length_days: int
) -> tuple[Period, ...]:
    """The newest `count` periods, oldest first; `ago` is 0 for the one that ends today."""
    is_shown = ago < count
    shares = _shares(ago[is_shown], recalled[is_shown], count)
    return tuple(
        Period(first_on=day_on(today - length_days * (at + 1) + 1), remembered=shares[at])
        for at in reversed(range(count))
    )


def _shares(group: Ints, recalled: Bools, count: int) -> list[Share]:
    totals = np.bincount(group, minlength=count).tolist()
    hits = np.bincount(group[recalled], minlength=count).tolist()
    return [Share(hit, total) for hit, total in zip(hits, totals, strict=True)]
