"""One check of decks: read, judged together, drills proved; what came of it as one value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from quizlr.authoring.lint.subject import Subject
from quizlr.authoring.rule import Stage
from quizlr.authoring.silencing import silence_problems
from quizlr.cardtypes.proving import Task
from quizlr.collection.drafts import Drafts, placed
from quizlr.collection.home import Home
from quizlr.collection.loading import Asked, load_asked
from quizlr.collection.proofs import Proved, change_problems, proof_problems, proved, tasks_of
from quizlr.decks import decode
from quizlr.decks.silencing import Silences
from quizlr.library import Library
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
    proved: tuple[Proved, ...]
    """In the order of the decks."""
    files: SourceFiles
    library: Library
    """All that was read, decks that were not asked about too."""


def no_progress(_done: int, _total: int) -> None:
    """Nobody wants to know."""


def check(
    home: Home,
    paths: Sequence[Path],
    *,
    seeds: int,
    progress: Progress = no_progress,
    known: Iterable[Proved] = (),
) -> Checked:
    """Check the decks at `paths`, or all that the app reads.

    Args:
        home: whose decks and reviews are looked at; it is never made.
        paths: files and folders.
        seeds: how many variants of each drill are drawn and graded; 0 to prove nothing.
        progress: told of each drill that is proved.
        known: proofs of the same number of variants; drills that are as they were keep theirs.

    Raises:
        DataError: the home cannot be read.
        ProverLostError: a process that proved drills was ended by something else.
    """
    drafts = Drafts()
    asked = load_asked(home, paths, drafts.types)
    files = SourceFiles()
    problems = [*asked.problems, *_judged(asked, drafts, files)]
    stages = {Stage.READ, Stage.LINT}
    found: tuple[Proved, ...] = ()
    if seeds:
        found = _proved(tasks_of(asked.decks), seeds, progress, known)
        stages.add(Stage.PROOF)
    problems += (*change_problems(home, asked.decks), *proof_problems(found, drafts))
    problems = Silences(note for deck in asked.decks for note in deck.notes).applied(problems)
    problems += silence_problems(asked.decks, problems, stages)
    return Checked(
        decks=asked.decks,
        problems=tuple(sorted(problems, key=lambda problem: problem.place)),
        proved=found,
        files=files,
        library=asked.library,
    )


def _judged(asked: Asked, drafts: Drafts, files: SourceFiles) -> Iterator[Problem]:
    """What only whole decks show, or all of them."""
    from quizlr.authoring.lint import lint
    from quizlr.cardtypes.interview import deck_problems
    from quizlr.cardtypes.topicchecks import topic_findings

    for deck in asked.decks:
        yield from deck_problems(deck)
    yield from placed(topic_findings(asked.decks, asked.every), drafts)
    judged = {deck.id for deck in asked.decks}
    others = (deck for deck in asked.every if deck.id not in judged)
    yield from lint(
        tuple(_subjects(asked.decks, drafts)),
        tuple(_subjects(others, drafts)),
        asked.every,
        files.text,
    )


def _subjects(decks: Iterable[Deck], drafts: Drafts) -> Iterator[Subject]:
    for deck in decks:
        for note in deck.notes:
            draft = drafts.of(note)
            if draft is not None:
                yield Subject(deck, note, draft)


def _proved(
    tasks: Sequence[Task], seeds: int, progress: Progress, known: Iterable[Proved]
) -> tuple[Proved, ...]:
    """The proofs of tasks, in their order."""
    before: dict[str, list[Proved]] = {}
    for each in known:
        before.setdefault(each.task.template.id, []).append(each)
    done: dict[int, Proved] = {}
    for task in tasks:
        same = (p for p in before.get(task.template.id, ()) if p.task.template == task.template)
        for each in same:
            done[id(task)] = Proved(task, each.proof)
    new = [task for task in tasks if id(task) not in done]
    with closing(proved(new, seeds)) as found:
        if new:
            progress(0, len(new))
        for count, each in enumerate(found, 1):
            done[id(each.task)] = each
            progress(count, len(new))
    return tuple(done[id(task)] for task in tasks)


class SourceFiles:
    """The texts of deck files, each file read once, and only if it is asked for."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}

    def text(self, file: str) -> str:
        """The whole text, its lines ending in LF; empty if it cannot be had."""
        return "\n".join(self._lines_of(file))

    def line(self, file: str, number: int) -> str:
        """A line by its number from 1; empty if it cannot be had."""
        lines = self._lines_of(file)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def _lines_of(self, file: str) -> list[str]:
        if file not in self._lines:
            self._lines[file] = _read_lines(Path(file))
        return self._lines[file]


def _read_lines(path: Path) -> list[str]:
    try:
        text, _ = decode(path.read_bytes(), str(path)) if path.is_file() else (None, [])
    except OSError:
        return []
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
