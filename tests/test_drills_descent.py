"""The families of gradient descent, at numbers that were worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest
from drills_pinned import Drawn, assert_values, first_quantity, graded, pinned

from quizlr.drills.families import family
from quizlr.drills.judging import grade
from quizlr.drills.sampling import vary
from quizlr.drills.variant import AskedChoice, Variant
from quizlr.drills.words import right_option
from quizlr.model import Picked, Value, Verdict

ADAM: Drawn = {"w": 1.0, "g": 0.03, "lr": 0.01, "b1": 0.9, "b2": 0.999}
MOMENTUM: Drawn = {"w": 1.0, "v": 0.2, "g": 0.5, "beta": 0.9, "lr": 0.1}
TRACE: Mapping[str, float] = {
    "floor_cost": 0.3,
    "start": 0.4,
    "fast": 0.1,
    "slow": 0.98,
    "growth": 2.0,
    "seedling": 0.01,
}

BY_HAND: list[tuple[str, Drawn, Value, Mapping[str, Value]]] = [
    (
        "gd-step",
        {"w": 0.5, "g": -0.4, "lr": 0.1},
        0.54,
        {"ascent": 0.46, "no_lr": 0.9, "grad_only": 0.04, "times_w": 0.52, "lr_only": 0.6},
    ),
    (
        "gd-two-steps",
        {"x": 1.0, "y": 1.0, "w": 0.0, "lr": 1.0},
        0.8775,
        {"same_gradient_twice": 1.0, "one": 0.5, "from_start": 0.3775},
    ),
    (
        "momentum-step",
        MOMENTUM,
        (0.68, 0.932),
        {
            "ema": (0.23, 0.977),
            "no_momentum": (0.5, 0.95),
            "old_v": (0.68, 0.98),
            "lr_in_v": (0.23, 0.77),
            "nesterov": (0.68, 0.8888),
        },
    ),
    (
        "adam-first-step",
        ADAM,
        0.99,
        {"sgd": 0.9997, "no_bias_correction": 0.9684, "ascent": 1.01, "no_sqrt": 0.6667},
    ),
    (
        # The columns are orthogonal, with squared lengths 4 and 2.
        "lr-bound",
        {"X": ((2.0, 0.0), (0.0, 1.0), (0.0, 1.0))},
        6.0,
        {
            "one_over_L": 3.0,
            "no_quarter": 1.5,
            "forgot_1_over_m": 2.0,
            "trace": 4.0,
            "smallest": 12.0,
        },
    ),
    (
        "sgd-vs-batch",
        {"x": (1.0, 2.0), "y": (1.0, 0.0), "w": 0.5},
        (-0.3775, 1.4621, 0.5423),
        {
            "forgot_1_over_m": (-0.3775, 1.4621, 1.0846),
            "forgot_x": (-0.3775, 0.7311, 0.1768),
            "forgot_sigmoid": (-0.5, 2.0, 0.75),
        },
    ),
]


@pytest.mark.parametrize(("name", "drawn", "answer", "slips"), BY_HAND, ids=str)
def test_the_answer_and_the_slips_are_those_worked_out_by_hand(
    name: str, drawn: Drawn, answer: Value, slips: Mapping[str, Value]
) -> None:
    assert_values(name, drawn, answer, slips)


@pytest.mark.parametrize(
    ("last", "updates", "slip", "slip_value"),
    [("kept", 16, "floor", 15), ("dropped", 15, "ceil", 16)],
)
def test_a_smaller_last_batch_counts_only_if_it_is_kept(
    last: str, updates: float, slip: str, slip_value: float
) -> None:
    drawn: dict[str, Value | str] = {"m": 1000.0, "size": 64.0, "last": last}
    quantity = first_quantity(pinned("updates-per-epoch", drawn))  # type: ignore[arg-type]
    assert quantity.truth == updates
    values = {slip.id: slip.value for slip in quantity.slips}
    assert values.items() >= {slip: slip_value, "m": 1000, "bs": 64}.items()
    assert len({"floor", "ceil"} & values.keys()) == 1


def test_the_first_gradient_used_twice_is_named_and_the_new_weight_told() -> None:
    judged = graded("gd-two-steps", {"x": 1.0, "y": 1.0, "w": 0.0, "lr": 1.0}, "1.000")
    assert (judged.verdict, judged.slip) == (Verdict.SLIP, "same_gradient_twice")
    assert "0.5000" in judged.feedback


def test_adams_first_step_is_as_long_for_every_gradient() -> None:
    for g in (-3.0, -0.1, 0.2, 4.0):
        truth = first_quantity(pinned("adam-first-step", {**ADAM, "g": g})).truth
        assert truth == pytest.approx(1.0 - math.copysign(0.01, g))


def test_with_beta_0_momentum_is_plain_descent() -> None:
    assert first_quantity(pinned("momentum-step", {**MOMENTUM, "beta": 0.0})).truth == (
        pytest.approx((0.5, 0.95))
    )


# -- reading a trace


def trace(kind: float, **changed: float) -> Variant:
    return pinned("converged", {**TRACE, "kind": kind, **changed})


@pytest.mark.parametrize(
    ("kind", "costs", "words"),
    [
        (0, "(0.7000, 0.3400, 0.3040, 0.3004, 0.3000, 0.3000, 0.3000)", "converged"),
        (1, "(0.7100, 0.3600, 0.3440, 0.3804, 0.4600, 0.6200, 0.9400)", "diverges"),
        (2, "(0.7000, 0.6920, 0.6842, 0.6765, 0.6689, 0.6616, 0.6543)", "on its way"),
    ],
)
def test_a_trace_is_read_by_its_last_steps(kind: float, costs: str, words: str) -> None:
    variant = trace(kind)
    (part,) = variant.parts
    assert isinstance(part, AskedChoice)
    assert costs in variant.front
    assert words in part.options[right_option(part)].text


def test_a_trace_that_fell_at_first_is_not_taken_for_converged() -> None:
    judged = grade(trace(1), Picked((0,)))
    assert (judged.verdict, judged.slip) == (Verdict.SLIP, "yes")


def test_all_three_kinds_of_trace_are_drawn() -> None:
    template = family("converged")
    assert template is not None
    parts = [vary(template, seed).parts[0] for seed in range(40)]
    assert {right_option(part) for part in parts if isinstance(part, AskedChoice)} == {0, 1, 2}
