"""What the grader says: a verdict in words, each line with a sign, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from textual.content import Content

from quizlr.model import Grade, Mark, MarkedLine, Span, Verdict
from quizlr.rendering import wrap
from quizlr.tui.content import BAD, CAUTION, GOOD, MUTED, joined, to_content
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
    Verdict.SLIP: ("✗ A known slip", BAD),
    Verdict.UNIT: ("◐ Right, in another unit", CAUTION),
    Verdict.TOO_FEW_DIGITS: ("◐ Too few digits", CAUTION),
}


def verdict_lines(grade: Grade, width: int) -> list[Content]:
    """The verdict, the reason, then the lines; nothing for a card that is judged alone."""
    if grade.verdict not in HEADS and not grade.truth:
        return []
    words, style = HEADS.get(grade.verdict, ("○ Shown", CAUTION))
    lines = [Content.styled(words, f"bold {style}")]
    if said := _said(grade):
        lines += to_content(wrap((Span(said),), width)).split("\n")
    if grade.lines:
        lines.append(Content(""))
    for line in grade.lines:
        lines += _marked(line, width)
    if grade.solution:
        lines += [Content(""), *drawn(grade.solution, width)[1].split("\n")]
    return lines


def _said(grade: Grade) -> str:
    """What the grader says, without saying a thing twice."""
    if grade.verdict is Verdict.CORRECT and grade.feedback == "Right.":
        is_rounded = bool(grade.truth) and grade.given != grade.truth and not grade.lines
        return f"It is {grade.truth}; you gave {grade.given}." if is_rounded else ""
    if grade.verdict is Verdict.UNGRADED and not grade.lines and not grade.solution:
        return f"The answer is {grade.truth}."
    return grade.feedback


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
