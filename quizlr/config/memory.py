"""`[memory]`: when the model of memory is fitted to the learner."""

from __future__ import annotations

from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MemorySettings:
    """`[memory]`."""

    fit_after_reviews: int = 200
    """New reviews after which the app fits by itself; 0 for never."""
