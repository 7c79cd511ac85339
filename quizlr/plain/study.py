"""A sitting as lines of text: for screen readers, pipes and tests. Imports no Textual.

Reads a line, prints a few; colours, boxes and cursor movements are not used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from quizlr.collection import Collection, Desk, editor_command, ended_words
from quizlr.errors import DataError, UsageError
from quizlr.model import (
    Answer,
    Arrange,
    Arranged,
    CardState,
    Grade,
    Mark,
    MarkedLine,
    Note,
    Pick,
    Picked,
    Rating,
    Reveal,
    Revealed,
    TypedText,
    TypeText,
    Verdict,
)
from quizlr.rendering import plain_text
from quizlr.session import Ended, EndReason, Turn

Read = Callable[[str], str]
"""Shows a prompt and reads a line; raises EOFError at the end."""
Write = Callable[[str], None]

COMMANDS: Final = (
    "h hint · t concept · i why now · u undo · U redo · "
    "b bury · x suspend · f flag · e edit · q quit"
)
STATE_WORDS: Final = {
    CardState.NEW: "new",
    CardState.LEARNING: "learning",
    CardState.REVIEW: "review",
    CardState.RELEARNING: "relearning",
}
MARK_WORDS: Final = {
    Mark.RIGHT: "right",
    Mark.WRONG: "wrong",
    Mark.MISSED: "missed",
    Mark.NEUTRAL: "-",
}


class QuitError(Exception):
    """The learner asked to stop."""


class PlainStudy:
    """Runs one Desk over two functions: read a line, write a line."""

    def __init__(self, desk: Desk, read: Read, write: Write) -> None:
        self.desk = desk
        self.collection: Collection = desk.collection
        self.read = read
        self.write = write
        self._commands: Mapping[str, Callable[[], bool]] = {
            "h": self._hint,
            "t": self._concepts,
            "i": self._why,
            "u": lambda: self._undo(is_redo=False),
            "U": lambda: self._undo(is_redo=True),
            "b": lambda: self._aside(self.desk.bury, "Buried until the next study day."),
            "x": lambda: self._aside(self.desk.suspend, "Suspended."),
            "f": self._flag,
            "e": self._edit,
            "?": self._help,
        }

    def run(self) -> None:
        """Study until nothing is left, or until the learner stops."""
        try:
            while self._round():
                pass
        except (EOFError, QuitError, KeyboardInterrupt):
            self.write("")
        self._summary()

    def _round(self) -> bool:
        """One card, or the end; False when there is nothing more."""
        turn = self.desk.turn()
        if isinstance(turn, Ended):
            return self._ended(turn)
        if turn.introduces:
            for note in turn.introduces:
                self._concept(note)
            self.desk.met()
            return True
        self._show_front(turn)
        if turn.grade is None and not self._ask(turn):
            return True
        shown = self.desk.turn()
        if isinstance(shown, Turn) and shown.grade is not None:
            self._show_back(shown, shown.grade)
            self._rate(shown.grade)
        return True

    # -- question and answer

    def _show_front(self, turn: Turn) -> None:
        progress = self.desk.progress()
        deck = self.collection.decks[turn.card.deck_id]
        words = [plain_text(deck.title), STATE_WORDS[turn.schedule.state]]
        if self.collection.schedules.get(turn.card.id, turn.schedule).flag:
            words.append("flagged")
        words.append(f"{progress.left} left")
        self.write("")
        self.write(f"[{progress.done + 1}] {' · '.join(words)}")
        self.write(plain_text(turn.prompt.front))
        self._show_task(turn)

    def _show_task(self, turn: Turn) -> None:
        task = turn.prompt.task
        if isinstance(task, Pick):
            for number, option in enumerate(task.options, 1):
                self.write(f"  {number}. {plain_text(option)}")
        elif isinstance(task, Arrange):
            for number, line in enumerate(task.lines, 1):
                self.write(f"  {number}. {plain_text(line)}")

    def _ask(self, turn: Turn) -> bool:
        """Ask until an answer could be read; False if the card left the table."""
        while True:
            line = self.read(ASKS[type(turn.prompt.task)](turn.prompt.task))
            command = _command(line, needs_colon=not isinstance(turn.prompt.task, Reveal))
            if command is not None:
                if self._do(command):
                    return False
                continue
            answer = _read_answer(turn, line)
            if isinstance(answer, str):
                self.write(answer)
                continue
            grade = self.desk.answer(answer)
            if grade.verdict is not Verdict.INVALID:
                return True
            self.write(grade.feedback)

    def _show_back(self, turn: Turn, grade: Grade) -> None:
        self.write("")
        if grade.verdict is not Verdict.UNGRADED:
            self.write(f"{grade.verdict.capitalize()}. {grade.feedback}".rstrip())
        for line in grade.lines:
            self.write(_marked(line))
        if turn.prompt.back:
            self.write(plain_text(turn.prompt.back))

    def _rate(self, grade: Grade) -> None:
        default = grade.proposed or Rating.GOOD
        buttons = self.desk.buttons()
        words = "  ".join(
            f"{rating.value} {rating.name.capitalize()} {buttons.get(rating, '')}".rstrip()
            for rating in Rating
        )
        while True:
            line = self.read(f"{words}  (enter: {default.name.capitalize()}) > ").strip()
            if line in ("", "1", "2", "3", "4"):
                try:
                    self.desk.rate(Rating(int(line)) if line else default)
                except DataError as error:
                    self.write(str(error))
                    continue
                return
            if self._do(_command(line, needs_colon=False) or line):
                return

    # -- commands: each returns True if the card on the table has changed

    def _do(self, command: str) -> bool:
        if command == "q":
            raise QuitError
        action = self._commands.get(command)
        if action is None:
            self.write(f"'{command}' is no command here. {COMMANDS}")
            return False
        try:
            return action()
        except (DataError, UsageError) as error:
            self.write(str(error))
            return False

    def _help(self) -> bool:
        self.write(COMMANDS)
        self.write("While you type an answer, write a colon first: :h :u :q")
        return False

    def _hint(self) -> bool:
        hint = self.desk.hint()
        self.write(f"Hint: {plain_text(hint)}" if hint else "There is no further hint.")
        return False

    def _concepts(self) -> bool:
        notes = self.desk.concepts()
        for note in notes:
            self._concept(note)
        if not notes:
            self.write("This card names no concept.")
        return False

    def _concept(self, note: Note) -> None:
        self.write("")
        self.write(f"Concept: {plain_text(concept_title(note))}")
        self.write(plain_text(note.front))

    def _why(self) -> bool:
        why = self.desk.why()
        self.write(why.reason)
        if why.stability_days is not None and why.difficulty is not None:
            self.write(
                f"Stability {why.stability_days:.1f} days, difficulty {why.difficulty:.1f} of 10, "
                f"{why.review_count} ratings, {why.lapse_count} lapses."
            )
        return False

    def _undo(self, *, is_redo: bool) -> bool:
        done = self.desk.redo() if is_redo else self.desk.undo()
        if done is None:
            self.write("There is nothing to do again." if is_redo else "There is nothing to undo.")
            return False
        self.write(done.words)
        return True

    def _aside(self, action: Callable[[], None], words: str) -> bool:
        action()
        self.write(words)
        return True

    def _flag(self) -> bool:
        self.write("Flagged." if self.desk.flag() else "The flag is gone.")
        return False

    def _edit(self) -> bool:
        import subprocess

        path, line = self.desk.edit_target()
        command = editor_command(path, line, self.collection.settings.app.editor)
        subprocess.run(command, check=False)
        self.write(self.desk.reload(path))
        return True

    # -- the end

    def _ended(self, ended: Ended) -> bool:
        now, zone = self.collection.now(), self.collection.clock.zone
        for line in ended_words(ended, now, zone, self.desk.progress().budget_min):
            self.write(line)
        if ended.reason is not EndReason.MINUTES:
            return False
        if self.read("c to go on, enter to stop > ").strip() != "c":
            return False
        self.desk.go_on()
        return True

    def _summary(self) -> None:
        summary = self.desk.summary()
        if not summary.count:
            return
        counts = ", ".join(
            f"{number} {rating.name.capitalize()}" for rating, number in summary.ratings.items()
        )
        minutes = summary.duration_ms / 60_000
        answers = "1 answer" if summary.count == 1 else f"{summary.count} answers"
        self.write(f"{answers} in {minutes:.1f} min: {counts}.")
        if summary.again:
            self.write("To look at again: " + ", ".join(card.id for card in summary.again))
        days = "1 day" if summary.streak_days == 1 else f"{summary.streak_days} days"
        self.write(f"Due tomorrow: {summary.due_tomorrow}. Streak: {days}.")


def concept_title(note: Note) -> str:
    """A concept's title, or its id."""
    return str(getattr(note.content, "title", "")) or note.id


def _command(line: str, *, needs_colon: bool) -> str | None:
    text = line.strip()
    if text.startswith(":") and len(text) == 2:
        return text[1]
    if not needs_colon and len(text) == 1 and not text.isdigit():
        return text
    return None


def _read_answer(turn: Turn, line: str) -> Answer | str:
    """The answer that a line gives, or a sentence on why it gives none."""
    task = turn.prompt.task
    if isinstance(task, Reveal):
        return Revealed()
    if isinstance(task, TypeText):
        return TypedText(line.strip())
    words = line.replace(",", " ").split()
    limit = len(task.keys)
    if not all(word.isdigit() and 1 <= int(word) <= limit for word in words):
        return f"Write numbers from 1 to {limit}, as in 2 or 1 3."
    keys = tuple(task.keys[int(word) - 1] for word in words)
    if len(set(keys)) != len(keys):
        return "A number stands twice."
    if isinstance(task, Pick):
        if not task.is_multiple and len(keys) > 1:
            return "Pick one."
        return Picked(tuple(sorted(keys)))
    return Arranged(keys)


def _marked(line: MarkedLine) -> str:
    why = f" ({plain_text(line.why)})" if line.why else ""
    return f"  {MARK_WORDS[line.mark]}: {plain_text(line.text)}{why}"


def _ask_pick(task: object) -> str:
    many = isinstance(task, Pick) and task.is_multiple
    return "Pick all that are right, as in 1 3 > " if many else "Pick one > "


ASKS: Final[Mapping[type, Callable[[object], str]]] = {
    Reveal: lambda _: "enter to see the answer (? for the commands) > ",
    TypeText: lambda _: "Your answer > ",
    Pick: _ask_pick,
    Arrange: lambda _: "The right order, as in 2 1 3; leave out what does not belong > ",
}
