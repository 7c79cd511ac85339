"""How sure the learner is, asked before an answer is shown: if they want to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType

from quizlr.collection import Desk
from quizlr.model import Answer, Checklist, Reveal, Revealed
from quizlr.session import Ended, Turn
from quizlr.tui.keys import key
from quizlr.tui.screens.card_actions import CardActions
from quizlr.tui.screens.framed import shown

if TYPE_CHECKING:
    from quizlr.tui.widgets.sure_row import SureRow

TENS: Final = (5, 6, 7, 8, 9, 10)
"""Tenths that can be said; below one half the learner would bet on being wrong."""
SURE_KEYS: Final[Mapping[str, str]] = {
    "study.forward": "say nothing",
    "study.leave_field": "change the answer",
}
"""Keys of the bottom line while the question stands, and what they do then."""


class Sureness(CardActions):
    """The part of a study screen that holds an answer back until its question is answered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("percent_sign", "ask_sure", "ask how sure I am", "study.confidence"),
        *(
            key(str(tens % 10), f"sure({tens})", f"{10 * tens} % sure", f"study.sure{10 * tens}")
            for tens in TENS
        ),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asks_sure = desk.collection.settings.study.ask_confidence
        self._held: Answer | None = None
        """An answer that waits for the learner to say how sure they are of it."""

    def _answer(self, answer: Answer) -> None:
        """Grade an answer and show what comes of it."""
        raise NotImplementedError

    def holds_back(self, answer: Answer) -> bool:
        """Keep an answer, and ask; False if there is nothing to ask or it was asked already."""
        turn = self._desk.turn()
        was_held = self._held is not None
        self._hold(None)
        if was_held or not self._is_to_ask(turn):
            return False
        if isinstance(answer, Revealed) and not _is_read(turn):
            return False  # who gives up has said how sure they are
        self._hold(answer)
        self.set_focus(None)
        return True

    def _hold(self, answer: Answer | None) -> None:
        self._held = answer
        if answer is not None and not self.query("#sure"):
            from quizlr.tui.widgets.sure_row import SureRow

            self.mount(SureRow(TENS, id="sure"), before="#ratings")
        for row in self.query("#sure"):
            shown(row, is_shown=answer is not None)
        self.show_keys()

    def _is_to_ask(self, turn: Turn | Ended) -> bool:
        return (
            self._asks_sure
            and isinstance(turn, Turn)
            and turn.grade is None
            and turn.confidence is None
            and self._desk.practice is None
            and not self._desk.is_read_only
            and not isinstance(turn.prompt.task, Checklist)
        )

    def lets_go(self) -> bool:
        """Show the answer that was held back, how sure or not; False if none was."""
        if self._held is None:
            return False
        self._answer(self._held)
        return True

    def takes_back(self) -> bool:
        """Leave the question: the answer may be changed; False if none was held back."""
        was_held = self._held is not None
        if was_held:
            self._hold(None)
        return was_held

    def action_sure(self, tens: int) -> None:
        """Say it: after the answer, or instead of the key that shows it."""
        turn = self._desk.turn()
        if not self._is_to_ask(turn):
            return
        self._desk.say_confidence(tens / 10)
        if self._held is not None:
            self.lets_go()
        elif _is_read(turn):
            self._answer(Revealed())
        else:
            self.say(f"{10 * tens} % sure. Now answer.")

    def on_sure_row_chosen(self, message: SureRow.Chosen) -> None:
        """A click says it too."""
        self.action_sure(message.tens)

    def action_ask_sure(self) -> None:
        """Ask from now on, or no longer."""
        self._asks_sure = not self._asks_sure
        if self._asks_sure:
            self.say(
                "Before each answer: how sure are you? Stats shows how right you were. "
                "ask_confidence in config.toml keeps it on."
            )
        else:
            self.say("You are no longer asked how sure you are.")
            self.lets_go()


def _is_read(turn: Turn | Ended) -> bool:
    """Whether the learner answers in their head."""
    return isinstance(turn, Turn) and isinstance(turn.prompt.task, Reveal)
