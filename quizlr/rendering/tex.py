"""Reading TeX mathematics into a small tree. Any text gives a tree or a refusal, never an error.

`tex_linear` writes the tree on one line, `tex_display` in two dimensions. What is not understood is
kept as text and named in the problems.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from quizlr.rendering import tex_symbols as table
from quizlr.rendering.tex_tokens import Tokens
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

LENGTH_LIMIT = 2000
DEPTH_LIMIT = 20


class Formula(NamedTuple):
    """What was read."""

    tree: Row | None
    """None if the formula is refused: too long or too deep."""
    problems: tuple[str, ...]


@lru_cache(maxsize=1024)
def parse(tex: str) -> Formula:
    """The tree of a formula without its dollars, and what was wrong with it."""
    if len(tex) > LENGTH_LIMIT:
        return Formula(None, (f"The formula is longer than {LENGTH_LIMIT} characters.",))
    reader = _Reader(tex)
    try:
        tree = reader.whole()
    except _TooDeepError:
        return Formula(None, (f"The formula is nested deeper than {DEPTH_LIMIT} levels.",))
    return Formula(tree, tuple(dict.fromkeys(reader.problems)))


def problems(tex: str) -> tuple[str, ...]:
    """What is wrong with a formula, as whole sentences for its author; empty if nothing."""
    return parse(tex).problems


class _TooDeepError(Exception):
    """Nesting passed the limit."""


_RELATION_CHARS = dict.fromkeys("=<>:≤≥≠≈∈→←⇒⇔∼≡∝↦", Role.RELATION)
_BINARY_CHARS = dict.fromkeys("+-−*·×⊙", Role.BINARY)
_CHARS = {
    **_RELATION_CHARS,
    **_BINARY_CHARS,
    **dict.fromkeys(",;", Role.PUNCTUATION),
    **dict.fromkeys(table.OPENING, Role.OPEN),
    **dict.fromkeys(table.CLOSING, Role.CLOSE),
    **dict.fromkeys("∑∏∫", Role.LARGE),
}
_NAMES: dict[str, Symbol] = {
    **{name: Symbol(text) for name, text in table.ORDINARY.items()},
    **{name: Symbol(text, Role.BINARY) for name, text in table.BINARY.items()},
    **{name: Symbol(text, Role.RELATION) for name, text in table.RELATIONS.items()},
    **{name: Symbol(text, Role.LARGE) for name, text in table.LARGE.items()},
    **{name: Symbol(text, Role.FUNCTION) for name, text in table.FUNCTIONS.items()},
    **{name: Symbol(text, Role.SPACE) for name, text in table.SPACES.items()},
    **{
        name: Symbol(text, _CHARS.get(text, Role.ORDINARY))
        for name, text in table.DELIMITERS.items()
    },
}
_ENDS_ROW = ("\\\\", "\\cr", "&")


class _Reader(Tokens):
    """Recursive descent over the tokens; `depth` bounds the recursion."""

    def __init__(self, tex: str) -> None:
        super().__init__(tex)
        self.depth = 0

    def whole(self) -> Row:
        """The formula; stray closers are named and passed over."""
        rows = self.rows(())
        while self.at < len(self.tokens):
            self.problems.append(f"Nothing is open that '{self.take()}' could close.")
            more = self.rows(())
            rows = [*rows[:-1], [*rows[-1][:-1], _join(rows[-1][-1], more[0][0]), *more[0][1:]]]
            rows += more[1:]
        if len(rows) == 1 and len(rows[0]) == 1:
            return rows[0][0]
        return Row((_grid("aligned", rows),))

    def rows(self, closers: tuple[str, ...]) -> list[list[Row]]:
        """Cells up to a closer, which is not taken."""
        rows = [[self.row(closers)]]
        while self.peek() in _ENDS_ROW and self.peek():
            if self.take() == "&":
                rows[-1].append(self.row(closers))
            else:
                self.skip_row_gap()
                rows.append([self.row(closers)])
        return rows

    def skip_row_gap(self) -> None:
        """The optional `[2pt]` after a line end."""
        if self.peek() == "[":
            text = "".join(self.tokens[self.at : self.at + 8])
            gap = re.match(r"\[[\d.]+(?:pt|em|ex|mm|cm)\]", text)
            while gap and not self.take_if("]"):
                self.at += 1

    def row(self, closers: tuple[str, ...] = ()) -> Row:
        """Items up to a closer, a cell's end or anything that closes something further out."""
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise _TooDeepError
        items: list[Node] = []
        while (token := self.peek()) and not self.stops(token, closers):
            item = self.item()
            if item is not None:
                items.append(item)
        self.depth -= 1
        return Row(tuple(items))

    @staticmethod
    def stops(token: str, closers: tuple[str, ...]) -> bool:
        return token in closers or token in ("}", "\\right", *_ENDS_ROW) or token[:4] == "\\end"

    # Items

    def item(self) -> Node | None:
        """The next thing with its scripts; None for what is invisible."""
        if self.peek() in ("^", "_", "'"):
            base: Node | None = Row()
        else:
            base = self.nucleus(self.take())
        if base is None:
            return None
        return self.scripts(base)

    def scripts(self, base: Node) -> Node:
        below: list[Node] = []
        above: list[Node] = []
        while True:
            mark = self.at
            self.skip_space()
            while self.take_if("\\limits", "\\nolimits"):
                self.skip_space()
            if self.take_if("'", "’", "′"):
                above.append(Symbol("′"))
            elif self.take_if("^"):
                above.append(self.argument())
            elif self.take_if("_"):
                below.append(self.argument())
            else:
                self.at = mark
                break
        if not (below or above):
            return base
        return Script(base, _one(below), _one(above))

    def nucleus(self, token: str) -> Node | None:
        if token == "{":
            return self.group_rest()
        if token.startswith("\\"):
            return self.command(token)
        if token.isspace():
            return None
        if token == "~":
            return Symbol(" ", Role.SPACE)
        if token.isdigit():
            return self.number(token)
        if token == "-":
            return Symbol("−", Role.BINARY)
        return Symbol(token, _CHARS.get(token, Role.ORDINARY))

    def number(self, digits: str) -> Symbol:
        """Digits with their decimal point."""
        following = self.tokens[self.at : self.at + 2]
        if len(following) == 2 and following[0] == "." and following[1].isdigit():
            self.at += 2
            digits += "." + following[1]
        return Symbol(digits, Role.NUMBER)

    def group_rest(self) -> Row:
        """What follows an opening brace, its closing one taken."""
        rows = self.rows(("}",))
        if not self.take_if("}"):
            self.problems.append("A '{' is never closed.")
        return rows[0][0] if len(rows) == 1 == len(rows[0]) else Row((_grid("aligned", rows),))

    def argument(self) -> Node:
        """A command's or script's argument: a group, a command or one character."""
        self.skip_space()
        token = self.peek()
        if not token or self.stops(token, ()):
            self.problems.append("A command or script lacks what it applies to.")
            return Row()
        if token.isdigit() and len(token) > 1:
            self.tokens[self.at] = token[1:]
            return Symbol(token[0], Role.NUMBER)
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise _TooDeepError
        made = self.nucleus(self.take())
        self.depth -= 1
        return made if made is not None else Row()

    def option(self) -> Node | None:
        """An optional argument in brackets."""
        self.skip_space()
        if not self.take_if("["):
            return None
        body = self.row(("]",))
        if not self.take_if("]"):
            self.problems.append("A '[' is never closed.")
        return body

    # Commands

    def command(self, token: str) -> Node | None:
        name = token[1:]
        if name.startswith(("begin", "end")) and name.endswith("}"):
            return self.environment(token)
        if name in table.TEXT_COMMANDS:
            return self.text(name)
        if name in table.UPRIGHT:
            return _upright(self.argument())
        if name in table.FONTS:
            return _in_font(self.argument(), name)
        if name in table.ACCENTS or name in ("underbrace", "overbrace", "boxed", "cancel"):
            return Accent(name, self.argument())
        if name in _NAMES:
            return _NAMES[name]
        if name in table.INVISIBLE:
            return None
        return self.structure(name)

    def structure(self, name: str) -> Node | None:
        """Commands with arguments of their own."""
        match name:
            case "frac" | "dfrac" | "tfrac" | "cfrac":
                return Fraction(self.argument(), self.argument())
            case "binom" | "dbinom" | "tbinom":
                return Fraction(self.argument(), self.argument(), is_binomial=True)
            case "sqrt":
                degree = self.option()
                return Root(self.argument(), degree)
            case "left":
                return self.fence()
            case "overset" | "stackrel":
                above = self.argument()
                return Script(self.argument(), above=above)
            case "underset":
                below = self.argument()
                return Script(self.argument(), below=below)
            case "substack":
                return self.argument()
            case "not":
                return self.negated()
            case "pmod":
                return Row((Symbol(" (mod ", Role.TEXT), self.argument(), Symbol(")", Role.CLOSE)))
            case "color" | "hspace" | "vspace":
                self.raw_argument()
                return None
            case "textcolor" | "phantom" | "hphantom" | "vphantom":
                shown = self.raw_argument() if name == "textcolor" else ""
                body = self.argument()
                return body if shown else Symbol(" ", Role.SPACE)
            case _:
                return self.unknown(name)

    def unknown(self, name: str) -> Node:
        """The name as text, so that nothing is dropped silently."""
        if not name:
            return Symbol("\\")
        self.problems.append(f"'\\{name}' is not a command that quizlr knows.")
        return Symbol(name, Role.FUNCTION)

    def text(self, name: str) -> Node | None:
        source = self.raw_argument()
        words = re.sub(r"\\([{}$%&#_ ])", r"\1", source).replace("$", "")
        words = re.sub(r"\\[,;:!> ]|~", " ", words)
        if name == "label":
            return None
        if name == "tag":
            return Symbol(f"  ({words})", Role.TEXT)
        if name.startswith("operatorname"):
            return Symbol(" ".join(words.split()), Role.FUNCTION)
        return Symbol(re.sub(r"\s+", " ", words), Role.TEXT)

    def negated(self) -> Node:
        crossed = self.argument()
        if isinstance(crossed, Symbol):
            return Symbol(crossed.text + "\u0338", Role.RELATION)
        return Row((Symbol("¬"), crossed))

    def fence(self) -> Fence:
        left = self.delimiter()
        rows = self.rows(("\\right",))
        right = ""
        if self.take_if("\\right"):
            right = self.delimiter()
        else:
            self.problems.append("A '\\left' has no '\\right'.")
        body = rows[0][0] if len(rows) == 1 == len(rows[0]) else Row((_grid("aligned", rows),))
        return Fence(left, body, right)

    def delimiter(self) -> str:
        self.skip_space()
        token = self.take()
        if token in (".", ""):
            return ""
        return table.DELIMITERS.get(token[1:], token) if token[0] == "\\" else token

    def environment(self, token: str) -> Node | None:
        name = token[token.index("{") + 1 : -1]
        if token.startswith("\\end"):
            self.problems.append(f"Nothing is open that '\\end{{{name}}}' could close.")
            return None
        if name not in table.GRIDS:
            self.problems.append(f"'{name}' is not an environment that quizlr knows.")
        if name in ("array", "alignat", "alignat*"):
            self.raw_argument()
        rows = self.rows(())
        if self.peek()[:4] == "\\end":
            self.at += 1
        else:
            self.problems.append(f"'\\begin{{{name}}}' has no end.")
        made = _grid(name, rows)
        return made if name in table.GRIDS else Row((Symbol(name, Role.FUNCTION), made))


def _one(nodes: list[Node]) -> Node | None:
    if not nodes:
        return None
    return nodes[0] if len(nodes) == 1 else Row(tuple(nodes))


def _join(left: Row, right: Row) -> Row:
    return Row(left.items + right.items)


def _grid(name: str, rows: list[list[Row]]) -> Grid:
    """A grid without the empty row that a closing line end leaves."""
    if len(rows) > 1 and all(not cell.items for cell in rows[-1]):
        rows = rows[:-1]
    return Grid(name, tuple(tuple(row) for row in rows))


def _upright(node: Node) -> Node:
    """Upright letters: one is a letter, several are a name."""
    items = node.items if isinstance(node, Row) else (node,)
    letters = [item.text for item in items if isinstance(item, Symbol)]
    if len(letters) != len(items) or len(letters) < 2:
        return node
    return Symbol("".join(letters), Role.FUNCTION)


def _in_font(node: Node, font: str) -> Node:
    """A node with its letters in another face."""
    match node:
        case Symbol(text, role):
            return Symbol("".join(table.in_face(char, font) for char in text), role)
        case Row(items):
            return Row(tuple(_in_font(item, font) for item in items))
        case Script(base, below, above):
            return Script(_in_font(base, font), below, above)
        case Accent(name, body):
            return Accent(name, _in_font(body, font))
        case _:
            return node
