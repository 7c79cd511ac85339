"""Mean log loss of data sets, plain and weighted."""

from __future__ import annotations

from quizlr.drills.families.shared import BOTH_LABELS, GIVEN, HAT, LABEL, PREDICTION, table
from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import LOSS, grid, pick, slip, step, vector
from quizlr.model import Tier

TOPIC = "log_loss"

_SWAPPED = (
    r"You took each row's other branch. A row with $y = 1$ costs $-\ln \hat{y}$, one with $y = 0$ "
    r"costs $-\ln(1 - \hat{y})$."
)

BCE_DATASET = Template(
    id="bce-dataset",
    title="Mean log loss of a data set",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={"p": vector(4, PREDICTION), "y": vector(4, LABEL)},
    let={"given": GIVEN, "loss": "-ln(given)", "total": "sum(loss)"},
    require=(BOTH_LABELS,),
    front=f"What is the mean log loss of these predictions?\n\n{table(4, p=HAT, y='$y$')}",
    parts=(
        NumberPart(
            answer="total / 4",
            tolerance=LOSS,
            unit="nats",
            note="natural log, mean over the rows",
            slips=(
                slip(
                    "forgot_1_over_m",
                    "total",
                    "That is the sum of the losses. The mean divides it by the number of rows, so "
                    "that data sets of different size compare.",
                ),
                slip(
                    "sign",
                    "-total / 4",
                    "The log of a probability is negative. Log loss is minus it, never below 0.",
                ),
                slip(
                    "sign_of_one_class",
                    "sum(where(y == 1, loss, -loss)) / 4",
                    "You turned the sign of the rows with $y = 0$, which rewards them for being "
                    "wrong. Both classes cost something.",
                ),
                slip(
                    "only_pos",
                    "sum(where(y == 1, loss, 0)) / 4",
                    r"You counted only the rows with $y = 1$. A row with $y = 0$ costs "
                    r"$-\ln(1 - \hat{y})$.",
                ),
                slip("swapped_label", "-mean(ln(1 - given))", _SWAPPED),
                slip("log10", "-mean(log10(given))"),
                slip("log2_bits", "-mean(log2(given))"),
                slip(
                    "log_of_mean",
                    "-ln(mean(given))",
                    "You averaged the probabilities and then took the log. Each row's log comes "
                    "first, so that one very bad row weighs heavily.",
                ),
                slip(
                    "mse_for_ce",
                    "mean((p - y) ** 2)",
                    "That is the mean squared error, the Brier score. Log loss takes minus the log "
                    "of the probability given to the true label.",
                ),
            ),
        ),
    ),
    steps=(
        step("The probabilities given to the true labels", "given"),
        step("Minus their natural logs", "loss"),
        step("The sum", "total"),
        step("Divided by 4 rows", "total / 4"),
    ),
)

BCE_WEIGHTED = Template(
    id="bce-weighted",
    title="Weighted mean log loss",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={
        "p": vector(3, PREDICTION),
        "y": vector(3, LABEL),
        "w": vector(3, grid("1", "6", "1")),
    },
    let={
        "loss": f"-ln({GIVEN})",
        "total": "dot(w, loss)",
        "weight": "sum(w)",
    },
    require=(BOTH_LABELS,),
    front="Each row has a sample weight. What is the weighted mean log loss, normalised by the "
    f"sum of the weights?\n\n{table(3, p=HAT, y='$y$', w='weight')}",
    parts=(
        NumberPart(
            answer="total / weight",
            tolerance=LOSS,
            unit="nats",
            note="natural log, weighted mean",
            slips=(
                slip(
                    "over_m",
                    "total / 3",
                    "You divided by the number of rows. A weighted mean divides by the sum of the "
                    "weights, so that doubling all weights changes nothing.",
                ),
                slip(
                    "unweighted",
                    "mean(loss)",
                    "You left the weights out. A row of weight 3 counts like three equal rows.",
                ),
                slip(
                    "sum",
                    "total",
                    "That is the weighted sum. Divide it by the sum of the weights.",
                ),
                slip(
                    "swapped_label",
                    f"dot(w, -ln(1 - {GIVEN})) / weight",
                    _SWAPPED,
                ),
                slip("log10", "total / weight / ln(10)"),
            ),
        ),
    ),
    steps=(
        step("Losses of the rows", "loss"),
        step("Weight times loss, added up", "total"),
        step("The sum of the weights", "weight"),
        step("The weighted mean", "total / weight"),
    ),
)

BCE_POS_WEIGHT = Template(
    id="bce-pos-weight",
    title="Log loss with a positive weight",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={
        "z": vector(3, grid("-2", "2", "0.5")),
        "y": vector(3, LABEL),
        "c": pick(2, 3, 4, 5),
    },
    let={
        "t": "where(y == 1, z, -z)",
        "loss": "ln(1 + exp(-t))",
        "w": "where(y == 1, c, 1)",
        "weighted": "w * loss",
    },
    require=(BOTH_LABELS,),
    front="Scores (logits) $z$ and labels $y$. The loss multiplies each row with $y = 1$ "
    "by `pos_weight` = {{= c }} and takes the plain mean over the rows, as PyTorch's "
    f"`BCEWithLogitsLoss` does. What does it give?\n\n{table(3, z='$z$', y='$y$')}",
    parts=(
        NumberPart(
            answer="sum(weighted) / 3",
            tolerance=LOSS,
            unit="nats",
            note="natural log, divided by the number of rows",
            slips=(
                slip(
                    "div_by_weights",
                    "sum(weighted) / sum(w)",
                    "You divided by the sum of the weights. This loss divides by the number of "
                    "rows, so a larger weight also makes it larger.",
                ),
                slip(
                    "weights_neg",
                    "sum(where(y == 1, loss, c * loss)) / 3",
                    "You weighed the rows with $y = 0$. `pos_weight` belongs to the positive rows.",
                ),
                slip(
                    "weights_all",
                    "c * mean(loss)",
                    "You weighed every row. `pos_weight` belongs to the positive rows only.",
                ),
                slip(
                    "unweighted",
                    "mean(loss)",
                    "You left the weight out. Each row with $y = 1$ counts `pos_weight` times.",
                ),
                slip(
                    "forgot_1_over_m",
                    "sum(weighted)",
                    "That is the sum. The loss is the mean: divide by the number of rows.",
                ),
                slip(
                    "swapped_label",
                    "dot(w, ln(1 + exp(t))) / 3",
                    r"You turned the sign of each score. A row with $y = 1$ costs "
                    r"$\ln(1 + e^{-z})$, one with $y = 0$ costs $\ln(1 + e^{z})$.",
                ),
            ),
        ),
    ),
    steps=(
        step("Margins $t$: $z$ for $y = 1$, $-z$ for $y = 0$", "t"),
        step(r"Losses $\ln(1 + e^{-t})$", "loss"),
        step("Times 1, or `pos_weight` where $y = 1$", "weighted"),
        step("Their sum divided by 3 rows", "sum(weighted) / 3"),
    ),
)

COSTS = (BCE_DATASET, BCE_WEIGHTED, BCE_POS_WEIGHT)
