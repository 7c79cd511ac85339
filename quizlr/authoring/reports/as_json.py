"""Problems for programs: a list of objects."""

from __future__ import annotations

import json
from collections.abc import Sequence

from quizlr.authoring.reports import SourceLine
from quizlr.model import Problem


def report(problems: Sequence[Problem], _: SourceLine) -> str:
    """A list of objects with file, line, column, path, rule, severity and message."""
    rows = [as_row(problem) for problem in problems if not problem.silenced]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_row(problem: Problem) -> dict[str, str | int]:
    """One problem."""
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "path": problem.path,
        "rule": problem.rule,
        "severity": str(problem.severity),
        "message": problem.message,
    }
