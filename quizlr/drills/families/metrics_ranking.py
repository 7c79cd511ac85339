"""Metrics of a ranking, which need no threshold. Templates of the topic `metrics`."""

from __future__ import annotations

from quizlr.drills.families.shared import HAT, LABEL, table
from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import PROBABILITY, grid, slip, step, vector
from quizlr.model import Form, Tier

_TOPIC = "metrics"


def _rows(n: int) -> str:
    return table(n, p=HAT, y="$y$")


ROC_AUC = Template(
    id="roc-auc",
    title="Area under the ROC curve, by pairs",
    topic=_TOPIC,
    tier=Tier.ADVANCED,
    # Labels that tend to go with the predictions: a model that has learnt something.
    vars={
        "p": vector(6, grid("0.1", "0.9", "0.2")),
        "noise": vector(6, grid("-0.5", "0.5", "0.1")),
    },
    let={
        "y": "p + noise > 0.45",
        "one": "[1, 1, 1, 1, 1, 1]",
        "ahead": "outer(p, one) - outer(one, p)",
        "pair": "outer(y, 1 - y)",
        "pairs": "sum(pair)",
        "wins": "sum((ahead > 1e-9) * pair)",
        "ties": "sum((abs(ahead) < 1e-9) * pair)",
        "points": "wins + ties / 2",
    },
    require=("2 <= sum(y) and sum(y) <= 4", "ties >= 1"),
    front=_rows(6) + "\n\nWhat is the area under the ROC curve (ROC-AUC)?",
    parts=(
        NumberPart(
            answer="points / pairs",
            tolerance=PROBABILITY,
            form=Form.FRACTION,
            slips=(
                slip(
                    "ties_wrong",
                    "wins / pairs",
                    "You gave nothing for pairs with equal predictions. Each such pair of a 1 and "
                    "a 0 counts one half.",
                ),
                slip(
                    "tie_1",
                    "(wins + ties) / pairs",
                    "You counted pairs with equal predictions as won. Each such pair of a 1 and a "
                    "0 counts one half.",
                ),
                slip(
                    "inverse",
                    "1 - points / pairs",
                    "You counted the pairs the wrong way round. A pair is won when the row with "
                    "label 1 has the *larger* prediction.",
                ),
                slip(
                    "over_all",
                    "points / 15",
                    "You divided by all pairs of rows. Only pairs of a 1 and a 0 count, and there "
                    "are {{= pairs }} of them.",
                ),
                slip(
                    "not_divided",
                    "points",
                    "That is the number of pairs won. Divide by the number of pairs, {{= pairs }}.",
                ),
            ),
        ),
    ),
    steps=(
        step("Pairs of a row with label 1 and one with label 0", "pairs"),
        step(r"Pairs in which the 1 has the larger $\hat{y}$", "wins"),
        step("Pairs with equal predictions", "ties"),
        step("Points: 1 for a win, one half for a tie", "points"),
        step("Points over pairs", "points / pairs"),
    ),
    back="ROC-AUC is the chance that a random 1 is ranked above a random 0.",
)

AVERAGE_PRECISION = Template(
    id="average-precision",
    title="Average precision",
    topic=_TOPIC,
    tier=Tier.EXPERT,
    vars={
        "p": vector(7, grid("0.05", "0.95", "0.05"), distinct=True),
        "y": vector(7, LABEL),
    },
    let={
        "one": "[1, 1, 1, 1, 1, 1, 1]",
        "above": "outer(one, p) >= outer(p, one)",
        "rank": "above @ one",
        "hits": "above @ y",
        "precision_at": "hits / rank",
        "before": "where(rank == 1, 1, (hits - 1) / max(rank - 1, 1))",
        "P": "sum(y)",
    },
    require=("2 <= P and P <= 5",),
    front=_rows(7) + "\n\nWhat is the average precision, the step-wise area under the "
    "precision-recall curve, without interpolation?",
    parts=(
        NumberPart(
            answer="sum(y * precision_at) / P",
            tolerance=PROBABILITY,
            form=Form.FRACTION,
            slips=(
                slip(
                    "trapezoid",
                    "sum(y * (precision_at + before) / 2) / P",
                    "You joined the points by straight lines. Average precision is a sum of steps: "
                    "the precision at each positive, without averaging it with the point before.",
                ),
                slip(
                    "mean_prec_all",
                    "mean(precision_at)",
                    "You took the mean over all ranks. Only ranks with a positive count, because "
                    "recall rises only there.",
                ),
                slip(
                    "auc",
                    "sum(y * (7 - P - rank + hits)) / (P * (7 - P))",
                    "That is the area under the ROC curve. Average precision is the mean of the "
                    "precision at each positive.",
                ),
                slip(
                    "over_all",
                    "sum(y * precision_at) / 7",
                    "You divided by all rows. Divide by the number of positives, {{= P }}.",
                ),
                slip(
                    "unsorted",
                    "sum(y * cumsum(y) / [1, 2, 3, 4, 5, 6, 7]) / P",
                    "You went through the rows as they stand in the table. First sort them by "
                    "prediction, the largest first.",
                ),
                slip(
                    "ascending",
                    "sum(y * (P - hits + 1) / (8 - rank)) / P",
                    "You ranked the smallest prediction first. The largest comes first.",
                ),
            ),
        ),
    ),
    steps=(
        step("Rank of each row, the largest prediction first", "rank"),
        step("Positives down to and including its rank", "hits"),
        step("Precision there", "precision_at"),
        step("Kept where the label is 1", "y * precision_at"),
        step("Their mean over the positives", "sum(y * precision_at) / P"),
    ),
)

RANKING = (ROC_AUC, AVERAGE_PRECISION)
