"""Stats: the mirror, panel by panel. A worker computes; this screen shows what is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.worker import Worker, get_current_worker

from quizlr.collection.mirror import PANELS, QUICK_FIRST, Mirror
from quizlr.errors import DataError
from quizlr.model import CardId
from quizlr.stats.panel import Panel, View
from quizlr.tui.content import CAUTION, MUTED, literal
from quizlr.tui.keys import key
from quizlr.tui.panels import chart_words, table_page
from quizlr.tui.screens.framed import Framed, shown
from quizlr.tui.widgets.panel_names import PanelNames
from quizlr.tui.widgets.plot import PlotPane
from quizlr.tui.widgets.sheet import Sheet
from quizlr.tui.widgets.two_ends import TwoEnds
from quizlr.values import dataclass

MEMORY: Final = "memory"
NAMES: Final = (*PANELS, MEMORY)
TITLES: Final = (*PANELS.values(), "Memory")
WIDE: Final = 100
"""Cells from which the names of the panels stand at the side."""


class LeftError(Exception):
    """The screen was left: the worker stops where it is."""


class StatsScreen(Framed):
    """Panels to go through by keys, each a chart or the table behind it."""

    DEFAULT_CSS = """
    StatsScreen #stats { layout: horizontal; height: 1fr; padding: 0 1; }
    StatsScreen PanelNames { display: none; }
    StatsScreen.-wide PanelNames { display: block; }
    StatsScreen.-wide #stats { padding: 1 1 0 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("right,l", "turn(1)", "next panel", "stats.next"),
        key("left,h", "turn(-1)", "panel before", "stats.previous"),
        key("tab,space", "view(1)", "next chart", "stats.view"),
        key("shift+tab", "view(-1)", "chart before", "stats.view_before"),
        key("v,enter", "table", "table", "stats.table"),
        key("down,j", "scroll(1)", "down", "stats.down"),
        key("up,k", "scroll(-1)", "up", "stats.up"),
        key("pagedown", "scroll(10)", "page down", "stats.page_down"),
        key("pageup", "scroll(-10)", "page up", "stats.page_up"),
        key("slash,f", "find", "find a card", "stats.find"),
        key("n", "card(1)", "next card", "stats.next_card"),
        key("p", "card(-1)", "card before", "stats.previous_card"),
        key("q,escape", "back", "back", "stats.back"),
        *(
            key(str((at + 1) % 10), f"go({at})", title, f"stats.{name}")
            for at, (name, title) in enumerate(zip(NAMES, TITLES, strict=True))
        ),
    ]

    @dataclass
    class Computed(Message):
        """A panel is there, or so much of it."""

        name: str
        share: float

    @dataclass
    class Failed(Message):
        """The log could not be read."""

        words: str

    def __init__(self, mirror: Mirror, first: str = NAMES[0]) -> None:
        super().__init__()
        self._sight = mirror.sight()
        self._at = NAMES.index(first)
        self._view = 0
        self._is_table = False
        self._card = 0
        self._share = 0.0
        self._failed = ""
        self._worker: Worker[None] | None = None

    def body(self) -> ComposeResult:
        """The names, and the chart or the table."""
        with Container(id="stats"):
            yield PanelNames(id="names")
            yield PlotPane(id="pane")
            yield Sheet(id="sheet")

    def on_mount(self) -> None:
        """Show what is known, and compute the rest."""
        super().on_mount()
        self._show()
        self._worker = self._compute()

    def on_unmount(self) -> None:
        """Leave the worker no reason to go on."""
        if self._worker is not None:
            self._worker.cancel()

    def on_resize(self, event: events.Resize) -> None:
        """With the names at the side, or without."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self.call_after_refresh(self._show)

    # -- computing, in a thread

    @work(thread=True, exclusive=True)
    def _compute(self) -> None:
        """Every panel, the one that is looked at first."""
        worker = get_current_worker()

        def progress(share: float) -> None:
            if worker.is_cancelled:
                raise LeftError
            if share > self._share + 0.02:
                self.post_message(self.Computed("", share))

        try:
            while name := self._next():
                progress(0.0)
                self._sight.panel(name, progress)
                self.post_message(self.Computed(name, 0.0))
        except LeftError:
            return
        except DataError as error:
            self.post_message(self.Failed(str(error)))

    def _next(self) -> str:
        """The panel to compute now; empty if all are there."""
        waiting = (name for name in (self.name_shown, *QUICK_FIRST) if not self._is_known(name))
        return next(waiting, "")

    def _is_known(self, name: str) -> bool:
        return self._sight.known(name) is not None

    def on_stats_screen_computed(self, message: Computed) -> None:
        """Show a panel that has come, or how far the one that is missing has."""
        self._share = message.share
        if not message.name or message.name == self.name_shown:
            self._show()
        self._show_head()

    def on_stats_screen_failed(self, message: Failed) -> None:
        """Say why there is nothing to see."""
        self._failed = message.words
        self._show()
        self.say(message.words, CAUTION)

    # -- drawing

    @property
    def name_shown(self) -> str:
        """The name under which the sight knows what is shown."""
        if NAMES[self._at] != MEMORY:
            return NAMES[self._at]
        cards = self._sight.card_ids
        return f"{MEMORY}:{cards[self._card % len(cards)]}" if cards else f"{MEMORY}:"

    @property
    def _panel(self) -> Panel:
        """What is shown, or that it is being computed."""
        known = self._sight.known(self.name_shown)
        if known is not None:
            return known
        if self._failed:
            return Panel(headline="The log could not be read.", notes=(self._failed,))
        share = f" {self._share:.0%}" if self._share else ""
        return Panel(headline=f"Reading your log …{share}", notes=("You can leave at any time.",))

    def _view_of(self) -> View | None:
        """The chart that is shown, with its table."""
        views = self._panel.views
        return views[self._view % len(views)] if views else None

    def _show(self) -> None:
        panel, pane, view = self._panel, self.query_one("#pane", PlotPane), self._view_of()
        words = chart_words(panel, view, *self._room)
        is_table = self._is_table or words is None
        shown(pane, is_shown=view is None or not is_table)
        shown(self._sheet, is_shown=view is not None and is_table)
        if view is not None and is_table:
            self._sheet.show(table_page((self.name_shown, self._view), panel, view))
        else:
            pane.show(words or (), [each.chart for each in panel.views], self._view)
        self._show_head()
        self.show_keys()

    @property
    def _room(self) -> tuple[int, int]:
        """Cells and lines for words and chart."""
        names = self.query_one("#names", PanelNames)
        beside = names.size.width + 3 if self.has_class("-wide") else 2
        room = self.query_one("#stats").size
        return max(20, room.width - beside + 2), max(1, room.height)

    def _show_head(self) -> None:
        place = f"{self._at + 1} of {len(NAMES)}"
        views = len(self._panel.views)
        if views > 1:
            place = f"chart {self._view % views + 1} of {views} · {place}"
        head = self.query_one("#head", TwoEnds)
        left = literal(f"Stats: {TITLES[self._at]}", "bold $accent")
        head.show(left, literal(place, MUTED), literal(f"{self._at + 1}/{len(NAMES)}", MUTED))
        ready = {at for at, name in enumerate(NAMES) if self._is_known(name) or name == MEMORY}
        self.query_one("#names", PanelNames).show(TITLES, self._at, ready)

    @property
    def _sheet(self) -> Sheet:
        return self.query_one("#sheet", Sheet)

    def main_keys(self) -> Sequence[str]:
        """What can be done with this panel."""
        panel = self._panel
        views = ("stats.view",) if len(panel.views) > 1 else ()
        table = ("stats.table",) if panel.views else ()
        cards = ("stats.next_card", "stats.find") if NAMES[self._at] == MEMORY else ()
        scroll = ("stats.down", "stats.up") if self._is_table and panel.views else ()
        return ("stats.next", *cards, *views, *table, *scroll, "stats.back", "app.help",
                "stats.previous")  # fmt: skip

    # -- moving

    def action_go(self, at: int) -> None:
        """A panel by its number."""
        self._at = at
        self._view = 0
        self._see()

    def action_turn(self, step: int) -> None:
        """The next panel."""
        self.action_go((self._at + step) % len(NAMES))

    def action_view(self, step: int) -> None:
        """The next chart of the panel."""
        self._view += step
        self._show()

    def action_table(self) -> None:
        """The table behind the chart, and back."""
        self._is_table = not self._is_table
        self._show()

    def action_scroll(self, lines: int) -> None:
        """Scroll the table."""
        self._sheet.scroll_relative(y=lines, animate=False)

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

    def _see(self) -> None:
        """Show a panel; if it is missing and nobody computes it, begin."""
        if not self._is_known(self.name_shown) and (
            self._worker is None or self._worker.is_finished
        ):
            self._worker = self._compute()
        self._show()

    def action_back(self) -> None:
        """Leave; what was computed is kept."""
        self.dismiss()
