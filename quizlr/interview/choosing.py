"""What is asked next: the plan of an interview, and the choice among what could be asked.

Pure functions of the answers so far, of the time, and of a seed. Each choice is kept in the log,
so after a crash nothing is chosen anew but what was not yet asked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Final

from quizlr.interview.entries import PRACTICAL, TALK, Asked, Followed, Kind
from quizlr.interview.ladder import apart
from quizlr.interview.nearness import nearness
from quizlr.interview.record import Interview, Question
from quizlr.model import CardId, Tier
from quizlr.values import dataclass

PRACTICAL_EACH_MIN: Final = 7.5
"""One drill or bug for so many minutes, rounded down: a drill and a bug in a quarter of an hour."""
PRACTICAL_MINUTES: Final[Mapping[Kind, float]] = {Kind.DRILL: 3.0, Kind.BUG: 2.0}
"""How long they should take, until they are rated."""
BETWEEN_S: Final = 40.0
"""Reading the model answer and rating, beyond the answer itself: for the forecast only."""
FOLLOW_UP_SHARE: Final = 0.5
"""Of the question's minutes, for its follow-up."""
FOLLOW_UP_LEAST_S: Final = 30.0
NEAR_SHARE: Final = 0.5
"""Of the nearest practical card's nearness: from here on, cards are on the same subject."""


class Standing(IntEnum):
    """How the schedule sees a card; what is smaller is asked first."""

    DUE = 0
    NEW = 1
    AHEAD = 2
    """Known and not due."""
    TODAY = 3
    """Rated on this study day already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A card that could be asked."""

    card_id: CardId
    kind: Kind
    tier: Tier
    topics: tuple[str, ...]
    labels: frozenset[str]
    budget_s: float
    standing: Standing = Standing.NEW

    @property
    def asked(self) -> Asked:
        """The entry that says so."""
        return Asked(
            card_id=self.card_id,
            kind=self.kind,
            tier=self.tier,
            topics=self.topics,
            budget_s=self.budget_s,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """All that could be asked."""

    candidates: tuple[Candidate, ...]
    weights: Mapping[str, float]
    """Of labels; see `nearness.weights`."""
    is_on_topic: bool = False
    """Whether the learner named topics: then no drill or bug is asked that is not near them."""

    def labels_of(self, card_id: CardId) -> frozenset[str]:
        """Of a card that could be asked; none of others."""
        found = (each.labels for each in self.candidates if each.card_id == card_id)
        return next(found, frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """About how many of each kind fit into an interview."""

    talks: int
    drills: int
    bugs: int


def practicals(minutes: float) -> int:
    """How many drills and bugs an interview has room for."""
    return int(minutes / PRACTICAL_EACH_MIN)


def extent(pool: Pool, minutes: float) -> Extent:
    """What an interview over this pool will hold, by the budgets; the learner may be faster."""
    kinds = {each.kind for each in pool.candidates}
    number = practicals(minutes)
    drills = (number + 1) // 2 if Kind.DRILL in kinds else 0
    bugs = number // 2 if Kind.BUG in kinds else 0
    budgets_s = [each.budget_s for each in pool.candidates if each.kind in TALK]
    used_min = drills * PRACTICAL_MINUTES[Kind.DRILL] + bugs * PRACTICAL_MINUTES[Kind.BUG]
    mean_s = sum(each + follow_up_s(each) for each in budgets_s) / max(1, len(budgets_s))
    fit = round((minutes - used_min) * 60 / (mean_s + BETWEEN_S))
    return Extent(talks=min(max(1, fit), len(budgets_s)), drills=drills, bugs=bugs)


def wanted(interview: Interview, spent_ms: int) -> Kind | None:
    """The practical kind whose moment has come, by turns; None for a question.

    The moments divide the interview evenly. There is always a question before: a drill or a bug
    is of the topic just touched.
    """
    done = [each.asked.kind for each in interview.questions if each.asked.kind in PRACTICAL]
    number = practicals(interview.begun.minutes)
    last = interview.questions[-1].asked.kind if interview.questions else None
    if len(done) >= number or last not in TALK:
        return None
    moment_ms = interview.begun.minutes * 60_000 * (len(done) + 1) / (number + 1)
    if spent_ms < moment_ms:
        return None
    return min(PRACTICAL, key=lambda kind: (done.count(kind), kind is not Kind.DRILL))


def next_up(pool: Pool, interview: Interview, now_ms: int) -> Candidate | None:
    """The card to ask now; None if nothing fits into the time that is left.

    No card is asked twice.
    """
    taken = {each.asked.card_id for each in interview.questions}
    left_s = interview.left_s(now_ms)
    fitting = [c for c in pool.candidates if c.card_id not in taken and c.budget_s <= left_s]
    if interview.begun.tier is not None:
        tier = interview.begun.tier
        fitting = [c for c in fitting if c.tier is tier or c.kind in PRACTICAL]
    kind = wanted(interview, interview.spent_ms(now_ms))
    if kind is not None and (found := _practical(pool, fitting, interview, kind)):
        return found
    talks = [each for each in fitting if each.kind in TALK]
    return min(talks, key=lambda each: _talk_order(each, interview), default=None)


def _talk_order(each: Candidate, interview: Interview) -> tuple[int, bool, int, int, int]:
    """Of the tier, on what was touched least, due before new before known."""
    touched = sum(len({*each.topics} & {*q.asked.topics}) for q in interview.questions)
    is_stale = each.standing is Standing.TODAY
    gap = apart(each.tier, interview.level)
    return gap, is_stale, touched, each.standing, _chance(interview.id, each.card_id)


def _practical(
    pool: Pool, fitting: Sequence[Candidate], interview: Interview, kind: Kind
) -> Candidate | None:
    """The drill or the bug on the subject of the last question, of its tier if there is one."""
    about = pool.labels_of(_last_talk(interview).asked.card_id)
    for each_kind in (kind, *(other for other in PRACTICAL if other is not kind)):
        near = [
            (nearness(about, each.labels, pool.weights), each)
            for each in fitting
            if each.kind is each_kind
        ]
        most = max((near_by for near_by, _ in near), default=0.0)
        if near and (most > 0 or not pool.is_on_topic):
            chosen = [each for near_by, each in near if near_by >= NEAR_SHARE * most]
            return min(chosen, key=lambda each: _practical_order(each, interview))
    return None


def _practical_order(each: Candidate, interview: Interview) -> tuple[bool, int, int, int]:
    is_stale = each.standing is Standing.TODAY
    gap = apart(each.tier, interview.level)
    return is_stale, gap, each.standing, _chance(interview.id, each.card_id)


def _last_talk(interview: Interview) -> Question:
    return next(each for each in reversed(interview.questions) if each.asked.kind in TALK)


def follow_up_s(budget_s: float) -> float:
    """How long the answer to a follow-up should take."""
    return max(FOLLOW_UP_LEAST_S, FOLLOW_UP_SHARE * budget_s)


def follows(asked: Asked, ask: str, left_s: float) -> Followed | None:
    """A follow-up to be asked, if it still fits into the interview."""
    budget_s = follow_up_s(asked.budget_s)
    if budget_s > left_s:
        return None
    return Followed(card_id=asked.card_id, ask=ask, budget_s=budget_s)


def _chance(interview_id: str, card_id: CardId) -> int:
    digest = hashlib.sha256(f"interview|{interview_id}|{card_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big")
