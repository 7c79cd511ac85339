"""What belongs together in a row: pairs of brackets, plain products, single factors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizlr.rendering.tex_spacing import BARS, Room
from quizlr.rendering.tex_tree import Fence, Fraction, Grid, Node, Role, Row, Script, Symbol


def flat(node: Node) -> Iterator[Node]:
    """The items of nested groups, one after the other, without spaces."""
    if isinstance(node, Row):
        for item in node.items:
            yield from flat(item)
    elif not (isinstance(node, Symbol) and node.role is Role.SPACE):
        yield node


def _spliced(items: Iterable[Node]) -> Iterator[Node]:
    for item in items:
        match item:
            case Row((Symbol(text, Role.PUNCTUATION),)):
                yield Symbol(text)  # 1{,}024: braces take the space from a comma
            case Row(inner):
                yield from _spliced(inner)
            case _:
                yield item


def paired(row: Row) -> list[Node]:
    """The items of a row, with each balanced pair of brackets and its content as one fence."""
    levels: list[list[Node]] = [[]]
    openings: list[Symbol] = []
    for item in _spliced(row.items):
        closing = item.base if isinstance(item, Script) else item
        if isinstance(item, Symbol) and item.role is Role.OPEN:
            openings.append(item)
            levels.append([])
        elif isinstance(closing, Symbol) and closing.role is Role.CLOSE and len(levels) > 1:
            fence = Fence(openings.pop().text, Row(tuple(levels.pop())), closing.text)
            levels[-1].append(
                Script(fence, item.below, item.above) if isinstance(item, Script) else fence
            )
        else:
            levels[-1].append(item)
    items = levels[0]
    for opening, level in zip(openings, levels[1:], strict=True):
        items += [opening, *level]
    return _paired_bars(items)


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
        if bar in BARS and item is inner:
            opened[bar] = len(out)
        out.append(item)
    return out


def room_for(body: Node) -> Room:
    """Inside brackets operators stand close, unless words and commas spread the line anyway."""
    spread = (Role.FUNCTION, Role.LARGE, Role.PUNCTUATION, Role.TEXT)
    for item in paired(Row((body,))):
        inner = item.base if isinstance(item, Script) else item
        if isinstance(inner, Symbol) and (inner.role in spread or inner.text == "|"):
            return Room.WIDE
    return Room.TIGHT


def is_product(node: Node) -> bool:
    """Whether a numerator can stand before a slash as it is."""
    items = paired(Row(tuple(flat(node))))
    if items and isinstance(items[0], Symbol) and items[0].text in ("−", "+"):
        items = items[1:]
    match items:
        case [Symbol(role=Role.FUNCTION), Fence(left)] if left not in BARS:
            return True
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


def is_factor(node: Node) -> bool:
    """Whether a denominator can stand after a slash as it is: one factor, or dx or f(x)."""
    items = paired(Row(tuple(flat(node))))
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
            return left not in BARS
        case _:
            return False


def _is_operator(node: Node) -> bool:
    return isinstance(node, Symbol) and node.role not in (Role.ORDINARY, Role.NUMBER)


def is_bracketed(node: Node) -> bool:
    """Whether round brackets enclose the whole already."""
    items = paired(Row(tuple(flat(node))))
    return len(items) == 1 and isinstance(items[0], Fence) and items[0].left == "("
