from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from quizlr.model import Span, text_of
from quizlr.rendering import cell_width, wrap
from quizlr.rendering.cells import cut

TEXTS = st.text(st.sampled_from("ab c\u0302日\u200d👩\n"), max_size=40)


def lines(text: str, width: int) -> list[str]:
    return [text_of(line) for line in wrap([Span(text)], width)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("abc", 3),
        ("ŷ", 1),
        ("y\u0302", 1),
        ("日本", 4),
        ("∑ᵢ₌₁ᵐ", 5),
        ("👩", 2),
        ("❤\ufe0f", 2),
        ("\u200d", 0),
        ("", 0),
    ],
)
def test_cells_are_counted_as_a_terminal_draws_them(text: str, cells: int) -> None:
    assert cell_width(text) == cells


def test_what_we_draw_with_is_as_wide_for_textual_as_for_us() -> None:
    drawn = "▌•─│┼↪…⟨⟩∑∏∫√∛∂∇∞·×⊙⊗≤≥≠≈→←⇒‖ŷσβθᵀ⁻ᶻᵢⱼ₌½𝔼ℒ𝐰╶╴┰┸▐╸⎛⎜⎝⎞⎟⎠⎧⎨⎩⌠│⌡╰┬╯ᵦᵨ⁽ⁱ⁾"
    assert {c: cell_width(c) for c in drawn} == {c: cell_len(c) for c in drawn}


def test_lines_break_at_spaces() -> None:
    assert lines("the cost of a data set", 8) == ["the cost", "of a", "data set"]


def test_a_word_that_is_too_long_is_cut() -> None:
    assert lines("an abcdefghij", 4) == ["an", "abcd", "efgh", "ij"]


def test_wide_characters_are_never_cut_in_half() -> None:
    assert lines("日本語", 5) == ["日本", "語"]


def test_a_newline_is_a_hard_break() -> None:
    assert lines("a\n\nb", 9) == ["a", "", "b"]


def test_a_word_of_two_styles_stays_whole() -> None:
    (first, second) = wrap([Span("a bo", "strong"), Span("ld")], 5)
    assert first == (Span("a", "strong"),)
    assert second == (Span("bo", "strong"), Span("ld"))


def test_mark_and_letter_stay_together() -> None:
    assert cut("y\u0302x", 1) == ("y\u0302", "x")


@given(TEXTS, st.integers(2, 12))
def test_lines_fit_and_nothing_but_spaces_is_lost(text: str, width: int) -> None:
    wrapped = lines(text, width)
    assert max(map(cell_width, wrapped)) <= width
    assert "".join("".join(wrapped).split()) == "".join(text.split())
