"""Random expressions: an expression gives a value or one of our own errors, and never takes long.

Run `python tests/expressions_fuzz.py 500000` for a long run; it prints what came out, and the
slowest texts. Half of the texts follow the grammar, half are soup of its tokens and of others.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from random import Random

from quizlr.expressions import FUNCTIONS, ExpressionError, Fault, evaluate, parse_expression
from quizlr.model import Value

MATRIX_64 = tuple(tuple((i * 64 + j) % 7 / 3 - 1 for j in range(64)) for i in range(64))
NAMES: Mapping[str, Value | str] = {
    "k": 2.0,
    "t": -0.5,
    "huge": 1e308,
    "tiny": 5e-324,
    "none": float("nan"),
    "top": float("inf"),
    "x": (1.0, -2.5, 0.0),
    "y": (0.0, 1.0, 1.0),
    "p": (0.2, 0.7, 0.1),
    "X": ((1.0, 2.0), (0.5, -1.0), (3.0, 0.0)),
    "S": ((2.0, 1.0), (1.0, 3.0)),
    "M": MATRIX_64,
    "long": tuple(i / 4096 for i in range(4096)),
    "link": "logit",
}
_LITERALS = ("0", "1", "2", "0.5", "3", "1e-9", "1e15", ".1", "7.", "64", "4096")
_WORDS = ("'logit'", "'probit'", "'float32'", "'bernoulli'", '"a"')
_SIGNS = ("+", "-", "*", "/", "**", "@", "<", "<=", ">", ">=", "==", "!=", "and", "or")
_LEAVES = {
    "number": (*_LITERALS, "k", "t", "huge", "tiny", "none", "top"),
    "vector": ("x", "y", "p", "p", "y", "[1, 0.5]", "[3, 1, 1, 2]", "long"),
    "matrix": ("X", "S", "S", "M", "[[1, 2], [3, 4]]"),
    "word": (*_WORDS, "link"),
}
_SHAPES = {
    "number": "number", "whole": "number", "rounds": "number", "vector": "vector",
    "list": "vector", "matrix": "matrix", "square": "matrix", "data": "matrix", "word": "word",
}  # fmt: skip
"""What to write for each kind of parameter; any other gets the shape that is wanted."""
_FOREIGN = (
    "(", ")", "[", "]", ",", "if", "else", "not", "lambda", "x.y", ".", "__class__", "=", ":=",
    ":", "//", "%", "^", "~", "{", "}", "'", '"', "f'a'", "1j", "0x1f", "1_0", "\n", "\t", " ",
    "\0", "é", "ｌ", "\ufeff", "in", "is", "None", "True", "*", "**", "1e400", "…", "#", "\\", ";",
)  # fmt: skip


def texts(count: int, seed: int) -> Iterator[str]:
    """Random texts; the same for the same seed."""
    dice = Random(seed)
    for number in range(count):
        yield grammatical(dice, dice.randint(1, 5)) if number % 2 else soup(dice)


def grammatical(dice: Random, depth: int, shape: str = "any") -> str:
    """A text that the grammar allows; shapes mostly fit, and what is computed may be anything."""
    if dice.random() < 0.04 or shape not in _LEAVES:
        shape = dice.choice(list(_LEAVES))
    if depth == 0 or shape == "word":
        return dice.choice(_LEAVES[shape])
    if dice.random() < 0.3:
        return _call(dice, depth, shape)
    part = [grammatical(dice, depth - 1, shape) for _ in range(3)]
    number = grammatical(dice, depth - 1, "number")
    forms = (
        f"{part[0]} {dice.choice(_SIGNS)} {part[1]}",
        f"({part[0]} {dice.choice(_SIGNS)} {number})",
        f"({part[0]})",
        f"({part[0]} if {number} else {part[2]})",
        f"[{', '.join(part[: dice.randint(1, 3)])}]",
        f"{dice.choice(['-', '+', 'not '])}{part[0]}",
        f"({part[0]})[{dice.choice(['0', '1', 'k', '5'])}]",
        dice.choice(_LEAVES[shape]),
    )
    return dice.choice(forms)


def _call(dice: Random, depth: int, shape: str) -> str:
    spec = FUNCTIONS[dice.choice(list(FUNCTIONS))]
    least, most = spec.arity
    count = dice.randint(least, most if most is not None else least + 2)
    kinds = [kind for _, kind in spec.parameters] + [spec.parameters[-1][1]] * 2
    wanted = [_SHAPES.get(kind, shape) for kind in kinds[:count]]
    return f"{spec.name}({', '.join(grammatical(dice, depth - 1, each) for each in wanted)})"


def soup(dice: Random) -> str:
    """Tokens without order."""
    pools = (_LITERALS, tuple(NAMES), _WORDS, _SIGNS, _FOREIGN, tuple(FUNCTIONS))
    tokens = [dice.choice(dice.choice(pools)) for _ in range(dice.randint(1, 14))]
    return dice.choice(["", " "]).join(tokens)


def attempt(text: str) -> tuple[str, float]:
    """What a text comes to (value, fault or error), and the processor seconds it took."""
    started = time.process_time()
    outcome, found = _outcome(text)
    seconds = time.process_time() - started
    if outcome == "value":
        check_value(found)
    else:
        assert isinstance(found, Fault)
        assert 0 <= found.column <= len(text)
        assert found.message
    return outcome, seconds


def _outcome(text: str) -> tuple[str, object]:
    expression, faults = parse_expression(text)
    if expression is None:
        return "fault", faults[0]
    assert not faults
    try:
        return "value", evaluate(expression, NAMES)
    except ExpressionError as error:
        return "error", Fault(error.column, error.message)


def check_value(value: object) -> None:
    """A value is a float, or a tuple of floats, or a tuple of equally long tuples of floats."""
    cells = value if isinstance(value, tuple) else (value,)
    if cells and isinstance(cells[0], tuple):
        assert len({len(row) for row in cells}) == 1
        cells = tuple(cell for row in cells for cell in row)
    assert 0 < len(cells) <= 4096
    assert all(type(cell) is float for cell in cells)


def main() -> None:
    """Run as many texts as asked, and print what came out."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    outcomes: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    attempt("sigmoid(0)")  # imports numpy and the engine
    for text in texts(count, seed):
        try:
            outcome, seconds = attempt(text)
        except Exception as error:
            error.add_note(repr(text))
            raise
        outcomes[outcome] += 1
        slowest = sorted([*slowest, (seconds, text)], reverse=True)[:5]
    print(f"{count} texts:", ", ".join(f"{n} {name}s" for name, n in outcomes.most_common()))
    for seconds, text in slowest:
        again = min(attempt(text)[1] for _ in range(3))
        print(f"{seconds * 1e3:8.2f} ms, again {again * 1e3:8.2f} ms  {text!r}")


if __name__ == "__main__":
    main()
