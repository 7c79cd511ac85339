"""The families of log loss, at numbers that were worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest
from drills_pinned import Drawn, assert_values, graded, pinned

from quizlr.drills.families import family
from quizlr.drills.judging import grade
from quizlr.drills.sampling import vary
from quizlr.drills.variant import AskedOrder
from quizlr.model import Arranged, Value, Verdict

PENALISED: Drawn = {
    "p": (0.9, 0.2, 0.4),
    "y": (1.0, 0.0, 1.0),
    "w": (1.0, -2.0),
    "b": 1.0,
    "lam": 0.5,
}
"""Likelihood 0.9 * 0.8 * 0.4 = 0.288."""
FOUR_ROWS: Drawn = {"p": (0.2, 0.9, 0.6, 0.7), "y": (0.0, 1.0, 1.0, 0.0)}

BY_HAND: list[tuple[str, Drawn, Value, Mapping[str, Value]]] = [
    (
        "bce-single",
        {"p": 0.3, "y": 1.0},
        1.204,
        {
            "swapped_label": 0.3567,
            "log10": 0.5229,
            "log2_bits": 1.737,
            "sign": -1.204,
            "mse_for_ce": 0.49,
        },
    ),
    (
        "bce-dataset",
        {"p": (0.8, 0.3, 0.5, 0.5), "y": (1.0, 0.0, 1.0, 0.0)},
        0.4915,
        {"forgot_1_over_m": 1.9661, "sign_of_one_class": -0.0334, "mse_for_ce": 0.1575},
    ),
    (
        "bce-logits",
        {"z": 2.0, "y": 0.0},
        2.127,
        {"double_sigmoid": 1.228, "swapped_label": 0.1269, "no_log1p": 2},
    ),
    ("bce-logits", {"z": 2.0, "y": 1.0}, 0.1269, {"treat_z_as_p": -0.6931, "forgot_log": 0.1353}),
    (
        "bce-weighted",
        {"p": (0.9, 0.2, 0.6), "y": (1.0, 0.0, 1.0), "w": (1.0, 2.0, 5.0)},
        0.3882,
        {"over_m": 1.035, "unweighted": 0.2798, "sum": 3.106},
    ),
    (
        "bce-pos-weight",
        {"z": (1.0, -2.0, 0.5), "y": (1.0, 0.0, 0.0), "c": 4.0},
        0.7847,
        {"div_by_weights": 0.3923, "weights_neg": 1.5723, "unweighted": 0.4714},
    ),
    (
        "label-smoothing-binary",
        {"p": 0.9, "y": 1.0, "eps": 0.1},
        0.2152,
        {"hard": 0.1054, "no_half": 0.3251, "smooth_p": 0.1508},
    ),
    (
        "bce-soft-min",
        {"t": 0.9},
        0.3251,
        {"zero": 0, "minus_ln_t": 0.1054, "log2_bits": 0.469, "ln2": 0.6931},
    ),
    (
        "l2-cost",
        PENALISED,
        0.8316,
        {
            "no_half": 1.248,
            "forgot_1_over_m": 1.665,
            "l1": 0.6649,
            "no_penalty": 0.4149,
            "norm_not_sq": 0.6013,
        },
    ),
    ("l1-cost", PENALISED, 0.9149, {"signed": 0.2483, "l2": 1.248, "half": 0.6649}),
    (
        "clip-effect",
        {"a": 1.0, "k": 7.0, "y": 1.0},
        16.12,
        {"clip": math.inf, "zero": 0, "log10": 7},
    ),
    (
        "baseline-logloss",
        {"n": 500.0, "percent": 10.0},
        0.3251,
        {"ln2": 0.6931, "rate": 0.1, "minus_ln_rate": 2.303},
    ),
    (
        "loss-to-prob",
        {"loss": 0.5},
        0.6065,
        {"one_minus": 0.3935, "log10": 0.3162, "log2_bits": 0.7071, "linear": 0.5},
    ),
]


@pytest.mark.parametrize(("name", "drawn", "answer", "slips"), BY_HAND, ids=str)
def test_the_answer_and_the_slips_are_those_worked_out_by_hand(
    name: str, drawn: Drawn, answer: Value, slips: Mapping[str, Value]
) -> None:
    assert_values(name, drawn, answer, slips)


def test_a_sum_for_a_mean_is_named() -> None:
    judged = graded("bce-dataset", FOUR_ROWS, "2.043")
    assert (judged.verdict, judged.slip) == (Verdict.SLIP, "forgot_1_over_m")
    assert "sum" in judged.feedback


def test_infinity_is_what_clipping_prevents() -> None:
    judged = graded("clip-effect", {"a": 1.0, "k": 7.0, "y": 0.0}, "inf")
    assert (judged.verdict, judged.slip) == (Verdict.SLIP, "clip")


@pytest.mark.parametrize("power", [3, 7, 15])
def test_a_loss_near_0_is_named_as_one_whatever_the_clip(power: int) -> None:
    drawn: Drawn = {"a": 2.0, "k": float(power), "y": 1.0}
    assert graded("clip-effect", drawn, "0.00").slip == "zero"


def test_rows_are_ordered_by_the_probability_of_their_own_label() -> None:
    variant = pinned("order-by-loss", FOUR_ROWS)
    (part,) = variant.parts
    assert isinstance(part, AskedOrder)
    assert part.ranks == (1, 0, 2, 3)
    assert grade(variant, Arranged((1, 0, 2, 3))).verdict is Verdict.CORRECT
    assert grade(variant, Arranged((0, 2, 3, 1))).slip == "by_p"
    assert grade(variant, Arranged((1, 3, 2, 0))).slip == "by_minus_p"


def test_confident_and_wrong_rows_are_drawn_too() -> None:
    template = family("bce-single")
    assert template is not None
    given = [vary(template, seed).names["given"] for seed in range(100)]
    assert any(isinstance(p, float) and p < 0.15 for p in given)
    assert any(isinstance(p, float) and p > 0.85 for p in given)
