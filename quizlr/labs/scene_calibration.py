"""Logits of an overconfident model, divided by a temperature, against what happened."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import exp
from typing import Any

from quizlr.labs.nouns import Figure, Input, Outputs, Params, Scene, floats
from quizlr.model import Value
from quizlr.rendering.plots import Axis, Marker, Plot, Series

_TEMPERATURES = tuple(0.25 * 20 ** (at / 47) for at in range(48))
_GOLDEN = 0.6180339887498949


def _rows(count: int = 240, temperature: float = 2.0) -> Mapping[str, Value]:
    """Logits from -6 to 6, with events as often as logits of half the size would say.

    Multiples of the golden ratio, modulo 1, spread evenly: they decide, and no dice.
    """
    z = tuple(round(-6 + 12 * at / (count - 1), 2) for at in range(count))
    happens = (1 / (1 + exp(-value / temperature)) for value in z)
    y = tuple(float((at * _GOLDEN) % 1 < p) for at, p in enumerate(happens, 1))
    return {"z": z, "y": y}


@lru_cache(maxsize=8)
def _losses(z: Any, y: Any) -> tuple[tuple[float, ...], float]:
    """The mean log loss at each temperature, and the best temperature."""
    from quizlr import numeric

    losses = [
        numeric.mean_log_loss_from_logits([value / t for value in z], y) for t in _TEMPERATURES
    ]
    return floats(losses), float(numeric.fit_temperature(z, y))


def _compute(inputs: Mapping[str, float], params: Params) -> Outputs:
    from quizlr import numeric

    z: Any = params["z"]
    y: Any = params["y"]
    temperature, bins = inputs["T"], round(inputs["bins"])
    p = numeric.temperature_scale(z, temperature)
    binned = numeric.calibration_bins(p, y, bins)
    loss = float(numeric.mean_log_loss(p, y))
    losses, best = _losses(z, y)
    figures = (
        Figure("loss", "mean log loss", loss),
        Figure("brier", "Brier score", float(numeric.brier_score(p, y))),
        Figure("ece", "expected calib. error", float(numeric.expected_calibration_error(*binned))),
        Figure("largest_gap", "largest gap", float(numeric.maximum_calibration_error(*binned))),
        Figure("in_the_large", "mean p less base rate",
               float(numeric.calibration_in_the_large(p, y))),
        Figure("auc", "area under ROC", float(numeric.roc_auc(p, y))),
        Figure("best", "T of least loss", best),
    )  # fmt: skip
    unit = (0.0, 1.0)
    diagram = Plot(
        "Reliability diagram",
        Axis("mean prediction of the bin", *unit),
        Axis("how often it happened", *unit),
        (
            Series("model", floats(binned.confidences), floats(binned.accuracies), "•"),
            Series("calibrated", unit, unit),
        ),
    )
    search = Plot(
        "Log loss against temperature",
        Axis("T", 0.0, 5.0),
        Axis("mean log loss"),
        (Series("loss", _TEMPERATURES, losses),),
        markers=(Marker(temperature, loss, "here"),),
    )
    return Outputs(figures, (diagram, search))


RELIABILITY = Scene(
    "reliability",
    "Calibration by temperature",
    (
        Input("T", 0.25, 5, 0.05, 1.0, "temperature"),
        Input("bins", 2, 20, 1, 10, "number of bins"),
    ),
    _compute,
    _rows(),
)
SCENES = (RELIABILITY,)
