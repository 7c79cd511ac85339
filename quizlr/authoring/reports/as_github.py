"""Problems as annotations of a change on GitHub.

Source: GitHub Docs, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from collections.abc import Sequence

from quizlr.authoring.reports import SourceLine
from quizlr.model import Problem, Severity
from quizlr.rendering.sanitize import clean

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def report(problems: Sequence[Problem], _: SourceLine) -> str:
    """A workflow command for each problem."""
    return "\n".join(_command(problem) for problem in problems if not problem.silenced)


def _command(problem: Problem) -> str:
    place = problem.place
    properties = {
        "file": place.file,
        "line": str(place.line),
        "col": str(place.column),
        "title": f"quizlr {problem.rule}",
    }
    fields = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    field = f"{problem.path}: " if problem.path else ""
    return f"::{_LEVELS[problem.severity]} {fields}::{_data(field + problem.message)}"


def _data(text: str) -> str:
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
