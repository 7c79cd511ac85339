"""The engine beside scipy, scikit-learn, statsmodels and torch: their answers are kept on file."""

from __future__ import annotations

import json
from functools import partial
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from make_numeric_goldens import GOLDEN, LIBRARIES, make

from quizlr import numeric

KEPT = json.loads(GOLDEN.read_text())
CASES = [(library, one) for library in LIBRARIES for one in KEPT[library]]
WITH_RATE = {"adam_step": partial(numeric.adam_step, learning_rate=0.05)}


@pytest.mark.parametrize(
    ("library", "one"), CASES, ids=[f"{library}-{one['call']}" for library, one in CASES]
)
def test_the_engine_agrees_with(library: str, one: dict[str, Any]) -> None:
    function = WITH_RATE.get(one["call"]) or getattr(numeric, one["call"])
    result = function(*one["given"])
    if one["part"]:
        named = not one["part"].isdigit()
        result = getattr(result, one["part"]) if named else result[int(one["part"])]
    wanted = np.array(one["value"])
    assert np.shape(result) == wanted.shape
    assert np.asarray(result) == pytest.approx(wanted, rel=one["rel"], abs=1e-14)


def test_both_answers_about_separability_are_among_the_cases() -> None:
    answers = [one["value"] for _, one in CASES if one["call"] == "is_separable"]
    assert min(answers.count(True), answers.count(False)) >= 8


@pytest.mark.nightly
def test_the_libraries_still_say_what_is_kept() -> None:
    for library in LIBRARIES:
        pytest.importorskip(library)
    import_module("warnings").simplefilter("ignore")
    for library, cases in make().items():
        for new, old in zip(cases, KEPT[library], strict=True):
            assert new["call"] == old["call"]
            wanted = pytest.approx(np.array(old["value"]), rel=max(old["rel"], 1e-9), abs=1e-12)
            assert np.array(new["value"]) == wanted
