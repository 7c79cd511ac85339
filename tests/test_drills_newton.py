"""Families of second order."""

from __future__ import annotations

import math

import numpy as np
import pytest
from drills_given import Drawn, expect, number, option

from quizlr.drills.families import families
from quizlr.drills.sampling import vary
from quizlr.model import Form


def test_a_newton_step_from_0_by_hand() -> None:
    """At w = 0 each prediction is one half: g = -0.5 (1 - 2 + 3), h = (1 + 4 + 9) / 4."""
    drawn: Drawn = {"x": (1.0, -2.0, 3.0), "y": (1.0, 1.0, 1.0), "w": 0}
    slips = {"gd": 1.0, "sign": -1 / 3.5, "no_x2": 1 / 0.75, "unweighted": 1 / 14}
    expect("newton-1d", drawn, 1 / 3.5, slips)


def test_a_hessian_at_0_by_hand() -> None:
    drawn: Drawn = {"X": ((1.0, 2.0), (0.0, 1.0), (-1.0, 1.0)), "w": (0.0, 0.0)}
    quantity = number("hessian-2x2", **drawn).quantity
    assert quantity.form is Form.MATRIX
    assert np.array(quantity.truth) == pytest.approx(np.array([[2, 1], [1, 6]]) / 12)
    found = {slip.id: slip.value for slip in quantity.slips}
    assert found["unweighted"] == ((2 / 3, 1 / 3), (1 / 3, 2.0))
    assert found["forgot_1_over_m"] == ((0.5, 0.25), (0.25, 1.5))


def test_working_response_of_the_sample() -> None:
    slips = {"no_eta": (0.2403, 1.6703), "mult": (0.2403, 0.4964)}
    expect("irls-weights", {"eta": 0.4, "y": 1}, (0.2403, 2.0703), slips)


def test_eigenvalues_of_the_sample() -> None:
    drawn = {"a": 0.2, "b": 0.1, "d": 0.3, "s": 1}
    slips = {"diag": (0.2, 0.3), "trace": (0.5, 0.05), "larger_first": (0.3618, 0.1382)}
    expect("convex-eigen", drawn, (0.1382, 0.3618), slips)


@pytest.mark.parametrize(
    ("a", "b", "d", "s", "word"),
    [
        (0.2, 0.1, 0.3, 1, "upwards in every"),
        (0.2, 0.1, 0.3, -1, "downwards in every"),
        (0.2, 0.5, 0.3, 1, "saddle"),
        (0.2, 0.5, 0.3, -1, "saddle"),
    ],
)
def test_the_shape_follows_from_trace_and_determinant(
    a: float, b: float, d: float, s: float, word: str
) -> None:
    assert word in option("convex-eigen", a=a, b=b, d=d, s=s)


def test_the_standard_error_comes_from_the_inverse_of_the_whole_hessian() -> None:
    """det = 20 * 8 - 100 = 60, so the variance of w is 20 / 60."""
    slips = {
        "no_sqrt": 1 / 3,
        "sqrt_h": math.sqrt(8),
        "diagonal_inverse": math.sqrt(1 / 8),
        "other_entry": math.sqrt(8 / 60),
    }
    expect("wald-se", {"a": 20, "b": 10, "d": 8}, math.sqrt(1 / 3), slips)


@pytest.mark.parametrize(
    ("gaps", "cut", "odd", "word"),
    [
        ((1.0, 1.0, 1.0, 1.0, 1.0), 3, 9, "completely"),
        ((1.0, 1.0, 0.0, 1.0, 1.0), 3, 9, "quasi"),
        ((1.0, 1.0, 1.0, 1.0, 1.0), 3, 0, "Yes"),
        ((1.0, 1.0, 1.0, 1.0, 1.0), 3, 3, "completely"),
    ],
)
@pytest.mark.parametrize("down", [0, 1])
def test_separation_is_seen_from_either_side(
    gaps: tuple[float, ...], cut: int, odd: int, word: str, down: int
) -> None:
    found = option("separable", start=-2, gaps=gaps, cut=cut, odd=odd, down=down)
    assert word in found


def test_each_answer_about_separation_is_drawn() -> None:
    template = families()["separable"]
    right = [
        tuple(option.is_correct for option in part.options)
        for seed in range(60)
        for part in vary(template, seed).parts
        if hasattr(part, "options")
    ]
    assert {kind.index(True) for kind in right} == {0, 1, 2}
    assert min(right.count(kind) for kind in set(right)) >= 5
