"""A few problems under what they are about: one line each, no cursor."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quizlr.model import Problem, Span
from quizlr.rendering import clean_line, wrap
from quizlr.tui.content import MUTED, cut, joined, literal, to_content
from quizlr.tui.widgets.drawn import Drawn
from quizlr.tui.widgets.problem_rows import STYLES


class ProblemLines(Drawn):
    """Shows the first problems, in `most` lines, and how many are left."""

    most = 4
    problems: Sequence[Problem] = ()

    def show(self, problems: Sequence[Problem]) -> None:
        """Show other problems; none take no room."""
        self.display = bool(problems)
        if problems != self.problems:
            self.problems = problems
            self.redraw()

    def draw(self, width: int) -> Sequence[Content]:
        """The worst first: one in full, several in a line each."""
        order = list(STYLES)
        worst = sorted(self.problems, key=lambda problem: order.index(problem.severity))
        if len(worst) == 1:
            return self._in_full(worst[0], width)
        room = self.most if len(worst) <= self.most else self.most - 1
        lines = [cut(joined(_head(each), literal(each.message)), width) for each in worst[:room]]
        left = len(worst) - len(lines)
        return [*lines, literal(f"… and {left} more", MUTED)] if left else lines

    def _in_full(self, problem: Problem, width: int) -> Sequence[Content]:
        head = _head(problem)
        words = wrap((Span(head.plain), Span(clean_line(problem.message))), width)
        first, *rest = to_content(words[: self.most]).split("\n")
        return [joined(head, first[head.cell_length :]), *rest]


def _head(problem: Problem) -> Content:
    severity = literal(f"{problem.severity} ", f"bold {STYLES[problem.severity]}")
    return joined(severity, literal(f"line {problem.place.line}: ", "bold"))
