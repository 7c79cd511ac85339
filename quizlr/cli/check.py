"""`quizlr check`: every problem of the decks, in a form for people, programs or GitHub."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from quizlr.collection import check_library, find_home
from quizlr.errors import UsageError
from quizlr.model import Problem, Severity
from quizlr.rendering import clean

MORE: Final = (
    "Reads decks and reports every problem with its file, line and column. "
    "Without PATH: all decks that the app would read."
)
EXAMPLE: Final = "quizlr check my-deck.yaml --format github"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr check` takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders")
    parser.add_argument("--format", choices=tuple(FORMATS), default="text")


def run(arguments: argparse.Namespace) -> int:
    """Print the problems; 1 if there is an error or a warning, hints alone are fine."""
    paths = [Path(path) for path in arguments.paths]
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is no file or folder '{path}'.")
    library, problems = check_library(find_home(arguments.home), paths)
    FORMATS[arguments.format](problems)
    if arguments.format == "text":
        notes = sum(len(deck.notes) for deck in library.decks)
        found = _count_words(problems)
        print(f"{_count(len(library.decks), 'deck')}, {_count(notes, 'note')}: {found}.")
    return int(any(problem.severity is not Severity.HINT for problem in problems))


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
