"""Mean log loss with an L1 or L2 penalty on the weights."""

from __future__ import annotations

from collections.abc import Mapping

from quizlr.drills.families.shared import (
    BOTH_LABELS,
    GIVEN,
    HALVES,
    HAT,
    LABEL,
    PREDICTION,
    only_if,
    table,
)
from quizlr.drills.template import Draw, NumberPart, SlipRule, Template
from quizlr.drills.writing import LOSS, pick, slip, step, vector
from quizlr.model import Tier

TOPIC = "log_loss"


def _penalised_slips(penalty: str, others: tuple[SlipRule, ...]) -> tuple[SlipRule, ...]:
    """What goes wrong with either penalty; `penalty` is the right one without its 1/m."""
    return (
        slip(
            "forgot_1_over_m",
            f"data + {penalty}",
            "You did not divide the penalty by $m$. In this convention data and penalty share "
            "the factor $1/m$.",
        ),
        slip(
            "no_penalty",
            "data",
            "That is the data term alone. Add the penalty.",
        ),
        *others,
    )


_PENALISED_VARS: Mapping[str, Draw] = {
    "p": vector(3, PREDICTION),
    "y": vector(3, LABEL),
    "w": vector(2, HALVES),
    "b": pick("-2", "-1.5", "-1", "1", "1.5", "2"),
    "lam": pick("0.3", "0.6", "0.9", "1.2", "1.5"),
}
_PENALISED_REQUIRE = (BOTH_LABELS,)
_PENALISED_FRONT = (
    r"A logistic regression with weights $w = {{= w }}$ and bias $b = {{= b }}$ predicts "
    rf"$\hat{{y}}$ for $m = 3$ rows:{chr(10)}{chr(10)}{table(3, p=HAT, y='$y$')}{chr(10)}{chr(10)}"
    r"What is the cost: the mean log loss plus the penalty "
)

L2_COST = Template(
    id="l2-cost",
    title="Cost with an L2 penalty",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars=_PENALISED_VARS,
    let={
        "loss": f"-ln({GIVEN})",
        "data": "mean(loss)",
        "squares": "sum(w ** 2)",
        "penalty": "lam / 6 * squares",
        "cost": "data + penalty",
    },
    require=_PENALISED_REQUIRE,
    front=_PENALISED_FRONT
    + r"$\frac{\lambda}{2m} \sum_j w_j^2$ with $\lambda = {{= lam }}$ and no penalty on the bias?",
    parts=(
        NumberPart(
            answer="cost",
            tolerance=LOSS,
            unit="nats",
            note="natural log, penalty over 2m, bias free",
            slips=_penalised_slips(
                "3 * penalty",
                (
                    slip(
                        "sign",
                        "2 * data - cost",
                        "You took the penalty away. It is added, so that large weights cost more.",
                    ),
                    slip(
                        "no_half",
                        "data + 2 * penalty",
                        r"You left out the 2 below the line. The convention here is "
                        r"$\frac{\lambda}{2m}$, so that the 2 of the derivative cancels.",
                    ),
                    slip(
                        "l1",
                        "data + lam / 6 * sum(abs(w))",
                        "You added absolute values, the L1 norm. L2 adds squares.",
                    ),
                    slip(
                        "norm_not_sq",
                        "data + lam / 6 * sqrt(squares)",
                        "You took the length of $w$. The penalty is its square, so no root.",
                    ),
                    slip(
                        "bias_penalised",
                        "data + lam / 6 * (squares + b ** 2)",
                        "You penalised the bias too. It is left free, so that the model can match "
                        "the base rate.",
                    ),
                ),
            ),
        ),
    ),
    steps=(
        step("Losses of the rows", "loss"),
        step("Their mean", "data"),
        step("Squares of the weights, without the bias", "squares"),
        step(r"Times $\frac{\lambda}{2m}$", "penalty"),
        step("The mean loss and the penalty added", "cost"),
    ),
)

L1_COST = Template(
    id="l1-cost",
    title="Cost with an L1 penalty",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars=_PENALISED_VARS,
    let={
        "loss": f"-ln({GIVEN})",
        "data": "mean(loss)",
        "sizes": "sum(abs(w))",
        "penalty": "lam / 3 * sizes",
        "cost": "data + penalty",
    },
    require=_PENALISED_REQUIRE,
    front=_PENALISED_FRONT
    + r"$\frac{\lambda}{m} \sum_j |w_j|$ with $\lambda = {{= lam }}$ and no penalty on the bias?",
    parts=(
        NumberPart(
            answer="cost",
            tolerance=LOSS,
            unit="nats",
            note="natural log, penalty over m, bias free",
            slips=_penalised_slips(
                "3 * penalty",
                (
                    slip(
                        "signed",
                        only_if("min(w) < 0 and sum(w) != 0", "data + lam / 3 * sum(w)"),
                        "You added the weights with their signs, so that they cancel. The penalty "
                        "adds their sizes.",
                    ),
                    slip(
                        "l2",
                        "data + lam / 3 * sum(w ** 2)",
                        "You added squares, the L2 penalty. L1 adds absolute values.",
                    ),
                    slip(
                        "half",
                        "data + lam / 6 * sizes",
                        r"You divided by $2m$, as the L2 convention does. The L1 penalty here is "
                        r"$\frac{\lambda}{m} \sum_j |w_j|$.",
                    ),
                    slip(
                        "bias_penalised",
                        "data + lam / 3 * (sizes + abs(b))",
                        "You penalised the bias too. It is left free, so that the model can match "
                        "the base rate.",
                    ),
                ),
            ),
        ),
    ),
    steps=(
        step("Losses of the rows", "loss"),
        step("Their mean", "data"),
        step("Sizes of the weights, without the bias", "sizes"),
        step(r"Times $\frac{\lambda}{m}$", "penalty"),
        step("The mean loss and the penalty added", "cost"),
    ),
)

PENALTIES = (L2_COST, L1_COST)
