"""The fit after a session: in a thread, told discreetly, stopped by a key, kept when Home is seen.

What it finds comes into force only while Home is on top, never under a card that is being rated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import Worker, get_current_worker

from quizlr.errors import DataError
from quizlr.values import dataclass

if TYPE_CHECKING:
    from textual.widget import Widget

    from quizlr.collection import Collection
    from quizlr.collection.fits import Fit, Found

TOLD_SHARE = 0.02
"""Progress is told in steps of this size."""


@dataclass
class FitTold(Message):
    """The fit went on, or came to its end."""


class StoppedError(Exception):
    """The learner stopped the fit, or left."""


class Fitter:
    """At most one fit at a time, for a widget that handles FitTold."""

    def __init__(self, teller: Widget, collection: Collection) -> None:
        self._teller = teller
        self._collection = collection
        self._worker: Worker[None] | None = None
        self.is_running = False
        """A thread is fitting."""
        self._found: Found | None = None
        self._failed = ""
        self._is_unwanted = False
        self.share = 0.0
        """Of the fit that runs, what is done."""

    def consider(self) -> bool:
        """Begin, if enough new reviews came since the last fit and the learner did not say no."""
        from quizlr.collection.fits import Fit, is_fit_due

        if self._is_unwanted or self.is_running or self._found is not None:
            return False
        if not is_fit_due(self._collection):
            return False
        self.share, self.is_running = 0.0, True
        fit = Fit(self._collection)
        self._worker = self._teller.run_worker(lambda: self._work(fit), thread=True, group="fit")
        return True

    def stop(self) -> bool:
        """Stop the fit that runs, and begin none until the next start; False if none runs."""
        if not self.is_running or self._worker is None:
            return False
        self._is_unwanted, self.is_running = True, False
        self._worker.cancel()
        return True

    def _work(self, fit: Fit) -> None:
        worker = get_current_worker()

        def progress(share: float) -> None:
            if worker.is_cancelled:
                raise StoppedError
            if share >= self.share + TOLD_SHARE:
                self.share = share
                self._teller.post_message(FitTold())

        try:
            found = fit.run(progress)
            progress(1.0)
            self._found = found
        except StoppedError:
            return
        except DataError as error:
            self._failed = str(error)
        self.is_running = False
        self._teller.post_message(FitTold())

    def take(self) -> str:
        """Keep what a fit has found; what to say of it, empty for nothing.

        Raises:
            DataError: it could not be kept; nothing has changed.
        """
        from quizlr.collection.fits import fit_words, keep

        found, self._found = self._found, None
        failed, self._failed = self._failed, ""
        if found is None:
            return failed
        # Where too little was there, another session may bring enough; not this one.
        self._is_unwanted = found.kept is None
        keep(self._collection, found)
        return fit_words(found)
