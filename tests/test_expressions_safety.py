"""Decks come from strangers: whatever is written, there is a value or one of our own errors."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from expressions_fuzz import attempt, texts
from expressions_hostile import HOSTILE
from hypothesis import example, given
from hypothesis import strategies as st

from quizlr.expressions import parse_computed, parse_expression

PACKAGE = Path(__file__).parent.parent / "quizlr" / "expressions"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_to_nothing_and_come_to_it_soon(text: str) -> None:
    seconds = []
    for _ in range(3):
        started = time.process_time()
        attempt(text)
        seconds.append(time.process_time() - started)
    assert min(seconds) < 0.05


def test_random_expressions_give_a_value_or_our_own_error() -> None:
    outcomes = {attempt(text)[0] for text in texts(4_000, seed=20)}
    assert outcomes == {"value", "fault", "error"}


@pytest.mark.nightly
def test_half_a_million_random_expressions_give_a_value_or_our_own_error() -> None:
    for text in texts(500_000, seed=int(os.environ.get("QUIZLR_SEED", "1"))):
        assert attempt(text)[1] < 2


@given(st.text(max_size=60) | st.text("x1.(['-+*,]) ifelsnotandr", max_size=60))
@example("\ud800")
def test_any_text_is_read_or_refused(text: str) -> None:
    attempt(text)


@given(st.text(max_size=60) | st.text("{=x|.3f} 1", max_size=60))
def test_any_text_with_computed_values_is_read_or_refused(text: str) -> None:
    computed, faults = parse_computed(text)
    assert (computed is None) == bool(faults)
    assert all(0 <= fault.column <= len(text) for fault in faults)


def test_a_deep_call_stack_does_not_change_what_an_expression_comes_to() -> None:
    def deeper(levels: int) -> str:
        return deeper(levels - 1) if levels else attempt("-" * 199 + "1")[0]

    assert deeper(sys.getrecursionlimit() // 4) == "value"


def test_nothing_is_ever_handed_to_python_to_run() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.glob("*.py"))
    assert not re.search(r"(?<![.\w])(eval|exec|compile|__import__|setattr)\(", source)


def test_reading_an_expression_imports_no_numpy() -> None:
    code = (
        f"import sys; sys.path[:0] = {sys.path!r}; import quizlr.expressions as q;"
        "assert q.parse_expression('sum(x) + 1')[0] and q.parse_computed('{{= x }}')[0];"
        "assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True)


def test_a_text_of_any_length_is_refused_at_once() -> None:
    expression, faults = parse_expression("(" * 10_000_000)
    assert expression is None
    assert "at most 400 characters" in faults[0].message
