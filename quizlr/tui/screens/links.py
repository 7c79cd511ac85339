"""Before a link opens: the real address, and a yes."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from typing import ClassVar
from urllib.parse import urlsplit

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from quizlr.tui.content import MUTED, literal, stacked
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed
from quizlr.tui.widgets.two_ends import TwoEnds

OPENED = ("http", "https")


class LinkScreen(Framed):
    """Shows the addresses of a card one by one; only http and https open, and only after y."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("y", "open", "open it", "link.open"),
        key("down,j,tab", "next", "next address", "link.next"),
        key("n,escape,q,enter", "back", "do not open", "link.back"),
    ]

    def __init__(self, addresses: Sequence[str]) -> None:
        super().__init__()
        self._addresses = addresses
        self._at = 0

    @property
    def address(self) -> str:
        """The address in question."""
        return self._addresses[self._at]

    def body(self) -> ComposeResult:
        """The question."""
        yield Static(id="question", classes="column", markup=False)

    def on_mount(self) -> None:
        """Ask."""
        super().on_mount()
        self.query_one("#head", TwoEnds).show(literal("Open a link?", "bold $accent"))
        self._ask()

    def _ask(self) -> None:
        lines = [literal(self.address, "bold"), literal("")]
        if self._can_open():
            lines.append(literal("y opens this address in your browser. n leaves it.", MUTED))
        else:
            lines.append(literal("quizlr opens only http and https addresses.", MUTED))
        if len(self._addresses) > 1:
            lines.append(literal(f"Address {self._at + 1} of {len(self._addresses)}.", MUTED))
        self.query_one("#question", Static).update(stacked(lines))
        self.show_keys()

    def _can_open(self) -> bool:
        try:
            parts = urlsplit(self.address)
        except ValueError:
            return False
        return parts.scheme in OPENED and bool(parts.hostname)

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        several = ("link.next",) if len(self._addresses) > 1 else ()
        return (*(("link.open",) if self._can_open() else ()), "link.back", *several)

    def action_open(self) -> None:
        """Open the address, off the main thread."""
        if self._can_open():
            self._open(self.address)
            self.dismiss()

    @work(thread=True)
    def _open(self, address: str) -> None:
        webbrowser.open(address)

    def action_next(self) -> None:
        """Show the next address."""
        self._at = (self._at + 1) % len(self._addresses)
        self._ask()

    def action_back(self) -> None:
        """Open nothing."""
        self.dismiss()
