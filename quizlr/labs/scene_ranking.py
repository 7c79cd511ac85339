"""A threshold moves over scores: the confusion table, the ROC curve, precision and recall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from quizlr.labs.nouns import Figure, Input, Outputs, Params, Scene, floats
from quizlr.model import Value
from quizlr.rendering.plots import Axis, Marker, Plot, Series

_PARAMS: Mapping[str, Value] = {
    "scores": (0.98, 0.95, 0.91, 0.88, 0.82, 0.79, 0.74, 0.70, 0.66, 0.61, 0.57, 0.52, 0.48,
               0.44, 0.41, 0.36, 0.33, 0.29, 0.25, 0.22, 0.18, 0.15, 0.11, 0.08, 0.04),
    "y": (1, 1, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0),
}  # fmt: skip


@lru_cache(maxsize=16)
def _curves(scores: Any, y: Any) -> tuple[tuple[Plot, Plot], float, float]:
    """Both curves without the point, the area under the ROC curve, and average precision."""
    from quizlr import numeric

    roc = numeric.roc_curve(scores, y)
    pr = numeric.precision_recall_curve(scores, y)
    rate = sum(floats(y)) / len(y)
    unit = (0.0, 1.0)
    plots = (
        Plot("ROC curve", Axis("false positive rate", *unit), Axis("recall", *unit),
             (Series("model", floats(roc.x), floats(roc.y)), Series("by chance", unit, unit))),
        Plot("Precision and recall", Axis("recall", *unit), Axis("precision", *unit),
             (Series("model", floats(pr.x), floats(pr.y)),
              Series("by chance", unit, (rate, rate)))),
    )  # fmt: skip
    return plots, float(numeric.roc_auc(scores, y)), float(numeric.average_precision(scores, y))


def _compute(inputs: Mapping[str, float], params: Params) -> Outputs:
    from quizlr import numeric

    scores: Any = params["scores"]
    y: Any = params["y"]
    (roc, pr), area, average = _curves(scores, y)
    counts = numeric.confusion(scores, y, inputs["threshold"])
    recall = float(numeric.recall(counts))
    false_positives = float(numeric.false_positive_rate(counts))
    # Nobody predicted positive: no precision, and no point on its curve.
    says_yes = counts.tp + counts.fp > 0
    precision = float(numeric.precision(counts)) if says_yes else float("nan")
    figures = (
        *(
            Figure(name, label, float(count), 0)
            for (name, label), count in zip(_COUNTS, counts, strict=True)
        ),
        Figure("recall", "recall (TPR)", recall, 3),
        Figure("fpr", "false positive rate", false_positives, 3),
        Figure("precision", "precision", precision, 3),
        Figure("f1", "F1", float(numeric.f1(counts)), 3),
        Figure("accuracy", "accuracy", float(numeric.accuracy(counts)), 3),
        Figure("auc", "area under ROC", area, 3),
        Figure("average_precision", "average precision", average, 3),
    )
    here = f"t = {inputs['threshold']:.2f}"
    plots = (
        replace(roc, markers=(Marker(false_positives, recall, here),)),
        replace(pr, markers=(Marker(recall, precision, here),) if says_yes else ()),
    )
    return Outputs(figures, plots)


_COUNTS = (
    ("tp", "true positives"), ("fp", "false positives"),
    ("fn", "false negatives"), ("tn", "true negatives"),
)  # fmt: skip

ROC = Scene(
    "roc",
    "A threshold on the ROC and the precision-recall curve",
    (Input("threshold", 0, 1, 0.02, 0.5, "say 1 from here on"),),
    _compute,
    _PARAMS,
)
SCENES = (ROC,)
