"""Formulas in two dimensions, drawn by TeXicode behind a guard.

What TeXicode cannot draw, or what is too wide even when broken at its relations, is written on
one line instead (`tex_linear`) and wrapped; what cannot be read at all is shown as its source.
"""

from __future__ import annotations

from functools import lru_cache

from quizlr.model import Span, text_of
from quizlr.rendering.cells import cell_width, pad
from quizlr.rendering.sanitize import clean_line
from quizlr.rendering.tex import parse
from quizlr.rendering.tex_canonical import Canonical, UndrawableError, is_flat
from quizlr.rendering.tex_linear import linear
from quizlr.rendering.tex_tree import Role, Row, Symbol
from quizlr.rendering.wrapping import wrap

GRID_LIMIT = 20_000
"""Cells of a drawn formula."""

_CONTINUED = "    "


def display(tex: str, width: int) -> tuple[str, ...]:
    """A formula, without its dollars, as lines of one and the same cell width, at most `width`.

    Never raises. A `width` under 1 counts as 1.
    """
    lines, _ = drawn(tex, width)
    widest = max(map(cell_width, lines))
    return tuple(pad(line, widest) for line in lines)


@lru_cache(maxsize=256)
def drawn(tex: str, width: int) -> tuple[tuple[str, ...], str]:
    """The lines of a formula, and their style: `math`, or `source-fallback` for bare source."""
    tree = parse(tex).tree
    if tree is None:
        return _wrapped(clean_line(" ".join(tex.split())), width), "source-fallback"
    if not is_flat(tree):
        lines = _fitted(tree, width)
        if lines is not None:
            return lines, "math"
    return _wrapped(linear(tex), width), "math"


def _wrapped(text: str, width: int) -> tuple[str, ...]:
    return tuple(text_of(line) for line in wrap([Span(text)], width))


def _fitted(tree: Row, width: int) -> tuple[str, ...] | None:
    """The formula in two dimensions, broken before relations and signs if it is too wide."""
    grid = _grid(tree)
    if grid is None or cell_width(grid[0]) <= width:
        return grid
    out: tuple[str, ...] = ()
    start = 0
    breaks = [*_breaks(tree), len(tree.items)]
    while start < len(tree.items):
        indent = _CONTINUED if start else ""
        best: tuple[str, ...] | None = None
        for end in breaks:
            if end <= start:
                continue
            part = _grid(Row(tree.items[start:end]))
            if part is None or cell_width(part[0]) > width - len(indent):
                break
            best, reached = part, end
        if best is None:
            return None
        is_tall = len(best) > 1 or len(out) > 1
        out += ("",) * (start > 0 and is_tall) + tuple(indent + line for line in best)
        start = reached
    return out


def _breaks(tree: Row) -> list[int]:
    """Places in a row before which a line may end: relations and signs outside brackets."""
    depth, places = 0, []
    for at, item in enumerate(tree.items):
        role = item.role if isinstance(item, Symbol) else None
        depth += (role is Role.OPEN) - (role is Role.CLOSE)
        is_sign = isinstance(item, Symbol) and item.text in ("+", "−", "=", "≤", "≥", "≈", "→", "⇒")
        if at and depth == 0 and is_sign:
            places.append(at)
    return places


def _grid(tree: Row) -> tuple[str, ...] | None:
    """TeXicode's drawing with equal widths and without empty margins; None if it is not right."""
    canonical = Canonical()
    try:
        source = canonical.source(tree)
    except UndrawableError:
        return None
    rows = _texicode(source)
    if not rows or any(sign in rows[0] for sign in ("TeXicode:",)) or any("?" in r for r in rows):
        return None
    if len(rows) * len(rows[0]) > GRID_LIMIT or len(set(map(len, rows))) > 1:
        return None
    return _trimmed([canonical.restored(row) for row in rows])


def _texicode(source: str) -> list[str]:
    from texicode.pipeline import render_tex

    try:
        text: str = render_tex(source, False, False, "raw", {"fonts": "normal"})
    except Exception:  # noqa: BLE001  a third party's parser on any text: it must not end a session
        return []
    return text.split("\n")


def _trimmed(rows: list[str]) -> tuple[str, ...] | None:
    """Rows without blank ones at either end and without the margin on the left."""
    while rows and not rows[0].strip():
        rows = rows[1:]
    while rows and not rows[-1].strip():
        rows = rows[:-1]
    if not rows:
        return None
    margin = min(len(row) - len(row.lstrip(" ")) for row in rows if row.strip())
    rows = [row[margin:].rstrip() for row in rows]
    widest = max(map(cell_width, rows))
    return tuple(pad(row, widest) for row in rows)
