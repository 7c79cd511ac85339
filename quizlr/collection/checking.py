"""One check of decks: read, judged together, drills proved; what came of it as one value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from quizlr.collection.home import Home
from quizlr.collection.loading import check_library
from quizlr.collection.proofs import Proved, change_problems, proof_problems, proved, tasks_of
from quizlr.decks import decode
from quizlr.model import Deck, Problem
from quizlr.values import dataclass

Progress = Callable[[int, int], None]
"""Told how many drills of how many are proved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found."""

    decks: tuple[Deck, ...]
    problems: tuple[Problem, ...]
    """All of them, silenced ones too, in the order of files and lines."""
    proved: tuple[Proved, ...] = ()
    """In the order of the decks."""


def check(
    home: Home, paths: Sequence[Path], *, seeds: int, progress: Progress = lambda _done, _of: None
) -> Checked:
    """Check the decks at `paths`, or all that the app reads.

    Args:
        home: whose decks and reviews are looked at; it is never made.
        paths: files and folders.
        seeds: how many variants of each drill are drawn and graded; 0 to prove nothing.
        progress: told of each drill that is proved.

    Raises:
        DataError: the home cannot be read.
        ProverLostError: a process that proved drills was ended by something else.
    """
    library, read = check_library(home, paths)
    found = _proved(library.decks, seeds, progress) if seeds else ()
    problems = (*read, *change_problems(home, library.decks), *proof_problems(found))
    return Checked(
        decks=library.decks,
        problems=tuple(sorted(problems, key=lambda problem: problem.place)),
        proved=found,
    )


def _proved(decks: Sequence[Deck], seeds: int, progress: Progress) -> tuple[Proved, ...]:
    tasks = tasks_of(decks)
    order = {id(task): at for at, task in enumerate(tasks)}
    done: list[Proved] = []
    with closing(proved(tasks, seeds)) as found:
        if tasks:
            progress(0, len(tasks))
        for each in found:
            done.append(each)
            progress(len(done), len(tasks))
    return tuple(sorted(done, key=lambda each: order[id(each.task)]))


class SourceLines:
    """The lines of deck files, each file read once, and only if it is asked for."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}

    def __call__(self, file: str, line: int) -> str:
        """A line by its number from 1; empty if it cannot be had."""
        if file not in self._lines:
            self._lines[file] = _lines_of(Path(file))
        lines = self._lines[file]
        return lines[line - 1] if 0 < line <= len(lines) else ""


def _lines_of(path: Path) -> list[str]:
    try:
        text, _ = decode(path.read_bytes(), str(path)) if path.is_file() else (None, [])
    except OSError:
        return []
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
