"""What a card type can do: read a note's own fields, name its cards, ask, and grade."""

from __future__ import annotations

from typing import Protocol

from quizlr.decks.notetype import NoteType
from quizlr.model import Answer, Card, Grade, Prompt


class CardType(NoteType, Protocol):
    """One type of note, as the session sees it. It keeps nothing: all is in the arguments.

    The examples of the fields that are required, and of those in `sketch`, make one note together.
    """

    @property
    def doc(self) -> str:
        """One sentence for the author: what such a note is."""

    @property
    def sketch(self) -> tuple[str, ...]:
        """Optional fields that an author's first note of this type should show."""

    def ask(self, card: Card, seed: int) -> Prompt:
        """What is shown this time; the same for the same card and seed."""

    def grade(self, prompt: Prompt, answer: Answer) -> Grade:
        """Our judgement of an answer to a prompt that `ask` made."""
