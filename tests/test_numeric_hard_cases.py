"""Inputs chosen to hurt, with truths of fifty digits: tails, overflow, cancellation, ±inf, nan.

Arguments and truth are exact. Semantic and limit rows must be met exactly; the others within
the limit of their function in units of the last place of the row's float type.
"""

from __future__ import annotations

import json
import math
from decimal import Context, Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from quizlr import numeric

ROWS = json.loads((Path(__file__).parent / "golden/numeric_hard_cases.json").read_text())["rows"]
DIGITS = Context(prec=80)
OTHER_NAMES: dict[str, Any] = {
    "sigmoid_complement": lambda z: numeric.sigmoid(-z),
    "softmax_k": lambda v, k: numeric.softmax(v)[k],
    "log_softmax_k": lambda v, k: numeric.log_softmax(v)[k],
    "softmax_cross_entropy_gradient_k": lambda v, k: numeric.softmax_cross_entropy_gradient(v, k)[
        k
    ],
    "logaddexp": lambda a, b: numeric.logsumexp([a, b]),
}
ULP_LIMITS = {
    "kl_bernoulli": 64,
    "kl_divergence": 64,
    "probit_gradient": 64,
    "log_normal_cdf": 64,
    "softmax_cross_entropy": 256,
    "softmax_cross_entropy_gradient_k": 256,
    "log_softmax_k": 256,
}


def result(row: dict[str, Any]) -> float:
    function = OTHER_NAMES.get(row["fn"]) or getattr(numeric, row["fn"])
    return float(function(*(argument(value, row["dtype"]) for value in row["args"].values())))


def argument(value: Any, dtype: str) -> Any:
    if isinstance(value, int):
        return value
    if isinstance(value, list):
        return np.array([number(text) for text in value], dtype=dtype)
    return np.dtype(dtype).type(number(value))


def number(text: str) -> float:
    return float(text) if text in ("inf", "-inf", "nan") else float.fromhex(text)


def one_ulp(row: dict[str, Any]) -> Decimal:
    nearest = abs(number(row["truth_hex"]))
    if row["dtype"] == "float32":
        return Decimal(float(np.spacing(np.float32(nearest))))
    return Decimal(math.ulp(nearest))


def rows(*kinds: str) -> pytest.MarkDecorator:
    chosen = [row for row in ROWS if row["kind"] in kinds]
    return pytest.mark.parametrize("row", chosen, ids=lambda row: row["id"])


@rows("value")
def test_values_are_within_the_limit(row: dict[str, Any]) -> None:
    miss = abs(DIGITS.subtract(Decimal(result(row)), Decimal(row["truth"])))
    if "ill_conditioned" in row["tags"]:
        assert miss <= Decimal(2) ** -51
    else:
        assert miss <= ULP_LIMITS.get(row["fn"], 4) * one_ulp(row)


@rows("limit", "semantic")
def test_limits_and_meanings_are_exact(row: dict[str, Any]) -> None:
    if row["truth"] == "error":
        with pytest.raises(ValueError, match=row["fn"]):
            result(row)
        return
    truth = number(row["truth_hex"] if row["kind"] == "limit" else row["truth"])
    assert result(row) == pytest.approx(truth, rel=0, abs=0, nan_ok=True)
