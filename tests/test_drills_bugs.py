"""Families with a wrong line: the programs are run here, so that what is claimed of them is so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from quizlr.drills.families import families
from quizlr.drills.families.bugs import _COST, _UPDATE
from quizlr.drills.judging import grade
from quizlr.drills.sampling import vary
from quizlr.drills.variant import AskedChoice, AskedNumber, Variant
from quizlr.drills.words import right_option
from quizlr.model import Picked, Stepped, TypedText, Verdict

SEEDS = range(12)


def _choice(variant: Variant) -> AskedChoice:
    part = variant.parts[0]
    assert isinstance(part, AskedChoice)
    return part


def _number(variant: Variant) -> AskedNumber:
    part = variant.parts[1]
    assert isinstance(part, AskedNumber)
    return part


def _program(variant: Variant) -> list[str]:
    return [option.text.strip("`") for option in _choice(variant).options]


def _mended(variant: Variant, right: Sequence[str]) -> list[str]:
    lines = _program(variant)
    wrong = right_option(_choice(variant))
    lines[wrong] = right[wrong]
    return lines


def _run(lines: Sequence[str], variant: Variant, **more: Any) -> Any:
    """Call the function that the lines define; `predict` returns what the front says."""
    p = np.array(variant.names["p"])
    scope: dict[str, Any] = {"np": np, "predict": lambda features, weights: p}
    exec("\n".join(lines), scope)
    name = lines[0].split()[1].split("(")[0]
    y = np.array(variant.names["y"])
    x = np.array(variant.names["X"]) if "X" in variant.names else np.zeros((3, 2))
    return scope[name](x, y, np.zeros(2), **more)


@pytest.mark.parametrize("seed", SEEDS)
def test_only_the_marked_line_of_the_cost_is_wrong(seed: int) -> None:
    variant = vary(families()["bug-sign"], seed)
    assert _mended(variant, _COST) == list(_COST)
    assert sum(a != b for a, b in zip(_program(variant), _COST, strict=True)) == 1
    quantity = _number(variant).quantity
    assert _run(_COST, variant) == pytest.approx(quantity.truth)
    buggy = next(slip.value for slip in quantity.slips if slip.id == "buggy")
    assert _run(_program(variant), variant) == pytest.approx(buggy)


@pytest.mark.parametrize("seed", SEEDS)
def test_only_the_marked_line_of_the_update_is_wrong(seed: int) -> None:
    variant = vary(families()["bug-gradient"], seed)
    assert _mended(variant, _UPDATE) == list(_UPDATE)
    truth = np.array(_number(variant).quantity.truth)
    assert -_run(_UPDATE, variant, lr=1.0) == pytest.approx(truth)
    assert -_run(_program(variant), variant, lr=1.0) != pytest.approx(truth)


def test_every_line_that_can_break_does() -> None:
    for name in ("bug-sign", "bug-gradient"):
        wrong = {right_option(_choice(vary(families()[name], seed))) for seed in range(40)}
        assert wrong == {2, 3, 4, 5}


def test_the_wrong_line_is_told_with_its_mending() -> None:
    variant = vary(families()["bug-sign"], 1)
    assert isinstance(variant.names["J"], float)
    line = right_option(_choice(variant))
    other = 2 if line != 2 else 3
    judged = grade(variant, Stepped((Picked((other,)), TypedText(f"{variant.names['J']:.3f}"))))
    assert judged.verdict is Verdict.PARTIAL
    assert _COST[line].strip() in _choice(variant).options[line].why
