"""The four counts that the families of metrics start from: how they are drawn and shown."""

from __future__ import annotations

from collections.abc import Mapping

from quizlr.drills.template import Draw
from quizlr.drills.writing import grid

COUNT_VARS: Mapping[str, Draw] = {
    "TP": grid("1", "40", "1"),
    "FP": grid("1", "40", "1"),
    "FN": grid("1", "40", "1"),
    "TN": grid("1", "120", "1"),
}

COUNT_TABLE = """| | predicted 1 | predicted 0 |
|---|---|---|
| truly 1 | {{= TP }} | {{= FN }} |
| truly 0 | {{= FP }} | {{= TN }} |"""
