"""The time that answers take: by state, by type of card, by week, and of each card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import nan

import numpy as np

from quizlr.fitting.arrays import Bools, Floats, Ints
from quizlr.model import CardState
from quizlr.scheduling.words import STATE_WORDS
from quizlr.stats.answers import Answers
from quizlr.stats.words import day_on
from quizlr.values import dataclass

WEEKS = 53
PRIOR_REVIEWS = 5.0
"""A card's own time counts as much as that of its type once it was asked so often."""
OFTEN = 3
SLOWEST = 30
"""Cards that are listed, and how often they were answered at least."""
UNKNOWN_MS = 10_000.0
"""Taken for a review before anything was measured."""
BIN_S = (2.0, 4.0, 6.0, 8.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0, 90.0, 120.0)
"""Upper ends of the bins of the spread, in seconds; answers of more than 120 s count as that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """The time of some answers; nan for none."""

    name: str
    count: int
    median_ms: float
    mean_ms: float
    total_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven days from a date on."""

    first_on: date
    count: int
    total_ms: int
    median_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowCard:
    """A card that takes its time."""

    card_id: str
    count: int
    mean_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """All answers but practice."""

    all: Took
    by_state: tuple[Took, ...]
    by_type: tuple[Took, ...]
    """By type of note, the slowest first."""
    slowest: tuple[SlowCard, ...]
    """Of the cards that were answered three times at least, the slowest first."""
    weeks: tuple[Week, ...]
    """The newest last; it ends today."""
    bin_ends_s: tuple[float, ...]
    bin_counts: tuple[int, ...]


def times(
    answers: Answers, card_ids: Sequence[str], type_of_card: Sequence[str], today: int
) -> Times:
    """The time of all answers.

    Args:
        answers: The log.
        card_ids: The cards by their number in the log.
        type_of_card: The type of each card's note by the card's number; empty if it is in no deck.
        today: The study day it is.
    """
    took = answers.duration_ms
    ago = (today - answers.log.study_day) // 7
    names = sorted({name for name in type_of_card if name})
    code = {name: number for number, name in enumerate(names)}
    types = np.array([code.get(name, -1) for name in type_of_card], dtype=np.int64)
    of_card = types[answers.log.card] if len(answers) else np.zeros(0, dtype=np.int64)
    by_type = [_took(name, took[of_card == number]) for number, name in enumerate(names)]
    last_bin = len(BIN_S) - 1
    bins = np.minimum(np.searchsorted(np.array(BIN_S) * 1000, took), last_bin)
    return Times(
        all=_took("all", took),
        by_state=tuple(
            _took(name, took[answers.state_before == state]) for state, name in STATE_WORDS.items()
        ),
        by_type=tuple(sorted((t for t in by_type if t.count), key=lambda t: -t.median_ms)),
        slowest=_slowest(answers, card_ids),
        weeks=tuple(_week(at, took[ago == at], today) for at in reversed(range(WEEKS))),
        bin_ends_s=BIN_S,
        bin_counts=tuple(np.bincount(bins, minlength=len(BIN_S)).tolist()),
    )


def _slowest(answers: Answers, card_ids: Sequence[str]) -> tuple[SlowCard, ...]:
    count = np.bincount(answers.log.card, minlength=len(card_ids))
    total = np.bincount(answers.log.card, answers.duration_ms, minlength=len(card_ids))
    often = np.flatnonzero(count >= OFTEN)
    mean = total[often] / count[often]
    slowest = np.argsort(-mean, kind="stable")[:SLOWEST]
    return tuple(
        SlowCard(card_id=card_ids[often[at]], count=int(count[often[at]]), mean_ms=float(mean[at]))
        for at in slowest.tolist()
    )


def _took(name: str, took_ms: Ints) -> Took:
    return Took(
        name=name,
        count=len(took_ms),
        median_ms=float(np.median(took_ms)) if len(took_ms) else nan,
        mean_ms=float(took_ms.mean()) if len(took_ms) else nan,
        total_ms=int(took_ms.sum()),
    )


def _week(ago: int, took_ms: Ints, today: int) -> Week:
    each = _took("", took_ms)
    return Week(
        first_on=day_on(today - 7 * ago - 6),
        count=each.count,
        total_ms=each.total_ms,
        median_ms=each.median_ms,
    )


def paces(answers: Answers, type_of_card: Sequence[str]) -> tuple[Floats, dict[str, float]]:
    """Milliseconds that a due review takes, relearning included: of each card, and of each type.

    A card's mean is drawn towards that of its type, and a type's towards that of all, by five
    reviews: what was seldom measured is taken to be ordinary. The empty type stands for all.
    """
    cards = len(type_of_card)
    is_due: Bools = answers.state_before == CardState.REVIEW
    is_work: Bools = is_due | (answers.state_before == CardState.RELEARNING)
    due = np.bincount(answers.log.card[is_due], minlength=cards).astype(float)
    spent = np.bincount(
        answers.log.card[is_work], weights=answers.duration_ms[is_work], minlength=cards
    )
    overall = _drawn(float(spent.sum()), float(due.sum()), UNKNOWN_MS)
    by_type = {"": overall}
    names = np.array(type_of_card, dtype=object)
    own = np.full(cards, overall)
    for name in sorted(set(type_of_card)):
        mine = names == name
        by_type[name] = _drawn(float(spent[mine].sum()), float(due[mine].sum()), overall)
        own[mine] = by_type[name]
    pace: Floats = (spent + PRIOR_REVIEWS * own) / (due + PRIOR_REVIEWS)
    return pace, by_type


def _drawn(total: float, count: float, towards: float) -> float:
    return (total + PRIOR_REVIEWS * towards) / (count + PRIOR_REVIEWS)
