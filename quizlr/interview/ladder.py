"""The ladder: which tier is asked next, from the answers so far.

A staircase as psychophysics uses it (Levitt 1971, Transformed Up-Down Methods): it climbs fast
until the first answer that is not strong, then one step up takes two strong answers in a row and
one step down one weak answer. Such a staircase settles where an answer is strong about seven
times in ten (2^-1/2): near the top of what the learner holds, where an interview tells most.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from quizlr.model import Rating, Tier, Verdict
from quizlr.values import dataclass

TIERS: Final = tuple(Tier)
"""Lowest first."""
IN_A_ROW: Final = 2
"""Strong answers that climb, once one was not strong."""
LATE: Final = 1.5
"""An answer that takes longer than so many times its budget is not strong."""
_WEAK_VERDICTS: Final = (Verdict.WRONG, Verdict.SLIP, Verdict.UNGRADED)


class Strength(StrEnum):
    """How an answer went."""

    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


def strength(rating: Rating, verdict: str, seconds: float, budget_s: float) -> Strength:
    """How an answer went: by its verdict, by the learner's rating, and by the clock.

    Args:
        rating: what the learner accepted; AGAIN is what a missed core point proposes.
        verdict: as the log keeps it.
        seconds: that the answer took.
        budget_s: that it should take.
    """
    if rating is Rating.AGAIN or verdict in _WEAK_VERDICTS:
        return Strength.WEAK
    is_full = verdict == Verdict.CORRECT and rating >= Rating.GOOD
    return Strength.STRONG if is_full and seconds <= LATE * budget_s else Strength.FAIR


@dataclass(frozen=True, slots=True)
class Rung:
    """One answer: the tier that was asked, and how it went."""

    tier: Tier
    strength: Strength


def level(start: Tier, rungs: Iterable[Rung]) -> Tier:
    """The tier to ask next.

    An answer moves the ladder only if it says something about it: a strong answer to an easier
    question does not climb, a weak one to a harder question does not drop. (Such questions are
    asked where the tier has none left.)
    """
    place, in_a_row, is_first_climb = TIERS.index(start), 0, True
    for rung in rungs:
        asked = TIERS.index(rung.tier)
        if rung.strength is Strength.STRONG and asked >= place:
            in_a_row += 1
            if is_first_climb or in_a_row >= IN_A_ROW:
                place, in_a_row = min(place + 1, len(TIERS) - 1), 0
        elif rung.strength is not Strength.STRONG:
            is_first_climb, in_a_row = False, 0
            if rung.strength is Strength.WEAK and asked <= place:
                place = max(place - 1, 0)
    return TIERS[place]


def held(rungs: Iterable[Rung]) -> Tier | None:
    """The highest tier at which strong answers outnumber weak ones; None if there is none."""
    balance = dict.fromkeys(TIERS, 0)
    for rung in rungs:
        balance[rung.tier] += (rung.strength is Strength.STRONG) - (rung.strength is Strength.WEAK)
    return next((tier for tier in reversed(TIERS) if balance[tier] > 0), None)


def first_tier(held_before: Tier | None) -> Tier:
    """Where to begin: one tier below what was held in the interview before."""
    return TIERS[0] if held_before is None else TIERS[max(0, TIERS.index(held_before) - 1)]


def apart(tier: Tier, other: Tier) -> int:
    """How many tiers lie between two; 0 for the same."""
    return abs(TIERS.index(tier) - TIERS.index(other))
