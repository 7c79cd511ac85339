"""What is wrong in a deck, and where: the value that parsers give back beside what they read."""

from __future__ import annotations

from enum import StrEnum

from quizlr.values import dataclass


class Severity(StrEnum):
    """How bad a problem is. Errors and warnings fail `quizlr check`; hints do not."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a deck file. Line and column count from 1, columns in characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, said so that a deck author knows what to do."""

    place: Place
    rule: str
    """Stable id of the rule, kebab-case: `duplicate-key`, `unknown-field`, …"""
    message: str
    """What is wrong, its likely cause and what to do; whole sentences."""
    path: str = ""
    """The field, as in `notes[3].answer`; empty for the file as a whole."""
    severity: Severity = Severity.ERROR
    silenced: str = ""
    """The author's reason not to be told; empty if the problem is to be shown."""

    def __str__(self) -> str:
        field = f"{self.path}: " if self.path else ""
        return f"{self.place}: {self.severity}: {field}{self.message} [{self.rule}]"
