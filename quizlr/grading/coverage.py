"""Judging a free answer by the points that it made; the learner says which."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence

from quizlr.grading.propose import propose
from quizlr.grading.wording import listed
from quizlr.model import Checked, CheckPoint, Grade, Mark, MarkedLine, Rating, Verdict
from quizlr.values import dataclass

GOOD_SCORE = 0.8
"""From here on an answer with all core points is correct."""
POOR_SCORE = 0.5
"""Below this an answer without a core point is wrong."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which points were made. A point of weight 0 is counted as reached, and scores nothing."""

    made: tuple[CheckPoint, ...]
    missed: tuple[CheckPoint, ...]

    @property
    def score(self) -> float:
        """Weight of the points made over the weight of all, 0 to 1."""
        made = sum(point.weight for point in self.made)
        whole = made + sum(point.weight for point in self.missed)
        return made / whole if whole else 0.0

    @property
    def missed_core(self) -> tuple[CheckPoint, ...]:
        """What no answer may leave out, and this one did."""
        return tuple(point for point in self.missed if point.is_core)

    @property
    def verdict(self) -> Verdict:
        """CORRECT needs all core points and most of the weight; WRONG lacks both."""
        if self.missed_core:
            return Verdict.WRONG if self.score < POOR_SCORE else Verdict.PARTIAL
        return Verdict.CORRECT if self.score >= GOOD_SCORE else Verdict.PARTIAL

    @property
    def proposed(self) -> Rating:
        """AGAIN if a core point is missing, else by the score."""
        return Rating.AGAIN if self.missed_core else propose(self.score, hints_used=0)


def coverage(points: Sequence[CheckPoint], ticked: Collection[str]) -> Coverage:
    """The points parted by whether their ids were ticked; other ids are of points now gone."""
    made = tuple(point for point in points if point.id in ticked)
    return Coverage(made, tuple(point for point in points if point.id not in ticked))


def judged(points: Sequence[CheckPoint], answer: Checked, in_quotes: Callable[[str], str]) -> Grade:
    """The grade of an answer.

    Args:
        points: all that could be made, in the order shown.
        answer: what was written and ticked.
        in_quotes: Markdown -> the words of a sentence, in quotes and not too long.
    """
    found = coverage(points, answer.points)
    return Grade(
        verdict=found.verdict,
        score=found.score,
        feedback=_feedback(found, in_quotes),
        lines=point_lines(points, answer.points),
        given=answer.text,
        proposed=found.proposed,
        points=points_text(found),
    )


def point_lines(points: Sequence[CheckPoint], ticked: Collection[str]) -> tuple[MarkedLine, ...]:
    """A line for each point; for those missed, the words that would have made them."""
    return tuple(
        MarkedLine(Mark.RIGHT, _named(point))
        if point.id in ticked
        else MarkedLine(Mark.MISSED, _named(point), f"“{point.quote}”" if point.quote else "")
        for point in points
    )


def points_text(found: Coverage) -> str:
    """The ids made and missed, as the log keeps them; `ids_of` reads them."""
    made, missed = ([point.id for point in part] for part in (found.made, found.missed))
    return json.dumps({"made": made, "missed": missed}, separators=(",", ":"))


def ids_of(points: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids made and missed, from what `points_text` wrote; none if it is anything else."""
    try:
        read = json.loads(points)
        return tuple(map(str, read["made"])), tuple(map(str, read["missed"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return (), ()


def missed_ids(points: str) -> frozenset[str]:
    """The ids missed, from what `points_text` wrote; none if it is anything else."""
    return frozenset(ids_of(points)[1])


def _named(point: CheckPoint) -> str:
    return f"**{point.heading}:** {point.text}" if point.heading else point.text


def _feedback(found: Coverage, in_quotes: Callable[[str], str]) -> str:
    said = []
    if found.missed_core:
        names = listed([in_quotes(point.text) for point in found.missed_core])
        said.append(f"Missed at the core: {names}.")
    made, missed = ([p for p in part if p.weight] for part in (found.made, found.missed))
    count = len(made) + len(missed)
    said.append(f"You made {len(made)} of {count} points, {found.score:.0%} of their weight.")
    said += [f"You reached the {point.heading.lower()}." for point in found.made if point.heading]
    return " ".join(said)
