"""Mathematics on one line: `1/(1+e⁻ᶻ)`, `−(1/m) ∑ᵢ₌₁ᵐ yᵢ log ŷᵢ`.

Brackets are added wherever the line would otherwise be read differently from the formula.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

from quizlr.rendering import tex_symbols as table
from quizlr.rendering.sanitize import clean_line
from quizlr.rendering.tex import parse
from quizlr.rendering.tex_grouping import (
    flat,
    is_bracketed,
    is_factor,
    is_product,
    paired,
    room_for,
)
from quizlr.rendering.tex_spacing import BARS, Piece, Room, bracketed_fraction, gap
from quizlr.rendering.tex_tree import (
    Accent,
    Fence,
    Fraction,
    Grid,
    Node,
    Role,
    Root,
    Row,
    Script,
    Symbol,
)


@lru_cache(maxsize=1024)
def linear(tex: str) -> str:
    """A formula, without its dollars, as one line of Unicode.

    Unknown commands stay as their names. A formula that is refused (see `tex.parse`) is given back
    as its source, on one line.
    """
    tree = parse(tex).tree
    if tree is None:
        return clean_line(" ".join(tex.split()))
    return clean_line(linear_of(tree))


def linear_of(node: Node) -> str:
    """One line for a tree."""
    return normalize("NFC", _text(node, Room.WIDE)).strip()


def _text(node: Node, room: Room) -> str:
    if isinstance(node, Row):
        return _row(node, room)
    return piece_of(node, room).text


def _row(row: Row, room: Room) -> str:
    items = paired(row)
    pieces = [piece for item in items if (piece := piece_of(item, room)).text]
    solid = [p for p in pieces if p.role is not Role.SPACE or len(p.text) > 1]  # \, is no quad
    between = iter([None, *solid, None])
    before, current, after = None, next(between), next(between)
    out: list[str] = []
    for at, piece in enumerate(pieces):
        if at:
            out.append(gap(pieces, at, room))
        if piece is after:
            before, current, after = current, after, next(between)
        out.append(
            bracketed_fraction(piece, before, after).text if piece is current else piece.text
        )
    return "".join(out)


def piece_of(node: Node, room: Room) -> Piece:
    """One item of a row on one line, with what its neighbours need to know."""
    match node:
        case Symbol(text, role):
            return Piece(text, role)
        case Row():
            return Piece(_row(node, room), Role.ORDINARY)
        case Script():
            return _script(node)
        case Fraction(over, under, is_binomial):
            if is_binomial:
                return Piece(f"C({linear_of(over)}, {linear_of(under)})", Role.ORDINARY)
            return Piece(f"{_over(over)}/{_under(under)}", Role.ORDINARY, is_fraction=True)
        case Root():
            return Piece(_root(node), Role.ORDINARY)
        case Accent(name, body):
            return _accent(name, body)
        case Fence(left, body, right):
            inside = _row(body, room_for(body))
            if not left and not is_factor(body):
                inside = f"({inside})"
            text = f"{left}{inside}{right}"
            return Piece(text, Role.ORDINARY, is_fenced=left not in ("|", "‖", ""))
        case Grid():
            return Piece(_grid(node), Role.ORDINARY, is_fenced=True)


# Fractions and roots


def _over(node: Node) -> str:
    """A numerator, in brackets unless it is a plain product."""
    text = _text(node, room_for(node))
    return text if is_product(node) else f"({text})"


def _under(node: Node) -> str:
    """A denominator, in brackets unless it is a single factor."""
    text = _text(node, room_for(node))
    return text if is_factor(node) else f"({text})"


def _root(root: Root) -> str:
    sign = "√"
    if root.degree is not None:
        degree = _small(root.degree, table.SUPERSCRIPTS)
        sign = {"³": "∛", "⁴": "∜"}.get(degree or "", f"{degree}√" if degree else "")
        if not sign:
            return f"root({linear_of(root.degree)}, {linear_of(root.body)})"
    items = list(flat(root.body))
    text = _text(root.body, room_for(root.body))
    is_simple = len(items) == 1 and isinstance(items[0], Symbol)
    return f"{sign}{text}" if is_simple or is_bracketed(root.body) else f"{sign}({text})"


# Scripts and accents


def _script(script: Script) -> Piece:
    base, is_loose, is_worded = _base(script.base), False, False
    below = above = ""
    if script.below is not None:
        below, is_loose = _below(script.below, is_last=script.above is None)
        is_worded = below.startswith("_(")
    if script.above is not None:
        above, is_loose = _above(script.above)
    is_fenced = isinstance(script.base, Fence) and script.base.left not in (*BARS, "")
    return Piece(
        f"{base}{below}{above}",
        _script_role(script),
        is_fenced=is_fenced,
        is_loose=is_loose,
        is_worded=is_worded,
    )


def _script_role(script: Script) -> Role:
    if not isinstance(script.base, Symbol):
        return Role.ORDINARY
    text, role = script.base.text, script.base.role
    if role is Role.FUNCTION and text in table.WITH_LIMITS and script.below is not None:
        return Role.LARGE
    return Role.ORDINARY if role in (Role.OPEN, Role.SPACE, Role.TEXT) else role


def _base(node: Node) -> str:
    text = _text(node, Room.TIGHT)
    match list(flat(node)):
        case [Accent("underbrace" | "overbrace", body)]:
            return text if is_bracketed(body) else f"[{text}]"
        case [] | [Symbol() | Fence() | Grid() | Accent()]:
            return text
        case _ if is_bracketed(node):
            return text
        case _:
            return f"({text})"


def _small(node: Node, letters: dict[int, int]) -> str | None:
    """A script in small characters, if every one of its characters has a small form."""
    text = normalize("NFC", _text(node, Room.SCRIPT)).strip()
    if all(ord(char) in letters for char in text):
        return text.translate(letters)
    return None


def small_script(below: Node | None, above: Node | None) -> bool:
    """Whether what is below and above all has small characters."""
    is_small = below is None or _small(below, table.SUBSCRIPTS) is not None
    return is_small and (above is None or not _above(above)[0].startswith("^"))


def _below(node: Node, *, is_last: bool) -> tuple[str, bool]:
    small = _small(node, table.SUBSCRIPTS)
    if small is not None:
        return small, False
    text = _text(node, Room.SCRIPT).strip()
    if len(normalize("NFC", text)) == 1 and is_last:
        return f"_{text}", True
    return f"_({text})", False


def _above(node: Node) -> tuple[str, bool]:
    text = normalize("NFC", _text(node, Room.SCRIPT)).strip()
    if text in ("*", "∗", "⋆", "†", "°", "∘"):
        return {"∗": "*", "∘": "°"}.get(text, text), True
    small = _small(node, table.SUPERSCRIPTS)
    if small is not None:
        return small.replace("′′", "″"), False
    return (f"^{text}" if len(text) == 1 else f"^({text})"), True


def _accent(name: str, body: Node) -> Piece:
    items = list(flat(body))
    if name in ("underbrace", "overbrace"):
        return Piece(_text(body, Room.WIDE), Role.ORDINARY)
    if name == "boxed":
        return Piece(f"[{_text(body, Room.WIDE)}]", Role.ORDINARY, is_fenced=True)
    match items:
        case [Script(base, below, above)]:
            return _script(Script(Accent(name, base), below, above))
        case [Symbol(text)] if len(text) == 1 and name in table.ACCENTS:
            return Piece(normalize("NFC", text + table.ACCENTS[name]), Role.ORDINARY)
    word = {"widehat": "hat", "widetilde": "tilde", "overline": "bar", "overrightarrow": "vec"}
    return Piece(f"{word.get(name, name)}({_text(body, room_for(body))})", Role.ORDINARY)


# Grids


def _grid(grid: Grid) -> str:
    if grid.name == "cases":
        return "{" + "; ".join(_case(row) for row in grid.rows) + "}"
    if grid.name.endswith("matrix") or grid.name == "array":
        left, right = table.GRIDS.get(grid.name, ("", ""))
        left, right = {"(": ("[", "]")}.get(left, (left, right))
        rows = [[_row(cell, Room.TIGHT) for cell in row] for row in grid.rows]
        comma = ", " if any(" " in cell for row in rows for cell in row) else " "
        return left + "; ".join(comma.join(row) for row in rows) + right
    out = ""
    for row in grid.rows:
        items = [item for cell in row for item in cell.items]
        goes_on = bool(items) and isinstance(items[0], Symbol) and items[0].role is Role.RELATION
        out += (" " if goes_on else "; ") if out else ""
        out += _row(Row(tuple(items)), Room.WIDE).strip()
    return out


def _case(row: tuple[Row, ...]) -> str:
    value, *conditions = (_row(cell, Room.WIDE).strip() for cell in row)
    condition = " ".join(conditions)
    if not condition:
        return value
    says = condition.split(" ")[0].strip(",.").lower()
    word = "" if says in ("if", "for", "when", "otherwise", "else", "with", "and") else "if "
    return f"{value.rstrip(',').rstrip()} {word}{condition}"
