"""Mathematics on one line: `1/(1+e⁻ᶻ)`, `−(1/m) ∑ᵢ₌₁ᵐ yᵢ log ŷᵢ`.

Brackets are added wherever the line would otherwise be read differently from the formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from unicodedata import normalize

from quizlr.rendering import tex_symbols as table
from quizlr.rendering.sanitize import clean_line
from quizlr.rendering.tex import parse
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
    return normalize("NFC", _text(node, _Room.WIDE)).strip()


class _Room(Enum):
    """How much space there is around operators."""

    WIDE = auto()
    TIGHT = auto()
    SCRIPT = auto()


@dataclass(frozen=True, slots=True)
class _Piece:
    """One item of a row, written, with what its neighbours need to know."""

    text: str
    role: Role
    is_fraction: bool = False
    is_fenced: bool = False
    is_loose: bool = False
    """Ends in a script on the line: what comes next would look as if it belonged to it."""
    is_worded: bool = False
    """Ends in a bracketed index: a letter right after it would be hard to read."""


_FACTORS = (Role.ORDINARY, Role.NUMBER, Role.FUNCTION, Role.LARGE)
_BEFORE_SIGN = (Role.BINARY, Role.RELATION, Role.OPEN, Role.PUNCTUATION, Role.LARGE)
_BARS = ("|", "‖")


def _text(node: Node, room: _Room) -> str:
    if isinstance(node, Row):
        return _row(node, room)
    return _piece(node, room).text


def _row(row: Row, room: _Room) -> str:
    items = _paired(row)
    pieces = [piece for item in items if (piece := _piece(item, room)).text]
    solid = [piece for piece in pieces if piece.role is not Role.SPACE]
    neighbours = dict(
        zip(map(id, solid), zip([None, *solid], [*solid[1:], None], strict=False), strict=False)
    )
    out: list[str] = []
    for at, piece in enumerate(pieces):
        if at:
            out.append(_gap(pieces, at, room))
        shown = _bracketed_fraction(piece, *neighbours.get(id(piece), (None, None)))
        out.append(shown.text)
    return "".join(out)


def _bracketed_fraction(piece: _Piece, before: _Piece | None, after: _Piece | None) -> _Piece:
    """A fraction beside another factor needs brackets of its own."""
    if piece.is_fraction and (_multiplies(before, is_left=True) or _multiplies(after)):
        return _Piece(f"({piece.text})", Role.ORDINARY, is_fenced=True)
    return piece


def _multiplies(piece: _Piece | None, *, is_left: bool = False) -> bool:
    if piece is None or piece.text in _BARS or (is_left and piece.role is Role.LARGE):
        return False
    return piece.role in _FACTORS or piece.text == "/" or (piece.role is Role.OPEN and not is_left)


def _gap(pieces: list[_Piece], at: int, room: _Room) -> str:
    """The space before piece `at` (never the first)."""
    left, right = pieces[at - 1], pieces[at]
    if Role.SPACE in (left.role, right.role) or left.text[-1] == " " or right.text[0] == " ":
        return ""
    if room is _Room.SCRIPT:
        return " " if left.role is Role.FUNCTION and right.text[0].isalpha() else ""
    if Role.RELATION in (left.role, right.role):
        both = left.text + right.text
        return "" if room is _Room.TIGHT and "|" not in both else " "
    if Role.PUNCTUATION in (left.role, right.role):
        return " " if left.role is Role.PUNCTUATION else ""
    if Role.TEXT in (left.role, right.role) and Role.BINARY not in (left.role, right.role):
        return ""
    if right.role is Role.BINARY and not _is_sign(pieces, at):
        return _around_operator(right, room)
    if left.role is Role.BINARY:
        return "" if _is_sign(pieces, at - 1) else _around_operator(left, room)
    return " " if _stand_apart(left, right) else ""


def _is_sign(pieces: list[_Piece], at: int) -> bool:
    """Whether an operator has nothing on its left, as the minus of −1."""
    if pieces[at].text not in ("−", "+", "±", "∓"):
        return False
    before = next((p for p in reversed(pieces[:at]) if p.role is not Role.SPACE), None)
    is_name = before is not None and before.role is Role.FUNCTION and pieces[at].text == "−"
    return before is None or before.role in _BEFORE_SIGN or is_name


def _around_operator(operator: _Piece, room: _Room) -> str:
    if operator.text.isalpha():
        return " "
    return "" if room is _Room.TIGHT or operator.text in ("·", "*", "∘") else " "


def _stand_apart(left: _Piece, right: _Piece) -> bool:
    """Whether two factors would be misread side by side."""
    if left.role in (Role.OPEN,) or right.role in (Role.CLOSE,) or "/" in (left.text, right.text):
        return False
    if left.text in _BARS or right.text in _BARS:
        return left.role is Role.LARGE or (
            right.role in (Role.LARGE, Role.FUNCTION) and (left.text not in _BARS)
        )
    if left.is_fraction or left.is_loose or left.role is Role.LARGE:
        return True
    if left.is_worded and not right.is_fenced:
        return True
    if left.role is Role.FUNCTION:
        return not (right.is_fenced or right.is_fraction or right.role is Role.OPEN)
    if right.role in (Role.FUNCTION, Role.LARGE) or right.is_fraction:
        return right.role is not Role.ORDINARY or left.role is not Role.BINARY
    return left.role is Role.NUMBER is right.role


def _piece(node: Node, room: _Room) -> _Piece:
    match node:
        case Symbol(text, role):
            return _Piece(text, role)
        case Row():
            return _Piece(_row(node, room), Role.ORDINARY)
        case Script():
            return _script(node)
        case Fraction(over, under, is_binomial):
            if is_binomial:
                return _Piece(f"C({linear_of(over)}, {linear_of(under)})", Role.ORDINARY)
            return _Piece(f"{_over(over)}/{_under(under)}", Role.ORDINARY, is_fraction=True)
        case Root():
            return _Piece(_root(node), Role.ORDINARY)
        case Accent(name, body):
            return _accent(name, body)
        case Fence(left, body, right):
            inside = _row(body, _room_for(body))
            if not left and not _is_factor(body):
                inside = f"({inside})"
            text = f"{left}{inside}{right}"
            return _Piece(text, Role.ORDINARY, is_fenced=left not in ("|", "‖", ""))
        case Grid():
            return _Piece(_grid(node), Role.ORDINARY, is_fenced=True)


# Rows


def _flat(node: Node) -> Iterator[Node]:
    """The items of nested groups, one after the other, without spaces."""
    if isinstance(node, Row):
        for item in node.items:
            yield from _flat(item)
    elif not (isinstance(node, Symbol) and node.role is Role.SPACE):
        yield node


def _spliced(items: Iterable[Node]) -> Iterator[Node]:
    for item in items:
        if isinstance(item, Row):
            yield from _spliced(item.items)
        else:
            yield item


def _paired(row: Row) -> list[Node]:
    """The items of a row, with each balanced pair of brackets and its content as one fence."""
    levels: list[list[Node]] = [[]]
    for item in _spliced(row.items):
        role = item.role if isinstance(item, Symbol) else None
        closing = item.base if isinstance(item, Script) else item
        if role is Role.OPEN:
            levels.append([item])
        elif isinstance(closing, Symbol) and closing.role is Role.CLOSE and len(levels) > 1:
            opening, *body = levels.pop()
            fence = Fence(_text(opening, _Room.WIDE), Row(tuple(body)), closing.text)
            levels[-1].append(
                Script(fence, item.below, item.above) if isinstance(item, Script) else fence
            )
        else:
            levels[-1].append(item)
    return _paired_bars([item for level in levels for item in level])


def _paired_bars(items: list[Node]) -> list[Node]:
    """The same for |x| and ‖x‖; a bar without a partner stays as it is."""
    out: list[Node] = []
    opened: dict[str, int] = {}
    for item in items:
        inner = item.base if isinstance(item, Script) else item
        bar = inner.text if isinstance(inner, Symbol) and inner.role is Role.ORDINARY else ""
        if bar in opened:
            start = opened[bar]
            opened = {kind: at for kind, at in opened.items() if at < start}
            fence = Fence(bar, Row(tuple(out[start + 1 :])), bar)
            out[start:] = [
                Script(fence, item.below, item.above) if isinstance(item, Script) else fence
            ]
            continue
        if bar in _BARS and item is inner:
            opened[bar] = len(out)
        out.append(item)
    return out


def _room_for(body: Node) -> _Room:
    """Inside brackets operators stand close, unless words and commas spread the line anyway."""
    spread = (Role.FUNCTION, Role.LARGE, Role.PUNCTUATION, Role.TEXT)
    for item in _paired(Row((body,))):
        inner = item.base if isinstance(item, Script) else item
        if isinstance(inner, Symbol) and (inner.role in spread or inner.text == "|"):
            return _Room.WIDE
    return _Room.TIGHT


# Fractions and roots


def _over(node: Node) -> str:
    """A numerator, in brackets unless it is a plain product."""
    text = _text(node, _room_for(node))
    return text if _is_product(node) else f"({text})"


def _under(node: Node) -> str:
    """A denominator, in brackets unless it is a single factor."""
    text = _text(node, _room_for(node))
    return text if _is_factor(node) else f"({text})"


def _is_product(node: Node) -> bool:
    items = _paired(Row(tuple(_flat(node))))
    if items and isinstance(items[0], Symbol) and items[0].text in ("−", "+"):
        items = items[1:]
    plain = (Role.ORDINARY, Role.NUMBER)
    for item in items:
        inner = item.base if isinstance(item, Script) else item
        if isinstance(inner, Symbol):
            is_word = inner.role is Role.TEXT and " " not in inner.text.strip()
            if inner.role not in plain and not (len(items) == 1 and is_word):
                return False
            if inner.text == "/":
                return False
        elif (isinstance(inner, Fraction | Grid) and len(items) > 1) or isinstance(inner, Fraction):
            return False
    return bool(items)


def _is_factor(node: Node) -> bool:
    items = _paired(Row(tuple(_flat(node))))
    match items:
        case [Fraction(is_binomial=False)]:
            return False
        case [Symbol(text, role)]:
            return role is not Role.TEXT or " " not in text.strip()
        case [Script(base=Symbol(role=Role.LARGE))]:
            return False
        case [_]:
            return True
        case [Symbol("∂" | "d") | Script(base=Symbol("∂" | "d")), last]:
            return not isinstance(last, Fraction) and not _is_operator(last)
        case [Symbol(role=Role.ORDINARY | Role.FUNCTION), Fence(left)]:
            return left not in _BARS
        case _:
            return False


def _is_operator(node: Node) -> bool:
    return isinstance(node, Symbol) and node.role not in (Role.ORDINARY, Role.NUMBER)


def _root(root: Root) -> str:
    sign = "√"
    if root.degree is not None:
        degree = _small(root.degree, table.SUPERSCRIPTS)
        sign = {"³": "∛", "⁴": "∜"}.get(degree or "", f"{degree}√" if degree else "")
        if not sign:
            return f"root({linear_of(root.degree)}, {linear_of(root.body)})"
    items = list(_flat(root.body))
    text = _text(root.body, _room_for(root.body))
    is_simple = len(items) == 1 and isinstance(items[0], Symbol)
    return f"{sign}{text}" if is_simple or _is_bracketed(root.body) else f"{sign}({text})"


def _is_bracketed(node: Node) -> bool:
    items = _paired(Row(tuple(_flat(node))))
    return len(items) == 1 and isinstance(items[0], Fence) and items[0].left == "("


# Scripts and accents


def _script(script: Script) -> _Piece:
    base, is_loose, is_worded = _base(script.base), False, False
    below = above = ""
    if script.below is not None:
        below, is_loose = _below(script.below, is_last=script.above is None)
        is_worded = below.startswith("_(")
    if script.above is not None:
        above, is_loose = _above(script.above)
    is_fenced = isinstance(script.base, Fence) and script.base.left not in (*_BARS, "")
    return _Piece(
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
    text = _text(node, _Room.TIGHT)
    match list(_flat(node)):
        case [Accent("underbrace" | "overbrace", body)]:
            return text if _is_bracketed(body) else f"[{text}]"
        case [] | [Symbol() | Fence() | Grid() | Accent()]:
            return text
        case _ if _is_bracketed(node):
            return text
        case _:
            return f"({text})"


def _small(node: Node, letters: dict[int, int]) -> str | None:
    """A script in small characters, if every one of its characters has a small form."""
    text = normalize("NFC", _text(node, _Room.SCRIPT)).strip()
    if all(ord(char) in letters for char in text):
        return text.translate(letters)
    return None


def _below(node: Node, *, is_last: bool) -> tuple[str, bool]:
    small = _small(node, table.SUBSCRIPTS)
    if small is not None:
        return small, False
    text = _text(node, _Room.SCRIPT).strip()
    if len(normalize("NFC", text)) == 1 and is_last:
        return f"_{text}", True
    return f"_({text})", False


def _above(node: Node) -> tuple[str, bool]:
    text = normalize("NFC", _text(node, _Room.SCRIPT)).strip()
    if text in ("*", "∗", "⋆", "†", "°", "∘"):
        return {"∗": "*", "∘": "°"}.get(text, text), True
    small = _small(node, table.SUPERSCRIPTS)
    if small is not None:
        return small.replace("′′", "″"), False
    return (f"^{text}" if len(text) == 1 else f"^({text})"), True


def _accent(name: str, body: Node) -> _Piece:
    items = list(_flat(body))
    if name in ("underbrace", "overbrace"):
        return _Piece(_text(body, _Room.WIDE), Role.ORDINARY)
    if name == "boxed":
        return _Piece(f"[{_text(body, _Room.WIDE)}]", Role.ORDINARY, is_fenced=True)
    match items:
        case [Script(base, below, above)]:
            return _script(Script(Accent(name, base), below, above))
        case [Symbol(text)] if len(text) == 1 and name in table.ACCENTS:
            return _Piece(normalize("NFC", text + table.ACCENTS[name]), Role.ORDINARY)
    word = {"widehat": "hat", "widetilde": "tilde", "overline": "bar", "overrightarrow": "vec"}
    return _Piece(f"{word.get(name, name)}({_text(body, _room_for(body))})", Role.ORDINARY)


# Grids


def _grid(grid: Grid) -> str:
    if grid.name == "cases":
        return "{" + "; ".join(_case(row) for row in grid.rows) + "}"
    if grid.name.endswith("matrix") or grid.name == "array":
        left, right = table.GRIDS.get(grid.name, ("", ""))
        left, right = {"(": ("[", "]")}.get(left, (left, right))
        rows = [[_row(cell, _Room.TIGHT) for cell in row] for row in grid.rows]
        comma = ", " if any(" " in cell for row in rows for cell in row) else " "
        return left + "; ".join(comma.join(row) for row in rows) + right
    out = ""
    for row in grid.rows:
        items = [item for cell in row for item in cell.items]
        goes_on = bool(items) and isinstance(items[0], Symbol) and items[0].role is Role.RELATION
        out += (" " if goes_on else "; ") if out else ""
        out += _row(Row(tuple(items)), _Room.WIDE).strip()
    return out


def _case(row: tuple[Row, ...]) -> str:
    value, *conditions = (_row(cell, _Room.WIDE).strip() for cell in row)
    condition = " ".join(conditions)
    if not condition:
        return value
    says = condition.split(" ")[0].strip(",.").lower()
    word = "" if says in ("if", "for", "when", "otherwise", "else", "with", "and") else "if "
    return f"{value.rstrip(',').rstrip()} {word}{condition}"
