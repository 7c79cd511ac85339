"""The families of calibration, at numbers that were worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest
from drills_pinned import Drawn, assert_values, first_quantity, graded, pinned

from quizlr.drills.families import family
from quizlr.drills.sampling import vary
from quizlr.model import Value, Verdict

FOUR: Drawn = {"error": (0.2, 0.3, 0.1, 0.6), "y": (1.0, 0.0, 1.0, 1.0)}
FIVE: Drawn = {"error": (0.2, 0.3, 0.1, 0.4, 0.6), "y": (1.0, 0.0, 1.0, 0.0, 0.0)}
SIX: Drawn = {"error": (0.1, 0.2, 0.3, 0.1, 0.2, 0.3), "y": (1.0, 0.0, 0.0, 0.0, 0.0, 1.0)}
BINS: Drawn = {
    "n": (20.0, 200.0, 40.0),
    "low": 0.2,
    "middle": 0.5,
    "high": 0.8,
    "d": (0.2, -0.05, 0.1),
}

BY_HAND: list[tuple[str, Drawn, Value, Mapping[str, Value]]] = [
    (
        # Squared errors 0.04, 0.09, 0.01, 0.36.
        "brier",
        FOUR,
        0.125,
        {
            "mae": 0.3,
            "forgot_1_over_m": 0.5,
            "rmse": 0.3536,
            "half": 0.0625,
            "ce_for_mse": -math.log(0.8 * 0.7 * 0.9 * 0.4) / 4,
            "swapped_label": (0.64 + 0.49 + 0.81 + 0.16) / 4,
        },
    ),
    (
        # Squared errors sum to 0.28; the base rate is 1/3, so the reference is 2/9.
        "brier-skill",
        SIX,
        0.79,
        {
            "ratio": 0.21,
            "vs_half": 1 - 0.28 / 6 * 4,
            "difference": 2 / 9 - 0.28 / 6,
            "brier": 0.28 / 6,
            "base_for_score": 0.86,
        },
    ),
    (
        # Gaps 0.2, 0.05, 0.1, so 4 + 10 + 4 = 18 rows of 260.
        "ece",
        BINS,
        18 / 260,
        {
            "unweighted": 0.1167,
            "signed": 2 / 260,
            "max": 0.2,
            "sq": (20 * 0.04 + 200 * 0.0025 + 40 * 0.01) / 260,
            "not_divided": 18.0,
        },
    ),
    (
        "cal-in-large",
        FIVE,
        0.2,
        {"abs": 0.32, "sign": -0.2, "forgot_1_over_m": 1.0, "ratio": 1.5, "vs_half": 0.1},
    ),
    (
        "temperature",
        {"z": 3.0, "T": 2.0},
        0.8176,
        {"mult": 0.9975, "on_p": 0.4763, "none": 0.9526, "forgot_sigmoid": 1.5},
    ),
]


@pytest.mark.parametrize(("name", "drawn", "answer", "slips"), BY_HAND, ids=str)
def test_the_answer_and_the_slips_are_those_worked_out_by_hand(
    name: str, drawn: Drawn, answer: Value, slips: Mapping[str, Value]
) -> None:
    assert_values(name, drawn, answer, slips)


def test_gaps_of_different_sign_that_cancel_are_named() -> None:
    judged = graded("ece", BINS, "0.0077")
    assert (judged.verdict, judged.slip) == (Verdict.SLIP, "signed")
    assert "absolute" in judged.feedback


def test_a_calibration_error_may_be_typed_in_percent() -> None:
    assert graded("ece", BINS, "6.92%").verdict is Verdict.CORRECT


def test_each_bin_shows_a_share_that_its_rows_can_have() -> None:
    template = family("ece")
    assert template is not None
    for seed in range(60):
        names = vary(template, seed).names
        sizes, shares = names["n"], names["acc"]
        assert isinstance(sizes, tuple)
        assert isinstance(shares, tuple)
        for size, share in zip(sizes, shares, strict=True):
            assert isinstance(size, float)
            assert isinstance(share, float)
            positives = size * share
            assert 0 <= share <= 1
            assert positives == pytest.approx(round(positives))


def test_a_forecast_of_the_base_rate_has_no_skill() -> None:
    drawn: Drawn = {"error": (0.5,) * 6, "y": (1.0, 0.0, 1.0, 0.0, 1.0, 0.0)}
    assert first_quantity(pinned("brier-skill", drawn)).truth == pytest.approx(0)


def test_a_temperature_of_1_changes_nothing_and_a_hot_one_says_one_half() -> None:
    for temperature, wanted in ((1.0, 0.9526), (1e6, 0.5)):
        drawn: Drawn = {"z": 3.0, "T": temperature}
        truth = first_quantity(pinned("temperature", drawn)).truth
        assert truth == pytest.approx(wanted, abs=5e-5)
