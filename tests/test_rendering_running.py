"""Running text is read without the parser, and exactly as the parser reads it."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizlr.model import HIDDEN_CLOSE, HIDDEN_OPEN
from quizlr.rendering.document import _Builder
from quizlr.rendering.running import running_tokens
from quizlr.rendering.syntax import parser

PIECES = st.sampled_from(
    ["a", "b c", " ", "  ", "\n", "\n\n", "\n \n", "$", "$x$", "$a_1 * b$", "$$", "$$y$$", "$5",
     "1", "1.", "2)", "-", "+", "#", ">", "*", "_", "`", "|", ":", "=", "\\", "\\$", "~", "&amp;",
     "!", "[", "](", "<", "é", "日", "\u00a0", "\t", ".", HIDDEN_OPEN, HIDDEN_CLOSE]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
@example("a $x$\n  b  c\n\n d")
@example("costs $5 and $6")
@example("a\n$x\n- y$")
@example("\u00a0\n\na")
@example("$$\\$$")
def test_the_blocks_are_those_of_the_parser(text: str) -> None:
    tokens = running_tokens(text)
    if tokens is not None:
        assert _Builder(tokens).blocks() == _Builder(parser().parse(text)).blocks()


def test_most_plain_cards_are_running_text() -> None:
    plain = (
        "What is $\\frac{d}{dz} \\sigma(z)$, at $z = 0$?\nGive a number.\n\nIt is (for once) easy."
    )
    assert running_tokens(plain) is not None
    assert running_tokens("one\n- two") is None
    assert running_tokens("**strong**") is None


def test_running_text_is_drawn_without_the_parser() -> None:
    code = (
        "import sys; from quizlr.rendering import render; render('a $x^2$ b', 40);"
        "print('markdown_it' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"
