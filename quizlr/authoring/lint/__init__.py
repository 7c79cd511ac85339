"""What shows when all cards are looked at as a learner sees them: one file for each subject."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from quizlr.authoring.lint.subject import Scope, Subject, TextOf
from quizlr.model import Deck, Problem

_LINTS = ("formulas", "code", "length", "duplicates", "former", "sources", "requires")
"""Each is a module of this package with a function `find`."""


def lint(
    subjects: Sequence[Subject], others: Sequence[Subject], every: Sequence[Deck], text_of: TextOf
) -> tuple[Problem, ...]:
    """What is to be said of some notes, in no order.

    Args:
        subjects: the notes to judge.
        others: further notes that they could be like.
        every: all decks, those of the notes among them.
        text_of: the text of a deck file by its path; asked only to find a place.
    """
    scope = Scope(subjects, others, every, text_of)
    modules = (import_module(f"{__name__}.{name}") for name in _LINTS)
    return tuple(problem for module in modules for problem in module.find(scope))
