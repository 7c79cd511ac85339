"""Checking again and again: what a save has changed in what there is to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from quizlr.collection.checking import Checked, Progress, check, no_progress
from quizlr.collection.home import Home
from quizlr.library.deckfile import Stamp, stamp_of
from quizlr.library.watching import changes
from quizlr.model import Problem
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a save did."""

    files: tuple[Path, ...]
    """Those that were changed, are new or are gone."""
    found: tuple[Problem, ...]
    """Problems that were not there before."""
    mended: tuple[Problem, ...]
    """Problems that are there no more, where they were."""
    now: Checked


class Recheck:
    """Remembers what was found last; `look` says what has changed since."""

    def __init__(
        self,
        home: Home,
        paths: Sequence[Path],
        *,
        seeds: int,
        progress: Progress = no_progress,
    ) -> None:
        self._home = home
        self._paths = tuple(paths)
        self._seeds = seeds
        self._waiting: dict[Path, Stamp | None] = {}
        self.last = check(home, paths, seeds=seeds, progress=progress)

    def look(self, progress: Progress = no_progress) -> Turn | None:
        """Check again if a file was saved; None if none was.

        Meant to be called every half second: a file counts as saved when it looks the same twice,
        since editors write in several strokes. Drills that are as they were are not proved again.
        """
        own = None if self._paths else self._home.decks
        seen = changes(self.last.library, own, self._paths)
        files = (*seen.edited, *seen.gone)
        stamps = {path: stamp_of(path) for path in files}
        if not files or stamps != self._waiting:
            self._waiting = stamps
            return None
        self._waiting = {}
        before = self.last
        self.last = check(
            self._home, self._paths, seeds=self._seeds, progress=progress, known=before.proved
        )
        return Turn(
            files=files,
            found=_more(self.last.problems, before.problems),
            mended=_more(before.problems, self.last.problems),
            now=self.last,
        )


def _more(problems: Iterable[Problem], others: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that are told and are not among the others, wherever in the file they stand."""
    left = Counter(_what(problem) for problem in others if not problem.silenced)
    found = []
    for problem in problems:
        if problem.silenced:
            continue
        left[_what(problem)] -= 1
        if left[_what(problem)] < 0:
            found.append(problem)
    return tuple(found)


def _what(problem: Problem) -> tuple[str, str, str, str]:
    """What a problem is about: an edit above it moves its line and the number of its note."""
    return problem.place.file, problem.rule, problem.severity, problem.message
