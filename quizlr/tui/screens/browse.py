"""Browse: search all cards while typing, look at them, and do things to many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from quizlr.cardtypes import ask, grade
from quizlr.collection import Collection
from quizlr.collection.browsing import Browser
from quizlr.collection.marking import cards_words
from quizlr.collection.previewing import FIRST_VARIANT
from quizlr.errors import QuizlrError
from quizlr.model import NEW_SCHEDULE, Card, CardId, Moment, Revealed
from quizlr.search.fault import carets
from quizlr.search.keys import keys_begun
from quizlr.search.ordering import ORDERS
from quizlr.tui.browse_rows import card_row, heading
from quizlr.tui.card import answer_page, markdown_lines
from quizlr.tui.content import CAUTION, MUTED, cut, literal
from quizlr.tui.keys import key, keys_by_id
from quizlr.tui.screens.browse_deeds import BrowseDeeds
from quizlr.tui.screens.framed import shown
from quizlr.tui.widgets.drawn import Drawn
from quizlr.tui.widgets.long_rows import LongRows
from quizlr.tui.widgets.query_line import QueryLine, QueryWords
from quizlr.tui.widgets.sheet import EMPTY, Page, Sheet
from quizlr.tui.widgets.two_ends import TwoEnds
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.collection.live import News

TYPED_S: Final = 0.04
"""After the last key: a search of many cards takes a frame or two."""
LOOKED_S: Final = 0.08
"""So long the cursor rests before its card is drawn beside the list."""
WIDE: Final = 110
"""Cells from which the card stands beside the list."""
SHORT: Final = 16


class Heading(Drawn):
    """The names of the columns."""

    DEFAULT_CSS = "Heading { height: 1; padding: 0 2 0 2; }"

    def draw(self, width: int) -> Sequence[Content]:
        """One line."""
        return [cut(heading(width), width)]


class BrowseScreen(BrowseDeeds):
    """A line for the search, the cards that it means, and one of them beside."""

    DEFAULT_CSS = """
    BrowseScreen #query { margin: 0 2; width: 1fr; }
    BrowseScreen #words { padding: 0 2; }
    BrowseScreen #both { height: 1fr; }
    BrowseScreen #left { width: 11fr; }
    BrowseScreen #look { display: none; width: 9fr; border-left: solid $panel; }
    BrowseScreen.-wide #look { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("slash", "type", "search", "browse.type"),
        key("space", "mark", "mark", "browse.mark"),
        key("asterisk", "mark_all", "mark all", "browse.mark_all"),
        key("o", "order", "order", "browse.order"),
        key("escape", "leave", "unmark, back", "browse.leave"),
        key("q", "back", "back", "browse.back"),
    ]

    @dataclass
    class Ready(Message):
        """The text of all cards was read."""

    def __init__(self, collection: Collection, query: str = "") -> None:
        super().__init__(collection)
        self._browser = Browser(collection)
        self._is_ready = False
        self._text = query
        self._understood = ""
        self._cards: Sequence[Card] = ()
        self._marked: set[CardId] = set()
        self._order = ORDERS[0]
        self._now: Moment = collection.now()
        self._typed: Timer | None = None
        self._rested: Timer | None = None

    def body(self) -> ComposeResult:
        """The search, the list, the card."""
        yield QueryLine(self._text, id="query")
        yield QueryWords(id="words")
        with Horizontal(id="both"):
            with Vertical(id="left"):
                yield Heading(id="columns")
                yield LongRows(id="rows")
            yield Sheet(id="look")

    def on_mount(self) -> None:
        """Show all cards, or what the query finds; the learner may type at once."""
        super().on_mount()
        self.query_one("#rows" if self._text else "#query").focus()
        if not self._text:
            self._search()
        self._prepare()

    def on_resize(self, event: events.Resize) -> None:
        """Is there room for the card beside the list, and for the names of the columns?"""
        self.set_class(event.size.width >= WIDE, "-wide")
        shown(self.query_one("#columns"), is_shown=event.size.height >= SHORT)
        self._look_soon()

    def on_screen_resume(self) -> None:
        """Cards may have been rated while another screen was on top."""
        if self.is_mounted:
            self.show_changes()

    def decks_changed(self, news: News) -> None:
        """Search what the decks are now."""
        self._is_ready = False
        self._prepare()
        self.say(news.words, CAUTION if news.errors else MUTED)

    @work(thread=True, exclusive=True, group="prepare")
    def _prepare(self) -> None:
        self._browser.prepare()
        self.post_message(self.Ready())

    def on_browse_screen_ready(self) -> None:
        """Now text can be searched."""
        self._is_ready = True
        self._search()

    # -- searching

    def on_input_changed(self, event: Input.Changed) -> None:
        """The query is being typed."""
        event.stop()
        if self._typed is not None:
            self._typed.stop()
        self._typed = self.set_timer(TYPED_S, self._search)

    def on_query_line_left(self) -> None:
        """The learner turns to the cards: what was typed counts now."""
        if self._typed is not None:
            self._search()
        self.query_one("#rows").focus()

    def search_for(self, query: str) -> None:
        """Search for something else."""
        self.query_one("#query", QueryLine).value = query
        self._search()

    def _search(self) -> None:
        """Find what the query means; where it means nothing yet, what was found last stays."""
        if self._typed is not None:
            self._typed.stop()
            self._typed = None
        self._text = self.query_one("#query", QueryLine).value
        words = self.query_one("#words", QueryWords)
        if self._text.strip() and not self._is_ready:
            words.say("Reading the cards …")
            return
        try:
            found = self._browser.find(self._text)
        except QuizlrError as error:
            words.say(str(error), is_wrong=True)
            return
        if found.fault is not None:
            is_wrong = not found.fault.is_unfinished
            words.say(found.fault.message, carets(found.fault, self._text), is_wrong=is_wrong)
            return
        begun = keys_begun(self._text)
        if begun and not found.cards and self._cards:
            # most likely a key is being typed: the list would flicker
            words.say(f"No card has this. Or go on: {' '.join(begun)}")
            return
        self._understood = self._text.strip()
        self._show_found(found.cards)
        words.say(self._words())

    def _words(self) -> str:
        if not self._collection.cards:
            return f"There are no cards yet. Put a deck into {self._collection.home.decks}."
        if not self._cards:
            return "No card is like this. Take a word away, or press esc and l for kept searches."
        return QueryWords.HINT if not self._understood else ""

    @property
    def understood(self) -> str:
        """The search that was understood last."""
        return self._understood

    # -- drawing

    def _show_found(self, cards: Sequence[Card]) -> None:
        """List cards in the order that is chosen; the cursor stays on its card."""
        current = self.current
        self._now = self._collection.now()
        self._cards = self._order.sorted(cards, self._collection.schedules, self._now)
        if self._marked:
            self._marked &= {card.id for card in self._cards}
        cursor = place_of(current, self._cards)
        self.query_one("#rows", LongRows).show(len(self._cards), self._row, cursor)
        self._show_head()
        self.show_keys()

    def _row(self, place: int, width: int) -> Content:
        card = self._cards[place]
        schedule = self._collection.schedules.get(card.id, NEW_SCHEDULE)
        return card_row(card, schedule, self._now, width, is_marked=card.id in self._marked)

    def _show_head(self) -> None:
        count = len(self._cards)
        total = len(self._collection.cards)
        found = cards_words(count) if count == total else f"{count:,} of {cards_words(total)}"
        order = "" if self._order is ORDERS[0] else f" · {self._order.name}"
        marked = f" · {len(self._marked):,} marked" if self._marked else ""
        head = self.query_one("#head", TwoEnds)
        shorter = literal(f"{count:,}{marked}", MUTED)
        head.show(literal("Browse", "bold $accent"),
                  literal(f"{found}{order}{marked}", MUTED), literal(f"{found}{marked}", MUTED),
                  shorter)  # fmt: skip

    def show_changes(self, card_id: CardId | None = None) -> None:
        """Draw the rows anew, with the cursor on a card if it is listed."""
        self._browser.refresh()
        self._now = self._collection.now()
        self.query_one("#rows", LongRows).redraw()
        if card_id is not None and (current := self.current) and current.id != card_id:
            places = {card.id: place for place, card in enumerate(self._cards)}
            if card_id in places:
                self.query_one("#rows", LongRows).move_to(places[card_id])
        self._show_head()
        self.show_keys()

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        if isinstance(self.focused, QueryLine):
            return ("query.leave",)
        if not self._cards:
            return ("browse.type", "browse.searches", "browse.back", "app.help")
        return (
            "browse.preview", "browse.type", "browse.back", "app.help", "browse.mark",
            "browse.suspend", "browse.history", "browse.study", "browse.edit", "browse.move",
            "browse.flag", "browse.reset", "browse.order", "browse.save", "browse.searches",
            "browse.undo",
        )  # fmt: skip

    # -- the card beside the list

    def on_long_rows_moved(self) -> None:
        """Draw the card when the cursor rests."""
        self._look_soon()

    def on_long_rows_chosen(self) -> None:
        """A second click looks at the card."""
        self.action_preview()

    def _look_soon(self) -> None:
        if self._rested is not None:
            self._rested.stop()
        if self.has_class("-wide"):
            self._rested = self.set_timer(LOOKED_S, self._look)

    def _look(self) -> None:
        card = self.current
        self.query_one("#look", Sheet).show(_page(card) if card else EMPTY)

    # -- moving about

    @property
    def current(self) -> Card | None:
        """The card under the cursor."""
        cursor = self.query_one("#rows", LongRows).cursor
        return self._cards[cursor] if cursor < len(self._cards) else None

    @property
    def listed(self) -> Sequence[Card]:
        """The cards that are marked, else all that were found."""
        if not self._marked:
            return self._cards
        return [card for card in self._cards if card.id in self._marked]

    @property
    def meant(self) -> Sequence[CardId]:
        """The cards that are marked, in the order of the list; else the one under the cursor."""
        if self._marked:
            return [card.id for card in self.listed]
        return [self.current.id] if self.current else []

    def action_type(self) -> None:
        """Go to the line for the search."""
        self.query_one("#query").focus()

    def action_mark(self) -> None:
        """Mark the card, or take its mark away, and go to the next."""
        if self.current is not None:
            self._marked ^= {self.current.id}
            rows = self.query_one("#rows", LongRows)
            rows.redraw()
            rows.action_move(1)
            self._show_head()

    def action_mark_all(self) -> None:
        """Mark all that was found, or take all marks away."""
        ids = {card.id for card in self._cards}
        self._marked = set() if self._marked == ids else ids
        self.query_one("#rows", LongRows).redraw()
        self._show_head()

    def action_order(self) -> None:
        """List the cards in another order."""
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        places = {card.id: place for place, card in enumerate(self._collection.cards)}
        self._show_found(sorted(self._cards, key=lambda card: places.get(card.id, 0)))
        self.query_one("#rows", LongRows).move_to(0)
        self.say(f"Listed {self._order.name}.")

    def action_leave(self) -> None:
        """Stop what goes on; else take the marks away; else go back."""
        if self.stop():
            return
        if self._marked:
            self._marked = set()
            self.query_one("#rows", LongRows).redraw()
            self._show_head()
        else:
            self.action_back()

    def action_back(self) -> None:
        """Leave."""
        self.stop()
        self.dismiss()

    def action_help(self) -> None:
        """Show the keys of this screen, and the keys of the search language."""
        from quizlr.tui.screens.help import help_page
        from quizlr.tui.search_help import search_help

        self.app.push_screen(help_page(keys_by_id(self), search_help()))


def place_of(wanted: Card | None, cards: Sequence[Card]) -> int:
    """Where a card is in a list, perhaps read anew; 0 if it is not there."""
    if wanted is None:
        return 0
    for place, card in enumerate(cards):
        if card is wanted:
            return place
    same = (
        place
        for place, card in enumerate(cards)
        if card.note.id == wanted.note.id and card.id == wanted.id
    )
    return next(same, 0)


def _page(card: Card) -> Page:
    """Both sides of a card, as Study draws them."""
    try:
        prompt = ask(card, FIRST_VARIANT)
        both = answer_page(prompt, 0, 0, grade(prompt, Revealed()))
    except QuizlrError as error:
        words = str(error)
        both = Page(words, lambda width: markdown_lines(words, width))
    name = literal(card.id, MUTED)
    return Page((card.id, both.name), lambda width: [cut(name, width), *both.draw(width)])
