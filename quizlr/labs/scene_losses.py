"""Log loss and squared error after a sigmoid: the curves, their gradients, their curvatures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import inf

from quizlr.labs.nouns import Figure, Input, Outputs, Params, Scene, floats, grid
from quizlr.rendering.plots import Axis, Band, Marker, Plot, Series

_LOW, _HIGH = -8.0, 8.0
_INPUTS = (
    Input("z", _LOW, _HIGH, 0.25, -2.0, "logit"),
    Input("y", 0, 1, 1, 1, "label"),
)


@lru_cache(maxsize=2)
def _curves(y: float) -> dict[str, tuple[float, ...]]:
    """What is drawn over z, for one label."""
    from quizlr import numeric

    zs = grid(_LOW, _HIGH, 161)
    p = floats(numeric.sigmoid(zs))
    curves = {
        "log_loss": numeric.log_loss_from_logits(zs, y),
        "squared_error": numeric.squared_error_from_logits(zs, y),
        "log_loss_gradient": numeric.log_loss_from_logits_gradient(zs, y),
        "squared_error_gradient": numeric.squared_error_from_logits_gradient(zs, y),
        "log_loss_curvature": numeric.sigmoid_gradient(zs),
        "squared_error_curvature": numeric.squared_error_from_logits_curvature(zs, y),
    }
    return {"z": zs, "p": p, **{name: floats(values) for name, values in curves.items()}}


def _figures(z: float, y: float) -> tuple[Figure, ...]:
    from quizlr import numeric

    p = float(numeric.sigmoid(z))
    return (
        Figure("p", "p = σ(z)", p),
        Figure("log_loss", "log loss", float(numeric.log_loss_from_logits(z, y))),
        Figure("squared_error", "squared error", float(numeric.squared_error_from_logits(z, y))),
        Figure("log_loss_gradient", "log loss, slope",
               float(numeric.log_loss_from_logits_gradient(z, y))),
        Figure("squared_error_gradient", "squared error, slope",
               float(numeric.squared_error_from_logits_gradient(z, y))),
        Figure("log_loss_curvature", "log loss, curvature", float(numeric.sigmoid_gradient(z))),
        Figure("squared_error_curvature", "squared error, curv.",
               float(numeric.squared_error_from_logits_curvature(z, y))),
    )  # fmt: skip


def _bands(y: float) -> tuple[Band, ...]:
    """Where squared error is convex: while the true label has a chance of more than 1/3."""
    from quizlr import numeric

    turn = float(numeric.logit(1 / 3 if y else 2 / 3))
    names = ("concave", "convex") if y else ("convex", "concave")
    return (Band(-inf, turn, names[0]), Band(turn, inf, names[1]))


def _plot(title: str, kind: str, at: Mapping[str, float], limits: tuple[float, float]) -> Plot:
    z, y = at["z"], at["y"]
    curves = _curves(y)
    named = (("log loss", f"log_loss{kind}"), ("squared error", f"squared_error{kind}"))
    return Plot(
        f"{title}, y = {y:.0f}",
        Axis("z", _LOW, _HIGH),
        Axis("", *limits),
        tuple(Series(name, curves["z"], curves[curve]) for name, curve in named),
        _bands(y),
        tuple(Marker(z, at[curve], f"{at[curve]:.3g}") for _, curve in named),
        "Under the axis: squared error.",
    )


def _compute(kinds: tuple[str, ...]) -> Scene:
    """A scene of some of: the losses, the gradients, the curvatures."""
    plots = {
        "losses": ("Loss against z", "", (0.0, 8.5)),
        "gradients": ("Gradient by z", "_gradient", (-1.0, 1.0)),
        "curvatures": ("Curvature (second derivative)", "_curvature", (-0.2, 0.3)),
    }

    def compute(inputs: Mapping[str, float], params: Params) -> Outputs:  # noqa: ARG001
        figures = _figures(inputs["z"], inputs["y"])
        at = {**inputs, **{figure.name: figure.value for figure in figures}}
        drawn = (plots[kind] for kind in kinds)
        return Outputs(figures, tuple(_plot(title, k, at, lim) for title, k, lim in drawn))

    name, title = (
        ("loss-curves", "Log loss and squared error after a sigmoid")
        if "losses" in kinds
        else ("gradient-curves", "How strongly a loss pulls, and how that changes")
    )
    return Scene(name, title, _INPUTS, compute)


LOSS_CURVES = _compute(("losses", "gradients"))
GRADIENT_CURVES = _compute(("gradients", "curvatures"))
SCENES = (LOSS_CURVES, GRADIENT_CURVES)
