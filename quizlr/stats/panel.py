"""A panel of the mirror: one question about the learner, answered in words, charts and tables."""

from __future__ import annotations

from collections.abc import Callable

from quizlr.rendering.plots import Chart
from quizlr.rendering.plots.figures import Figures
from quizlr.values import dataclass

Progress = Callable[[float], None]
"""Called with the share of the work that is done; what it raises ends the work."""


@dataclass(frozen=True, slots=True)
class View:
    """A chart, and the table behind it."""

    chart: Chart
    table: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Without views there is nothing to show yet, and the words say what to do about it."""

    headline: str
    """The answer in one short sentence, plain text."""
    notes: tuple[str, ...] = ()
    """What else is to be known, one sentence or two each."""
    views: tuple[View, ...] = ()
    figures: object = None
    """The figures as a value, for programs (see `listing`)."""


def empty(headline: str, *notes: str, figures: object = None) -> Panel:
    """A panel without figures."""
    return Panel(headline=headline, notes=notes, figures=figures)


def silent(_share: float) -> None:
    """Nobody watches."""


class KeptPanels:
    """Panels by name, each made once. Ask in one thread at a time.

    Subclasses give `make`, and tell `self.progress` how far it has come.
    """

    def __init__(self) -> None:
        self.progress: Progress = silent
        self.early_panels: dict[str, Panel] = {}
        """What can be said of panels that are still being computed; `make` puts it there."""
        self._panels: dict[str, Panel] = {}

    def make(self, name: str) -> Panel:
        """Compute a panel.

        Raises:
            DataError: the log could not be read.
            KeyError: there is no such panel.
        """
        raise NotImplementedError

    def known(self, name: str) -> Panel | None:
        """A panel that was computed before."""
        return self._panels.get(name)

    def early(self, name: str) -> Panel | None:
        """What can be said of a panel before it is known."""
        return self.early_panels.get(name)

    def panel(self, name: str, progress: Progress = silent) -> Panel:
        """A panel, computed if it is not known. Raises as `make`."""
        if name not in self._panels:
            self.progress = progress
            try:
                self._panels[name] = self.make(name)
            finally:
                self.progress = silent
        return self._panels[name]
