"""Progress, kept: an event log that is the truth, and the SQLite database that indexes it."""

from __future__ import annotations

from quizlr.store.index import Fold
from quizlr.store.queries import DayTotals
from quizlr.store.store import Store

__all__ = ["DayTotals", "Fold", "Store"]
