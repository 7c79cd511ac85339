"""A line between two classes that the learner places, and weights that a penalty shrinks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import hypot, nan
from typing import Any

from quizlr.labs.nouns import Figure, Input, Outputs, Params, Scene, floats
from quizlr.model import Value
from quizlr.rendering.plots import Axis, Marker, Plot, Series, Stroke

_EDGE = 4.0
_ROWS: Mapping[str, Value] = {
    "X": ((-3.0, -1.0), (-2.5, 1.5), (-2.0, -2.5), (-1.5, 0.0), (-1.0, -1.5), (-0.5, 2.0),
          (0.0, -0.5), (0.5, 0.5), (0.5, -2.0), (1.0, 2.5), (1.5, 0.5), (2.0, -0.5), (2.5, 2.0),
          (3.0, 1.0)),
    "y": (0, 0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 1, 1, 1),
}  # fmt: skip


def _boundary(inputs: Mapping[str, float], params: Params) -> Outputs:
    from quizlr import numeric

    X: Any = params["X"]  # noqa: N806
    y: Any = params["y"]
    w1, w2, b = inputs["w1"], inputs["w2"], inputs["b"]
    z = numeric.linear_logits(X, [w1, w2], b)
    p = numeric.sigmoid(z)
    counts = numeric.confusion(p, y, inputs["threshold"])
    level = float(numeric.logit(inputs["threshold"]))
    figures = (
        Figure("length", "length of w", hypot(w1, w2)),
        Figure("distance", "boundary to origin", _distance(w1, w2, b - level)),
        Figure("p_origin", "p at the origin", float(numeric.sigmoid(b))),
        Figure("accuracy", "accuracy", float(numeric.accuracy(counts)), 3),
        Figure("errors", "errors", float(counts.fp + counts.fn), 0),
        Figure("loss", "mean log loss", float(numeric.mean_log_loss_from_logits(z, y))),
    )
    zeros = [row for row, label in zip(X, y, strict=True) if label == 0]
    ones = [row for row, label in zip(X, y, strict=True) if label == 1]
    plot = Plot(
        f"Where p = {inputs['threshold']:.2f}",
        Axis("x1", -_EDGE, _EDGE),
        Axis("x2", -_EDGE, _EDGE),
        (
            _cloud("label 0", zeros, "o"),
            _cloud("label 1", ones, "x"),
            Series("boundary", *_line(w1, w2, b - level), stroke=Stroke.SOLID),
        ),
    )
    return Outputs(figures, (plot,))


def _cloud(name: str, rows: Sequence[Sequence[float]], mark: str) -> Series:
    return Series(name, [r[0] for r in rows], [r[1] for r in rows], mark, Stroke.NONE)


def _distance(w1: float, w2: float, c: float) -> float:
    return abs(c) / hypot(w1, w2) if w1 or w2 else nan


def _line(w1: float, w2: float, c: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Two points of w1 x1 + w2 x2 + c = 0 that the frame lies between; none if there is no line."""
    ends = (-_EDGE, _EDGE)
    if abs(w2) >= abs(w1) and w2:
        return ends, tuple(-(c + w1 * x) / w2 for x in ends)
    if w1:
        return tuple(-(c + w2 * x) / w1 for x in ends), ends
    return (), ()


DECISION_BOUNDARY = Scene(
    "decision-boundary",
    "A decision boundary that you place",
    (
        Input("w1", -4, 4, 0.25, 1.0, "weight of x1"),
        Input("w2", -4, 4, 0.25, 0.5, "weight of x2"),
        Input("b", -5, 5, 0.25, 0.0, "bias"),
        Input("threshold", 0.05, 0.95, 0.05, 0.5, "say 1 from here on"),
    ),
    _boundary,
    _ROWS,
)


# -- the path of a penalty

_EXPONENTS = tuple(at / 2 for at in range(-6, 7))


@lru_cache(maxsize=16)
def _path(X: Any, y: Any) -> tuple[tuple[float, ...], ...]:  # noqa: N803
    """For each strength: the weights, the bias, and the mean log loss without the penalty."""
    from quizlr import numeric

    fits = [numeric.fit_logistic(X, y, 10**exponent, tolerance=1e-9) for exponent in _EXPONENTS]
    return tuple(
        (*floats(fit.weights), float(fit.bias),
         float(numeric.logistic_cost(X, y, fit.weights, fit.bias)))
        for fit in fits
    )  # fmt: skip


def _shrink(inputs: Mapping[str, float], params: Params) -> Outputs:
    path = _path(params["X"], params["y"])
    strengths = tuple(10**exponent for exponent in _EXPONENTS)
    at = min(range(len(path)), key=lambda i: abs(_EXPONENTS[i] - inputs["exponent"]))
    *weights, bias, loss = path[at]
    figures = (
        Figure("strength", "strength of the penalty", strengths[at]),
        *(Figure(f"w{k}", f"w{k}", w) for k, w in enumerate(weights, 1)),
        Figure("b", "bias, not penalised", bias),
        Figure("length", "length of w", hypot(*weights)),
        Figure("loss", "mean log loss", loss),
    )
    x = Axis("strength", strengths[0], strengths[-1], is_log=True)
    columns = list(zip(*path, strict=True))
    names = [*(f"w{k}" for k in range(1, len(weights) + 1)), "bias"]
    fitted = Plot(
        "The fit at each strength",
        x,
        Axis("weight"),
        tuple(Series(n, strengths, c) for n, c in zip(names, columns[:-1], strict=True)),
        markers=(Marker(strengths[at], weights[0], "here"),),
    )
    price = Plot(
        "What it costs on the rows it was fitted to",
        x,
        Axis("mean log loss", 0.0),
        (Series("loss", strengths, columns[-1]),),
        markers=(Marker(strengths[at], loss, "here"),),
    )
    return Outputs(figures, (fitted, price))


REGULARISATION_PATH = Scene(
    "regularisation-path",
    "Weights under an L2 penalty",
    (Input("exponent", -3, 3, 0.5, -1.0, "log10 of the strength"),),
    _shrink,
    _ROWS,
)
SCENES = (DECISION_BOUNDARY, REGULARISATION_PATH)
