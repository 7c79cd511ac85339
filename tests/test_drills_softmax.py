"""The families of softmax, at numbers that were worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import product

import pytest
from drills_pinned import Drawn, assert_values, first_quantity, graded, pinned

from quizlr.drills.judging import grade
from quizlr.drills.variant import AskedChoice, Variant
from quizlr.drills.words import right_option
from quizlr.model import Picked, Value, Verdict

LOGITS = (2.0, 0.0, -1.0)
SECOND: Drawn = {"v": LOGITS, "k": 2.0}
HUGE: Drawn = {"base": 1000.0, "d": (0.0, 1.0, 1.0)}

BY_HAND: list[tuple[str, Drawn, Value, Mapping[str, Value]]] = [
    (
        "softmax-vector",
        {"v": LOGITS},
        (0.8438, 0.1142, 0.04201),
        {
            "sigmoids": (0.8808, 0.5, 0.2689),
            "linear": (2, 0, -1),
            "base2": (0.7273, 0.1818, 0.09091),
            "not_divided": (7.3891, 1, 0.3679),
        },
    ),
    (
        "softmax-ce",
        SECOND,
        2.1698,
        {
            "prob_for_log": 0.1142,
            "sigmoid": 0.6931,
            "mean_classes": 0.7233,
            "double_softmax": 1.3873,
            "log10": 0.9424,
            "sign": -2.1698,
        },
    ),
    (
        "softmax-grad",
        SECOND,
        (0.8438, -0.8858, 0.04201),
        {
            "p_only": (0.8438, 0.1142, 0.04201),
            "sign": (-0.8438, 0.8858, -0.04201),
            "jacobian_diag": (0.1318, 0.1012, 0.04025),
            "only_true": (0, -0.8858, 0),
            "forgot_softmax": (2, -1, -1),
        },
    ),
    (
        "softmax-2-sigmoid",
        {"v": (0.5, 2.0)},
        0.8176,
        {"sg_b": 0.8808, "sign": 0.1824, "sum": 0.9241, "linear": 0.8, "forgot_sigmoid": 1.5},
    ),
    (
        "logsumexp",
        HUGE,
        1001 + math.log(2 + math.exp(-1)),
        {"naive": math.inf, "max": 1001.0, "sum": 3002.0, "log_of_mean": 1000.7634},
    ),
]


@pytest.mark.parametrize(("name", "drawn", "answer", "slips"), BY_HAND, ids=str)
def test_the_answer_and_the_slips_are_those_worked_out_by_hand(
    name: str, drawn: Drawn, answer: Value, slips: Mapping[str, Value]
) -> None:
    assert_values(name, drawn, answer, slips)


def test_the_largest_number_alone_is_not_taken_for_the_log_of_the_sum() -> None:
    """1001 is within 0.1 % of the answer: a relative tolerance would accept it."""
    judged = graded("logsumexp", HUGE, "1001.000")
    assert (judged.verdict, judged.slip) == (Verdict.SLIP, "max")


@pytest.mark.parametrize(("base", "text"), [(1000.0, "inf"), (-1000.0, "-inf")])
def test_what_a_machine_would_print_is_named(base: float, text: str) -> None:
    assert graded("logsumexp", {**HUGE, "base": base}, text).slip == "naive"


def test_logits_that_add_up_to_0_have_no_share_of_their_sum() -> None:
    slips = first_quantity(pinned("softmax-vector", {"v": (1.0, 0.0, -1.0)})).slips
    assert "linear" not in {slip.id for slip in slips}


@pytest.mark.parametrize("true", [1.0, 2.0, 3.0])
def test_the_gradient_adds_up_to_0_and_pushes_only_the_true_logit_up(true: float) -> None:
    truth = first_quantity(pinned("softmax-grad", {"v": LOGITS, "k": true})).truth
    assert isinstance(truth, tuple)
    cells = [cell for cell in truth if isinstance(cell, float)]
    assert sum(cells) == pytest.approx(0)
    assert [cell < 0 for cell in cells] == [true == place for place in (1, 2, 3)]


# -- what changes a softmax


def changed(change: str, c: float) -> tuple[Variant, AskedChoice]:
    drawn: dict[str, Value | str] = {"v": LOGITS, "change": change, "c": c}
    variant = pinned("softmax-shift", drawn)  # type: ignore[arg-type]
    (part,) = variant.parts
    assert isinstance(part, AskedChoice)
    return variant, part


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("raised", "(0.844, 0.114, 0.042)"),
        ("multiplied", "(0.980, 0.018, 0.002)"),
        ("divided", "(0.629, 0.231, 0.140)"),
    ],
)
def test_a_shift_leaves_softmax_alone_and_a_factor_does_not(change: str, words: str) -> None:
    variant, part = changed(change, 2.0)
    right = right_option(part)
    assert part.options[right].text == words
    assert variant.steps[-1].shown.startswith(words[:5])
    assert grade(variant, Picked((right,))).verdict is Verdict.CORRECT


def test_the_right_option_is_right_for_one_change_only() -> None:
    rights = {
        change: {right_option(changed(change, c)[1]) for c in (2.0, 3.0, 5.0)}
        for change in ("raised", "multiplied", "divided")
    }
    assert all(len(options) == 1 for options in rights.values())
    pairs = product(rights.items(), rights.items())
    assert all(a[1].isdisjoint(b[1]) for a, b in pairs if a[0] != b[0])


def test_whoever_scales_where_the_logits_are_shifted_is_told_so() -> None:
    variant, part = changed("raised", 3.0)
    key = next(k for k, option in enumerate(part.options) if option.slip == "scaled")
    judged = grade(variant, Picked((key,)))
    assert (judged.verdict, judged.slip) == (Verdict.SLIP, "scaled")
