"""Markdown, formulas and code as styled spans or plain text, for any front end.

`render` draws for a screen, `plain_text` for pipes and screen readers; `clean` is the gate that
every text passes. Nothing here knows a terminal library. The parts load when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizlr.rendering.cells import cell_width
    from quizlr.rendering.markdown import render
    from quizlr.rendering.plain import plain_text
    from quizlr.rendering.sanitize import clean, clean_line
    from quizlr.rendering.tex import problems
    from quizlr.rendering.tex_display import display
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

_HOMES = {
    "cell_width": "cells",
    "clean": "sanitize",
    "clean_line": "sanitize",
    "display": "tex_display",
    "linear": "tex_linear",
    "plain_text": "plain",
    "problems": "tex",
    "render": "markdown",
    "wrap": "wrapping",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
