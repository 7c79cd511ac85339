"""Calibration: what the app said, and what was remembered."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from quizlr.fitting.metrics import Reliability
from quizlr.rendering.plots import Axis, Plot, Series, Stroke
from quizlr.rendering.plots.figures import Figures
from quizlr.stats.calibration import Calibration, Confidence
from quizlr.stats.panel import Panel, View, empty
from quizlr.stats.panels.parts import RANGE, bars_view, dots_rows, dots_series
from quizlr.stats.scoring import LEAST_REVIEWS, Comparison, Estimate, fit_chance
from quizlr.stats.words import NO_VALUE, counted, percent

UNLIKELY = 0.05
DOTS_HEAD = ("said", "remembered", RANGE, "reviews")


def calibration_panel(found: Calibration, comparison: Comparison) -> Panel:
    """What was said when the cards were asked, against simpler predictors on the same reviews."""
    count = found.remembered.count
    if count < LEAST_REVIEWS:
        return empty(
            "Not enough reviews yet.",
            f"{counted(count, 'prediction')} could be checked so far; from {LEAST_REVIEWS} on "
            "there is something to see.",
            figures={"said": found, "scores": comparison},
        )
    return Panel(
        headline=f"I said {percent(found.predicted, 0)}, you remembered "
        f"{percent(found.remembered.value, 0)}.",
        notes=(
            f"Mean over {counted(count, 'review')}, as predicted when the card was asked: "
            f"{percent(found.predicted)} said, {found.remembered.words} remembered.",
            verdict(found.dots),
        ),
        views=(
            diagram("What the app said, and what you remembered", found.dots),
            losses_view("Log loss of predictions", comparison),
        ),
        figures={"said": found, "scores": comparison},
    )


def verdict(found: Sequence[Reliability]) -> str:
    """Whether the dots lie where they should."""
    if fit_chance(found) > UNLIKELY:
        return "The dots lie as near to the line as chance allows."
    off = [dot for dot in found if not dot.low <= dot.predicted <= dot.high]
    below = sum(dot.recalled < dot.predicted for dot in off)
    sides = {len(off): "below it: too sure", 0: "above it: not sure enough"}
    where = sides.get(below, f"off it, {below} of them below")
    return f"Chance does not explain how far the dots lie from the line: {len(off)} lie {where}."


def diagram(title: str, found: Sequence[Reliability], name: str = "reviews") -> View:
    """A reliability diagram with the line on which every dot should lie."""
    left = _tens(min((dot.predicted for dot in found), default=0.0))
    bottom = _tens(min((min(dot.low, dot.predicted) for dot in found), default=0.0))
    chart = Plot(
        title,
        Axis("said", low=left, high=100, unit="%"),
        Axis("remembered", low=min(left, bottom), high=100, unit="%"),
        (
            *dots_series(name, found),
            Series("perfect", (left, 100), (left, 100), stroke=Stroke.DOTTED),
        ),
    )
    return View(chart, Figures(DOTS_HEAD, dots_rows(found)))


def _tens(share: float) -> float:
    """Percent, rounded down to tens, 90 at most."""
    return 10.0 * floor(10 * min(share, 0.9) + 1e-9)


def losses_view(title: str, comparison: Comparison) -> View:
    """Predictors by log loss, with their other figures in the table."""
    rows = tuple(
        (
            each.name,
            _estimate(each.log_loss),
            NO_VALUE if each is comparison.predictors[0] else _estimate(each.excess, sign="+"),
            f"{each.rmse_bins:.4f}",
            f"{each.auc:.3f}",
        )
        for each in comparison.predictors
    )
    return bars_view(
        title,
        [(each.name, round(each.log_loss.value, 4)) for each in comparison.predictors],
        Figures(("predictor", "log loss", "excess", "RMSE", "AUC"), rows),
        caption=f"Less is better. {counted(comparison.count, 'review')} of "
        f"{counted(comparison.cards, 'card')}. Table: ± is the 95 % range, excess that over the "
        "first, RMSE that of the benchmark's bins.",
    )


def _estimate(found: Estimate, sign: str = "") -> str:
    """Half of the 95 % interval stands behind ±; bootstrap intervals are nearly symmetric."""
    return f"{found.value:{sign}.4f} ±{(found.high - found.low) / 2:.4f}"


def confidence_panel(found: Confidence, *, is_asked: bool) -> Panel:
    """The learner's own calibration, beside the scheduler's."""
    if not found.remembered.count:
        how = (
            "You are asked how sure you are before each answer is shown."
            if is_asked
            else "Press % while you study, or set ask_confidence = true in config.toml, and say "
            "how sure you are before you see the answer."
        )
        return empty("You have not said yet how sure you are.", how, figures=found)
    views = [_own_diagram(found)]
    notes = [
        f"Mean over {counted(found.remembered.count, 'answer')}: {percent(found.mean)} said, "
        f"{found.remembered.words} right. 100 % is scored as 99 %.",
        verdict(found.said),
    ]
    if found.comparison.count >= LEAST_REVIEWS:
        views.append(losses_view("Log loss, you and the app", found.comparison))
    else:
        notes.append(f"From {LEAST_REVIEWS} reviews on your log loss stands beside the app's.")
    return Panel(
        headline=f"You said {percent(found.mean, 0)}, you were right "
        f"{percent(found.remembered.value, 0)} of the time.",
        notes=tuple(notes),
        views=tuple(views),
        figures=found,
    )


def _own_diagram(found: Confidence) -> View:
    """The learner's dots with their ranges, and the app's dots."""
    own = diagram("How sure you were, and how often you were right", found.said, "you")
    chart = own.chart
    assert isinstance(chart, Plot)
    if found.app:
        app, _ = dots_series("the app", found.app, "○")
        low = min(chart.x.low or 0.0, *(_tens(dot.predicted) for dot in found.app))
        bottom = min(chart.y.low or 0.0, *(_tens(dot.recalled) for dot in found.app))
        chart = Plot(
            chart.title,
            Axis("said", low=low, high=100, unit="%"),
            Axis("right", low=bottom, high=100, unit="%"),
            (*chart.series, app),
        )
    rows = tuple(
        (who, *row)
        for who, dots in (("you", found.said), ("the app", found.app))
        for row in dots_rows(dots)
    )
    return View(chart, Figures(("who", "said", "right", RANGE, "answers"), rows))
