"""Families of the small network."""

from __future__ import annotations

import pytest
from drills_given import Drawn, expect, option

from quizlr.drills.families import families
from quizlr.drills.sampling import vary

NETWORK: Drawn = {"x": 1.5, "W1": (0.4, -0.6), "w2": (1.0, 2.0)}
TRAINED: Drawn = {**NETWORK, "y": 1.0}


def test_forward_of_the_sample() -> None:
    slips = {"no_hidden_act": 0.2315, "forgot_sigmoid": 1.2236}
    expect("mlp-forward", NETWORK, 0.7727, slips)


def test_hidden_error_of_the_sample() -> None:
    slips = {
        "forgot_sigmoid_derivative": (-0.2273, -0.4546),
        "no_w2": (-0.05202, -0.04671),
        "extra_out_prime": (-0.009136, -0.0164),
    }
    expect("mlp-delta-hidden", TRAINED, (-0.05202, -0.09341), slips)


def test_first_layer_of_the_sample() -> None:
    slips = {"forgot_x": (-0.05202, -0.09341), "with_h": (-0.03358, -0.027)}
    expect("mlp-grad-W1", TRAINED, (-0.07803, -0.1401), slips)


def test_output_layer_of_the_sample() -> None:
    slips = {"with_x": (-0.3409, -0.3409), "mse_for_ce": (-0.05153, -0.02307)}
    expect("mlp-grad-w2", TRAINED, (-0.1467, -0.06569), slips)


@pytest.mark.parametrize(
    ("gap1", "gap2", "word"),
    [(0, 0, "Never"), (0, 0.3, "Not at the start"), (0.2, 0, "From the start")],
)
@pytest.mark.parametrize("first", [0, 0.3])
def test_equal_units_part_only_if_something_differs(
    gap1: float, gap2: float, word: str, first: float
) -> None:
    drawn = {"x": 1, "y": 1, "first": first, "second": 0, "gap1": gap1, "gap2": gap2}
    assert option("zero-init", **drawn).startswith(word)


def test_the_worked_steps_end_with_the_answer_of_each_layer() -> None:
    for name in ("mlp-delta-hidden", "mlp-grad-W1", "mlp-grad-w2"):
        variant = vary(families()[name], 0)
        assert variant.steps[-1].value == variant.names["answer"]
