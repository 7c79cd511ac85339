"""What the tests of authoring share: a deck from notes, and all that a check finds in a text."""

from __future__ import annotations

from pathlib import Path

from quizlr.collection import Home
from quizlr.collection.checking import check
from quizlr.model import Problem

HEAD = "quizlr: 1\nid: examples\ntitle: Examples\nnotes:\n"


def deck_of(text: str) -> str:
    """The text of a deck: it may already be one, or notes with their dashes in column 1."""
    return text if text.startswith("quizlr:") else f"{HEAD}{text}\n"


def write(folder: Path, text: str, name: str = "examples.yaml") -> Path:
    """A deck file of notes or of a whole deck."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(deck_of(text).encode())
    return path


def checked(*paths: Path, seeds: int = 0) -> tuple[Problem, ...]:
    """What a check of files finds; nobody's reviews are looked at."""
    return check(Home(paths[0].parent / "no-home"), paths, seeds=seeds).problems


def rules_of(folder: Path, text: str, seeds: int = 0) -> list[str]:
    """The rules that a text breaks, in the order of the file."""
    return [problem.rule for problem in checked(write(folder, text), seeds=seeds)]
