"""The log step by step: all first reviews, then all second ones, each step one stretch of memory.

Histories are sorted by length, longest first, so that those still going at a step are the first
ones; and cut into blocks that fit the processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from quizlr.fitting.arrays import Bools, Floats, Ints
from quizlr.fitting.reviewlog import ReviewLog
from quizlr.values import dataclass

_BLOCK_HISTORIES = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The k-th reviews of the first histories of a block; all arrays have shape (count,)."""

    rows: Ints
    """Where each stands in the log."""
    rating: Ints
    elapsed_days: Floats
    is_same_day: Bools
    guess_rate: Floats

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Layout:
    """A log, ready to be walked by a model."""

    blocks: tuple[tuple[Step, ...], ...]
    """Histories cut into blocks; each block from its first reviews to its last ones."""
    count: int
    """Reviews in the log."""

    def steps(self) -> Iterator[Step]:
        """All steps of all blocks."""
        for block in self.blocks:
            yield from block


def lay_out(log: ReviewLog) -> Layout:
    """Sort a log into steps; takes time in proportion to its length, plus a sort."""
    lengths = np.bincount(log.history) if len(log) else np.zeros(0, dtype=np.int64)
    longest_first = np.argsort(-lengths, kind="stable")
    rank = np.empty(len(lengths), dtype=np.int64)
    rank[longest_first] = np.arange(len(lengths))
    ranks = rank[log.history]
    block_of = ranks // _BLOCK_HISTORIES
    order = np.lexsort((ranks, log.step, block_of))
    key = block_of[order] * (int(lengths.max(initial=0)) + 1) + log.step[order]
    cuts = np.flatnonzero(np.diff(key)) + 1
    blocks: list[list[Step]] = [[] for _ in range(-(-len(lengths) // _BLOCK_HISTORIES))]
    for rows in np.split(order, cuts) if len(log) else ():
        blocks[block_of[rows[0]]].append(
            Step(
                rows=rows,
                rating=log.rating[rows],
                elapsed_days=log.elapsed_days[rows],
                is_same_day=log.is_same_day[rows],
                guess_rate=log.guess_rate[rows],
            )
        )
    return Layout(tuple(map(tuple, blocks)), len(log))
