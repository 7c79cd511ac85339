"""Asking until a line can be read as an answer; commands and calculations come between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from quizlr.model import (
    Answer,
    Arranged,
    Checked,
    Checklist,
    Picked,
    Reveal,
    Revealed,
    Stepped,
    Steps,
    Task,
    TypedText,
)
from quizlr.plain import tasks
from quizlr.plain.commands import ANNOUNCED, GIVE_UP, Write, command_in
from quizlr.rendering import plain_text
from quizlr.scheduling.words import minutes_words

Read = Callable[[str], str]
"""Shows a prompt and reads a line; raises EOFError at the end."""


class Asker:
    """Asks for answers of every kind.

    Args:
        read: Reads a line.
        write: Takes what is said.
        do: Does a command; True if the card on the table has changed.
        now_ms: The time, for answers that should take so many minutes.
    """

    def __init__(
        self, read: Read, write: Write, do: Callable[[str], bool], now_ms: Callable[[], int]
    ) -> None:
        self._read = read
        self._write = write
        self._do = do
        self._now_ms = now_ms
        self._has_announced = False

    def ask(self, task: Task) -> Answer | None:
        """The answer to a task; None if a command took the card off the table."""
        if not isinstance(task, Reveal) and not self._has_announced:
            self._has_announced = True
            self._write(ANNOUNCED)
        if isinstance(task, Steps):
            return self._steps(task)
        return self._free(task) if isinstance(task, Checklist) else self._one(task)

    def _steps(self, task: Steps) -> Answer | None:
        """All answers; who gives up one step has given up the card."""
        answers = []
        for number, step in enumerate(task.steps, 1):
            say = plain_text(step.say)
            gap = "\n" if "\n" in say else " "
            self._write(f"Step {number} of {len(task.steps)}.{gap}{say}")
            answer = self._one(step.task)
            if not isinstance(answer, TypedText | Picked | Arranged):
                return answer
            answers.append(answer)
        return Stepped(tuple(answers))

    def _free(self, task: Checklist) -> Answer | None:
        """Lines up to an empty one, then the points."""
        began_ms = self._now_ms()
        self._write(f"Type your answer, or say it aloud, in {minutes_words(task.minutes * 60)}.")
        lines: list[str] = []
        while line := self._read("An empty line shows the points > ").rstrip():
            command = command_in(line, needs_colon=True)
            if command is None:
                lines.append(line)
            elif command == GIVE_UP:
                return Revealed()
            elif self._do(command):
                return None
        seconds = (self._now_ms() - began_ms) / 1000
        self._write(f"That took {minutes_words(seconds)} of {minutes_words(task.minutes * 60)}.")
        ticked = self._one(task)
        if not isinstance(ticked, Checked):
            return ticked
        return replace(ticked, text="\n".join(lines).strip(), seconds=seconds)

    def _one(self, task: Task) -> Answer | None:
        """One question; an empty line takes what the line before it has offered."""
        for line in tasks.shown(task):
            self._write(line)
        offered: Answer | None = None
        while True:
            line = self._read(tasks.asked(task))
            command = command_in(line, needs_colon=not isinstance(task, Reveal))
            if command == GIVE_UP:
                return Revealed()
            if command is not None:
                if self._do(command):
                    return None
                continue
            if not line.strip() and offered is not None:
                return offered
            found = tasks.read(task, line)
            if not isinstance(found, tasks.NotYet):
                return found
            self._write(found.say)
            offered = found.offer
