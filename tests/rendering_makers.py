"""What the tests of rendering draw from: names of commands, and TeX whole and broken."""

from __future__ import annotations

from hypothesis import strategies as st

from quizlr.rendering import tex_symbols as table

NAMES = [*table.ORDINARY, *table.BINARY, *table.RELATIONS, *table.LARGE, *table.FUNCTIONS]
PARTS = st.sampled_from([
    *(f"\\{name} " for name in [*NAMES[::7], *table.ACCENTS, *table.FONTS, "frac", "sqrt", "not"]),
    "\\left(", "\\right)", "\\begin{cases}", "\\end{cases}", "\\\\", "&", "{", "}", "^", "_", "'",
    "(", ")", "[", "]", "|", "\\|", "a", "x", "12", "+", "-", "=", ",", "\\text{if }", "日",
    "\\foo",
])  # fmt: skip
TEX = st.lists(PARTS, max_size=20).map("".join) | st.text(max_size=40)
