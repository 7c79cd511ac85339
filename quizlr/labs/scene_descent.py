"""Gradient descent on a cost of two weights, and Newton's method on a cost of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from math import hypot
from typing import Any

from quizlr.labs.nouns import Figure, Input, Outputs, Params, Scene, floats, grid
from quizlr.model import Value
from quizlr.rendering.plots import Axis, Marker, Plot, Series, Stroke, Surface

_EDGE = 4.0
_ROWS: Mapping[str, Value] = {
    "X": ((3.0, 0.5), (2.0, -1.0), (1.0, 1.0), (-1.0, 0.5), (-2.0, -0.5), (-3.0, 1.0), (0.5, -1.0),
          (-0.5, -1.0)),
    "y": (1, 1, 0, 1, 0, 0, 1, 0),
}  # fmt: skip


@lru_cache(maxsize=16)
def _surface(X: Any, y: Any) -> tuple[Surface, float]:  # noqa: N803
    """The cost over a grid of weights, and the learning rate below which descent must converge."""
    from quizlr import numeric

    ws = grid(-_EDGE, _EDGE, 25)
    costs = _mean_losses(X, y, [(w1, w2) for w2 in ws for w1 in ws])
    size = len(ws)
    values = [costs[at : at + size] for at in range(0, len(costs), size)]
    return Surface(ws, ws, tuple(values)), float(numeric.learning_rate_bound(X))


def _mean_losses(X: Any, y: Any, path: Sequence[Sequence[float]]) -> tuple[float, ...]:  # noqa: N803
    """The cost at each of many weights; one call for all is cheaper than one for each."""
    from quizlr import numeric

    logits = [w[0] * row[0] + w[1] * row[1] for w in path for row in X]
    losses = floats(numeric.log_loss_from_logits(logits, [*y] * len(path)))
    size = len(X)
    return tuple(sum(losses[at : at + size]) / size for at in range(0, len(losses), size))


def _slope(X: Any, y: Any, w: Any) -> Any:  # noqa: N803
    """The gradient of the cost: the mean of residual times features."""
    from quizlr import numeric

    p = numeric.sigmoid([w[0] * row[0] + w[1] * row[1] for row in X]).tolist()
    residuals = [a - b for a, b in zip(p, y, strict=True)]
    return [sum(r * row[at] for r, row in zip(residuals, X, strict=True)) / len(X) for at in (0, 1)]


def _descend(inputs: Mapping[str, float], params: Params) -> Outputs:
    from quizlr import numeric

    X, y = _data(params)  # noqa: N806
    surface, bound = _surface(params["X"], params["y"])
    rate, steps = inputs["rate"], round(inputs["steps"])

    start = [inputs["w1"], inputs["w2"]]
    path = [floats(w) for w in numeric.gradient_descent(partial(_slope, X, y), start, rate, steps)]
    costs = _mean_losses(X, y, path)
    figures = (
        Figure("w1_end", "w1 at the end", path[-1][0]),
        Figure("w2_end", "w2 at the end", path[-1][1]),
        Figure("cost_start", "cost at the start", costs[0]),
        Figure("cost_end", "cost at the end", costs[-1]),
        Figure("gradient_norm", "length of the gradient", hypot(*_slope(X, y, path[-1]))),
        Figure("bound", "safe rate 2/L", bound),
    )
    return Outputs(figures, (_contour(surface, path), _trace(costs)))


def _contour(surface: Surface, path: Sequence[tuple[float, ...]]) -> Plot:
    w1s, w2s = zip(*path, strict=True)
    return Plot(
        "Cost over the weights, and the path",
        Axis("w1", -_EDGE, _EDGE),
        Axis("w2", -_EDGE, _EDGE),
        (Series("path", w1s, w2s, "•"),),
        markers=(Marker(w1s[0], w2s[0], "start"), Marker(w1s[-1], w2s[-1], "end")),
        surface=surface,
    )


def _trace(costs: Sequence[float]) -> Plot:
    steps = tuple(map(float, range(len(costs))))
    return Plot(
        "Cost after each step",
        Axis("step", 0.0, max(1.0, steps[-1])),
        Axis("J", 0.0, max(1.0, *costs) if costs else 1.0),
        (Series("cost", steps, costs, "•"),),
    )


def _data(params: Params) -> tuple[Any, Any]:
    return params["X"], params["y"]


GD_CONTOUR = Scene(
    "gd-contour",
    "Gradient descent on the log loss of two weights",
    (
        Input("rate", 0.1, 8, 0.1, 1.0, "learning rate"),
        Input("steps", 0, 40, 1, 10, "number of steps"),
        Input("w1", -4, 4, 0.25, -3.0, "start"),
        Input("w2", -4, 4, 0.25, 3.0, "start"),
    ),
    _descend,
    _ROWS,
)


# -- Newton's method

_LINE: Mapping[str, Value] = {
    "x": (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0),
    "y": (0, 0, 1, 0, 1, 1),
}
_WS = grid(-6.0, 6.0, 121)


@lru_cache(maxsize=16)
def _costs(x: Value, y: Value) -> tuple[float, ...]:
    cost = _cost_of(x, y)
    return tuple(cost(w) for w in _WS)


def _cost_of(x: Any, y: Any) -> Callable[[float], float]:
    from quizlr import numeric

    column = [[value] for value in x]
    return lambda w: float(numeric.logistic_cost(column, y, [w]))


def _newton(inputs: Mapping[str, float], params: Params) -> Outputs:
    from quizlr import numeric

    x: Any = params["x"]
    y: Any = params["y"]
    column = [[value] for value in x]
    cost = _cost_of(x, y)
    w = inputs["w"]
    gradient = float(numeric.logistic_weight_gradient(column, y, [w])[0])
    curvature = float(numeric.logistic_hessian(column, [w])[0, 0])
    here, newton = cost(w), w - gradient / curvature
    descent = w - inputs["rate"] * gradient
    figures = (
        Figure("cost", "J(w)", here),
        Figure("gradient", "J'(w)", gradient),
        Figure("curvature", "J''(w)", curvature),
        Figure("newton", "Newton goes to", newton),
        Figure("newton_cost", "J there", cost(newton)),
        Figure("descent", "descent goes to", descent),
        Figure("descent_cost", "J there", cost(descent)),
    )
    parabola = tuple(here + gradient * (v - w) + curvature * (v - w) ** 2 / 2 for v in _WS)
    plot = Plot(
        "The cost, and the parabola that Newton minimises",
        Axis("w", _WS[0], _WS[-1]),
        Axis("J", 0.0, 3.0),
        (Series("cost", _WS, _costs(x, y)),
         Series("parabola", _WS, parabola, stroke=Stroke.DASHED)),
        markers=(Marker(w, here, "here"), Marker(newton, cost(newton), "Newton"),
                 Marker(descent, cost(descent), "descent")),
    )  # fmt: skip
    return Outputs(figures, (plot,))


NEWTON = Scene(
    "newton-1d",
    "One step of Newton beside one step of descent",
    (
        Input("w", -5, 5, 0.25, -1.0, "where we stand"),
        Input("rate", 0.25, 10, 0.25, 1.0, "learning rate"),
    ),
    _newton,
    _LINE,
)
SCENES = (GD_CONTOUR, NEWTON)
