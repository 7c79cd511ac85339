"""A sitting as lines of text: for screen readers, pipes and tests. Imports no Textual.

Reads a line, prints a few; colours, boxes and cursor movements are not used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from quizlr.collection import Collection, Desk, ended_words
from quizlr.errors import DataError, UsageError
from quizlr.model import (
    Answer,
    Arranged,
    CardState,
    Checked,
    Checklist,
    Grade,
    Mark,
    MarkedLine,
    Note,
    Picked,
    Rating,
    Reveal,
    Stepped,
    Steps,
    Task,
    TypedText,
    Verdict,
)
from quizlr.plain import tasks
from quizlr.rendering import plain_text
from quizlr.session import Ended, EndReason, Turn

Read = Callable[[str], str]
"""Shows a prompt and reads a line; raises EOFError at the end."""
Write = Callable[[str], None]

COMMANDS: Final = (
    "h hint · w worked step · n another variant · t concept · i why now · u undo · U redo · "
    "! name the variant · b bury · x suspend · f flag · e edit · q quit"
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


VERDICT_WORDS: Final = {
    Verdict.CORRECT: "Correct",
    Verdict.PARTIAL: "Partly right",
    Verdict.WRONG: "Wrong",
    Verdict.SLIP: "A known slip",
    Verdict.UNIT: "Right, in another unit",
    Verdict.TOO_FEW_DIGITS: "Too few digits",
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
            "w": self._work,
            "n": self._another,
            "!": self._name,
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

    def _ask(self, turn: Turn) -> bool:
        """Ask until an answer could be read; False if the card left the table."""
        task = turn.prompt.task
        while True:
            answer = self._answers(task)
            if answer is None:
                return False
            grade = self.desk.answer(answer)
            shown = self.desk.turn()
            if isinstance(shown, Turn) and shown.grade is not None:
                return True
            self.write(grade.feedback)

    def _answers(self, task: Task) -> Answer | None:
        if isinstance(task, Steps):
            return self._steps(task)
        return self._free(task) if isinstance(task, Checklist) else self._answer(task)

    def _free(self, task: Checklist) -> Answer | None:
        """Lines up to an empty one, then the points; None if the card left the table."""
        began_ms = self.collection.now().at_ms
        self.write(f"Type your answer, or say it aloud, in {clock_words(task.minutes * 60)}.")
        lines: list[str] = []
        while line := self.read("An empty line shows the points > ").rstrip():
            command = _command(line, needs_colon=True)
            if command is None:
                lines.append(line)
            elif self._do(command):
                return None
        seconds = (self.collection.now().at_ms - began_ms) / 1000
        self.write(f"That took {clock_words(seconds)} of {clock_words(task.minutes * 60)}.")
        ticked = self._answer(task)
        if not isinstance(ticked, Checked):
            return ticked
        return replace(ticked, text="\n".join(lines).strip(), seconds=seconds)

    def _steps(self, task: Steps) -> Answer | None:
        answers = []
        for number, step in enumerate(task.steps, 1):
            self.write(f"Step {number} of {len(task.steps)}. {plain_text(step.say)}")
            answer = self._answer(step.task)
            if not isinstance(answer, TypedText | Picked | Arranged):
                return None
            answers.append(answer)
        return Stepped(tuple(answers))

    def _answer(self, task: Task) -> Answer | None:
        """Ask until a line can be read as an answer; None if the card left the table."""
        for line in tasks.shown(task):
            self.write(line)
        while True:
            line = self.read(tasks.asked(task))
            command = _command(line, needs_colon=not isinstance(task, Reveal))
            if command is not None:
                if self._do(command):
                    return None
                continue
            found = tasks.read(task, line)
            if isinstance(found, str):
                self.write(found)
            elif isinstance(found, tasks.Calculated):
                self.write(f"= {found.text}")
            else:
                return found

    def _show_back(self, turn: Turn, grade: Grade) -> None:
        self.write("")
        if grade.verdict is not Verdict.UNGRADED:
            self.write(f"{VERDICT_WORDS[grade.verdict]}. {grade.feedback}".rstrip())
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

    def _work(self) -> bool:
        step = self.desk.work()
        self.write(plain_text(step) if step else "There is no further step to show.")
        return False

    def _another(self) -> bool:
        desk = self.desk.another()
        if desk is None:
            self.write("This card has no other variants.")
            return False
        self.write("Practice: other variants of this skill; q leads back.")
        PlainStudy(desk, self.read, self.write).run()
        return True

    def _name(self) -> bool:
        self.write(self.desk.variant_name() or "This card is the same at every review.")
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

        from quizlr.collection.editor import editor_command

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
        for told in summary.slips:
            self.write(f"Slip in {told.card.id}: {told.words}.")
        if summary.again:
            self.write("To look at again: " + ", ".join(card.id for card in summary.again))
        days = "1 day" if summary.streak_days == 1 else f"{summary.streak_days} days"
        self.write(f"Due tomorrow: {summary.due_tomorrow}. Streak: {days}.")


def clock_words(seconds: float) -> str:
    """Minutes and seconds: `0:34`."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"


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


def _marked(line: MarkedLine) -> str:
    why = f" ({plain_text(line.why)})" if line.why else ""
    return f"  {MARK_WORDS[line.mark]}: {plain_text(line.text)}{why}"
