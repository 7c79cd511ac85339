"""The sets of parameters that were fitted to the learner: kept in the log, one of them in force.

A fit keeps its set with its scores, used or not; to restore one is a mark of its own. The newest
mark that puts a set in force counts, whichever device made it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from quizlr.model import CardId, HomeMark, HomeMarkKind, Rating
from quizlr.scheduling import (
    DEFAULT_PARAMETERS,
    DEFAULT_PARAMETERS_ID,
    PARAMETER_BOUNDS,
    Fsrs6,
    Parameters,
    fold,
)
from quizlr.store import Folding, FoldRule, Memory
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.fitting import ReviewLog
    from quizlr.store.columns import ReviewColumns

MODEL: Final = "fsrs6"
FOLD_VERSION: Final = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialScores:
    """Mean log loss on the newest fifth of the scored reviews."""

    review_count: int
    defaults: float
    in_force: float
    """Of the parameters then in force."""
    fitted: float
    """Of a fit that had not seen them."""
    is_seen: bool = False
    """What was in force had been fitted on some of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillsTrialScores:
    """Mean log loss on the newest drills, under a fit of all reviews and one of drills."""

    review_count: int
    shared: float
    own: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterSet:
    """One set, as the log keeps it."""

    id: str = DEFAULT_PARAMETERS_ID
    values: Parameters = DEFAULT_PARAMETERS
    low: Parameters = ()
    """Two standard errors below each value; empty for the defaults."""
    high: Parameters = ()
    covariance: tuple[Parameters, ...] = ()
    """Its lower triangle, row by row, on the scale of the fit."""
    at_ms: int = 0
    """When it was made."""
    until_ms: int | None = None
    """The newest review that it was fitted on."""
    scored_count: int = 0
    day_count: int = 0
    trial: TrialScores | None = None
    is_used: bool = True
    """It won its trial, and came into force when it was made."""
    skills: Parameters = ()
    """For drills; empty if `values` predict them as well. The forgetting curve is that of both."""
    skills_trial: SkillsTrialScores | None = None

    @property
    def of_skills(self) -> Parameters:
        """The parameters that drills go by."""
        return self.skills or self.values


DEFAULTS: Final = ParameterSet()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterSets:
    """All sets that are known, oldest first, the defaults in front."""

    sets: tuple[ParameterSet, ...]
    in_force: ParameterSet
    newest_at_ms: int = 0
    """When the newest mark was made; a later one must not stand before it."""

    def find(self, name: str) -> ParameterSet | None:
        """The set with this id; None if there is none."""
        return next((each for each in self.sets if each.id == name), None)


def read_sets(marks: Iterable[HomeMark]) -> ParameterSets:
    """The sets in marks of the kind PARAMETERS, oldest first; what is not understood is left."""
    known = {DEFAULTS.id: DEFAULTS}
    in_force = DEFAULTS
    newest_at_ms = 0
    for mark in marks:
        newest_at_ms = max(newest_at_ms, mark.at_ms)
        found = _read(mark)
        if found is not None:
            known.setdefault(found.id, found)
            in_force = found if found.is_used else in_force
        elif mark.name in known and _is_restored(mark.text):
            in_force = known[mark.name]
    return ParameterSets(sets=tuple(known.values()), in_force=in_force, newest_at_ms=newest_at_ms)


def set_in_force(marks: Sequence[HomeMark]) -> ParameterSet:
    """`read_sets(marks).in_force`, without reading more marks than it takes."""
    for place in reversed(range(len(marks))):
        mark = marks[place]
        found = _read(mark)
        if found is not None and found.is_used:
            return found
        if found is None and _is_restored(mark.text):
            if mark.name == DEFAULTS.id:
                return DEFAULTS
            named = (_read(each) for each in marks[:place] if each.name == mark.name)
            if (restored := next(filter(None, named), None)) is not None:
                return restored
    return DEFAULTS


def newest_set(marks: Sequence[HomeMark]) -> ParameterSet:
    """The set that was fitted last, used or not; the defaults if there is none."""
    return next(filter(None, map(_read, reversed(marks))), DEFAULTS)


def mark_of(kept: ParameterSet) -> HomeMark:
    """What the log keeps of a set."""
    trial = kept.trial
    data: dict[str, Any] = {
        "model": MODEL,
        "values": _short(kept.values),
        "low": _short(kept.low),
        "high": _short(kept.high),
        "covariance": [_short(row) for row in kept.covariance],
        "until_ms": kept.until_ms,
        "scored": kept.scored_count,
        "days": kept.day_count,
        "used": kept.is_used,
        "skills": _short(kept.skills),
        "trial": None if trial is None else asdict(trial),
        "skills_trial": None if kept.skills_trial is None else asdict(kept.skills_trial),
    }
    text = json.dumps(data, separators=(",", ":"))
    return HomeMark(at_ms=kept.at_ms, kind=HomeMarkKind.PARAMETERS, name=kept.id, text=text)


def restored_mark(name: str, at_ms: int) -> HomeMark:
    """What the log keeps when a set is put in force again."""
    return HomeMark(at_ms=at_ms, kind=HomeMarkKind.PARAMETERS, name=name, text='{"restored":true}')


def _short(numbers: Iterable[float]) -> list[float]:
    """Seven digits: far finer than any error bar."""
    return [float(f"{number:.7g}") for number in numbers]


def _read(mark: HomeMark) -> ParameterSet | None:
    """A set that this quizlr can use; None for anything else."""
    try:
        data: Mapping[str, Any] = json.loads(mark.text)
        if data.get("model") != MODEL or not mark.name:
            return None
        values = _numbers(data["values"])
        trial, of_skills = data.get("trial"), data.get("skills_trial")
        found = ParameterSet(
            id=mark.name,
            values=values,
            low=_numbers(data["low"]),
            high=_numbers(data["high"]),
            covariance=tuple(map(_numbers, data["covariance"])),
            at_ms=mark.at_ms,
            until_ms=data["until_ms"],
            scored_count=int(data["scored"]),
            day_count=int(data["days"]),
            trial=TrialScores(**trial) if trial else None,
            is_used=bool(data["used"]),
            skills=_numbers(data.get("skills", ())),
            skills_trial=SkillsTrialScores(**of_skills) if of_skills else None,
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return found if _is_usable(values) and _is_usable(found.of_skills) else None


def _numbers(values: Sequence[Any]) -> Parameters:
    return tuple(float(value) for value in values)


def _is_usable(values: Parameters) -> bool:
    return len(values) == len(PARAMETER_BOUNDS) and all(
        isfinite(value) and low <= value <= high
        for value, (low, high) in zip(values, PARAMETER_BOUNDS, strict=True)
    )


def _is_restored(text: str) -> bool:
    try:
        return bool(json.loads(text).get("restored"))
    except (ValueError, AttributeError):
        return False


def _choose(marks: Sequence[HomeMark]) -> Folding:
    """The fold under the set in force."""
    chosen = set_in_force(marks)
    return Folding(
        fold=partial(fold, parameters=chosen.values, skill_parameters=chosen.of_skills),
        version=FOLD_VERSION,
        parameters_id=chosen.id,
        memories=lambda columns: memories_under(chosen, log_of(columns), columns.card_ids),
    )


FOLD_RULE: Final = FoldRule(_choose, HomeMarkKind.PARAMETERS)
"""How the store makes schedules: by the parameters in force."""


def log_of(columns: ReviewColumns) -> ReviewLog:
    """Columns of the store as a log to walk."""
    from quizlr.fitting import review_log

    found = columns.columns
    return review_log(
        card=columns.card,
        at_ms=found["at_ms"],
        study_day=found["study_day"],
        rating=found["rating"],
        guess_rate=found["guess_rate"],
        is_skill=found["is_skill"],
    )


def memories_under(chosen: ParameterSet, log: ReviewLog, ids: Sequence[CardId]) -> list[Memory]:
    """The memory of every card of a log after its last review; `ids` by the card's number."""
    from quizlr.fitting import FSRS6, last_states, skill_memories

    is_drill = skill_memories(log)
    found = []
    for is_kept, values in ((~is_drill, chosen.values), (is_drill, chosen.of_skills)):
        cards, states = last_states(FSRS6, values, log.where(is_kept))
        found += [
            Memory(ids[card], stability, difficulty)
            for card, stability, difficulty in zip(cards, *states, strict=True)
        ]
    mixed = log.card[is_drill != log.is_skill]
    return found + [_memory_of_both(chosen, log, card, ids[card]) for card in set(mixed.tolist())]


def _memory_of_both(chosen: ParameterSet, log: ReviewLog, card: int, card_id: CardId) -> Memory:
    """Of a card whose note was a drill for a time only, review by review."""
    models = (Fsrs6(chosen.values), Fsrs6(chosen.of_skills))
    memory = None
    for row in (log.card == card).nonzero()[0].tolist():
        memory = models[bool(log.is_skill[row])].step(
            None if log.step[row] == 0 else memory,
            Rating(int(log.rating[row])),
            float(log.elapsed_days[row]),
            bool(log.is_same_day[row]),
        )
    assert memory is not None
    return Memory(card_id, memory.stability, memory.difficulty)
