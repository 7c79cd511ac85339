"""How sure the learner is, asked in a line before an answer is shown."""

from __future__ import annotations

from typing import Final

from quizlr.collection import Desk
from quizlr.model import Answer, Checklist, Reveal, Revealed
from quizlr.plain.asking import Read
from quizlr.plain.commands import Write
from quizlr.session import Turn

QUESTION: Final = "How sure are you, 50 to 100 %? Enter says nothing. > "
LOWEST, HIGHEST = 50.0, 100.0


def ask_confidence(desk: Desk, turn: Turn, answer: Answer, read: Read, write: Write) -> None:
    """Ask if the learner wants to be asked, and keep what they say."""
    is_read = isinstance(turn.prompt.task, Reveal)
    has_given_up = isinstance(answer, Revealed) and not is_read
    if (
        not desk.collection.settings.study.ask_confidence
        or desk.practice is not None
        or desk.is_read_only
        or has_given_up
        or isinstance(turn.prompt.task, Checklist)
    ):
        return
    while line := read(QUESTION).strip():
        percent = percent_of(line)
        if percent is not None:
            desk.say_confidence(percent / 100)
            return
        write("Write a number from 50 to 100.")


def percent_of(line: str) -> float | None:
    """`70`, `70 %`, `0.7` and `7` are all 70; None if it is no confidence."""
    text = line.strip().removesuffix("%").strip().replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        return None
    if 0.5 <= number < 1:
        number *= 100
    elif 5 <= number <= 10:
        number *= 10
    return number if LOWEST <= number <= HIGHEST else None
