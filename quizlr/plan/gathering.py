"""From what the app knows to what the plan works with: cards, learner, doubts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from quizlr.fitting import FSRS6, draws, from_triangle, lay_out, prior_covariance, replay
from quizlr.fitting.arrays import Bools, Floats, Ints
from quizlr.model import NEW_SCHEDULE, Card, CardId, CardState, Moment, Schedule
from quizlr.plan.readiness import Doubt
from quizlr.plan.stock import LATER_RATINGS, Learner, Stock
from quizlr.scheduling.costs import FIRST_RATINGS, Cost, assumed
from quizlr.stats.answers import Answers

PRIOR_RATINGS = 20.0
"""Ratings that the assumed shares count for."""
DRAWS = 12
LEAST_SCORED = 50
"""Predictions below which their calibration says nothing yet."""
UNKNOWN_SD = 0.4
"""Of the log odds, until then: learners differ about so much from the default parameters."""
_DAY_MS = 86_400_000.0


def stock_of(
    cards: Sequence[Card],
    schedules: Mapping[CardId, Schedule],
    costs: Mapping[str, Cost],
    now: Moment,
) -> Stock:
    """Where these cards stand; a card in its first learning steps counts as seen."""
    count = len(cards)
    state, last, due = np.ones((2, count)), np.zeros(count), np.zeros(count)
    is_new = np.ones(count, dtype=bool)
    took = np.empty((3, count))
    for n, card in enumerate(cards):
        schedule = schedules.get(card.id, NEW_SCHEDULE)
        cost = costs.get(card.note.type) or assumed(card.note.type)
        took[:, n] = cost.new_s, cost.recalled_s, cost.forgotten_s
        if schedule.memory is not None and schedule.state is not CardState.NEW:
            is_new[n] = False
            state[:, n] = schedule.memory.stability, schedule.memory.difficulty
            last[n] = _last_day(schedule, now)
            due[n] = (schedule.due_day or now.study_day) - now.study_day
    return Stock(
        state=state,
        last_day=np.minimum(0.0, last),
        due_day=due,
        is_new=is_new,
        new_s=took[0],
        recalled_s=took[1],
        forgotten_s=took[2],
    )


def _last_day(schedule: Schedule, now: Moment) -> float:
    """Days before now, as a number below 0; 0 for the study day that is still on."""
    if schedule.last_review_at_ms is None or schedule.last_study_day == now.study_day:
        return 0.0
    return (schedule.last_review_at_ms - now.at_ms) / _DAY_MS


def learner_of(answers: Answers, parameters: Floats) -> Learner:
    """How this learner rates, drawn towards what is assumed as far as little was seen."""
    log = answers.log
    first = log.rating[log.step == 0]
    later = log.rating[answers.is_due_review & log.is_recalled]
    return Learner(
        parameters=parameters,
        first_ratings=_shares(first, 1, FIRST_RATINGS),
        later_ratings=_shares(later, 2, LATER_RATINGS),
    )


def _shares(ratings: Ints, lowest: int, prior: Sequence[float]) -> tuple[float, ...]:
    counts = np.bincount(ratings - lowest, minlength=len(prior)) + PRIOR_RATINGS * np.array(prior)
    return tuple((counts / counts.sum()).tolist())


def likely_parameters(
    parameters: Sequence[float], covariance: Sequence[Sequence[float]], seed: int
) -> Floats:
    """(DRAWS, parameters): what this learner's may be; any learner's where nothing was fitted.

    `covariance` is the lower triangle of that of the parameters, on the fit's scale.
    """
    known = from_triangle(covariance) if covariance else prior_covariance(FSRS6)
    return draws(FSRS6, np.array(parameters), known, DRAWS, seed)


def doubt_of(answers: Answers, card_numbers: Ints, stock: Stock, drawn: Iterable[Floats]) -> Doubt:
    """What is not known about this learner.

    Args:
        answers: The log.
        card_numbers: (cards,): the number of each card of the stock in the log, or one that is
            not there.
        stock: The cards.
        drawn: Parameters that the learner may have.
    """
    layout = lay_out(answers.log)
    last_row = _last_rows(answers, card_numbers)
    found = tuple(
        (parameters, _states(replay(FSRS6, parameters, layout).states, last_row, stock))
        for parameters in drawn
    )
    return Doubt(draws=found, calibration_sd=calibration_sd(answers))


def _last_rows(answers: Answers, card_numbers: Ints) -> Ints:
    """(cards,): the row of each card's last review; -1 if it has none."""
    highest = max(int(answers.log.card.max(initial=-1)), int(card_numbers.max(initial=-1)))
    last = np.full(highest + 1, -1)
    last[answers.log.card] = np.arange(len(answers))
    rows: Ints = last[card_numbers]
    return rows


def _states(states: Floats, last_row: Ints, stock: Stock) -> Floats:
    found = stock.state.copy()
    seen: Bools = (last_row >= 0) & ~stock.is_new
    found[:, seen] = states[:, last_row[seen]]
    return found


def calibration_sd(answers: Answers) -> float:
    """Spread of the log odds by which predictions have been off, all together.

    The distance between the mean prediction and the share recalled, as log odds, and its standard
    error: what was off so far may be off again, either way.
    """
    scored = answers.is_due_review & ~np.isnan(answers.predicted)
    count = int(scored.sum())
    if count < LEAST_SCORED:
        return UNKNOWN_SD
    predicted = float(answers.predicted[scored].mean())
    recalled = (float(answers.log.is_recalled[scored].sum()) + 0.5) / (count + 1.0)
    off = _log_odds(recalled) - _log_odds(min(max(predicted, 1e-6), 1 - 1e-6))
    error = 1.0 / np.sqrt(count * recalled * (1.0 - recalled))
    return float(np.hypot(off, error))


def _log_odds(chance: float) -> float:
    return float(np.log(chance) - np.log1p(-chance))
