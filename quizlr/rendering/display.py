"""Two-dimensional formulas."""

from __future__ import annotations

from quizlr.model import Span, text_of
from quizlr.rendering.tex import parse
from quizlr.rendering.tex_linear import linear
from quizlr.rendering.wrapping import wrap


def drawn(tex: str, width: int) -> tuple[tuple[str, ...], str]:
    """Lines and style."""
    style = "math" if parse(tex).tree is not None else "source-fallback"
    return tuple(text_of(line) for line in wrap([Span(linear(tex))], width)), style
