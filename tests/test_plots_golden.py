from __future__ import annotations

import math
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from quizlr.model import text_of
from quizlr.rendering.plots import (
    Axis,
    Band,
    Bar,
    Bars,
    Calendar,
    Chart,
    Heatmap,
    Marker,
    Plot,
    Series,
    Stroke,
    Surface,
    draw,
    plain,
    table,
)

GOLDEN = Path(__file__).parent / "golden" / "plots"
SIZES = ((72, 16), (110, 30), (36, 10))


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def losses() -> Plot:
    """(1 - σ)² bends where σ = 1/3, which is z = -ln 2."""
    zs = [-6 + 12 * i / 199 for i in range(200)]
    return Plot(
        "Loss of one example with y = 1",
        Axis("score z"),
        Axis("loss"),
        (
            Series("log loss", zs, [-math.log(sigmoid(z)) for z in zs]),
            Series("squared error", zs, [(1 - sigmoid(z)) ** 2 for z in zs]),
        ),
        (
            Band(-math.inf, -math.log(2), "squared error concave"),
            Band(-math.log(2), math.inf, "squared error convex"),
        ),
        (Marker(-2, -math.log(sigmoid(-2)), "now"),),
        "Log loss punishes a confident wrong answer without limit; squared error stops at 1.",
    )


def descent() -> Plot:
    xs, ys = [-3 + 6 * i / 40 for i in range(41)], [-2 + 4 * i / 30 for i in range(31)]
    path = [(-2.6, 1.7)]
    for _ in range(14):
        w, b = path[-1]
        path.append((w - 0.2 * (w + 0.6 * b), b - 0.2 * (4 * b + 0.6 * w)))
    bowl = [[0.5 * x * x + 2 * y * y + 0.6 * x * y for x in xs] for y in ys]
    return Plot(
        "Gradient descent on a bowl",
        Axis("w"),
        Axis("b"),
        (Series("14 steps, rate 0.2", [w for w, _ in path], [b for _, b in path], "●"),),
        markers=(Marker(*path[0], "start"),),
        caption="Each step sets out at a right angle to the contour.",
        surface=Surface(xs, ys, bowl),
    )


def roc() -> Plot:
    false_rates = [0.0, 0.0, 0.1, 0.1, 0.25, 0.25, 0.4, 0.6, 1.0]
    true_rates = [0.0, 0.45, 0.45, 0.7, 0.7, 0.85, 0.85, 1.0, 1.0]
    return Plot(
        "ROC curve",
        Axis("false positive rate", 0, 1),
        Axis("true positive rate", 0, 1),
        (
            Series("model", false_rates, true_rates),
            Series("chance", [0, 1], [0, 1], stroke=Stroke.DOTTED),
        ),
        markers=(Marker(0.25, 0.85, "threshold 0.5"),),
        caption="The area under the curve is the share of pairs in the right order.",
    )


def reliability() -> Plot:
    said = [0.05, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 0.97]
    seen = [0.1, 0.2, 0.28, 0.41, 0.66, 0.7, 0.85, 0.93]
    return Plot(
        "What I said, and what I remembered",
        Axis("predicted recall", 0, 1),
        Axis("remembered", 0, 1),
        (Series("reviews", said, seen, "●"), Series("perfect", [0, 1], [0, 1], "", Stroke.DOTTED)),
    )


def memory() -> Plot:
    days = [0.5 * i for i in range(121)]
    return Plot(
        "Memory of one card",
        Axis("time", unit="days"),
        Axis("recall", 0, 1),
        (
            Series("now", days, [(1 + 19 / 81 * t / 8) ** -0.5 for t in days]),
            Series("after Good", days, [(1 + 19 / 81 * t / 30) ** -0.5 for t in days]),
            Series("goal", [0, 60], [0.9, 0.9], stroke=Stroke.DOTTED),
        ),
    )


def rates() -> Plot:
    steps = list(range(1, 1001))
    return Plot(
        "Loss while training",
        Axis("step", is_log=True),
        Axis("loss", is_log=True),
        (
            Series("rate 0.1", steps, [1 / k for k in steps]),
            Series("rate 0.01", steps, [k**-0.4 for k in steps]),
            Series("rate 3", steps, [0.5 * 1.05**k if k < 200 else math.inf for k in steps]),
        ),
    )


def topics() -> Bars:
    names = ("log loss", "sigmoid", "regularisation", "softmax", "calibration", "metrics")
    bars = tuple(map(Bar, names, (92, 81.5, 40, 66, 7.5, 0)))
    return Bars("Ready by topic", bars, "%", caption="The goal is 90 %.")


def forecast() -> Bars:
    week = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    due = (42, 31, 18, 25, 12, 9, 30, 14, 11, 22, 8, 0, 5, 17)
    return Bars("Reviews due", tuple(map(Bar, week * 2, due)), "cards", is_upright=True)


def weights() -> Bars:
    return Bars("Weights", tuple(map(Bar, ("age", "price", "rooms"), (1.25, -0.8, 0.02))))


def year() -> Calendar:
    values = tuple(float(0 if i % 11 == 3 else (i * 37 + i // 9 * 5) % 90) for i in range(330))
    return Calendar("Reviews by day", date(2026, 1, 1), values, "reviews")


def confusion() -> Heatmap:
    return Heatmap(
        "Confusion matrix",
        ("is 0", "is 1", "is 2"),
        ("said 0", "said 1", "said 2"),
        ((48, 2, 0), (5, 31, 9), (1, 7, 40)),
        "examples",
        has_digits=True,
    )


GALLERY: dict[str, Callable[[], Chart]] = {
    chart.__name__: chart
    for chart in (
        losses, descent, roc, reliability, memory, rates, topics, forecast, weights, year, confusion
    )
}  # fmt: skip


def frame(chart: Chart, width: int, height: int, *, is_ascii: bool = False) -> str:
    lines = draw(chart, width, height, is_ascii=is_ascii)
    return "\n".join(f"|{text_of(line):<{width}}|" for line in lines)


def drawn(chart: Chart) -> str:
    parts = [f"{width}x{height}\n{frame(chart, width, height)}" for width, height in SIZES]
    parts.append(f"ascii 72x16\n{frame(chart, 72, 16, is_ascii=True)}")
    parts.append("table\n" + "\n".join(text_of(line) for line in table(chart, 72, 12)))
    parts.append(f"plain\n{plain(chart)}")
    return "\n\n".join(parts) + "\n"


@pytest.mark.parametrize("name", GALLERY)
def test_a_chart_looks_as_golden(name: str) -> None:
    path, now = GOLDEN / f"{name}.txt", drawn(GALLERY[name]())
    if os.environ.get("QUIZLR_RENEW"):
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")
