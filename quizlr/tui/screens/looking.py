"""What there is to see around the card on the table: concepts, reasons, labs, links, hints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from quizlr.collection import Desk
from quizlr.errors import QuizlrError
from quizlr.rendering import render
from quizlr.session import Ended, Turn
from quizlr.tui.content import CAUTION, links_of
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed
from quizlr.tui.widgets.sheet import MAX_WIDTH, Sheet


class Looking(Framed):
    """The part of a study screen that changes nothing but what is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("h", "hint", "hint", "study.hint"),
        key("w", "work", "worked step", "study.work"),
        key("t", "concept", "concept", "study.concept"),
        key("i", "why", "why now", "study.why"),
        key("l", "lab", "lab", "study.lab"),
        key("o", "links", "open a link", "study.links"),
        key("exclamation_mark", "name_variant", "copy the variant's name", "study.name_variant"),
        key("down,j", "scroll(1)", "line down", "study.down"),
        key("up,k", "scroll(-1)", "line up", "study.up"),
        key("pagedown", "scroll(10)", "scroll down", "study.page_down"),
        key("pageup", "scroll(-10)", "scroll up", "study.page_up"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def show_turn(self) -> None:
        """Draw the card on the table, or why there is none."""
        raise NotImplementedError

    def show_head(self) -> None:
        """Draw where the learner is."""
        raise NotImplementedError

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do something that may be refused; the refusal is shown and nothing is lost."""
        try:
            action()
        except QuizlrError as error:
            self.say(str(error), CAUTION)
            return False
        return True

    def action_hint(self) -> None:
        """Show one more hint."""
        turn = self._desk.turn()
        if isinstance(turn, Ended) or turn.grade is not None:
            return
        if self._desk.hint() is None:
            self.say("There is no further hint." if turn.hints_shown else "This card has no hint.")
        else:
            self.show_turn()

    def action_work(self) -> None:
        """Show one more step of the worked solution; what was shown is not recall."""
        turn = self._desk.turn()
        if isinstance(turn, Ended) or turn.grade is not None:
            return
        if self._desk.work() is None:
            is_last = turn.steps_shown > 0
            self.say("That was the last step." if is_last else "There is no step to show.")
        else:
            self.show_turn()
            self.say("A step was shown: Again is proposed, whatever comes.")

    def introduce(self, turn: Turn) -> None:
        """Show the concepts that the learner has not met, the first on top; then the card."""
        from quizlr.tui.screens.concept import ConceptScreen

        pages = [ConceptScreen(self._desk.collection, key) for key in reversed(turn.introduces)]
        self._desk.met()
        for page in pages:
            self.app.push_screen(page)

    def action_concept(self) -> None:
        """Open the concepts that the card is about."""
        from quizlr.tui.screens.concept import ConceptScreen

        if isinstance(self._desk.turn(), Ended):
            return
        concepts = self._desk.concepts()
        if not concepts:
            self.say("This card names no concept.")
        for concept in reversed(concepts):
            self.app.push_screen(ConceptScreen(self._desk.collection, concept))

    def action_why(self) -> None:
        """Say why this card is here now."""
        from quizlr.tui.screens.why import why_page

        if isinstance(self._desk.turn(), Turn):
            self.app.push_screen(why_page(self._desk.why(), self._desk.collection.clock.zone))

    def action_lab(self) -> None:
        """Open the lab on the card's subject: move its numbers and see what follows."""
        if isinstance(self._desk.turn(), Ended):
            return
        notes = self._desk.labs()
        if not notes:
            self.say("There is no lab on what this card is about.")
            return
        from quizlr.tui.screens.lab import LabScreen

        self.app.push_screen(LabScreen(notes))

    def action_links(self) -> None:
        """Ask before opening a link of what is shown."""
        turn = self._desk.turn()
        found: tuple[str, ...] = ()
        if isinstance(turn, Turn):
            back = turn.prompt.back if turn.grade else ""
            found = links_of(render(f"{turn.prompt.front}\n\n{back}", MAX_WIDTH))
        if found:
            self._ask_to_open(found)
        else:
            self.say("There is no link on this card.")

    def on_sheet_link_chosen(self, message: Sheet.LinkChosen) -> None:
        """A link was clicked."""
        self._ask_to_open((message.address,))

    def _ask_to_open(self, addresses: Sequence[str]) -> None:
        from quizlr.tui.screens.links import LinkScreen

        self.app.push_screen(LinkScreen(addresses))

    def action_name_variant(self) -> None:
        """Copy what makes the same numbers again: skill, version, seed."""
        if isinstance(self._desk.turn(), Ended):
            return
        name = self._desk.variant_name()
        if name:
            self.app.copy_to_clipboard(name)
            self.say(f"Copied: {name}")
        else:
            self.say("Only drills and bugs can be asked again by a command.")

    def action_scroll(self, lines: int) -> None:
        """Scroll the card."""
        self._sheet.scroll_relative(y=lines, animate=False)

    @property
    def _sheet(self) -> Sheet:
        return self.query_one("#sheet", Sheet)
