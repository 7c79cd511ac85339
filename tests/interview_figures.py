"""The numbers that the interview decks state, with the computation of each."""

from __future__ import annotations

import math

import numpy as np

from quizlr import numeric as q


def _cost(w: float) -> float:
    """Log loss of the two rows x = -1, 1 with labels 0, 1 and no bias."""
    return float(q.softplus(-w))


def _separable_descent(steps: int) -> float:
    w = 0.0
    for _ in range(steps):
        w += 1 / (1 + math.exp(-w)) * math.exp(-w)
    return w


def _newton_bias(start: float, steps: int) -> float:
    """Newton's iterates for a bias alone when 10 % are positive."""
    bias = start
    for _ in range(steps):
        p = float(q.sigmoid(bias))
        bias -= (p - 0.1) / (p * (1 - p))
    return bias


def _valley(low: float, high: float) -> tuple[float, float]:
    """Where the mean squared error of three rows is least between two weights, and its value."""
    grid = np.linspace(low, high, 100_001)
    predictions = q.sigmoid(np.outer([8, 1, 0.25], grid))
    losses = ((predictions - np.array([[1], [0], [1]])) ** 2).mean(axis=0)
    least = int(losses.argmin())
    return float(grid[least]), float(losses[least])


def _bits(p: float) -> float:
    return float(q.binary_entropy(p))


def _slope(z: float) -> float:
    """Of log loss in the score, for label 1."""
    return float(q.log_loss_from_logits_gradient(z, 1))


def _squared_slope(z: float) -> float:
    return float(q.squared_error_from_logits_gradient(z, 1))


def _difference_error(h: float) -> float:
    """Of the central difference for one row at z = 0.7 with label 0."""
    rise = float(q.softplus(0.7 + h)) - float(q.softplus(0.7 - h))
    return abs(rise / (2 * h) - float(q.sigmoid(0.7)))


LEFT, RIGHT = _valley(-3, -0.5), _valley(0, 2)
SOFTMAX = q.softmax_cross_entropy_gradient([2, -1, 0.5], 2)
BOUND = float(q.gradient_lipschitz_bound(np.array([[1.0], [2.0], [3.0]])))
OVERCONFIDENT = float(q.sigmoid(2 * q.logit(0.8)))
ALARMS = (0.01 * 0.9, 0.99 * 0.05)

FIGURES: list[tuple[str, str, float]] = [
    ("log-loss/why-not-squared-error", "0.00067", -_squared_slope(-8)),
    ("log-loss/why-not-squared-error", "0.9997", -_slope(-8)),
    ("log-loss/why-not-squared-error", "1491", _slope(-8) / _squared_slope(-8)),
    ("log-loss/what-log-loss-penalises", "0.01", -math.log(0.99)),
    ("log-loss/what-log-loss-penalises", "0.69", math.log(2)),
    ("log-loss/what-log-loss-penalises", "4.61", -math.log(0.01)),
    ("log-loss/two-cases-one-formula", "0.325", _bits(0.9)),
    ("log-loss/where-it-comes-from", "-762", 1100 * math.log(0.5)),
    ("log-loss/how-fast-it-grows", "20.000000002", float(q.softplus(20))),
    ("log-loss/how-fast-it-grows", "-0.999999998", _slope(-20)),
    ("log-loss/how-fast-it-grows", "-4.85 \\cdot 10^8", -1 / float(q.sigmoid(-20))),
    ("log-loss/what-is-a-good-value", "0.325", _bits(0.1)),
    ("log-loss/what-is-a-good-value", "0.693", _bits(0.5)),
    ("log-loss/what-is-a-good-value", "0.08", 1 - 0.30 / _bits(0.1)),
    ("log-loss/what-is-a-good-value", "0.57", 1 - 0.30 / _bits(0.5)),
    ("log-loss/what-is-a-good-value", "0.74", math.exp(-0.30)),
    ("log-loss/what-is-a-good-value", "0.056", _bits(0.01)),
    ("log-loss/what-is-a-good-value", "11", 100 * (1 - 0.05 / _bits(0.01))),
    ("log-loss/a-zero-probability", "36.04", -math.log(np.finfo(np.float64).eps)),
    ("log-loss/a-zero-probability", "15.94", -math.log(np.finfo(np.float32).eps)),
    ("log-loss/is-it-convex", "0.31", _cost(1)),
    ("log-loss/is-it-convex", "4.5 \\cdot 10^{-5}", _cost(10)),
    ("log-loss/is-it-convex", "3.7 \\cdot 10^{-44}", _cost(100)),
    ("log-loss/is-it-convex", "0.0099", 0.99 * 0.01),
    ("log-loss/show-it-is-not-convex", "-0.69", -math.log(2)),
    ("log-loss/show-it-is-not-convex", "0.244", RIGHT[0]),
    ("log-loss/show-it-is-not-convex", "0.188", RIGHT[1]),
    ("log-loss/show-it-is-not-convex", "-1.309", LEFT[0]),
    ("log-loss/show-it-is-not-convex", "0.461", LEFT[1]),
    ("log-loss/same-formula-everywhere", "16.12", -math.log(1e-7)),
    ("log-loss/same-formula-everywhere", "15.0", (0.1 * 100 + 0.2 * 100) / 2),
    ("log-loss/same-formula-everywhere", "0.164", q.mean_log_loss([0.9, 0.2], [1, 0])),
    ("log-loss/why-logits-in-production", "0.341", float(q.softplus(-0.9))),
    ("log-loss/why-logits-in-production", "0.105", -math.log(0.9)),
    ("log-loss/why-logits-in-production", "0.313", float(q.softplus(-1))),
    ("log-loss/the-cost-with-tradeoffs", "13.8", -math.log(1e-6)),
    ("log-loss/the-cost-with-tradeoffs", "0.2", float(q.cost_threshold(1, 4))),
    ("log-loss/log-loss-or-brier", "9.2", -math.log(0.0001)),
    ("log-loss/log-loss-or-brier", "0.98", 0.99**2),
    ("log-loss/clip-or-infinity", "16.1", -math.log(1e-7)),
    ("log-loss/clip-or-infinity", "34.5", -math.log(1e-15)),
    ("gradients/sigmoid-derivative", "0.0066", float(q.sigmoid_gradient(5))),
    ("gradients/derive-the-residual", "-1.25", float(q.log_loss_gradient(0.8, 1))),
    ("gradients/same-as-linear-regression", "-0.509", float(q.probit_gradient(0.5, 1))),
    ("gradients/same-as-linear-regression", "-0.309", float(q.normal_cdf(0.5)) - 1),
    ("gradients/vanishing-slope", "28", _slope(-4) / _squared_slope(-4)),
    ("gradients/vanishing-slope", "0.296", 2 * (2 / 3) * (1 / 3) * (2 / 3)),
    ("gradients/is-your-gradient-right", "6 \\cdot 10^{-5}", _difference_error(1e-12)),
    ("gradients/what-is-canonical", "-1.351", float(q.poisson_gradient(0.5, 3))),
    ("gradients/probit-gradient", "-0.798", float(q.probit_gradient(0, 1))),
    ("gradients/softmax-gradient", "0.786", float(SOFTMAX[0])),
    ("gradients/softmax-gradient", "0.039", float(SOFTMAX[1])),
    ("gradients/softmax-gradient", "-0.825", float(SOFTMAX[2])),
    ("gradients/information-and-curvature", "25", 0.25 / 0.0099),
    ("gradients/a-silent-shape-bug", "0.325", _bits(0.1)),
    ("probabilities/what-is-calibrated", "0.028", math.sqrt(0.8 * 0.2 / 200)),
    ("probabilities/why-one-half", "0.2", float(q.cost_threshold(1, 4))),
    ("probabilities/precision-and-recall", "0.67", 80 / 120),
    ("probabilities/what-is-a-proper-score", "0.154", float(q.kl_bernoulli(0.3, 0.1))),
    ("probabilities/what-is-a-proper-score", "0.04", (0.3 - 0.1) ** 2),
    ("probabilities/is-imbalance-a-problem", "0.091", float(q.scale_odds(0.5, 0.1))),
    ("probabilities/roc-or-precision-recall", "495", 10_000 * ALARMS[1]),
    ("probabilities/roc-or-precision-recall", "0.154", ALARMS[0] / sum(ALARMS)),
    ("probabilities/what-class-weights-do", "4.595", math.log(99)),
    ("probabilities/what-class-weights-do", "0.5", float(q.scale_odds(0.01, 99))),
    ("probabilities/trust-in-ece", "0.040", math.sqrt(2 / math.pi * 0.25 / 100)),
    ("probabilities/trust-in-ece", "0.013", math.sqrt(2 / math.pi * 0.25 / 1000)),
    ("probabilities/which-recalibration", "0.953", float(q.sigmoid(3))),
    ("probabilities/which-recalibration", "0.818", float(q.temperature_scale(3, 2))),
    ("probabilities/cost-by-case", "16.7", 5 / 0.3),
    ("probabilities/cost-by-case", "0.083", 5 / (0.3 * 200)),
    ("probabilities/cost-by-case", "0.0083", 5 / (0.3 * 2000)),
    ("probabilities/auc-up-loss-worse", "0.941", OVERCONFIDENT),
    ("probabilities/auc-up-loss-worse", "0.500", _bits(0.8)),
    (
        "probabilities/auc-up-loss-worse",
        "0.615",
        _bits(0.8) + float(q.kl_bernoulli(0.8, OVERCONFIDENT)),
    ),
    ("optimisation/learning-rate", "1.167", BOUND),
    ("optimisation/learning-rate", "1.71", 2 / BOUND),
    ("optimisation/perfectly-separable", "4.6", _separable_descent(100)),
    ("optimisation/perfectly-separable", "9.2", _separable_descent(10_000)),
    ("optimisation/where-descent-goes", "13.8", math.log(1e6)),
    ("optimisation/the-bias-and-c", "0.001", 1 / (1 * 1000)),
    ("optimisation/newton-and-irls", "-1.6", _newton_bias(0, 1)),
    ("optimisation/newton-and-irls", "-2.086", _newton_bias(0, 2)),
    ("optimisation/newton-and-irls", "-2.1925", _newton_bias(0, 3)),
    ("optimisation/newton-and-irls", "-2.19722", _newton_bias(0, 4)),
    ("optimisation/newton-and-irls", "-15.9", _newton_bias(3, 1)),
    ("optimisation/newton-and-irls", "1.3 \\cdot 10^{-7}", float(q.irls_weight(-15.873))),
    ("optimisation/collinear-features", "7.1", 1 / math.sqrt(1 - 0.99**2)),
    ("production/watch-without-labels", "30", 100 * float(q.scale_odds(0.08, math.exp(1.6)))),
    ("production/why-exactly-one", "9 \\cdot 10^{-14}", float(q.sigmoid(-30))),
    ("production/new-base-rate", "0.308", float(q.scale_odds(0.8, 1 / 9))),
    ("production/new-base-rate", "0.444", 4 / 9),
    ("production/new-base-rate", "-2.197", math.log(1 / 9)),
    ("production/sampled-negatives", "0.0099", float(q.scale_odds(0.5, 0.01))),
    ("production/sampled-negatives", "-4.605", math.log(0.01)),
    ("production/a-loss-floor", "0.731", float(q.sigmoid(1))),
    ("production/a-loss-floor", "0.313", float(q.softplus(-1))),
    ("production/a-loss-floor", "0.503", (float(q.softplus(-1)) + math.log(2)) / 2),
    ("production/a-loss-floor", "0.551", q.softmax_cross_entropy([1, 0, 0], 0)),
    ("production/loss-up-accuracy-flat", "0.0138", -math.log(1e-6) / 1000),
    ("production/loss-up-accuracy-flat", "0.199", _bits(0.05)),
    ("production/loss-up-accuracy-flat", "0.279", _bits(0.08)),
    ("production/late-labels", "2.4", 4 * 0.6),
    ("production/a-mean-of-many", "0.125", float(np.spacing(np.float32(1.99e6)))),
    ("production/a-mean-of-many", "0.10486", q.running_sum(0.1, 2e7, "float32") / 2e7),
    ("production/is-the-gain-real", "0.00025", 0.08 / math.sqrt(1e5)),
    ("production/is-the-gain-real", "1.98", 0.0005 / (0.08 / math.sqrt(1e5))),
    ("production/is-the-gain-real", "0.0027", 0.6 * math.sqrt(2 / 1e5)),
    ("production/is-the-gain-real", "1.26", (1.95996 + 0.84162) ** 2 * (0.08 / 0.0002) ** 2 / 1e6),
]
