"""A card as pages of a sheet: the question, and the question with its answer."""

from __future__ import annotations

from textual.content import Content

from quizlr.model import Grade, Prompt
from quizlr.session import Turn
from quizlr.tui.content import MUTED
from quizlr.tui.widgets.prose import drawn
from quizlr.tui.widgets.sheet import Page
from quizlr.tui.widgets.verdict import verdict_lines

GAP = Content("")


def markdown_lines(markdown: str, width: int) -> list[Content]:
    """Markdown as lines; none for an empty text."""
    return drawn(markdown, width)[1].split("\n", allow_blank=True) if markdown.strip() else []


def question_page(prompt: Prompt, hints_shown: int = 0) -> Page:
    """The front and the hints shown so far."""
    name = ("question", prompt.card.id, prompt.seed, prompt.front, hints_shown)
    return Page(name, lambda width: _question(prompt, hints_shown, width))


def answer_page(prompt: Prompt, hints_shown: int, grade: Grade) -> Page:
    """The question, what the grader says, and the back."""
    name = ("answer", prompt.card.id, prompt.seed, prompt.back, hints_shown, grade)

    def draw(width: int) -> list[Content]:
        lines = _question(prompt, hints_shown, width)
        lines += [GAP, Content.styled("─" * width, MUTED)]
        for part in (verdict_lines(grade, width), markdown_lines(prompt.back, width)):
            lines += [*part, GAP] if part else []
        return lines

    return Page(name, draw)


def page_of(turn: Turn) -> Page:
    """What is shown of a turn now."""
    if turn.grade is None:
        return question_page(turn.prompt, turn.hints_shown)
    return answer_page(turn.prompt, turn.hints_shown, turn.grade)


def _question(prompt: Prompt, hints_shown: int, width: int) -> list[Content]:
    lines = [GAP, *markdown_lines(prompt.front, width)]
    for hint in prompt.card.note.hints[:hints_shown]:
        lines += [GAP, *markdown_lines(f"> **Hint** {hint}", width)]
    return lines
