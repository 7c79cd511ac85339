"""When a learner gets parameters of their own: enough reviews, and a trial on the newest of them.

The trial fits on the first four fifths of the scored reviews and predicts the last fifth. Whoever
loses it against the defaults, or against parameters that had not seen those reviews either, is
not used.

Drills ask for a skill with new numbers each time. They may get parameters of their own, held near
those of all reviews, if these predict the newest drills better. The forgetting curve stays the
same for both, so that recall follows from a memory's state whatever card it is of.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from quizlr.fitting.arrays import Floats, Ints
from quizlr.fitting.layout import lay_out
from quizlr.fitting.metrics import log_loss
from quizlr.fitting.model import FittedModel
from quizlr.fitting.objective import Tick, no_tick
from quizlr.fitting.posterior import Fitted, fit
from quizlr.fitting.prediction import replay, with_guessing
from quizlr.fitting.prior import held_near
from quizlr.fitting.reviewlog import ReviewLog, skill_memories
from quizlr.values import dataclass

LEAST_SCORED = 100
"""Fewer scored reviews say less than the defaults do."""
LEAST_DAYS = 14
"""On fewer study days a bad one, or the first after a break, weighs too much: reviews of one day
succeed and fail together."""
LEAST_HELD_OUT = 20
"""Fewer drills among the held-out reviews decide nothing."""
CURVE = ("w20",)
"""The forgetting curve's own parameters."""
_TRIAL_SHARE = 0.2


class Decision(StrEnum):
    """What became of a fit."""

    USED = "used"
    TOO_FEW = "too few"
    """Not fitted: see LEAST_SCORED and LEAST_DAYS."""
    WORSE = "worse"
    """The trial was lost: what was in force stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Mean log loss on the last fifth of the scored reviews."""

    review_count: int
    defaults: float
    in_force: float
    fitted: float
    """Of a fit that had not seen them."""
    is_seen: bool
    """What is in force was fitted on some of them, so that its figure flatters."""

    @property
    def is_won(self) -> bool:
        """No worse than the defaults, nor than what is in force where that is a fair rival."""
        rivals = [self.defaults] if self.is_seen else [self.defaults, self.in_force]
        return self.fitted <= min(rivals)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillsTrial:
    """Mean log loss on the drills among the newest fifth of the scored reviews."""

    review_count: int
    shared: float
    """Of a fit to all reviews before them."""
    own: float
    """Of a fit to the drills before them, held near the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A fit, and whether it is to be used."""

    decision: Decision
    scored_count: int
    day_count: int
    """Study days with a scored review."""
    trial: Trial | None = None
    fitted: Fitted | None = None
    """Of the whole log; there also if the trial was lost."""
    skills: Floats | None = None
    """Parameters for drills alone; None if those of all reviews predict them as well."""
    skills_trial: SkillsTrial | None = None
    """None if there were too few drills for one."""


def fit_learner(
    model: FittedModel,
    log: ReviewLog,
    in_force: Sequence[float] | None = None,
    in_force_until_ms: int | None = None,
    tick: Tick = no_tick,
) -> Outcome:
    """Fit a learner's log and hold the fit against what is in force.

    Args:
        model: The model of memory.
        log: The learner's log.
        in_force: The parameters now used; None for the defaults.
        in_force_until_ms: When the newest review that they were fitted on was made; None if they
            were fitted on none.
        tick: Told of the progress; what it raises stops the work.
    """
    scored = np.flatnonzero(log.is_scored)
    days = len(np.unique(log.study_day[scored]))
    if len(scored) < LEAST_SCORED or days < LEAST_DAYS:
        return Outcome(decision=Decision.TOO_FEW, scored_count=len(scored), day_count=days)
    held_out = scored[-max(1, int(_TRIAL_SHARE * len(scored))) :]
    cut = int(held_out[0])
    current = model.defaults if in_force is None else np.array(in_force, dtype=np.float64)
    # From the defaults: what is in force may have seen the reviews that are held out.
    early = fit(model, log.head(cut), tick=lambda share: tick(0.6 * share))
    defaults, now, fitted = (
        _loss(model, parameters, log, held_out)
        for parameters in (model.defaults, current, early.parameters)
    )
    trial = Trial(
        review_count=len(held_out),
        defaults=defaults,
        in_force=now,
        fitted=fitted,
        is_seen=in_force_until_ms is not None and in_force_until_ms >= int(log.at_ms[cut]),
    )
    whole = fit(model, log, early.parameters, lambda share: tick(0.6 + 0.3 * share))
    skills = None
    if trial.is_won:
        skills = _fit_skills(model, log, held_out, (early.parameters, whole.parameters))
    tick(1.0)
    return Outcome(
        decision=Decision.USED if trial.is_won else Decision.WORSE,
        scored_count=len(scored),
        day_count=days,
        trial=trial,
        fitted=whole,
        skills=None if skills is None else skills[0],
        skills_trial=None if skills is None else skills[1],
    )


def _fit_skills(
    model: FittedModel,
    log: ReviewLog,
    held_out: Ints,
    shared: tuple[Floats, Floats],
) -> tuple[Floats | None, SkillsTrial] | None:
    """Parameters for drills if they win their trial; None for both if there are too few drills.

    `shared` are those of all reviews, without and with the held-out ones.
    """
    early, whole = shared
    is_skill = skill_memories(log)
    rows = held_out[is_skill[held_out]]
    scored = log.is_scored & is_skill
    if len(rows) < LEAST_HELD_OUT or scored.sum() < LEAST_SCORED:
        return None
    if len(np.unique(log.study_day[scored])) < LEAST_DAYS:
        return None
    cut = int(held_out[0])
    head = log.head(cut).where(is_skill[:cut])
    own = fit(held_near(model, early, CURVE), head).parameters
    trial = SkillsTrial(
        review_count=len(rows),
        shared=_loss(model, early, log, rows),
        own=_loss(model, own, log, rows),
    )
    if trial.own >= trial.shared:
        return None, trial
    return fit(held_near(model, whole, CURVE), log.where(is_skill)).parameters, trial


def _loss(model: FittedModel, parameters: Floats, log: ReviewLog, rows: Ints) -> float:
    recall = replay(model, parameters, lay_out(log)).recall
    chance = with_guessing(recall, log.guess_rate)
    return log_loss(chance[rows], log.is_recalled[rows])
