"""Panels of figures: a worker computes, this screen shows what is there."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar, Final, Protocol

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.worker import Worker, get_current_worker

from quizlr.errors import DataError
from quizlr.stats.panel import Panel
from quizlr.tui.content import CAUTION, MUTED, literal
from quizlr.tui.keys import key
from quizlr.tui.panels import LOW, panel_lines, table_page
from quizlr.tui.screens.framed import Framed
from quizlr.tui.widgets.pages import Pages
from quizlr.tui.widgets.panel_names import NAMES_WIDTH, PanelNames
from quizlr.tui.widgets.sheet import Page
from quizlr.tui.widgets.two_ends import TwoEnds
from quizlr.values import dataclass

WIDE: Final = 100
"""Cells from which the names of the panels stand at the side."""


class LeftError(Exception):
    """The screen was left: the worker stops where it is."""


class Source(Protocol):
    """What gives the panels; asked in a worker thread, and remembers."""

    def known(self, name: str) -> Panel | None:
        """A panel that was computed before."""

    def early(self, name: str) -> Panel | None:
        """What can be said of a panel that is still being computed."""

    def panel(self, name: str, progress: Callable[[float], None]) -> Panel:
        """Compute a panel; what `progress` raises ends the work."""


class PanelsScreen(Framed):
    """Panels to go through by keys, each a chart or the table behind it."""

    DEFAULT_CSS = """
    PanelsScreen #panels { layout: horizontal; height: 1fr; padding: 0 1; }
    PanelsScreen PanelNames { display: none; }
    PanelsScreen.-wide PanelNames { display: block; }
    PanelsScreen.-wide #panels { padding: 1 1 0 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("right,l", "turn(1)", "next panel", "panels.next"),
        key("left,h", "turn(-1)", "panel before", "panels.previous"),
        key("tab,space", "view(1)", "next chart", "panels.view"),
        key("shift+tab", "view(-1)", "chart before", "panels.view_before"),
        key("v,enter", "table", "table", "panels.table"),
        key("down,j", "scroll(1)", "down", "panels.down"),
        key("up,k", "scroll(-1)", "up", "panels.up"),
        key("pagedown", "scroll(10)", "page down", "panels.page_down"),
        key("pageup", "scroll(-10)", "page up", "panels.page_up"),
        key("q,escape", "back", "back", "panels.back"),
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

    names: Sequence[str] = ()
    """Of the panels, in the order in which they are shown."""
    titles: Sequence[str] = ()
    marks: Sequence[str] = "1234567890"
    """The keys that lead to them."""
    first: Sequence[str] = ()
    """The order in which they are computed."""
    what: str = ""
    """What the screen is called in its head."""
    at_work: str = "Reading your log"
    """What is said while there is nothing to see."""

    def __init__(self, source: Source, first: str = "") -> None:
        super().__init__()
        self._source = source
        self._at = self.names.index(first) if first else 0
        self._view = 0
        self._is_table = False
        self._share = 0.0
        self._failed = ""
        self._made: dict[Hashable, Page] = {}
        self._worker: Worker[None] | None = None

    def body(self) -> ComposeResult:
        """The names, and the chart or the table."""
        with Container(id="panels"):
            yield PanelNames(id="names")
            yield Pages(id="pages")

    def on_mount(self) -> None:
        """Show what is known, and compute the rest."""
        super().on_mount()
        self.show_panel()
        self._worker = self._compute()

    def on_unmount(self) -> None:
        """Leave the worker no reason to go on."""
        if self._worker is not None:
            self._worker.cancel()

    def on_resize(self, event: events.Resize) -> None:
        """With the names at the side, or without."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self.call_after_refresh(self.show_panel)

    def look_at(self, source: Source) -> None:
        """Show other figures, and compute them."""
        self._source = source
        self._share = 0.0
        self._failed = ""
        self._made.clear()
        self._pages.forget()
        if self._worker is not None:
            self._worker.cancel()
        self.show_panel()
        self._worker = self._compute()

    # -- computing, in a thread

    @work(thread=True, exclusive=True)
    def _compute(self) -> None:
        """Every panel, the one that is looked at first."""
        worker, source = get_current_worker(), self._source

        def progress(share: float) -> None:
            if worker.is_cancelled:
                raise LeftError
            if share > self._share + 0.02:
                self.post_message(self.Computed("", share))

        try:
            while name := self._next(source):
                progress(0.0)
                source.panel(name, progress)
                self.post_message(self.Computed(name, 0.0))
        except LeftError:
            return
        except DataError as error:
            self.post_message(self.Failed(str(error)))

    def _next(self, source: Source) -> str:
        """The panel to compute now; empty if all are there."""
        waiting = (n for n in (self.name_shown, *self.first) if source.known(n) is None)
        return next(waiting, "")

    def is_known(self, name: str) -> bool:
        """Whether a panel is computed."""
        return self._source.known(name) is not None

    def on_panels_screen_computed(self, message: Computed) -> None:
        """Show a panel that has come, or how far the one that is missing has."""
        self._share = message.share
        if not message.name or message.name == self.name_shown:
            self.show_panel()
        self._show_head()

    def on_panels_screen_failed(self, message: Failed) -> None:
        """Say why there is nothing to see."""
        self._failed = message.words
        self.show_panel()
        self.say(message.words, CAUTION)

    # -- drawing

    @property
    def name_shown(self) -> str:
        """The name under which the source knows what is shown."""
        return self.names[self._at]

    @property
    def is_ready(self) -> Sequence[int]:
        """The places of the panels that can be shown at once."""
        return [at for at, name in enumerate(self.names) if self.is_known(name)]

    @property
    def _panel(self) -> Panel:
        """What is shown, or that it is being computed."""
        known = self._source.known(self.name_shown)
        if known is not None:
            return known
        if self._failed:
            return Panel(headline="The log could not be read.", notes=(self._failed,))
        share = f" {self._share:.0%}" if self._share else ""
        early = self._source.early(self.name_shown)
        if early is not None:
            return replace(early, headline=f"{early.headline} Going on …{share}")
        words = f"{self.at_work} …{share}"
        return Panel(headline=words, notes=("You can leave at any time.",))

    def show_panel(self) -> None:
        """Draw the panel."""
        self._pages.show(self._page)
        self._show_head()
        self.show_keys()

    @property
    def _page(self) -> Page:
        """What is shown, made once for each size if the panel is known."""
        panel, room = self._panel, self._room
        view = self._view % max(len(panel.views), 1)
        name = (self.name_shown, view, self._is_table, room)
        if not self.is_known(self.name_shown):
            return _page(None, panel, view, room, is_table=self._is_table)
        if name not in self._made:
            self._made[name] = _page(name, panel, view, room, is_table=self._is_table)
        return self._made[name]

    @property
    def _room(self) -> tuple[int, int]:
        """Cells and lines for words and chart."""
        room = self.query_one("#panels").size
        beside = NAMES_WIDTH if self.has_class("-wide") else 0
        return max(20, room.width - beside), max(1, room.height)

    def _show_head(self) -> None:
        count = len(self.names)
        place = f"{self._at + 1} of {count}"
        views = len(self._panel.views)
        if views > 1:
            place = f"chart {self._view % views + 1} of {views} · {place}"
        head = self.query_one("#head", TwoEnds)
        left = literal(f"{self.what}: {self.titles[self._at]}", "bold $accent")
        head.show(left, literal(place, MUTED), literal(f"{self._at + 1}/{count}", MUTED))
        self.query_one("#names", PanelNames).show(self.titles, self._at, self.is_ready, self.marks)

    @property
    def _pages(self) -> Pages:
        return self.query_one("#pages", Pages)

    def own_keys(self) -> Sequence[str]:
        """Ids of the keys that belong to the panel shown, after `next panel`."""
        return ()

    def main_keys(self) -> Sequence[str]:
        """What can be done with this panel."""
        panel = self._panel
        views = ("panels.view",) if len(panel.views) > 1 else ()
        table = ("panels.table",) if panel.views else ()
        scroll = ("panels.down", "panels.up") if self._is_table and panel.views else ()
        return ("panels.next", *self.own_keys(), *views, *table, *scroll, "panels.back",
                "app.help", "panels.previous")  # fmt: skip

    def key_words(self) -> Mapping[str, str]:
        """The key to the table leads back from it."""
        return {"panels.table": "chart"} if self._is_table else {}

    # -- moving

    def action_go(self, at: int) -> None:
        """A panel by its number."""
        self._at = at
        self._view = 0
        self._see()

    def action_turn(self, step: int) -> None:
        """The next panel."""
        self.action_go((self._at + step) % len(self.names))

    def action_view(self, step: int) -> None:
        """The next chart of the panel."""
        self._view += step
        self.show_panel()

    def action_table(self) -> None:
        """The table behind the chart, and back."""
        self._is_table = not self._is_table
        self.show_panel()

    def action_scroll(self, lines: int) -> None:
        """Scroll the table."""
        self._pages.scroll_relative(y=lines, animate=False)

    def _see(self) -> None:
        """Show a panel; if it is missing and nobody computes it, begin."""
        if not self.is_known(self.name_shown) and (
            self._worker is None or self._worker.is_finished
        ):
            self._worker = self._compute()
        self.show_panel()

    def action_back(self) -> None:
        """Leave; what was computed is kept."""
        self.dismiss()


def _page(
    name: Hashable, panel: Panel, view: int, room: tuple[int, int], *, is_table: bool
) -> Page:
    """The chart, or the table if that is asked for or the chart does not fit."""
    lines = None if is_table and panel.views else panel_lines(panel, view, *room)
    if lines is None:
        return table_page(name, panel, panel.views[view], is_asked=is_table or room[1] <= LOW)
    return Page(name, lambda _: lines)
