"""Deck problems as a list with a cursor."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quizlr.model import Problem, Severity, Span
from quizlr.rendering import clean, wrap
from quizlr.tui.content import BAD, CAUTION, MUTED, cut, joined, literal, to_content
from quizlr.tui.widgets.rows import Rows

STYLES = {Severity.ERROR: BAD, Severity.WARNING: CAUTION, Severity.HINT: MUTED}


class ProblemRows(Rows):
    """Place and severity of each problem, then its message in full."""

    problems: Sequence[Problem] = ()

    def show(self, problems: Sequence[Problem]) -> None:
        """Show other problems; the cursor stays on its problem, where that is still there."""
        wanted = _what(self.problems[self.cursor]) if self.problems else None
        places = [at for at, problem in enumerate(problems) if _what(problem) == wanted]
        cursor = min(places, key=lambda at: abs(at - self.cursor), default=self.cursor)
        self.problems = problems
        self.cursor = min(cursor, max(0, len(problems) - 1))
        self.redraw()

    @property
    def count(self) -> int:
        """How many problems there are."""
        return len(self.problems)

    def row(self, index: int, width: int) -> Sequence[Content]:
        """One problem."""
        problem = self.problems[index]
        severity = literal(f"{problem.severity} ", f"bold {STYLES[problem.severity]}")
        place = problem.place
        name = place.file.replace("\\", "/").rpartition("/")[2]
        where = literal(f"{name}:{place.line}:{place.column} {problem.path}", "bold")
        message = to_content(wrap((Span(clean(problem.message)),), max(10, width - 2)))
        return [
            cut(joined(severity, where), width),
            *(joined(Content("  "), line) for line in message.split("\n")),
        ]


def _what(problem: Problem) -> tuple[str, str, str]:
    """What tells a problem from others when its lines move."""
    return problem.place.file, problem.rule, problem.message
