"""One field of a form: its label, what belongs in it, and a text to type."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import TextArea

from quizlr.tui.content import MUTED, cut, joined, literal
from quizlr.tui.widgets.chooser import labelled
from quizlr.tui.widgets.drawn import Drawn


class EntryLabel(Drawn):
    """The line above the text."""

    DEFAULT_CSS = "EntryLabel { height: 1; }"

    def __init__(self, label: str, words: str) -> None:
        super().__init__()
        self._label = label
        self._words = words
        self._is_current = False

    def mark(self, *, is_current: bool) -> None:
        """Show whether the cursor is in the text below."""
        self._is_current = is_current
        self.redraw()

    def draw(self, width: int) -> Sequence[Content]:
        """One line."""
        label = labelled(self._label, is_current=self._is_current)
        return [cut(joined(label, literal(self._words, MUTED)), width)]


class EntryText(TextArea):
    """The text; tab leads to the next field."""

    def __init__(self, text: str, height: int) -> None:
        super().__init__(
            text,
            compact=True,
            highlight_cursor_line=False,
            show_line_numbers=False,
            soft_wrap=True,
            tab_behavior="focus",
        )
        self.styles.min_height = height
        self.move_cursor(self.document.end)


class EntryField(Vertical):
    """Label and text."""

    DEFAULT_CSS = """
    EntryField { height: auto; width: 1fr; max-width: 80; }
    EntryField EntryText.-textual-compact {
        height: auto; max-height: 40vh; margin: 0 0 0 2; padding: 0 1; background: $surface;
        border-left: solid $muted !important;
    }
    EntryField EntryText.-textual-compact:focus {
        background: $panel; border-left: solid $accent !important;
    }
    """

    def __init__(self, name: str, label: str, words: str, *, text: str, height: int) -> None:
        super().__init__(name=name)
        self._label = EntryLabel(label, words)
        self._text = EntryText(text, height)

    def compose(self) -> ComposeResult:
        """The label above the text."""
        yield self._label
        yield self._text

    def on_descendant_focus(self) -> None:
        """Show where the cursor is."""
        self._label.mark(is_current=True)

    def on_descendant_blur(self) -> None:
        """It is elsewhere now."""
        self._label.mark(is_current=False)

    @property
    def text(self) -> str:
        """What was typed."""
        return self._text.text

    def type_here(self) -> None:
        """Put the cursor into the text."""
        self._text.focus()

    @property
    def selected(self) -> tuple[int, int]:
        """Offsets of the ends of what is selected; twice the cursor's if nothing is."""
        ends = (self._text.selection.start, self._text.selection.end)
        lines = self.text.split("\n")
        start, end = (sum(len(line) + 1 for line in lines[:row]) + column for row, column in ends)
        return start, end

    def put(self, text: str, cursor: int) -> None:
        """Replace the text; the cursor stands at an offset then."""
        self._text.text = text
        before = text[:cursor]
        self._text.move_cursor((before.count("\n"), len(before) - before.rfind("\n") - 1))
