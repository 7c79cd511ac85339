"""Help with a card that is forgotten again and again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from quizlr.collection import Collection, Desk
from quizlr.collection.leeches import LeechHelp, leech_words
from quizlr.model import Card
from quizlr.rendering import clean_line
from quizlr.tui.keys import key
from quizlr.tui.screens.page import Page


class LeechScreen(Page):
    """What goes wrong with a card, and the ways out; gives back a practice if one is asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("t", "concept", "concept", "leech.concept"),
        key("s", "simpler", "practise what it rests on", "leech.simpler"),
    ]

    def __init__(self, collection: Collection, known: LeechHelp) -> None:
        parts = [f"> {_first_line(known.card)}", *leech_words(known)]
        if known.concepts:
            parts.append("`t` opens its concept.")
        if known.simpler:
            names = "\n".join(f"- {_first_line(card)}" for card in known.simpler)
            parts.append(f"`s` practises what it rests on:\n\n{names}")
        parts.append("When it comes back: `e` edits it, `x` suspends it, `i` shows its history.")
        super().__init__("Forgotten again", "\n\n".join(parts))
        self._collection = collection
        self._known = known

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        concept = ("leech.concept",) if self._known.concepts else ()
        simpler = ("leech.simpler",) if self._known.simpler else ()
        return ("page.back", *concept, *simpler, "page.down", "page.up")

    def action_concept(self) -> None:
        """Open its concepts."""
        from quizlr.tui.screens.concept import ConceptScreen

        for concept in reversed(self._known.concepts):
            self.app.push_screen(ConceptScreen(self._collection, concept))

    def action_simpler(self) -> None:
        """Practise simpler cards first."""
        simpler = self._known.simpler
        if simpler:
            practice = self._collection.practice(len(simpler))
            self.dismiss(Desk(self._collection, simpler, practice=practice))


def _first_line(card: Card) -> str:
    return clean_line(card.note.front.strip().partition("\n")[0])
