"""The families of squared error after a sigmoid, at numbers that were worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from drills_pinned import Drawn, assert_values, first_quantity, graded, pinned

from quizlr.drills.judging import grade
from quizlr.model import Picked, Stepped, TypedText, Value, Verdict

BY_HAND: list[tuple[str, Drawn, Value, Mapping[str, Value]]] = [
    (
        "mse-sigmoid-grad",
        {"z": -3.0, "y": 1.0},
        -0.08607,
        {
            "ce_for_mse": -0.9526,
            "factor_2": -0.04303,
            "forgot_sigmoid_derivative": -1.905,
            "sign": 0.08607,
        },
    ),
    ("mse-vs-ce-ratio", {"z": -4.0, "y": 1.0}, 28.31, {"factor_2": 56.62, "inverse": 0.03533}),
    (
        "mse-second-derivative",
        {"z": -1.5, "y": 1.0},
        -0.1104,
        {
            "ce_for_mse": 0.1491,
            "first_derivative": -0.2439,
            "swapped_label": 0.07905,
            "sign": 0.1104,
        },
    ),
    (
        "mse-inflection",
        {"x": 1.0, "b": 0.0, "y": 1.0},
        -0.6931,
        {"zero": 0, "prob_for_log": 0.3333, "swapped_label": 0.6931},
    ),
]

CONVEX, CONCAVE = Picked((0,)), Picked((1,))


@pytest.mark.parametrize(("name", "drawn", "answer", "slips"), BY_HAND, ids=str)
def test_the_answer_and_the_slips_are_those_worked_out_by_hand(
    name: str, drawn: Drawn, answer: Value, slips: Mapping[str, Value]
) -> None:
    assert_values(name, drawn, answer, slips)


def test_the_ratio_is_the_same_for_both_labels() -> None:
    truths = {
        first_quantity(pinned("mse-vs-ce-ratio", {"z": 2.5, "y": y})).truth for y in (0.0, 1.0)
    }
    assert len(truths) == 1


def test_the_shape_follows_from_the_learners_own_curvature() -> None:
    """The curvature of log loss, given by mistake, is positive: convex agrees with it."""
    variant = pinned("mse-second-derivative", {"z": -1.5, "y": 1.0})
    right = grade(variant, Stepped((TypedText("-0.1104"), CONCAVE)))
    carried = grade(variant, Stepped((TypedText("0.1491"), CONVEX)))
    muddled = grade(variant, Stepped((TypedText("0.1491"), CONCAVE)))
    assert right.verdict is Verdict.CORRECT
    assert carried.slip == "ce_for_mse"
    assert 0 < carried.score < 1
    assert carried.verdict is not Verdict.CORRECT
    assert muddled.verdict is not Verdict.CORRECT


def test_a_gradient_of_log_loss_is_named() -> None:
    judged = graded("mse-sigmoid-grad", {"z": -3.0, "y": 1.0}, "-0.9526")
    assert judged.slip == "ce_for_mse"
    assert "log loss" in judged.feedback
