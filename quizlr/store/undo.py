"""What undo and redo mean: a stack over the events of one device, as a pure function.

The store answers the same questions from its indexes (`queries.next_undo`, `queries.next_redo`);
`verify` and the tests hold the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from quizlr.model import CardMark, Event, HomeMark, MarkKind, Undo
from quizlr.values import dataclass


@dataclass(slots=True)
class Standing:
    """How one device's actions stand after all its events."""

    undone_by: dict[int, int] = field(default_factory=dict)
    """Sequence of a cancelled event -> sequence of the undo that cancelled it last."""
    undoable: list[int] = field(default_factory=list)
    """Live actions, oldest first: undo takes the last."""
    redoable: list[int] = field(default_factory=list)
    """Cancelled since the last new action: redo takes the last."""


def standing(events: Iterable[Event]) -> Standing:
    """Read the events of one device in the order of their sequence numbers.

    An action is a review or a mark. An adoption is no action: undo passes over it and it leaves
    the redo stack alone, because it comes from a deck's `was:`, not from a key. A mark of the home
    is none either. An undo whose target is not in the log has no effect; of several with one
    target the last one counts.
    """
    result = Standing()
    seen: set[int] = set()
    adopted: set[int] = set()
    for event in events:
        if isinstance(event.what, Undo):
            if event.what.target in seen:
                _toggle(result, event.seq, event.what, event.what.target in adopted)
            continue
        if isinstance(event.what, HomeMark):
            continue
        seen.add(event.seq)
        if is_adoption(event):
            adopted.add(event.seq)
        else:
            result.undoable.append(event.seq)
            result.redoable.clear()
    return result


def is_adoption(event: Event) -> bool:
    """True for the mark by which one card takes over another's history."""
    return isinstance(event.what, CardMark) and event.what.kind is MarkKind.ADOPT


def _toggle(result: Standing, seq: int, undo: Undo, is_adoption: bool) -> None:
    target = undo.target
    if target in result.redoable:
        result.redoable.remove(target)
    if undo.is_redo:
        if result.undone_by.pop(target, None) is not None and not is_adoption:
            result.undoable.append(target)
            result.undoable.sort()
        return
    if target not in result.undone_by and not is_adoption:
        result.undoable.remove(target)
    result.undone_by[target] = seq
    result.redoable.append(target)
