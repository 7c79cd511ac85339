"""Fit: what parameters of one's own are worth, on reviews that they had not seen."""

from __future__ import annotations

from quizlr.fitting.learner import LEAST_DAYS, LEAST_SCORED
from quizlr.stats.calibration import DEFAULT
from quizlr.stats.panel import Panel, empty
from quizlr.stats.panels.calibrated import diagram, losses_view, verdict
from quizlr.stats.scoring import LEAST_REVIEWS, Predictor
from quizlr.stats.trying import HeldOut
from quizlr.stats.words import counted


def fit_panel(found: HeldOut) -> Panel:
    """Fitted against defaults and simpler predictors."""
    count = found.comparison.count
    if count < LEAST_REVIEWS or not found.fits:
        return empty(
            "Not enough reviews to fit.",
            f"Parameters are fitted from {LEAST_SCORED} reviews on {LEAST_DAYS} days on, and "
            "tried on those that follow. Until then the published defaults serve you.",
            figures=found,
        )
    by_name = {each.name: each for each in found.comparison.predictors}
    fitted, defaults = found.comparison.predictors[0], by_name[DEFAULT]
    return Panel(
        headline=_headline(fitted, defaults),
        notes=(
            f"{counted(count, 'review')} in five stretches, each predicted by parameters that "
            "were fitted to what came before it. quizlr fit puts such parameters to use.",
            verdict(found.dots),
        ),
        views=(
            losses_view("Log loss on reviews that were held out", found.comparison),
            diagram("Fitted to you: what it said, what you remembered", found.dots),
        ),
        figures=found,
    )


def _headline(fitted: Predictor, defaults: Predictor) -> str:
    gain = defaults.excess
    if gain.low > 0:
        return f"A fit predicts you better than the defaults: log loss {gain.value:.4f} lower."
    if gain.high < 0:
        return f"A fit predicts you worse than the defaults: log loss {-gain.value:.4f} higher."
    return f"A fit and the defaults predict you alike: log loss {fitted.log_loss.value:.4f}."
