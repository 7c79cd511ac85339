from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering_makers import NAMES, TEX

from quizlr.rendering import cell_width, display, linear
from quizlr.rendering import tex_symbols as table
from quizlr.rendering.tex_display import drawn

GOLDEN = Path(__file__).parent / "golden" / "rendering" / "display.txt"
FRAMES = [tuple(frame.strip("\n").split("\n")) for frame in GOLDEN.read_text("utf-8").split("\n\n")]
COST = (
    r"J(w)=-\frac{1}{m}\sum_{i=1}^{m}"
    r"\left[y^{(i)}\log\hat{y}^{(i)}+(1-y^{(i)})\log(1-\hat y^{(i)})\right]"
)


@pytest.mark.parametrize("frame", FRAMES, ids=[frame[0] for frame in FRAMES])
def test_a_formula_looks_as_golden(frame: tuple[str, ...]) -> None:
    first, *lines = frame
    assert [f"|{line}|" for line in display(first.removeprefix("$ "), 78)] == lines


@settings(max_examples=150, deadline=None)
@given(TEX, st.integers(2, 60))
def test_any_text_gives_lines_of_one_width_that_fit(tex: str, width: int) -> None:
    lines = display(tex, width)
    assert len({cell_width(line) for line in lines}) == 1
    assert cell_width(lines[0]) <= width


@pytest.mark.parametrize("name", [*NAMES, *table.ACCENTS])
def test_a_known_command_is_drawn_beside_a_fraction(name: str) -> None:
    lines = display(rf"\{name} x + \frac{{1}}{{2}}", 60)
    assert len(lines) >= 3
    assert not any("?" in line for line in lines)


def test_a_wide_formula_breaks_before_its_signs_and_stays_two_dimensional() -> None:
    lines = display(rf"{COST} + \frac{{\lambda}}{{2m}}\|w\|^2", 60)
    assert lines[0].strip() == "m"
    assert lines[5].strip() == ""
    assert [line.strip() for line in lines[6:]] == ["λ", "+ ╶──╴‖w‖²", "2m"]


def test_a_formula_that_cannot_be_broken_is_written_on_lines_of_text() -> None:
    lines, style = drawn(rf"\frac{{{'x' * 50}}}{{y}}", 30)
    assert "".join(lines) == "x" * 50 + "/y"
    assert style == "math"


def test_wide_letters_are_written_on_one_line() -> None:
    assert display(r"\frac{\text{日本}}{2}", 40) == ("日本/2",)


def test_source_that_is_refused_is_shown_as_it_is_and_says_so() -> None:
    source = "{" * 30 + "x" + "}" * 30
    assert drawn(source, 80) == ((source,), "source-fallback")


@pytest.mark.parametrize("drawing", ["TeXicode: parsing error", "?", "ab\nc", " ", "x\n" * 30_000])
def test_a_drawing_that_is_not_right_is_not_shown(
    drawing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import texicode.pipeline

    monkeypatch.setattr(texicode.pipeline, "render_tex", lambda *_: drawing)
    drawn.cache_clear()
    assert display(r"\frac{a}{b+c}", 40) == (linear(r"\frac{a}{b+c}"),)
    drawn.cache_clear()


def test_an_error_inside_the_library_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    import texicode.pipeline

    def fail(*_: object) -> str:
        raise RecursionError

    monkeypatch.setattr(texicode.pipeline, "render_tex", fail)
    drawn.cache_clear()
    assert display(r"\frac{a}{b+c}", 40) == ("a/(b+c)",)
    drawn.cache_clear()


def test_a_formula_that_takes_one_line_does_not_need_the_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "texicode.pipeline", None)
    assert display(r"z = w^\top x", 40) == ("z = wᵀx",)
