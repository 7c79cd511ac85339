"""What the grader says: a verdict in words, each line with a sign, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from textual.content import Content

from quizlr.model import Grade, Mark, MarkedLine, Span, Verdict
from quizlr.rendering import wrap
from quizlr.tui.content import BAD, CAUTION, GOOD, MUTED, joined, to_content
from quizlr.tui.widgets.drawn import Drawn
from quizlr.tui.widgets.prose import drawn

SIGNS: Final[Mapping[Mark, tuple[str, str]]] = {
    Mark.RIGHT: ("✓ right  ", GOOD),
    Mark.WRONG: ("✗ wrong  ", BAD),
    Mark.MISSED: ("○ missed ", CAUTION),
    Mark.NEUTRAL: ("         ", MUTED),
}
HEADS: Final[Mapping[Verdict, tuple[str, str]]] = {
    Verdict.CORRECT: ("✓ Correct", GOOD),
    Verdict.PARTIAL: ("◐ Partly right", CAUTION),
    Verdict.WRONG: ("✗ Wrong", BAD),
}


class VerdictPanel(Drawn):
    """Shows a grade; nothing for a card that the learner judges alone."""

    _grade: Grade | None = None

    def show(self, grade: Grade | None) -> None:
        """Show another grade."""
        self._grade = grade if grade and grade.verdict in HEADS else None
        self.display = self._grade is not None
        self.redraw()

    def draw(self, width: int) -> Sequence[Content]:
        """The verdict, the reason, then the lines."""
        if self._grade is None:
            return []
        words, style = HEADS[self._grade.verdict]
        lines = [Content.styled(words, f"bold {style}")]
        if self._grade.feedback:
            lines += to_content(wrap((Span(self._grade.feedback),), width)).split("\n")
        if self._grade.lines:
            lines.append(Content(""))
        for line in self._grade.lines:
            lines += _marked(line, width)
        return lines


def _marked(line: MarkedLine, width: int) -> Iterator[Content]:
    sign, style = SIGNS[line.mark]
    head = Content.styled(sign, style)
    indent = Content(" " * head.cell_length)
    room = max(8, width - head.cell_length)
    for number, text in enumerate(drawn(line.text, room)[1].split("\n")):
        yield joined(head if number == 0 else indent, text)
    if line.why:
        for text in drawn(line.why, room)[1].split("\n"):
            yield joined(indent, text.stylize_before(MUTED))
