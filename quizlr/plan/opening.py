"""Which cards may come: none that waits for a deck or a tier, and one of each note a day.

The rules of `quizlr.session.queue` and `quizlr.session.tiers`, on arrays: without them a plan would
count on cards that the queue holds back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from quizlr.fitting.arrays import Bools, Floats, Ints
from quizlr.plan.inputs import Cell, Gates
from quizlr.session.queue import REQUIRED_SHARE

TIERS = 4


class _Counted(NamedTuple):
    """Cards in cells, and what counts there besides them."""

    card: Ints
    """(memberships,): a card of the plan."""
    cell: Ints
    """(memberships,): where it counts."""
    others: Floats
    """(2, cells): cards outside the plan, all of them and those that are learned."""

    def totals(self, counts: Bools, is_learned: Bools) -> Floats:
        """(2, cells): the cards that count, and those of them that are learned."""
        size = self.others.shape[1]
        found: Floats = self.others + [
            np.bincount(self.cell, weights=each[self.card], minlength=size)
            for each in (counts, counts & is_learned)
        ]
        return found


class Opening:
    """Tells which cards may come."""

    def __init__(self, gates: Gates, notes: Ints) -> None:
        """The gates, and (cards,): the number of each card's note."""
        self._cards = len(notes)
        self._notes = notes
        self._has_siblings = (np.bincount(notes) > 1)[notes]
        self.has_siblings = bool(self._has_siblings.any())
        self._decks = _counted(gates.decks)
        self._waits = np.array(gates.waits, dtype=np.int64).reshape(-1, 2)
        self._tiers = _counted(gates.tiers)

    def one_a_note(self, order: Ints, today: Ints) -> Ints:
        """Cards in their order, the first of each note; none of a note that had one of `today`."""
        if not self.has_siblings:
            return order
        places = np.flatnonzero(self._has_siblings[order])
        notes = self._notes[order[places]]
        _, first = np.unique(notes, return_index=True)
        is_kept = np.ones(len(order), dtype=bool)
        is_kept[places] = False
        is_kept[places[first]] = ~np.isin(notes[first], self._notes[today])
        return order[is_kept]

    def is_closed(self, is_new: Bools) -> Bools:
        """(cards,): whether a card waits for others, as things stand."""
        closed = np.zeros(self._cards, dtype=bool)
        learned = ~is_new
        if len(self._waits):
            every, known = self._decks.totals(np.ones(self._cards, dtype=bool), learned)
            waits = (known < _needed(every))[self._waits[:, 1]]
            shut = np.zeros(len(every), dtype=bool)
            shut[self._waits[waits, 0]] = True
            closed[self._decks.card] = shut[self._decks.cell]
        closed &= is_new
        if len(self._tiers.card):
            every, known = self._tiers.totals(~closed, learned)
            shut = _shut_tiers(every.reshape(-1, TIERS), known.reshape(-1, TIERS)).ravel()
            closed[self._tiers.card[shut[self._tiers.cell]]] = True
            closed &= is_new
        return closed


def _shut_tiers(every: Floats, known: Floats) -> Bools:
    """(topics, TIERS): whether the next lower tier that has cards is not known yet."""
    shut = np.zeros(every.shape, dtype=bool)
    is_waiting = np.zeros(len(every), dtype=bool)
    for tier in range(1, TIERS):
        has_cards = every[:, tier - 1] > 0
        lacks = known[:, tier - 1] < _needed(every[:, tier - 1])
        is_waiting = np.where(has_cards, lacks, is_waiting)
        shut[:, tier] = is_waiting
    return shut


def _needed(total: Floats) -> Floats:
    """Rounded up."""
    found: Floats = -(-REQUIRED_SHARE * total // 1)
    return found


def _counted(cells: Sequence[Cell]) -> _Counted:
    card = [place for cell in cells for place in cell.places]
    at = np.repeat(np.arange(len(cells)), [len(cell.places) for cell in cells])
    others = np.array([[c.others for c in cells], [c.others_learned for c in cells]], dtype=float)
    return _Counted(np.array(card, dtype=np.int64), at.astype(np.int64), others)
