"""The families of sigmoid and log-odds, at numbers that were worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from drills_pinned import Drawn, assert_values, first_quantity, graded, pinned

from quizlr.model import Value, Verdict

BY_HAND: list[tuple[str, Drawn, Value, Mapping[str, Value]]] = [
    (
        "sigmoid-value",
        {"z": -1.2},
        0.2315,
        {"sign": 0.7685, "no_one_plus": 3.32, "tanh": -0.8337, "odds": 0.3012},
    ),
    (
        "logit-value",
        {"p": 0.8},
        1.386,
        {"log10": 0.6021, "odds": 4, "inverse": -1.386, "ln_p": -0.2231, "log2_bits": 2},
    ),
    (
        "sigmoid-derivative",
        {"z": 1.5},
        0.1491,
        {"sigma": 0.8176, "sigma_sq": 0.6684, "plus": 1.486, "quarter": 0.25},
    ),
    (
        "score-to-prob",
        {"w": (0.5, -1.0), "x": (2.0, 1.0), "b": 0.3},
        0.5744,
        {"no_bias": 0.5, "forgot_sigmoid": 0.3, "sum_not_dot": 0.9427},
    ),
    (
        "logit-shift",
        {"p": 0.2, "d": 1.0},
        0.4046,
        {"on_prob": 1.2, "on_odds": 0.5556, "mult": 0.5437},
    ),
    ("odds-prob", {"a": 3.0, "c": 2.0}, 0.6, {"odds_for_prob": 1.5, "inverse": 0.4}),
]


@pytest.mark.parametrize(("name", "drawn", "answer", "slips"), BY_HAND, ids=str)
def test_the_answer_and_the_slips_are_those_worked_out_by_hand(
    name: str, drawn: Drawn, answer: Value, slips: Mapping[str, Value]
) -> None:
    assert_values(name, drawn, answer, slips)


def test_a_fraction_is_welcome_where_odds_are_given() -> None:
    odds: Drawn = {"a": 3.0, "c": 7.0}
    assert graded("odds-prob", odds, "3/10").verdict is Verdict.CORRECT
    assert graded("odds-prob", odds, "0.3").verdict is Verdict.CORRECT
    assert graded("odds-prob", odds, "3/7").slip == "odds_for_prob"


def test_the_log_to_base_10_is_named() -> None:
    judged = graded("logit-value", {"p": 0.8}, "0.602")
    assert (judged.verdict, judged.slip) == (Verdict.SLIP, "log10")
    assert "base 10" in judged.feedback


def test_what_cannot_be_told_apart_far_out_is_not_called_a_slip() -> None:
    """At z = 3 the odds against, 0.0498, and the other class, 0.0474, look alike."""
    slips = {slip.id for slip in first_quantity(pinned("sigmoid-value", {"z": 3.0})).slips}
    assert "sign" in slips
    assert "no_one_plus" not in slips
