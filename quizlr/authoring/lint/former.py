"""Ids that `was` says are former, and that are in use or wanted twice."""

from __future__ import annotations

from collections.abc import Iterator

from quizlr.authoring.lint.subject import Scope
from quizlr.model import Problem, Severity


def find(scope: Scope) -> Iterator[Problem]:
    """The entries of `was` that can bring no history, or another note's."""
    if not any(subject.note.was for subject in scope.subjects):
        return
    used = {f"{deck.id}/{note.id}": note for deck in scope.every for note in deck.notes}
    heirs: dict[str, str] = {}
    for key, note in used.items():
        for former in note.was:
            heirs.setdefault(former, key)
    for subject in scope.subjects:
        for number, former in enumerate(subject.note.was):
            if former in used:
                place = used[former].place
                message = (
                    f"`{former}` is in use (at {place}), so its history stays there. "
                    "Take the entry away, or give that note an id that was never used."
                )
            elif heirs[former] != subject.key:
                message = (
                    f"`{heirs[former]}` says the same, and a history has one heir. "
                    "Name the former id at one note only."
                )
            else:
                continue
            yield subject.problem("reused-id", message, f"was[{number}]", Severity.WARNING)
