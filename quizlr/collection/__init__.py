"""The one place that wires decks, log, settings and clock together."""

from __future__ import annotations

from quizlr.collection.clock import Clock, make_clock
from quizlr.collection.collection import Collection
from quizlr.collection.desk import Desk, Undone
from quizlr.collection.home import Home, find_home
from quizlr.collection.loading import load_library
from quizlr.collection.selection import deck_paths
from quizlr.collection.words import backlog_words, ended_words, when_words

__all__ = [
    "Clock",
    "Collection",
    "Desk",
    "Home",
    "Undone",
    "backlog_words",
    "deck_paths",
    "ended_words",
    "find_home",
    "load_library",
    "make_clock",
    "when_words",
]
