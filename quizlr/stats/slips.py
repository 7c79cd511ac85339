"""Which slips were made, in which skill, and whether they grow fewer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from quizlr.stats.shares import NONE, Share, trend
from quizlr.stats.words import day_on
from quizlr.values import dataclass

WEEKS = 26
"""How far the table by week reaches back."""
RECENT_WEEKS = 4
"""Held against as many weeks before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipRow:
    """Answers of one week in one skill that ended in one slip; an empty slip: in none."""

    study_day: int
    """Any day of the week."""
    skill: str
    slip: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipTrend:
    """One slip of one skill."""

    skill: str
    slip: str
    total: int
    """How often it was made, ever."""
    by_week: tuple[int, ...]
    """How often in each of the last 26 weeks, the newest last."""
    recent: Share
    """Of the answers in this skill, in the last four weeks."""
    before: Share
    """In the four weeks before those."""

    @property
    def trend(self) -> str:
        """`fewer`, `more`, `unclear` or `too early`, of the recent share against that before."""
        return trend(self.before, self.recent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slips:
    """All slips, those made most often lately first."""

    slips: tuple[SlipTrend, ...]
    weeks_on: tuple[date, ...]
    """First days of the weeks; a week ends with today's weekday."""
    by_week: tuple[Share, ...]
    """Answers with a slip, of all answers that can have one."""


def slips(rows: Iterable[SlipRow], today: int) -> Slips:
    """The slips up to today; weeks are counted back from today."""
    answers: dict[str, Counter[int]] = defaultdict(Counter)
    made: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for row in rows:
        ago = (today - row.study_day) // 7
        if ago < 0:
            continue
        answers[row.skill][ago] += row.count
        if row.slip:
            made[row.skill, row.slip][ago] += row.count
    found = [_trend(skill, slip, weeks, answers[skill]) for (skill, slip), weeks in made.items()]
    found.sort(key=lambda each: (-each.recent.hits, -each.total, each.skill, each.slip))
    newest_last = range(WEEKS - 1, -1, -1)
    return Slips(
        slips=tuple(found),
        weeks_on=tuple(day_on(today - 7 * ago - 6) for ago in newest_last),
        by_week=tuple(
            Share(
                sum(weeks[ago] for weeks in made.values()),
                sum(weeks[ago] for weeks in answers.values()),
            )
            for ago in newest_last
        ),
    )


def _trend(skill: str, slip: str, weeks: Counter[int], answers: Counter[int]) -> SlipTrend:
    def within(first: int) -> Share:
        ages = range(first, first + RECENT_WEEKS)
        return sum((Share(weeks[ago], answers[ago]) for ago in ages), NONE)

    return SlipTrend(
        skill=skill,
        slip=slip,
        total=weeks.total(),
        by_week=tuple(weeks[ago] for ago in range(WEEKS - 1, -1, -1)),
        recent=within(0),
        before=within(RECENT_WEEKS),
    )
