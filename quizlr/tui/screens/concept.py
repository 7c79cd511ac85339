"""A concept's page: read level by level, its flow opened box by box, tested before one moves on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from quizlr.collection import Collection, Desk
from quizlr.collection.labs import labs_about
from quizlr.collection.pages import (
    cards_of_note,
    named_by,
    practice_desk,
    selftest_desk,
    study_desk,
    topic,
    worked_card,
)
from quizlr.model import Note
from quizlr.rendering import clean_line
from quizlr.stats.coverage import Strand
from quizlr.tui.conceptview import View, concept_lines, known_words, level_words
from quizlr.tui.content import literal
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed
from quizlr.tui.widgets.sheet import Page, Sheet
from quizlr.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from quizlr.collection.live import News


class ConceptScreen(Framed):
    """The page of one concept, `deck/note`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "forward", "back", "concept.forward"),
        key("space", "read_on", "read on", "concept.read_on"),
        key("d", "deeper", "deeper", "concept.deeper"),
        key("tab,right", "select(1)", "box", "concept.next"),
        key("shift+tab,left", "select(-1)", "box before", "concept.before"),
        key("t", "test", "test yourself", "concept.test"),
        key("w", "worked", "worked example", "concept.worked"),
        key("l", "lab", "lab", "concept.lab"),
        key("s", "study", "study its cards", "concept.study"),
        key("o", "links", "open a source", "concept.links"),
        key("down,j", "scroll(1)", "line down", "concept.down"),
        key("up,k", "scroll(-1)", "line up", "concept.up"),
        key("pagedown", "scroll(10)", "page down", "concept.page_down"),
        key("pageup", "scroll(-10)", "page up", "concept.page_up"),
        key("home", "scroll(-9999)", "top", "concept.top"),
        key("end,G", "scroll(9999)", "bottom", "concept.bottom"),
        key("q,escape", "back", "back", "concept.back"),
    ]

    def __init__(self, collection: Collection, concept: str) -> None:
        super().__init__()
        self._collection = collection
        self._view = View(topic(collection, concept), level=0, selected=None)
        self._labs = self._find_labs()

    def body(self) -> ComposeResult:
        """The page."""
        yield Sheet(id="sheet")

    def on_mount(self) -> None:
        """Show the first level."""
        super().on_mount()
        self._show()

    def decks_changed(self, news: News) -> None:  # noqa: ARG002
        """Show the page as it was written anew; what has left the decks stays as it was."""
        self._labs = self._find_labs()
        self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Cards may have been answered meanwhile."""
        old = self._view
        if self.is_mounted and old.topic.key in self._collection.concepts():
            view = View(topic(self._collection, old.topic.key), old.level, old.selected)
            is_there = old.selected is not None and old.selected < len(view.openables)
            self._change(view if is_there else replace(view, selected=None))

    def _change(self, view: View, *, first_line: int | None = None) -> None:
        self._view = view
        self._show(first_line)

    def _show(self, first_line: int | None = None) -> None:
        """Draw the page; it stays where it is unless a line is asked for."""
        view = self._view
        words, style = known_words(view.topic.test)
        self.query_one("#head", TwoEnds).show(
            literal(f"Concept: {clean_line(view.topic.page.title)}", "bold $accent"),
            level_words(view).append("  ").append(literal(words, style)),
            literal(words, style),
        )
        sheet = self.query_one("#sheet", Sheet)
        top = sheet.scroll_offset.y if first_line is None else first_line
        sheet.show(Page(view, lambda width: concept_lines(view, width).lines), first_line=top)
        self.show_keys()

    @property
    def _sheet(self) -> Sheet:
        return self.query_one("#sheet", Sheet)

    @property
    def _next_level(self) -> int | None:
        """The level that comes after the open one; None if all are open."""
        return next(
            (level for level in self._view.topic.page.levels if level > self._view.level), None
        )

    def main_keys(self) -> Sequence[str]:
        """What can be done with this page."""
        view = self._view
        deeper = ("concept.deeper",) if self._next_level is not None else ()
        boxes = ("concept.next",) if view.openables else ()
        test = ("concept.test",) if view.topic.cards else ()
        worked = ("concept.worked",) if Strand.NUMERIC in view.topic.row else ()
        lab = ("concept.lab",) if self._labs else ()
        return (
            "concept.forward", "concept.read_on", *deeper, *test, *worked, *lab, *boxes, "app.help",
            "concept.study", "concept.links",
        )  # fmt: skip

    def _find_labs(self) -> Sequence[Note]:
        """The labs on this concept."""
        found = labs_about(self._collection, (self._view.topic.key,))
        return tuple(each.note for each in found)

    def key_words(self) -> Mapping[str, str]:
        """Enter opens what is selected; the bar has room for short words."""
        forward = {"concept.forward": "open"} if self._view.selected is not None else {}
        return {"concept.test": "test", **forward}

    # -- reading

    def action_read_on(self) -> None:
        """Down by a page; at the end the next level; at the end of that the page is read."""
        sheet = self._sheet
        if sheet.scroll_offset.y < sheet.max_scroll_y:
            sheet.scroll_relative(y=max(1, sheet.size.height - 2), animate=False)
        elif self._next_level is not None:
            self.action_deeper()
        else:
            self.action_back()

    def action_deeper(self) -> None:
        """Open the next level."""
        level = self._next_level
        if level is None:
            self.say("That is all of this page.")
            return
        view = View(self._view.topic, level, self._view.selected)
        found = concept_lines(view, self._sheet.text_width)
        self._change(view, first_line=max(0, found.deeper_at - 1))

    def action_select(self, step: int) -> None:
        """The next thing that can be opened, round and round."""
        view = self._view
        count = len(view.openables)
        if not count:
            self.say("There is nothing to open on this page.")
            return
        start = (-1 if step > 0 else 0) if view.selected is None else view.selected
        view = View(view.topic, view.level, (start + step) % count)
        at = concept_lines(view, self._sheet.text_width).selected_at or 0
        top, height = self._sheet.scroll_offset.y, self._sheet.size.height
        is_seen = top <= at and at + 3 <= top + height
        self._change(view, first_line=None if is_seen else max(0, at - 2))

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        self._sheet.scroll_relative(y=lines, animate=False)

    def action_back(self) -> None:
        """Close the page."""
        self.dismiss()

    # -- opening

    def action_forward(self) -> None:
        """Open what is selected; without a selection, close the page."""
        view = self._view
        if view.selected is None:
            self.action_back()
            return
        chosen = view.openables[view.selected]
        if isinstance(chosen, str):
            self._open(chosen)
        else:
            self._practise(practice_desk(self._collection, (chosen,)))

    def _open(self, name: str) -> None:
        """The page of a concept, or the cards of a note."""
        key = named_by(self._collection, self._view.topic, name)
        cards = cards_of_note(self._collection, key)
        if key in self._collection.concepts():
            self.app.push_screen(ConceptScreen(self._collection, key))
        elif cards:
            self._practise(practice_desk(self._collection, cards))
        else:
            self.say(f"Nothing in your decks is called {name}: quizlr check says more.")

    def action_test(self) -> None:
        """A few questions on the topic; two right, and the page says known."""
        desk = selftest_desk(self._collection, self._view.topic)
        if desk is None:
            self.say("No card is about this concept yet, so there is nothing to ask.")
            return
        self._practise(desk, "Test: nothing here is scheduled. Two right, and the page says known.")

    def action_worked(self) -> None:
        """The worked example, with as many blank steps as the learner can do."""
        card = worked_card(self._collection, self._view.topic)
        if card is None:
            self.say("No drill with steps is about this concept.")
            return
        from quizlr.tui.screens.worked import WorkedScreen

        self.app.push_screen(WorkedScreen(self._collection, card))

    def action_lab(self) -> None:
        """The labs on this concept."""
        if not self._labs:
            self.say("There is no lab on this concept.")
            return
        from quizlr.tui.screens.lab import LabScreen

        self.app.push_screen(LabScreen(self._labs))

    def action_study(self) -> None:
        """Study the topic's cards as they are due."""
        if not self._view.topic.cards:
            self.say("No card is about this concept yet.")
            return
        self._practise(study_desk(self._collection, self._view.topic.cards))

    def _practise(self, desk: Desk, words: str = "") -> None:
        from quizlr.tui.screens.study import StudyScreen

        self.app.push_screen(StudyScreen(desk, words))

    def action_links(self) -> None:
        """Ask before opening the address of a source."""
        from quizlr.tui.screens.links import LinkScreen

        page = self._view.topic.page
        urls = [each.source.url for each in page.references if each.source.url]
        if urls:
            self.app.push_screen(LinkScreen(tuple(dict.fromkeys(urls))))
        else:
            self.say("No source of this page has an address.")

    def on_sheet_link_chosen(self, message: Sheet.LinkChosen) -> None:
        """A link was clicked."""
        from quizlr.tui.screens.links import LinkScreen

        self.app.push_screen(LinkScreen((message.address,)))
