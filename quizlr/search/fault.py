"""What is wrong in a query, and where; and how that is shown under it."""

from __future__ import annotations

from collections.abc import Sequence

from quizlr.rendering import cell_width
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong or still missing. Places count characters of the query from 0."""

    start: int
    end: int
    """Behind the last character; equal to `start` where something is missing."""
    message: str
    """What is wrong and what to write; whole sentences."""
    is_unfinished: bool = False
    """Whether what is typed so far may be the beginning of something right."""


def first_fault(faults: Sequence[Fault]) -> Fault:
    """The one to tell: the first that is wrong, else the first that is missing."""
    return min(faults, key=lambda fault: (fault.is_unfinished, fault.start))


def carets(fault: Fault, query: str) -> str:
    """The line under the query that points at the fault."""
    width = cell_width(query[fault.start : fault.end])
    return " " * cell_width(query[: fault.start]) + "^" * max(1, width)
