"""Softmax of three logits at a temperature."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from quizlr.labs.nouns import Figure, Input, Outputs, Params, Scene, floats
from quizlr.rendering.plots import Axis, Bar, Bars, Marker, Plot, Series

_TEMPERATURES = tuple(10 ** (at / 30) for at in range(-30, 31))


@lru_cache(maxsize=64)
def _curves(logits: tuple[float, ...]) -> tuple[tuple[float, ...], ...]:
    """The probability of each class over the temperatures."""
    from quizlr import numeric

    rows = [floats(numeric.softmax([z / t for z in logits])) for t in _TEMPERATURES]
    return tuple(zip(*rows, strict=True))


def _compute(inputs: Mapping[str, float], params: Params) -> Outputs:  # noqa: ARG001
    from quizlr import numeric

    logits = tuple(inputs[f"z{k}"] for k in (1, 2, 3))
    temperature = inputs["T"]
    scaled = [z / temperature for z in logits]
    p = floats(numeric.softmax(scaled))
    entropy = float(numeric.entropy(p))
    figures = (
        *(Figure(f"p{k}", f"p({k})", value) for k, value in enumerate(p, 1)),
        Figure("entropy", "entropy, nats", entropy),
        Figure("effective_classes", "exp(entropy)", float(numeric.perplexity(entropy))),
        Figure("loss", "loss if 1 is true", float(numeric.softmax_cross_entropy(scaled, 0))),
        Figure("gradient", "d loss / dz1", (p[0] - 1) / temperature),
    )
    curves = _curves(logits)
    plot = Plot(
        "Probability against temperature",
        Axis("T", _TEMPERATURES[0], _TEMPERATURES[-1], is_log=True),
        Axis("p", 0.0, 1.0),
        tuple(Series(f"class {k}", _TEMPERATURES, ps) for k, ps in enumerate(curves, 1)),
        markers=tuple(Marker(temperature, value, f"{value:.2f}") for value in p),
    )
    bars = Bars("Probabilities", tuple(Bar(f"class {k}", v) for k, v in enumerate(p, 1)))
    return Outputs(figures, (plot, bars))


SOFTMAX = Scene(
    "softmax",
    "Softmax with temperature",
    (
        Input("z1", -5, 5, 0.5, 2.0, "logit of class 1"),
        Input("z2", -5, 5, 0.5, 1.0, "logit of class 2"),
        Input("z3", -5, 5, 0.5, 0.0, "logit of class 3"),
        Input("T", 0.1, 10, 0.1, 1.0, "temperature"),
    ),
    _compute,
)
SCENES = (SOFTMAX,)
