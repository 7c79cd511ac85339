"""Families of floating point."""

from __future__ import annotations

import math

import pytest
from drills_given import Drawn, expect, number, option

from quizlr.drills.families import families
from quizlr.drills.judging import grade
from quizlr.drills.sampling import vary
from quizlr.model import TypedText, Verdict


@pytest.mark.parametrize(
    ("z", "y", "bits", "style", "printed"),
    [
        (40, 0, 64, "branches", "`inf`"),
        (40, 1, 64, "branches", "`0.0`"),
        (40, 1, 64, "formula", "`nan`"),
        (-40, 1, 64, "branches", "A finite"),
        (-40, 0, 64, "branches", "`0.0`"),
        (30, 0, 64, "branches", "A finite"),
        (30, 0, 32, "branches", "`inf`"),
        (-800, 1, 64, "formula", "`inf`"),
        (-800, 0, 64, "formula", "`nan`"),
    ],
)
def test_naive_code_prints_what_the_audit_found(
    z: float, y: int, bits: int, style: str, printed: str
) -> None:
    drawn: Drawn = {"z": z, "y": y, "bits": bits, "style": style}
    assert option("naive-result", **drawn).startswith(printed)


def test_the_true_loss_of_the_sample() -> None:
    drawn: Drawn = {"size": 40, "up": 1, "fits": 1}
    slips = {"zero": 0.0, "swapped_label": 40.0, "clip": 2.0**-52}
    expect("stable-value", drawn, 4.248e-18, slips)


def test_the_loss_against_the_label_is_the_score() -> None:
    drawn: Drawn = {"size": 40, "up": -1, "fits": 0}
    quantity = number("stable-value", **drawn).quantity
    assert quantity.truth == 40.0
    found = {slip.id: slip.value for slip in quantity.slips}
    assert found["inf"] == math.inf
    assert found["clip"] == pytest.approx(36.0437, abs=1e-4)
    assert "zero" not in found


def test_a_clip_that_changes_nothing_is_no_slip() -> None:
    """Below |z| of about 36.04 the probability is farther from 0 than the clip."""
    drawn: Drawn = {"size": 30, "up": 1, "fits": 0}
    assert "clip" not in {slip.id for slip in number("stable-value", **drawn).quantity.slips}


def test_where_the_exponential_overflows() -> None:
    slips = {"other_type": 88.72, "denorm": 745.13, "log2_bits": 1024.0, "log10": 308.25}
    expect("exp-overflow-limit", {"bits": 64, "c": 1}, 709.78, slips)


def test_where_the_sigmoid_is_1() -> None:
    slips = {"other_type": 16.636, "log2_bits": 53.0, "max": 709.78, "forgot_half": 36.04}
    expect("sigmoid-saturation", {"digits": 53, "c": 1}, 36.7368, slips)


def test_zero_is_a_named_slip_and_not_nearly_right() -> None:
    template = families()["stable-value"]
    tiny = next(
        variant
        for variant in (vary(template, seed) for seed in range(40))
        if variant.drawn["fits"] == 1.0
    )
    judged = grade(tiny, TypedText("0"))
    assert (judged.verdict, judged.slip) == (Verdict.SLIP, "zero")
