"""Stats: the mirror, panel by panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import BindingType

from quizlr.collection.mirror import PANELS, QUICK_FIRST, Mirror
from quizlr.model import CardId
from quizlr.tui.keys import key
from quizlr.tui.screens.paneled import PanelsScreen

MEMORY: Final = "memory"
NAMES: Final = (*PANELS, MEMORY)
TITLES: Final = (*PANELS.values(), "Memory")
MARKS: Final = "1234567890m"


class StatsScreen(PanelsScreen):
    """What was remembered, what comes, and how well the app predicts; and any card's memory."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("slash,f", "find", "find a card", "stats.find"),
        key("n", "card(1)", "next card", "stats.next_card"),
        key("p", "card(-1)", "card before", "stats.previous_card"),
        *(
            key(mark, f"go({at})", TITLES[at], f"stats.{NAMES[at]}")
            for at, mark in enumerate(MARKS)
        ),
    ]

    names, titles, marks, first, what = NAMES, TITLES, MARKS, QUICK_FIRST, "Stats"

    def __init__(self, mirror: Mirror, first: str = NAMES[0]) -> None:
        self._sight = mirror.sight()
        self._card = 0
        super().__init__(self._sight, first)

    @property
    def name_shown(self) -> str:
        """The name under which the sight knows what is shown."""
        if NAMES[self._at] != MEMORY:
            return NAMES[self._at]
        cards = self._sight.card_ids
        return f"{MEMORY}:{cards[self._card % len(cards)]}" if cards else f"{MEMORY}:"

    @property
    def is_ready(self) -> Sequence[int]:
        """A card's memory is computed in no time."""
        return [*super().is_ready, NAMES.index(MEMORY)]

    def own_keys(self) -> Sequence[str]:
        """For the memory: which card."""
        return ("stats.next_card", "stats.find") if NAMES[self._at] == MEMORY else ()

    def action_card(self, step: int) -> None:
        """The memory of the card that was rated before this one."""
        if self._sight.card_ids:
            self._card = (self._card + step) % len(self._sight.card_ids)
            self.action_go(NAMES.index(MEMORY))

    def action_find(self) -> None:
        """Choose the card whose memory is shown."""
        from quizlr.tui.screens.find_card import FindCardScreen

        sight = self._sight
        self.app.push_screen(FindCardScreen(sight.card_ids, sight.name_of, self._show_card))

    def _show_card(self, card_id: CardId) -> None:
        self._card = self._sight.card_ids.index(card_id)
        self.action_go(NAMES.index(MEMORY))
