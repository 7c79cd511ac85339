"""Finding cards of a collection, and doing something to many of them at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Collection as Items, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from quizlr.errors import UsageError
from quizlr.model import Card, CardId, HomeMark, HomeMarkKind, Schedule
from quizlr.scheduling import day_start_ms
from quizlr.search.catalogue import Catalogue
from quizlr.search.evaluation import matching
from quizlr.search.facts import Facts
from quizlr.search.fault import Fault, caret_line, first_fault
from quizlr.search.parsing import parse
from quizlr.search.query import Deed, Recent
from quizlr.store import searching
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection

LONGEST_S: Final = 2.0
"""A search that takes longer is given up: some regular expressions never end."""
