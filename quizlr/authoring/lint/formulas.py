"""Formulas that cannot be drawn, and TeX that stands outside of dollars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizlr.authoring.lint.subject import Scope, Subject
from quizlr.cardtypes.formulas import find_formulas, outside
from quizlr.model import Problem, Severity
from quizlr.rendering.tex import problems

_COMMAND = re.compile(r"\\[A-Za-z]{2,}")
_SHOWN = 40


def find(scope: Scope) -> Iterator[Problem]:
    """What a learner would see as source."""
    for subject in scope.subjects:
        for path, text in subject.texts():
            if "$" in text:
                yield from _undrawn(subject, path, text)
            if "\\" in text:
                yield from _outside(subject, path, text)


def _undrawn(subject: Subject, path: str, text: str) -> Iterator[Problem]:
    for formula in find_formulas(text):
        tex = text[formula.inner_start : formula.inner_end]
        for fault in problems(tex)[:1]:
            message = f"In the formula `{_short(tex)}`: {fault} Mend it, or write it another way."
            source = text[formula.start : formula.end]
            yield subject.problem("formula-undrawn", message, path, Severity.WARNING, source)


def _outside(subject: Subject, path: str, text: str) -> Iterator[Problem]:
    found = _COMMAND.search(outside(text))
    if found:
        message = (
            f"`{found[0]}` stands outside of a formula, so it is shown as it is written. Put "
            "dollars around the formula, with no space inside them."
        )
        yield subject.problem("tex-outside-formula", message, path, Severity.WARNING, found[0])


def _short(tex: str) -> str:
    line = " ".join(tex.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
