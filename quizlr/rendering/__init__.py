"""Markdown, formulas and code as styled spans or plain text, for any front end.

`render` draws for a screen, `plain_text` for pipes and screen readers; `clean` is the gate that
every text passes. Nothing here knows a terminal library.
"""

from __future__ import annotations

from quizlr.rendering.cells import cell_width
from quizlr.rendering.display import display
from quizlr.rendering.markdown import render
from quizlr.rendering.plain import plain_text
from quizlr.rendering.sanitize import clean, clean_line
from quizlr.rendering.tex import problems
from quizlr.rendering.tex_linear import linear
from quizlr.rendering.wrapping import wrap

__all__ = [
    "cell_width",
    "clean",
    "clean_line",
    "display",
    "linear",
    "plain_text",
    "problems",
    "render",
    "wrap",
]
