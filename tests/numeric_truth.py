"""The engine's functions once more, from their textbook definitions in arithmetic of 2,600 bits.

`python tests/numeric_truth.py [COUNT] [SEED]` measures the engine over COUNT random inputs of each
function (default 1000) and prints the largest and the 99th percentile error in ulp.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from mpmath import (
    erfc,
    exp,
    log,
    log1p,
    mpf,
    pi,
    sqrt,
    workprec,
)
from numpy.random import Generator

from quizlr import numeric

BITS = 2600  # e^(-750) beside 1, with room


class Case(NamedTuple):
    """A function: how to draw its arguments, the engine's way, the textbook's, and the limit."""

    draw: Callable[[Generator], tuple[Any, ...]]
    truth: Callable[..., Any]
    limit_ulp: float
    engine: Callable[..., Any]


def draw_z(chance: Generator) -> float:
    """A logit: ordinary, in the tails, near where naive code breaks, tiny or huge."""
    kind = chance.integers(7)
    sign = chance.choice([-1.0, 1.0])
    if kind < 2:
        return float(chance.normal(0, 3))
    if kind == 2:
        return float(chance.uniform(-45, 45))
    if kind == 3:
        return float(chance.uniform(-760, 760))
    if kind == 4:
        edge = chance.choice([16.6, 20.0, 36.74, 88.7, 700.0, 709.78, 745.0])
        return float(sign * (edge + chance.normal()))
    if kind == 5:
        return float(sign * 10.0 ** chance.uniform(-320, 0))
    return float(chance.choice([0.0, 0.5, -1.0, 37.0, 40.0, -710.0, -744.5, 5e-324, math.log(2)]))


def draw_p(chance: Generator) -> float:
    """A probability: ordinary, near 0, 1 or 1/2, subnormal."""
    kind = chance.integers(6)
    if kind < 2:
        return float(chance.uniform())
    if kind == 2:
        return float(10.0 ** chance.uniform(-323, 0))
    if kind == 3:
        return float(1.0 - 2.0 ** chance.uniform(-53, 0))
    if kind == 4:
        return float(0.5 + chance.choice([-1, 1]) * 2.0 ** chance.uniform(-54, -1))
    return float(chance.choice([0.1, 0.3, 0.5, 0.9, 1e-8, 1e-17, 5e-324, 1 - 2.0**-53]))


def draw_y(chance: Generator) -> float:
    """A label: hard half of the time, else soft as a probability is."""
    return float(chance.integers(2)) if chance.uniform() < 0.5 else draw_p(chance)


def draw_zy(chance: Generator) -> tuple[float, float]:
    """A logit and a label, at times close to the logit's own probability."""
    z, y = draw_z(chance), draw_y(chance)
    if chance.uniform() < 0.2 and abs(z) < 40:
        y = min(1.0, 1.0 / (1.0 + math.exp(-z)) * (1.0 + 10.0 ** chance.uniform(-17, 0)))
    return z, y


def draw_near_pair(chance: Generator) -> tuple[float, float]:
    """Two probabilities, half of the time nearly equal."""
    p, q = draw_p(chance), draw_p(chance)
    if chance.uniform() < 0.5:
        q = p * (1.0 + chance.normal() * 10.0 ** chance.uniform(-16, 0))
    return p, min(max(q, 5e-324), 1 - 2.0**-53)


def draw_logits(chance: Generator) -> list[float]:
    """Two to six logits with ties, one clear winner, or a common shift."""
    size = int(chance.integers(2, 7))
    scale = float(chance.choice([1.0, 10.0, 300.0, 1e-8]))
    shift = float(chance.choice([0.0, 1000.0, -50.0, 1e6, chance.normal()]))
    values = chance.normal(0, scale, size) + shift
    if chance.uniform() < 0.3:
        values[1] = values[0]
    return [float(value) for value in values]


def draw_logits_k(chance: Generator) -> tuple[list[float], int]:
    """Logits and a class of them."""
    logits = draw_logits(chance)
    return logits, int(chance.integers(len(logits)))


def draw_distribution(chance: Generator) -> list[float]:
    """Two to five weights that sum to 1 but for rounding."""
    size, evenness = int(chance.integers(2, 6)), chance.choice([0.05, 1.0, 30.0])
    weights = chance.dirichlet(np.full(size, evenness))
    return [float(weight) for weight in weights]


def draw_distributions(chance: Generator) -> tuple[list[float], list[float]]:
    """Two distributions over the same outcomes, half of the time nearly equal."""
    p = np.array(draw_distribution(chance))
    q = chance.dirichlet(np.full(len(p), 1.0)) + 1e-300
    if chance.uniform() < 0.5:
        q = p * (1 + 10.0 ** chance.uniform(-12, -1) * chance.normal(size=len(p))) + 1e-300
        q = np.abs(q) / np.sum(np.abs(q))
    return p.tolist(), q.tolist()


def draw_rows(
    chance: Generator, first: Callable[[Generator], float]
) -> tuple[list[float], list[float]]:
    """One to six rows of a prediction and a label."""
    size = int(chance.integers(1, 7))
    return [first(chance) for _ in range(size)], [draw_y(chance) for _ in range(size)]


def _sigmoid(z: Any) -> Any:
    return 1 / (1 + exp(-z))


def _softplus(z: Any) -> Any:
    return log(1 + exp(z))


def _times_log(weight: Any, value: Any) -> Any:
    return mpf(0) if weight == 0 else weight * log(value)


def _log_loss(p: Any, y: Any) -> Any:
    return -_times_log(y, p) - _times_log(1 - y, 1 - p)


def _from_logits(z: Any, y: Any) -> Any:
    return y * _softplus(-z) + (1 - y) * _softplus(z)


def _focal(z: Any, y: Any, gamma: Any) -> Any:
    up, down = _sigmoid(z), _sigmoid(-z)
    return y * down**gamma * _softplus(-z) + (1 - y) * up**gamma * _softplus(z)


def _curvature(z: Any, y: Any) -> Any:
    s = _sigmoid(z)
    return 2 * s * (1 - s) * (s * (1 - s) + (s - y) * (1 - 2 * s))


def _softmax(v: list[Any]) -> list[Any]:
    total = sum(exp(value) for value in v)
    return [exp(value) / total for value in v]


def _kl(p: list[Any], q: list[Any]) -> Any:
    return sum(_times_log(a, a / b) for a, b in zip(p, q, strict=True))


def _normal_log_cdf(z: Any) -> Any:
    if z > 0:
        return log1p(-erfc(z / sqrt(2)) / 2)
    return log(erfc(-z / sqrt(2)) / 2)


def _probit_gradient(z: Any, y: Any) -> Any:
    density = _density(z)
    below, above = erfc(-z / sqrt(2)) / 2, erfc(z / sqrt(2)) / 2
    return (1 - y) * density / above - y * density / below


def _one(draw: Callable[[Generator], Any]) -> Callable[[Generator], tuple[Any]]:
    return lambda chance: (draw(chance),)


def _tail_z(chance: Generator) -> float:
    kinds = [chance.normal(0, 3), chance.uniform(-45, 39), chance.normal(0, 1e-3)]
    return float(chance.choice(kinds))


def _gamma(chance: Generator) -> float:
    return float(chance.choice([0.0, 0.5, 1.0, 2.0, 5.0, chance.uniform(0, 8)]))


def _inner_py(chance: Generator) -> tuple[float, float]:
    return _inner_p(chance), draw_y(chance)


def _lse(v: list[Any]) -> Any:
    return log(sum(exp(value) for value in v))


def _density(z: Any) -> Any:
    return exp(-z * z / 2) / sqrt(2 * pi)


def _inner_p(chance: Generator) -> float:
    return min(max(draw_p(chance), 5e-324), 1 - 2.0**-53)


def _case(
    name: str, draw: Any, truth: Any, limit_ulp: float = 4, engine: Any = None
) -> tuple[str, Case]:
    return name, Case(draw, truth, limit_ulp, engine or getattr(numeric, name))


CASES: dict[str, Case] = dict([
    _case("sigmoid", _one(draw_z), _sigmoid),
    _case("softplus", _one(draw_z), _softplus),
    _case("log_sigmoid", _one(draw_z), lambda z: -_softplus(-z)),
    _case("logit", _one(_inner_p), lambda p: log(p / (1 - p))),
    _case("sigmoid_gradient", _one(draw_z), lambda z: _sigmoid(z) * _sigmoid(-z)),
    _case("log_loss", _inner_py, _log_loss),
    _case("log_loss_gradient", _inner_py, lambda p, y: (p - y) / (p * (1 - p))),
    _case("log_loss_from_logits", draw_zy, _from_logits),
    _case("log_loss_from_logits_gradient", draw_zy, lambda z, y: _sigmoid(z) - y),
    _case("weighted_log_loss_from_logits", lambda c: (*draw_zy(c), 10.0 ** c.uniform(-3, 3)),
          lambda z, y, w: w * y * _softplus(-z) + (1 - y) * _softplus(z)),
    _case("focal_loss_from_logits",
          lambda c: (*draw_zy(c), _gamma(c)), _focal),
    _case("squared_error_from_logits", draw_zy, lambda z, y: (_sigmoid(z) - y) ** 2),
    _case("squared_error_from_logits_gradient", draw_zy,
          lambda z, y: 2 * (_sigmoid(z) - y) * _sigmoid(z) * _sigmoid(-z)),
    _case("squared_error_from_logits_curvature", draw_zy, _curvature),
    _case("softmax", draw_logits_k, lambda v, k: _softmax(v)[int(k)],
          engine=lambda v, k: numeric.softmax(v)[k]),
    _case("log_softmax", draw_logits_k, lambda v, k: v[int(k)] - _lse(v), 256,
          lambda v, k: numeric.log_softmax(v)[k]),
    _case("logsumexp", _one(draw_logits), _lse),
    _case("softmax_cross_entropy", draw_logits_k, lambda v, k: _lse(v) - v[int(k)], 256),
    _case("softmax_cross_entropy_gradient", draw_logits_k,
          lambda v, k: _softmax(v)[int(k)] - 1, 256,
          lambda v, k: numeric.softmax_cross_entropy_gradient(v, k)[k]),
    _case("entropy", _one(draw_distribution), lambda p: -sum(_times_log(a, a) for a in p)),
    _case("binary_entropy", _one(_inner_p), lambda p: -_times_log(p, p) - _times_log(1 - p, 1 - p)),
    _case("cross_entropy", draw_distributions,
          lambda p, q: -sum(_times_log(a, b) for a, b in zip(p, q, strict=True))),
    _case("kl_divergence", draw_distributions, _kl, 64),
    _case("kl_bernoulli", draw_near_pair, lambda p, q: _kl([p, 1 - p], [q, 1 - q]), 64),
    _case("perplexity", lambda c: (c.uniform(0, 709),), exp),
    _case("odds_ratio", lambda c: (c.normal(0, 5), c.normal(0, 20)),
          lambda b, d: exp(b * d)),
    _case("brier_score", lambda c: draw_rows(c, draw_p),
          lambda p, y: sum((a - b) ** 2 for a, b in zip(p, y, strict=True)) / len(p)),
    _case("mean_log_loss", lambda c: draw_rows(c, _inner_p),
          lambda p, y: sum(_log_loss(a, b) for a, b in zip(p, y, strict=True)) / len(p)),
    _case("mean_log_loss_from_logits", lambda c: draw_rows(c, draw_z),
          lambda z, y: sum(_from_logits(a, b) for a, b in zip(z, y, strict=True)) / len(z)),
    _case("log_normal_cdf", _one(_tail_z), _normal_log_cdf, 64),
    _case("normal_cdf", _one(_tail_z), lambda z: erfc(-z / sqrt(2)) / 2, 8),
    _case("normal_pdf", _one(_tail_z), _density),
    _case("probit_gradient", lambda c: (_tail_z(c), float(c.integers(2))), _probit_gradient, 64),
    _case("scale_odds", lambda c: (_inner_p(c), 10.0 ** c.uniform(-3, 3)),
          lambda p, r: r * p / (r * p + 1 - p)),
    _case("inverse_cloglog", lambda c: (c.uniform(-40, 3.5),), lambda z: 1 - exp(-exp(z))),
])  # fmt: skip


def exactly(value: Any) -> Any:
    """A float, a whole number or a list of floats as mpmath values, unrounded."""
    return [mpf(item) for item in value] if isinstance(value, list) else mpf(value)


def ulp_error(value: float, truth: Any) -> float:
    """How far `value` is from the truth, in units of the last place of the nearest float64."""
    nearest = float(truth)
    if math.isinf(nearest) or not math.isfinite(value):
        return 0.0 if value == nearest else math.inf
    return float(abs(mpf(float(value)) - truth) / mpf(math.ulp(nearest)))


def errors(name: str, count: int, seed: int) -> Iterator[tuple[float, tuple[Any, ...]]]:
    """The error in ulp and the arguments, for `count` random inputs."""
    case = CASES[name]
    chance = np.random.default_rng(seed)
    with workprec(BITS):
        for _ in range(count):
            drawn = case.draw(chance)
            truth = case.truth(*(exactly(argument) for argument in drawn))
            yield ulp_error(float(case.engine(*drawn)), truth), drawn


def main() -> None:
    """Print one line a function."""
    given = [int(text) for text in sys.argv[1:]]
    count, seed = given + [1000, 1][len(given) :]
    for name, case in CASES.items():
        found = sorted(errors(name, count, seed), key=lambda pair: pair[0])
        worst, where = found[-1]
        high = found[int(count * 0.99)][0]
        print(f"{name:36s} p99 {high:7.3g}  max {worst:7.3g}  limit {case.limit_ulp:3g}  {where}")


if __name__ == "__main__":
    main()
