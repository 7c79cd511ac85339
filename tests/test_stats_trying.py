"""What a fit is worth, on a real log and on one that is too short for it."""

from __future__ import annotations

import numpy as np
import pytest
from fitting_makers import josh

from quizlr.fitting.reviewlog import ReviewLog
from quizlr.stats.answers import Answers
from quizlr.stats.calibration import AVERAGE, DEFAULT, SM2
from quizlr.stats.panels.tried import fit_panel
from quizlr.stats.trying import FITTED, held_out


def answers_of(log: ReviewLog) -> Answers:
    """A log of which nothing else is known, as an import is."""
    unknown, count = np.full(len(log), np.nan), len(log)
    return Answers(
        log=log,
        state_before=np.full(count, 2),
        duration_ms=np.zeros(count, dtype=np.int64),
        predicted=unknown,
        confidence=unknown,
        desired=np.full(count, 0.9),
    )


def test_on_a_real_log_a_fit_wins_by_more_than_chance() -> None:
    shares: list[float] = []
    found = held_out(answers_of(josh()), shares.append)
    by_name = {each.name: each for each in found.comparison.predictors}
    assert list(by_name) == [FITTED, DEFAULT, AVERAGE, SM2]
    # five splits by time, fractional days: 5,310 reviews on which the defaults lose 0.4401
    assert (found.comparison.count, found.fits) == (5310, 5)
    assert by_name[DEFAULT].log_loss.value == pytest.approx(0.4401, abs=2e-4)
    assert by_name[FITTED].log_loss.value < 0.4340
    assert by_name[DEFAULT].excess.low > 0
    assert by_name[DEFAULT].excess.value == pytest.approx(
        by_name[DEFAULT].log_loss.value - by_name[FITTED].log_loss.value
    )
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)
    assert "better than the defaults" in fit_panel(found).headline


def test_a_short_log_is_not_fitted() -> None:
    log = josh().head(150)
    panel = fit_panel(held_out(answers_of(log), lambda _: None))
    assert panel.headline == "Not enough reviews to fit."
    assert not panel.views
    nothing = fit_panel(held_out(answers_of(log.head(0)), lambda _: None))
    assert nothing.headline == panel.headline


def test_what_the_progress_raises_ends_the_fit() -> None:
    class LeftError(Exception):
        pass

    def leave(_share: float) -> None:
        raise LeftError

    with pytest.raises(LeftError):
        held_out(answers_of(josh().head(4000)), leave)
