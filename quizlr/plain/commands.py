"""The commands of a sitting in lines of text: one letter each, after a colon while one answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from quizlr.collection import Desk
from quizlr.errors import DataError, UsageError
from quizlr.plain.concepts import concept_lines
from quizlr.plain.telling import why_lines
from quizlr.rendering import plain_text

if TYPE_CHECKING:
    from quizlr.collection.live import News

Write = Callable[[str], None]

NO_VARIANT: Final = "Only drills and bugs can be asked again."
GIVE_UP: Final = "g"
HELP: Final = "?"
COMMANDS: Final = (
    "h hint · w worked step · g show the answer · n another variant · t concept · i why now · "
    "u undo · U redo · ! name the variant · b bury · x suspend · f flag · e edit · q quit"
)
WITH_COLON: Final = "While you type an answer, write a colon first: :h :u :q"
ANNOUNCED: Final = "Commands begin with a colon here (:? for the commands)."


class QuitError(Exception):
    """The learner asked to stop."""


def command_in(line: str, *, needs_colon: bool) -> str | None:
    """The command that a line gives; None if it is something else.

    Args:
        line: As typed.
        needs_colon: Whether a letter by itself would be an answer; a `?` never is one.
    """
    text = line.strip()
    if text.startswith(":") and len(text) == 2:
        return text[1]
    if text == HELP or (not needs_colon and len(text) == 1 and not text.isdigit()):
        return text
    return None


class Commands:
    """Does what is asked for by a letter.

    Args:
        desk: The sitting.
        write: Takes what is said.
        practise: Runs a sitting in this one, and comes back.
        take_up: Puts decks to use that were read again.
    """

    def __init__(
        self,
        desk: Desk,
        write: Write,
        practise: Callable[[Desk], None],
        take_up: Callable[[News], None],
    ) -> None:
        self._desk = desk
        self._write = write
        self._practise = practise
        self._take_up = take_up
        self._actions: Mapping[str, Callable[[], bool]] = {
            "h": self._hint,
            "t": self._concepts,
            "w": self._work,
            GIVE_UP: lambda: self._say("The answer is shown already."),
            "n": self._another,
            "!": lambda: self._say(desk.variant_name() or NO_VARIANT),
            "i": lambda: self._say(*why_lines(desk.why())),
            "u": lambda: self._undo(is_redo=False),
            "U": lambda: self._undo(is_redo=True),
            "b": lambda: self._aside(desk.bury, "Buried until the next study day."),
            "x": lambda: self._aside(desk.suspend, "Suspended."),
            "f": lambda: self._say("Flagged." if desk.flag() else "The flag is gone."),
            "e": self._edit,
            HELP: lambda: self._say(COMMANDS, WITH_COLON),
        }

    def do(self, command: str) -> bool:
        """Do it; True if the card on the table has changed.

        Raises:
            QuitError: the command was to stop.
        """
        if command == "q":
            raise QuitError
        action = self._actions.get(command)
        if action is None:
            return self._say(f"'{command}' is no command here. {COMMANDS}")
        try:
            return action()
        except (DataError, UsageError) as error:
            return self._say(str(error))

    def _say(self, *lines: str) -> bool:
        """Words only: the card stays as it is."""
        for line in lines:
            self._write(line)
        return False

    def _hint(self) -> bool:
        hint = self._desk.hint()
        return self._say(f"Hint: {plain_text(hint)}" if hint else "There is no further hint.")

    def _work(self) -> bool:
        step = self._desk.work()
        return self._say(plain_text(step) if step else "There is no further step to show.")

    def _concepts(self) -> bool:
        found = self._desk.concepts()
        lines = [line for key in found for line in concept_lines(self._desk.collection, key)]
        return self._say(*(lines or ["This card names no concept."]))

    def _another(self) -> bool:
        if self._desk.practice is not None:
            return self._say("This is practice: the next question has other numbers.")
        desk = self._desk.another()
        if desk is None:
            return self._say("This card has no other variants.")
        self._write("Practice: other variants of this skill; q leads back.")
        self._practise(desk)
        return True

    def _undo(self, *, is_redo: bool) -> bool:
        done = self._desk.redo() if is_redo else self._desk.undo()
        if done is None:
            return self._say(
                "There is nothing to do again." if is_redo else "There is nothing to undo."
            )
        self._write(done.words)
        return True

    def _aside(self, action: Callable[[], None], words: str) -> bool:
        action()
        self._write(words)
        return True

    def _edit(self) -> bool:
        import subprocess

        from quizlr.collection.editor import editor_command
        from quizlr.collection.live import read_again

        path, line = self._desk.edit_target()
        command = editor_command(path, line, self._desk.collection.settings.app.editor)
        subprocess.run(command, check=False)
        self._take_up(read_again(self._desk.collection, [path]))
        return True
