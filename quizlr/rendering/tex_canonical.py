"""A formula's tree written as the TeX that TeXicode draws well, in one dialect.

Every character that TeXicode might not know, or might draw smaller than is readable, is sent as a
stand-in letter and put back afterwards; so its symbols are ours, one cell each.
"""

from __future__ import annotations

from unicodedata import normalize

from quizlr.rendering import tex_symbols as table
from quizlr.rendering.cells import cell_width
from quizlr.rendering.tex_grouping import flat, paired, room_for
from quizlr.rendering.tex_linear import linear_of, piece_of, small_script
from quizlr.rendering.tex_spacing import Piece, Room, gap
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

_FIRST_STAND_IN = 0x12000
_STAND_INS = 800
_COMMANDS = {"∑": "\\sum", "∏": "\\prod", "∫": "\\int", "∬": "\\iint", "∮": "\\oint"}
_DELIMITERS = {
    "": ".", "(": "(", ")": ")", "[": "[", "]": "]", "{": "\\{", "}": "\\}", "|": "|", "‖": "\\|",
    "⌊": "\\lfloor", "⌋": "\\rfloor", "⌈": "\\lceil", "⌉": "\\rceil",
}  # fmt: skip
_MATRICES = {"matrix": "matrix", "pmatrix": "pmatrix", "bmatrix": "bmatrix", "vmatrix": "vmatrix"}
_FENCED_MATRICES = {"(": "pmatrix", "[": "bmatrix", "{": "Bmatrix", "|": "vmatrix"}


class UndrawableError(Exception):
    """TeXicode cannot draw this; one line of mathematics can say it."""


class Canonical:
    """One formula being written; keeps what its stand-ins stand for."""

    def __init__(self) -> None:
        self.clusters: list[str] = []

    def source(self, row: Row) -> str:
        """TeX for a whole formula."""
        return self.row(row, Room.WIDE, is_outermost=True)

    def restored(self, line: str) -> str:
        """A drawn line with its stand-ins put back."""
        put_back = {_FIRST_STAND_IN + at: text for at, text in enumerate(self.clusters)}
        return line.replace("-", "−").translate(put_back)

    # Characters

    def plain(self, text: str) -> str:
        """Text letter by letter, as stand-ins."""
        return "".join(map(self.stand_in, _clusters(normalize("NFC", text))))

    def stand_in(self, cluster: str) -> str:
        """A letter for one cell of text; a space is a space."""
        if cluster == " ":
            return "\\ "
        if cell_width(cluster) != 1:
            raise UndrawableError(cluster)
        if cluster not in self.clusters:
            self.clusters.append(cluster)
        at = self.clusters.index(cluster)
        if at >= _STAND_INS:
            raise UndrawableError(cluster)
        return chr(_FIRST_STAND_IN + at)

    def symbol(self, text: str) -> str:
        """A symbol; what a script may make small is sent as it is."""
        if text in _COMMANDS:
            return _COMMANDS[text] + " "
        if text.isascii() and (text.isdigit() or (text.isalpha() and len(text) == 1)):
            return text
        return {"−": "-", "+": "+", "=": "="}.get(text) or self.plain(text)

    # Nodes

    def row(self, row: Row, room: Room, *, is_outermost: bool = False) -> str:
        """Items with the same spaces between them as on one line."""
        items = [item for item in paired(row) if piece_of(item, room).text]
        pieces = [_unbracketed(item, room) for item in items]
        out = []
        for at, item in enumerate(items):
            space = gap(pieces, at, room) if at else ""
            if at and not space:
                space = _beside_fraction(items[at - 1], item)
            out.append("\\ " * len(space) + self.node(item, room, is_outermost=is_outermost))
        return "".join(out)

    def node(self, node: Node, room: Room, *, is_outermost: bool = False) -> str:
        """TeX for one node."""
        match node:
            case Symbol(text):
                return self.symbol(text)
            case _ if is_flat(node):
                return self.flat(node, room)
            case Row():
                return "{" + self.row(node, room) + "}"
            case Fraction(over, under, is_binomial):
                name = "binom" if is_binomial else "frac"
                return f"\\{name}{self.group(over)}{self.group(under)}"
            case Root(body, degree):
                option = f"[{self.plain(linear_of(degree))}]" if degree is not None else ""
                return f"\\sqrt{option}{self.group(body)}"
            case Accent(name, body):
                return self.accent(name, body)
            case Script():
                return self.script(node, is_outermost=is_outermost)
            case Fence():
                return self.fence(node, is_outermost=is_outermost)
            case Grid() if is_outermost:
                return self.grid(node)
        raise UndrawableError(type(node).__name__)

    def flat(self, node: Node, room: Room) -> str:
        """A node that takes one line anyway."""
        if isinstance(node, Row):
            return self.row(node, room)
        return self.plain(piece_of(node, room).text)

    def group(self, node: Node, room: Room | None = None) -> str:
        """A node in braces."""
        body = node if isinstance(node, Row) else Row((node,))
        return "{" + self.row(body, room or _room(body)) + "}"

    def accent(self, name: str, body: Node) -> str:
        """A mark over several things: its name, and them in brackets."""
        if name in ("underbrace", "overbrace"):
            return self.group(body)
        if name == "boxed":
            return self.fence(Fence("[", Row((body,)), "]"))
        return self.plain(name) + self.fence(Fence("(", Row((body,)), ")"))

    def script(self, node: Script, *, is_outermost: bool) -> str:
        """Scripts, where small characters do not do."""
        if isinstance(node.base, Symbol):
            if node.base.text in ("∑", "∏"):
                return self.symbol(node.base.text).rstrip() + self.marks(node) + "{}"
            if node.base.text in table.WITH_LIMITS and node.above is None:
                return self.stacked(node)
        if isinstance(node.base, Accent) and node.base.name in ("underbrace", "overbrace"):
            return self.braced(node, node.base)
        marks = self.marks(node, may_shrink=True)
        base = self.node(node.base, Room.TIGHT, is_outermost=is_outermost)
        if not isinstance(node.base, Fence | Grid) and node.base != Symbol("∫", Role.LARGE):
            base = "{" + base + "}"
        return base.rstrip() + marks

    def marks(self, node: Script, *, may_shrink: bool = False) -> str:
        """What is below and above: small where our tables have it small, else in full size."""
        out = ""
        for sign, part in (("_", node.below), ("^", node.above)):
            if part is None:
                continue
            is_small = small_script(*((part, None) if sign == "_" else (None, part)))
            if (may_shrink and is_small) or not is_flat(part):
                out += sign + self.group(part, Room.SCRIPT)
            else:
                out += sign + "{" + self.one_line(part) + "}"
        return out

    def braced(self, node: Script, base: Accent) -> str:
        """A brace between a line and what it is called, above or below."""
        label = node.below if base.name == "underbrace" else node.above
        if label is None or not is_flat(label) or not is_flat(base.body):
            raise UndrawableError(base.name)
        body = linear_of(base.body)
        half = max(cell_width(body) - 3, 0) // 2
        rest = max(cell_width(body) - 3, 0) - half
        ends = "╰┬╯" if base.name == "underbrace" else "╭┴╮"
        brace = f"{ends[0]}{'─' * half}{ends[1]}{'─' * rest}{ends[2]}"
        lines = ["", "", body, brace, linear_of(label)]
        if base.name == "overbrace":
            lines.reverse()
        return "\\substack{" + "\\\\ ".join(self.plain(line) or "\\ " for line in lines) + "}"

    def one_line(self, node: Node) -> str:
        """A flat limit or script in letters of full size."""
        body = node if isinstance(node, Row) else Row((node,))
        return self.plain(piece_of(body, Room.SCRIPT).text)

    def stacked(self, node: Script) -> str:
        """`max` with its variable underneath; the blank row keeps the name on the line."""
        if node.below is None or not is_flat(node.below) or not isinstance(node.base, Symbol):
            raise UndrawableError("limits")
        name, below = self.plain(node.base.text), self.one_line(node.below)
        return f"\\substack{{\\ \\\\ {name}\\\\ {below}}}"

    def fence(self, node: Fence, *, is_outermost: bool = False) -> str:
        """Brackets as tall as what they hold."""
        left, right = node.left, node.right
        match node.body.items:
            case (Grid(name, rows),) if name in ("matrix", "array", "smallmatrix"):
                matrix = _FENCED_MATRICES.get(left)
                if matrix and is_outermost and right:
                    return self.grid(Grid(matrix, rows))
        body = self.row(node.body, _room(node.body))
        if left in _DELIMITERS and right in _DELIMITERS:
            return f"\\left{_DELIMITERS[left]} {body}\\right{_DELIMITERS[right]} "
        return f"{self.plain(left)}{body}{self.plain(right)}"

    def grid(self, node: Grid) -> str:
        """A matrix, cases or aligned lines; TeXicode takes them outermost only."""
        is_matrix = node.name.endswith("matrix") or node.name == "array"
        name = _MATRICES.get(node.name, "matrix") if is_matrix else "aligned"
        if node.name in ("cases", "Bmatrix"):
            name = node.name
        room = Room.TIGHT if is_matrix else Room.WIDE
        rows = []
        for row in node.rows:
            cells = [self.row(cell, room) or "\\ " for cell in row]
            if name == "aligned":
                cells = [f"{cell}\\ " if cell != "\\ " else cell for cell in cells]
            rows.append(" & ".join(cells))
        return f"\\begin{{{name}}}" + " \\\\ ".join(rows) + f"\\end{{{name}}}"


def is_flat(node: Node) -> bool:
    """Whether a node loses nothing on one line: no fraction, grid, tall root or large operator."""
    match node:
        case Symbol(_, role):
            return role is not Role.LARGE
        case Row(items):
            return all(map(is_flat, items))
        case Script(Symbol("∑" | "∏" | "∫" | "∬" | "∮")):
            return False
        case Script(Symbol(text), below=Script() | Row() | Symbol()) if text in table.WITH_LIMITS:
            return False
        case Script(base, below, above):
            return is_flat(base) and small_script(below, above)
        case Root(body, None):
            return isinstance(body, Symbol) or (len(list(flat(body))) == 1 and is_flat(body))
        case Accent("underbrace" | "overbrace"):
            return False
        case Accent(_, body) | Fence(_, body, _):
            return is_flat(body)
        case _:
            return False


def _beside_fraction(left: Node, right: Node) -> str:
    """A sign or a letter would run into the fraction's line."""
    if isinstance(right, Fraction):
        is_open = isinstance(left, Symbol) and left.role in (Role.OPEN, Role.SPACE)
        return "" if is_open else " "
    is_sign = isinstance(right, Symbol) and right.role is Role.BINARY
    return " " if is_sign and isinstance(left, Fraction) else ""


def _room(body: Node) -> Room:
    """Operators beside something tall need their spaces even in brackets."""
    return room_for(body) if is_flat(body) else Room.WIDE


def _unbracketed(node: Node, room: Room) -> Piece:
    return piece_of(node, room)._replace(is_fraction=False, is_loose=False, is_worded=False)


def _clusters(text: str) -> list[str]:
    """Characters with their combining marks."""
    out: list[str] = []
    for char in text:
        if out and cell_width(char) == 0:
            out[-1] += char
        else:
            out.append(char)
    return out
