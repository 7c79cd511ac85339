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


def question_page(prompt: Prompt, hints_shown: int = 0, steps_shown: int = 0) -> Page:
    """The front, the hints and the worked steps shown so far."""
    texts = _texts(prompt, hints_shown, steps_shown)
    return Page(("question", texts), lambda width: _question(texts, width))


def answer_page(prompt: Prompt, hints_shown: int, steps_shown: int, grade: Grade) -> Page:
    """The question, what the grader says, and the back."""
    texts = _texts(prompt, hints_shown, steps_shown)
    name = ("answer", texts, prompt.back, grade)

    def draw(width: int) -> list[Content]:
        lines = _question(texts, width)
        lines += [GAP, Content.styled("─" * width, MUTED)]
        for part in (verdict_lines(grade, width), markdown_lines(prompt.back, width)):
            lines += [*part, GAP] if part else []
        return lines

    return Page(name, draw)


def page_of(turn: Turn) -> Page:
    """What is shown of a turn now."""
    if turn.grade is None:
        return question_page(turn.prompt, turn.hints_shown, turn.steps_shown)
    return answer_page(turn.prompt, turn.hints_shown, turn.steps_shown, turn.grade)


def _texts(prompt: Prompt, hints_shown: int, steps_shown: int) -> tuple[str, ...]:
    """All that a question shows: also the name under which it may be drawn ahead."""
    hints = (f"> **Hint** {hint}" for hint in prompt.hints[:hints_shown])
    steps = (
        f"> **Step {number} of {len(prompt.worked)}** {step}"
        for number, step in enumerate(prompt.worked[:steps_shown], 1)
    )
    return (prompt.front, *hints, *steps)


def _question(texts: tuple[str, ...], width: int) -> list[Content]:
    return [line for text in texts for line in (GAP, *markdown_lines(text, width))]
