"""What was found, written down: one file for each format, each a function of the problems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from quizlr.model import Problem

FORMATS = ("text", "json", "github", "sarif")
"""Each is a module `as_…` of this package with a function `report`."""

SourceLine = Callable[[str, int], str]
"""The line of a file, by its path and number from 1; empty if there is none."""


def report(name: str, problems: Sequence[Problem], source_line: SourceLine) -> str:
    """The problems in one of `FORMATS`; empty if there is nothing to say.

    Those that are silenced are told only where the format has a word for them.
    """
    return str(import_module(f"{__name__}.as_{name}").report(problems, source_line))
