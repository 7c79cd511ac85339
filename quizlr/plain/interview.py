"""A mock interview as lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from quizlr.collection.interview_desk import InterviewDesk
from quizlr.interview.telling import KINDS, Section, headline, sections
from quizlr.plain.asking import Read
from quizlr.plain.commands import QuitError, Write
from quizlr.plain.study import PlainStudy
from quizlr.rendering import plain_text
from quizlr.session import Ended, Turn

PAUSED = "Paused, and the clock stands. `quizlr interview` goes on with it."


class PlainInterview(PlainStudy):
    """Runs one interview over two functions: read a line, write a line."""

    def __init__(self, desk: InterviewDesk, read: Read, write: Write) -> None:
        super().__init__(desk, read, write)
        self._interview = desk

    def run(self) -> None:
        """Ask until the time is up, then report; or pause when the learner stops."""
        self.write(f"{self._left()} left. `:q` pauses, `:b` passes over a question.")
        try:
            while self._round():
                pass
        except (EOFError, QuitError, KeyboardInterrupt):
            self._interview.pause()
            self.write("")
            self.write(PAUSED)
            return
        self._interview.end()
        self.write("")
        self.write("The interview is over.")
        made = self._interview.report()
        self._write_all([headline(made), *section_lines(sections(made))])
        self.write(f"`quizlr interview --report {made.id}` shows this again.")

    def _round(self) -> bool:
        """One question or follow-up; False at the end."""
        turn = self._interview.turn()
        if isinstance(turn, Ended):
            return False
        if not self._interview.is_follow_up:
            return super()._round()
        self._show_front(turn)
        answer = self._asker.ask(turn.prompt.task)
        if answer is not None:
            self.write(self._interview.answer(answer).feedback)
        return True

    def _show_front(self, turn: Turn) -> None:
        self.write("")
        self.write(self._head(turn))
        self.write(plain_text(turn.prompt.front))

    def _head(self, turn: Turn) -> str:
        """`[3] advanced question · 12 min left`."""
        if self._interview.is_follow_up:
            return f"Follow-up · {self._left()} left"
        asked = self._interview.asked_of(turn.card)
        number = len(self._interview.interview.answered) + 1
        return f"[{number}] {asked.tier} {KINDS[asked.kind]} · {self._left()} left"

    def _left(self) -> str:
        return f"{self._interview.left_s / 60:.0f} min"


def section_lines(found: Sequence[Section]) -> list[str]:
    """Sections as lines: a title, then a row each."""
    lines: list[str] = []
    for section in found:
        lines += ["", f"{section.title}:"]
        for row in section.rows:
            label = plain_text(row.label)
            indent = "  " if row.is_heading or not _has_headings(section) else "    "
            lines.append(f"{indent}{label}{f' ({row.value})' if row.value else ''}")
    return lines


def _has_headings(section: Section) -> bool:
    return any(row.is_heading for row in section.rows)
