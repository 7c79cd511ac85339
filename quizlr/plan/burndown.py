"""How far a plan has come: what would not be known on the day, had one stopped on each day."""

from __future__ import annotations

import numpy as np

from quizlr.fitting.arrays import Floats, Ints
from quizlr.fitting.reviewlog import ReviewLog
from quizlr.plan.stock import Learner


def unknown_by_day(
    log: ReviewLog, states: Floats, cards: Ints, learner: Learner, *, days: Ints, on_day: int
) -> Floats:
    """(days,): expected number of cards not recalled on `on_day`, at the end of each day.

    Args:
        log: The reviews.
        states: (state_size, reviews): memory after each of them.
        cards: The plan's cards, as numbers of the log; a card without reviews is unknown.
        learner: Whose memory it is.
        days: Study days.
        on_day: The study day of the plan.
    """
    span = int(log.study_day.max(initial=0)) + 2
    order = np.lexsort((np.arange(len(log)), log.study_day, log.card))
    keys = log.card[order] * span + log.study_day[order]
    found = np.empty(len(days))
    for place, day in enumerate(days.tolist()):
        wanted = cards * span + min(day, span - 1)
        at = np.searchsorted(keys, wanted, side="right") - 1
        is_seen = at >= 0
        is_seen[is_seen] = log.card[order[at[is_seen]]] == cards[is_seen]
        rows = order[at[is_seen]]
        elapsed = np.maximum(0.0, (on_day - log.study_day[rows]).astype(float))
        found[place] = len(cards) - learner.recall(states[:, rows], elapsed).sum()
    return found
