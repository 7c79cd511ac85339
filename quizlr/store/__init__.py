"""Progress, kept: an event log that is the truth, and the SQLite database that indexes it."""

from __future__ import annotations

from quizlr.store.folding import Fold, Folding, FoldRule, Memory, Prepared
from quizlr.store.queries import DayTotals
from quizlr.store.store import Store

__all__ = ["DayTotals", "Fold", "FoldRule", "Folding", "Memory", "Prepared", "Store"]
