"""`quizlr check`: every problem of the decks, in a form for people, programs or GitHub.

Every drill is proved: drawn and graded many times, as honest and as erring learners would answer.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quizlr.collection import check_library, find_home
from quizlr.errors import UsageError
from quizlr.model import Deck, Problem, Severity
from quizlr.rendering import clean

if TYPE_CHECKING:
    from quizlr.collection.proofs import Proved

MORE: Final = (
    "Reads decks, proves their drills, and reports every problem with its file, line and column. "
    "Without PATH: all decks that the app would read."
)
EXAMPLE: Final = "quizlr check my-deck.yaml --format github"
SEEDS: Final = 200
MOST_SEEDS: Final = 10_000
_BAR_CELLS: Final = 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr check` takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders")
    parser.add_argument("--format", choices=tuple(FORMATS), default="text")
    parser.add_argument(
        "--seeds",
        type=_seeds,
        default=SEEDS,
        metavar="N",
        help=f"variants of each drill (default: {SEEDS})",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--no-proofs", action="store_true", help="read only: draw and grade nothing")
    which.add_argument(
        "--proofs",
        action="store_true",
        help="show the figures of all drills, not of faulty ones only",
    )


def _seeds(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= MOST_SEEDS:
        raise argparse.ArgumentTypeError(f"'{text}' is no number from 1 to {MOST_SEEDS}")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Print the problems; 1 if there is an error or a warning, hints alone are fine."""
    from quizlr.collection.proofs import change_problems, proof_problems

    paths = [Path(path) for path in arguments.paths]
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is no file or folder '{path}'.")
    home = find_home(arguments.home)
    library, read = check_library(home, paths)
    found = [] if arguments.no_proofs else _proved(library.decks, arguments.seeds)
    more = (*change_problems(home, library.decks), *proof_problems(found))
    problems = sorted((*read, *more), key=lambda problem: problem.place)
    FORMATS[arguments.format](problems)
    if arguments.format == "text":
        _print_table([each for each in found if arguments.proofs or each.rules])
        print(f"{_scope(library.decks, found)}: {_count_words(problems)}.")
    return int(any(problem.severity is not Severity.HINT for problem in problems))


# -- proofs


def _proved(decks: Sequence[Deck], seeds: int) -> list[Proved]:
    """The proofs of all drills, in the order of the decks."""
    from quizlr.collection.proofs import proved, tasks_of

    tasks = tasks_of(decks)
    order = {id(task): at for at, task in enumerate(tasks)}
    with closing(proved(tasks, seeds)) as found, _bar(len(tasks)) as show:
        done = []
        for each in found:
            done.append(each)
            show(len(done))
    return sorted(done, key=lambda each: order[id(each.task)])


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr, if that is a terminal; call what it gives with the count."""
    if not total or not sys.stderr.isatty():
        yield lambda _: None
        return
    try:
        _draw_bar(total, 0)
        yield partial(_draw_bar, total)
    finally:
        print(f"\r{'':79}\r", end="", file=sys.stderr, flush=True)


def _draw_bar(total: int, done: int) -> None:
    cells = _BAR_CELLS * done // total
    bar = "#" * cells + "." * (_BAR_CELLS - cells)
    line = f"Proving drills [{bar}] {done} of {total}, {100 * done // total} %"
    print(f"\r{line[:79]:79}", end="", file=sys.stderr, flush=True)


def _print_table(rows: Sequence[Proved]) -> None:
    """How each template fared: what was drawn, and which slips were named."""
    if not rows:
        return
    width = max(5, *(len(row.name) for row in rows))
    print(f"\n{'drill':{width}}  accepted  different  slips named  found")
    for row in rows:
        proof = row.proof
        named, shown = (sum(getattr(s, f) for s in proof.slips) for f in ("named", "shown"))
        figures = f"{proof.acceptance:8.0%}  {proof.distinct:9}  {f'{named} of {shown}':>11}"
        print(f"{row.name:{width}}  {figures}  {', '.join(row.rules)}".rstrip())
    print()


# -- words


def _scope(decks: Sequence[Deck], found: Sequence[Proved]) -> str:
    notes = sum(len(deck.notes) for deck in decks)
    drills = f", {_count(len(found), 'drill')} proved" if found else ""
    return f"{_count(len(decks), 'deck')}, {_count(notes, 'note')}{drills}"


def _count_words(problems: Sequence[Problem]) -> str:
    words = []
    for severity in Severity:
        number = sum(problem.severity is severity for problem in problems)
        if number:
            words.append(_count(number, severity))
    return ", ".join(words) or "no problems"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _text(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(clean(str(problem)))


def _json(problems: Sequence[Problem]) -> None:
    rows = [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "path": problem.path,
            "rule": problem.rule,
            "severity": str(problem.severity),
            "message": problem.message,
        }
        for problem in problems
    ]
    print(json.dumps(rows, ensure_ascii=False, indent=2))


def _github(problems: Sequence[Problem]) -> None:
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
    for problem in problems:
        place = problem.place
        properties = {
            "file": place.file,
            "line": str(place.line),
            "col": str(place.column),
            "title": f"quizlr {problem.rule}",
        }
        fields = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        field = f"{problem.path}: " if problem.path else ""
        print(f"::{levels[problem.severity]} {fields}::{_data(field + problem.message)}")


def _data(text: str) -> str:
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: Final[Mapping[str, Callable[[Sequence[Problem]], None]]] = {
    "text": _text,
    "json": _json,
    "github": _github,
}
