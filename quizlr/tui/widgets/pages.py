"""Pages to turn back and forth: a sheet as wide as its room, that keeps what it has drawn."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from textual.strip import Strip

from quizlr.tui.widgets.sheet import Page, Sheet

MOST = 64
"""Pages that are kept."""


class Pages(Sheet):
    """A page that was shown before is a swap of lines; one whose name is None is not kept."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._kept: dict[tuple[Hashable, int], Sequence[Strip]] = {}

    @property
    def text_width(self) -> int:
        """Cells that a line may take: all, a scroll bar or not, so that no chart is broken."""
        return max(10, self.size.width)

    def forget(self) -> None:
        """Other pages will come under the same names."""
        self._kept.clear()

    def _drawn(self, page: Page) -> Sequence[Strip]:
        width = self.size.width
        if page.name is None or not width:
            return super()._drawn(page)
        key = (page.name, width)
        if key not in self._kept:
            while len(self._kept) >= MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = super()._drawn(page)
        return self._kept[key]

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.forget()
        super().on_resize()

    def notify_style_update(self) -> None:
        """Draw with the colours of another theme."""
        self._kept.clear()
        super().notify_style_update()
