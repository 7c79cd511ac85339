"""Two interviews side by side: what can be measured in both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizlr.interview.ladder import TIERS
from quizlr.interview.report import Report
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One measure in two interviews; None where an interview does not have it."""

    name: str
    title: str = ""
    """What the learner reads, where that is another."""
    before: float | None
    now: float | None

    @property
    def by(self) -> float | None:
        """How much more it is now."""
        return None if self.before is None or self.now is None else self.now - self.before


def compare(now: Report, before: Report) -> tuple[Change, ...]:
    """Coverage in all, by tier and by shared topic, senior angles, follow-ups, answers in time.

    All are shares, 0 to 1.
    """
    measures = [
        ("coverage", _share(before.score, before.answers), _share(now.score, now.answers)),
        *_rows(_tiers(now), _tiers(before), tuple(tier.value for tier in TIERS)),
        *_rows(_topics(now), _topics(before), _shared(now, before)),
        ("senior angles", _senior(before), _senior(now)),
        (
            "follow-ups",
            _share(before.follow_up_score, before.follow_up_scores),
            _share(now.follow_up_score, now.follow_up_scores),
        ),
        ("in time", _in_time(before), _in_time(now)),
    ]
    titles = {row.name: row.title for row in now.by_topic}
    return tuple(
        Change(name=name, title=titles.get(name, name), before=then, now=today)
        for name, then, today in measures
        if then is not None or today is not None
    )


def _share(value: float, of: Sequence[object]) -> float | None:
    return value if of else None


def _rows(
    now: Mapping[str, float], before: Mapping[str, float], names: Sequence[str]
) -> list[tuple[str, float | None, float | None]]:
    return [(name, before.get(name), now.get(name)) for name in names]


def _tiers(of: Report) -> Mapping[str, float]:
    return {row.name: row.score for row in of.by_tier}


def _topics(of: Report) -> Mapping[str, float]:
    return {row.name: row.score for row in of.by_topic}


def _shared(now: Report, before: Report) -> tuple[str, ...]:
    known = _topics(before)
    return tuple(row.name for row in now.by_topic if row.name in known)


def _senior(of: Report) -> float | None:
    return of.senior_reached / of.senior_asked if of.senior_asked else None


def _in_time(of: Report) -> float | None:
    return 1 - of.late / len(of.answers) if of.answers else None
