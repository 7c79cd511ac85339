"""Families of likelihood."""

from __future__ import annotations

import math

from drills_given import asked, expect

from quizlr.drills.families import families
from quizlr.drills.judging import grade
from quizlr.drills.sampling import vary
from quizlr.drills.variant import AskedOrder
from quizlr.model import Arranged, TypedText, Verdict


def test_likelihood_of_the_sample() -> None:
    drawn = {"p": (0.9, 0.6, 0.2), "y": (1.0, 1.0, 0.0)}
    slips = {"only_pos": 0.54, "sum": 2.3, "all_p": 0.108, "log": math.log(0.432)}
    expect("likelihood", drawn, 0.432, slips)


def test_cost_of_the_sample() -> None:
    slips = {"sign": -0.6, "forgot_1_over_m": 12.0, "exp": 0.5488, "factor_2": 1.2}
    expect("loglik-to-J", {"ll": -12, "m": 20}, 0.6, slips)


def test_estimate_of_the_sample() -> None:
    slips = {"laplace": 0.3636, "half": 0.5, "odds_for_prob": 0.5385, "one_minus": 0.65}
    expect("bernoulli-mle", {"k": 7, "n": 20}, 0.35, slips)


def test_intercept_of_the_sample() -> None:
    slips = {"rate": 0.35, "log_rate": -1.0498, "sign": 0.6190}
    expect("intercept-only", {"rate": 0.35}, -0.6190, slips)


def test_the_fraction_itself_is_right() -> None:
    variant = vary(families()["bernoulli-mle"], 5)
    k, n = variant.drawn["k"], variant.drawn["n"]
    assert isinstance(k, float)
    assert isinstance(n, float)
    assert grade(variant, TypedText(f"{k:.0f}/{n:.0f}")).verdict is Verdict.CORRECT


def test_the_derivation_ends_with_the_mean_log_loss() -> None:
    (part,) = asked("mle-derivation-order", p=(0.9, 0.6, 0.2), y=(1.0, 1.0, 0.0))
    assert isinstance(part, AskedOrder)
    assert part.items[1].endswith("0.4320")
    assert part.items[-1].endswith(f"{-math.log(0.432) / 3:.3f}")
    assert part.ranks == (0, 1, 2, 3, 4)


def test_the_derivation_backwards_is_named() -> None:
    variant = vary(families()["mle-derivation-order"], 0)
    judged = grade(variant, Arranged((4, 3, 2, 1, 0)))
    assert (judged.verdict, judged.slip) == (Verdict.SLIP, "rev")
