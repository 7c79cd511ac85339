from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendering_makers import NAMES, TEX

from quizlr.rendering import clean_line, linear, problems

GOLDEN = Path(__file__).parent / "golden" / "rendering" / "linear.txt"
PAIRS = [tuple(pair.splitlines()) for pair in GOLDEN.read_text("utf-8").split("\n\n")]


@pytest.mark.parametrize(("tex", "line"), PAIRS, ids=[tex for tex, _ in PAIRS])
def test_a_formula_reads_as_golden(tex: str, line: str) -> None:
    assert linear(tex) == line


@given(TEX)
def test_any_text_gives_one_clean_line(tex: str) -> None:
    line = linear(tex)
    assert line == clean_line(line)


@given(st.text(st.sampled_from("abcxyz0189+()αβ"), min_size=1, max_size=20))
def test_every_letter_and_digit_survives(tex: str) -> None:
    assert [c for c in linear(tex) if c.isalnum()] == [c for c in tex if c.isalnum()]


@pytest.mark.parametrize("name", NAMES)
def test_a_known_command_is_drawn_without_complaint(name: str) -> None:
    assert problems(f"a \\{name} b") == ()
    assert f"\\{name}" not in linear(f"a \\{name} b")


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\fraq{1}{2}", r"'\fraq' is not a command"),
        (r"\frac{1}{2", "never closed"),
        (r"a}", "'}'"),
        (r"\left( a", "'\\left' has no"),
        (r"\begin{cases} a", "has no end"),
        (r"\begin{tikzpicture}\end{tikzpicture}", "not an environment"),
        (r"a \end{cases}", "could close"),
        (r"x^", "lacks what it applies to"),
        ("x" * 2001, "longer than 2000"),
        ("{" * 30 + "x" + "}" * 30, "deeper than 20"),
    ],
)
def test_what_is_wrong_is_said_and_the_text_is_still_shown(tex: str, words: str) -> None:
    assert words in " ".join(problems(tex))
    assert linear(tex)


def test_an_unknown_command_keeps_its_name_and_its_arguments() -> None:
    assert linear(r"\relu{x} + 1") == "relu x + 1"


def test_a_refused_formula_is_shown_as_its_source() -> None:
    source = "{" * 30 + "x" + "}" * 30
    assert linear(source) == source


def test_deep_and_broken_nesting_ends_quickly_without_an_error() -> None:
    for piece in [
        "\\frac",
        "\\hat",
        "^",
        "\\sqrt[",
        "\\left(",
        "\\begin{matrix}",
        "\\displaystyle x",
    ]:
        assert linear(piece * 130)
