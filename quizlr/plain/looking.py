"""Cards to look at as lines of text: both sides, without a sitting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizlr.cardtypes import ask, grade
from quizlr.errors import QuizlrError
from quizlr.model import Card, Prompt, Revealed, Steps, Task
from quizlr.plain import tasks
from quizlr.plain.telling import verdict_lines
from quizlr.rendering import plain_text


def preview_lines(cards: Iterable[Card], seed: int) -> Iterator[str]:
    """Each card with its question, how it is answered, hints, verdict and back."""
    for number, card in enumerate(cards):
        if number:
            yield ""
        yield f"[{card.id}, variant {seed}]"
        try:
            prompt = ask(card, seed)
        except QuizlrError as error:
            yield str(error)
            continue
        yield from _sides(prompt)


def _sides(prompt: Prompt) -> Iterator[str]:
    yield plain_text(prompt.front)
    yield from _task_lines(prompt.task)
    for hint in prompt.hints:
        yield f"Hint: {plain_text(hint)}"
    yield "---"
    yield from verdict_lines(grade(prompt, Revealed()))
    if prompt.back:
        yield plain_text(prompt.back)


def _task_lines(task: Task) -> Iterator[str]:
    """What there is to choose from, or what is wanted; of several steps all."""
    if not isinstance(task, Steps):
        yield from tasks.shown(task)
        return
    for number, step in enumerate(task.steps, 1):
        yield f"Step {number} of {len(task.steps)}. {plain_text(step.say)}"
        yield from tasks.shown(step.task)
