"""The families of gradients of log loss, at numbers that were worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from drills_pinned import Drawn, assert_values, graded, pinned

from quizlr.drills.variant import AskedNumber
from quizlr.model import Value, Verdict

PENALISED: Drawn = {
    "g": (0.3, 0.1, -0.2),
    "b": 1.0,
    "w": (1.0, 2.0),
    "lam": 0.6,
    "m": 3.0,
}

BY_HAND: list[tuple[str, Drawn, Value, Mapping[str, Value]]] = [
    (
        "grad-z",
        {"z": 0.8, "y": 1.0},
        -0.31,
        {"sign": 0.31, "wrt_prediction": -1.4493, "mse_for_ce": -0.1326, "factor_2": -0.6201},
    ),
    (
        "grad-yhat",
        {"p": 0.8, "y": 1.0},
        -1.25,
        {"residual": -0.2, "sign": 1.25, "loss": 0.2231},
    ),
    (
        "grad-w",
        {"x": (1.0, -2.0, 2.0), "y": (1.0, 0.0, 1.0), "w": 0.0, "b": 0.0},
        -0.8333,
        {"forgot_x": -0.1667, "forgot_1_over_m": -2.5, "mse_for_ce": -0.4167, "sign": 0.8333},
    ),
    (
        "grad-vector",
        {
            "X": ((1.0, 2.0), (-1.0, 0.0), (2.0, -1.0)),
            "y": (1.0, 0.0, 1.0),
            "w": (0.0, 0.0),
        },
        (-0.6667, -0.1667),
        {
            "forgot_1_over_m": (-2, -0.5),
            "forgot_x": (-0.1667, -0.1667),
            "mse_for_ce": (-0.3333, -0.0833),
            "swapped_components": (-0.1667, -0.6667),
        },
    ),
    (
        "grad-b",
        {"p": (0.9, 0.7, 0.2, 0.4), "y": (1.0, 0.0, 0.0, 0.0)},
        0.3,
        {"forgot_1_over_m": 1.2, "sign": -0.3, "abs": 0.35, "factor_2": 0.6},
    ),
    (
        "grad-l2",
        PENALISED,
        (0.3, 0.3, 0.2),
        {"bias_penalised": (0.5, 0.3, 0.2), "factor_2": (0.3, 0.5, 0.6), "sign": (0.3, -0.1, -0.6)},
    ),
    (
        "gradient-check",
        {"z": 0.5, "y": 1.0, "h": 0.5},
        -0.37989,
        {"forward": -0.32163, "factor_2": -0.75977, "exact_derivative": -0.37754},
    ),
]


@pytest.mark.parametrize(("name", "drawn", "answer", "slips"), BY_HAND, ids=str)
def test_the_answer_and_the_slips_are_those_worked_out_by_hand(
    name: str, drawn: Drawn, answer: Value, slips: Mapping[str, Value]
) -> None:
    assert_values(name, drawn, answer, slips)


def test_a_penalised_bias_is_named_and_told_why_not() -> None:
    judged = graded("grad-l2", PENALISED, "(0.5, 0.3, 0.2)")
    assert (judged.verdict, judged.slip) == (Verdict.SLIP, "bias_penalised")
    assert "bias" in judged.feedback


def test_one_wrong_component_is_not_all_wrong() -> None:
    judged = graded("grad-l2", PENALISED, "(0.3, 0.3, 0.9)")
    assert judged.verdict is Verdict.PARTIAL
    assert judged.score == pytest.approx(2 / 3)


def test_a_missing_factor_is_not_accepted_where_the_gradient_is_small() -> None:
    drawn: Drawn = {"p": (0.4, 0.5, 0.45, 0.2), "y": (1.0, 0.0, 1.0, 0.0)}
    (part,) = pinned("grad-b", drawn).parts
    assert isinstance(part, AskedNumber)
    assert part.quantity.truth == pytest.approx(-0.1125)
    assert graded("grad-b", drawn, "-0.450").slip == "forgot_1_over_m"


@pytest.mark.parametrize("h", [0.4, 0.5, 0.8])
def test_the_back_says_by_how_much_the_quotient_misses(h: float) -> None:
    """The error of the central difference is about h^2 / 6 times the third derivative."""
    variant = pinned("gradient-check", {"z": 0.5, "y": 1.0, "h": h})
    assert "-0.37754" in variant.back
    s = 0.6224593
    third = s * (1 - s) * (1 - 2 * s)
    told = float(variant.back.partition("misses it by ")[2].partition(". ")[0])
    assert told == pytest.approx(h * h / 6 * third, rel=0.1)


def test_the_exact_derivative_is_not_taken_for_the_quotient() -> None:
    judged = graded("gradient-check", {"z": 0.5, "y": 1.0, "h": 0.4}, "-0.37754")
    assert (judged.verdict, judged.slip) == (Verdict.SLIP, "exact_derivative")
