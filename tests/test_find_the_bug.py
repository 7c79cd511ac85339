"""The programs of the deck "Find the bug", run: they print what the deck says they print."""

from __future__ import annotations

import io
import math
from contextlib import redirect_stdout

import numpy as np
import pytest
from content_decks import NOTES

from quizlr.cardtypes.bug import Break, BugContent
from quizlr.expressions import evaluate, parse_computed, parse_expression

DECK = "find-the-bug/"
BUGS = {
    name.removeprefix(DECK): note
    for name, note in NOTES.items()
    if name.startswith(DECK) and isinstance(note.content, BugContent)
}


def _content(name: str) -> BugContent:
    content = BUGS[name].content
    assert isinstance(content, BugContent)
    return content


BREAKS = [(name, at) for name in BUGS for at in range(len(_content(name).breaks))]


def _last_line(program: str) -> str:
    """What a program of the deck prints last; the name of its error if it stops."""
    printed = io.StringIO()
    try:
        with redirect_stdout(printed), np.errstate(all="ignore"):
            exec(program, {"np": np})
    except (SyntaxError, NameError, TypeError, ValueError, IndexError) as error:
        return type(error).__name__
    return printed.getvalue().rstrip("\n").rsplit("\n", 1)[-1]


def _with_line(content: BugContent, broken: Break, line: str) -> str:
    """The program with another line, as deep as the right one, where it breaks."""
    lines = content.right.split("\n")
    at = next(at for at, right in enumerate(lines) if broken.find in right)
    depth = len(lines[at]) - len(lines[at].lstrip())
    lines[at] = " " * depth + line
    return "\n".join(lines)


def _is_same(one: str, other: str) -> bool:
    """Whether two printed lines are one number, to nine digits, or one text."""
    try:
        a, b = float(one), float(other)
    except ValueError:
        return one == other
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12) or (math.isnan(a) and math.isnan(b))


@pytest.mark.parametrize("name", BUGS)
def test_the_right_program_prints_what_the_back_says(name: str) -> None:
    printed = float(_last_line(_content(name).right))
    back, faults = parse_computed(BUGS[name].back)
    assert back is not None, faults
    said = back.fill({}).split("prints ")[1].split(",")[0].strip().rstrip(".")
    decimals = len(said.partition(".")[2])
    assert said == f"{printed:.{decimals}f}"


@pytest.mark.parametrize(("name", "at"), BREAKS)
def test_a_broken_program_prints_its_witness(name: str, at: int) -> None:
    content = _content(name)
    broken = content.breaks[at]
    printed = _last_line(content.right.replace(broken.find, broken.replace))
    assert not _is_same(printed, _last_line(content.right))
    if broken.witness:
        expression, faults = parse_expression(broken.witness)
        assert not faults
        assert expression is not None
        assert _is_same(printed, repr(float(str(evaluate(expression, {})))))
    else:
        assert printed == "SyntaxError" or printed.startswith("[")


@pytest.mark.parametrize(("name", "at"), BREAKS)
def test_no_wrong_repair_mends_the_program(name: str, at: int) -> None:
    content = _content(name)
    broken = content.breaks[at]
    right = _last_line(content.right)
    assert broken.repairs
    for line in broken.repairs:
        assert not _is_same(_last_line(_with_line(content, broken, line)), right), line


def test_every_known_bug_is_here() -> None:
    assert len(BUGS) == 19
    notes = [note for name, note in NOTES.items() if name.startswith(DECK)]
    assert sum(note.type == "choice" for note in notes) == 3
