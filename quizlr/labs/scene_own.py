"""Plots that an author writes in the expression language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from quizlr.expressions import Expression, ExpressionError, evaluate, parse_expression
from quizlr.labs.nouns import Figure, Input, Outputs, Params, Scene, floats, grid
from quizlr.labs.spec import OwnPlot
from quizlr.model import Value
from quizlr.rendering.plots import Axis, Marker, Plot, Series

_POINTS = 81
_CELLWISE = frozenset({
    "abs", "sign", "exp", "ln", "log2", "log10", "expm1", "log1p", "tanh", "sqrt", "clip", "where",
    "sigmoid", "log_sigmoid", "softplus", "logit", "sigmoid_gradient", "log_loss",
    "log_loss_gradient", "log_loss_from_logits", "log_loss_from_logits_gradient",
    "focal_loss_from_logits", "squared_error_from_logits", "squared_error_from_logits_gradient",
    "squared_error_from_logits_curvature",
})  # fmt: skip
"""Functions that may take all points of a curve in one call. `sum` and its like may not: of all
points they would give one number."""


@lru_cache(maxsize=512)
def parsed(text: str) -> Expression:
    """An expression, read once.

    Raises:
        ExpressionError: it is none.
    """
    expression, faults = parse_expression(text)
    if expression is None:
        raise ExpressionError(faults[0].column, faults[0].message)
    return expression


def number(text: str, names: Mapping[str, Value | str]) -> float:
    """The one number that an expression gives.

    Raises:
        ExpressionError: it gives none, or several.
    """
    value = evaluate(parsed(text), names)
    if isinstance(value, tuple):
        raise ExpressionError(0, "One number is needed here, and this gives several.")
    return value


def own_scene(plot: OwnPlot, inputs: tuple[Input, ...]) -> Scene:
    """A scene of an author's own: curves over one input, the others held; a figure for each."""
    axis = next(each for each in inputs if each.name == plot.x)
    xs = grid(axis.low, axis.value(axis.last), _POINTS)

    def compute(values: Mapping[str, float], params: Params) -> Outputs:
        held = {**params, **values}
        here = [number(text, held) for _, text in plot.y]
        figures = tuple(
            Figure(_name(name), name, value) for (name, _), value in zip(plot.y, here, strict=True)
        )
        others = tuple((name, value) for name, value in held.items() if name != plot.x)
        series = tuple(Series(name, xs, _curve(text, plot.x, xs, others)) for name, text in plot.y)
        markers = tuple(Marker(values[plot.x], value, f"{value:.3g}") for value in here)
        drawn = Plot(f"Over {axis.label or plot.x}", Axis(plot.x), Axis(), series, markers=markers)
        return Outputs(figures, (drawn,))

    curves = " and ".join(name for name, _ in plot.y)
    return Scene("own", f"{curves} over {axis.label or plot.x}", inputs, compute)


@lru_cache(maxsize=64)
def _curve(
    text: str, x: str, xs: tuple[float, ...], others: tuple[tuple[str, Value], ...]
) -> tuple[float, ...]:
    """An expression over all xs, the other names held."""
    held = dict(others)
    if parsed(text).functions <= _CELLWISE:
        try:
            values = evaluate(parsed(text), {**held, x: xs})
        except ExpressionError:
            values = ()
        if isinstance(values, tuple) and len(values) == len(xs):
            return floats(values)
    return tuple(number(text, {**held, x: point}) for point in xs)


def _name(label: str) -> str:
    """The name of a curve in expressions: `log loss` is `log_loss`."""
    return "_".join(label.split())
