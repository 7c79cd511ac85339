"""What a lint looks at: notes with their fields, and the decks that they belong to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from quizlr.cardtypes.cloze import ClozeContent
from quizlr.cardtypes.deletions import text_with_all
from quizlr.decks import Draft
from quizlr.model import Deck, Note, Problem, Severity
from quizlr.values import dataclass

TextOf = Callable[[str], str]

_COMPUTED = re.compile(r"\{\{=[^{}]*\}\}")
_NOT_DRAWN = frozenset(
    (
        "id", "type", "tags", "about", "source", "was", "silence", "verify", "claims", "code",
        "right", "find", "replace", "repairs", "language", "answers", "examples", "vars", "params",
        "let",
    )
)  # fmt: skip
"""Fields of which nothing is drawn as Markdown; what is in them neither."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One note that is served, with its fields as they were read."""

    deck: Deck
    note: Note
    draft: Draft

    @property
    def key(self) -> str:
        """`deck/note`."""
        return f"{self.deck.id}/{self.note.id}"

    def texts(self) -> Iterator[tuple[str, str]]:
        """Everything that is drawn as Markdown, with the path of its field; gaps are filled in."""
        content = self.note.content
        for path, text in _strings(self.draft.values, ""):
            if path == "front" and isinstance(content, ClozeContent):
                yield path, text_with_all(content.pieces)
            else:
                yield path, _COMPUTED.sub("1", text) if "{{=" in text else text

    def problem(
        self, rule: str, message: str, path: str, severity: Severity, words: str = ""
    ) -> Problem:
        """A problem at a field, or at these words of it if they stand in it as they are."""
        return self.draft.problem(rule, message, path, severity, words)


@dataclass(frozen=True, slots=True)
class Scope:
    """All that a lint may look at."""

    subjects: Sequence[Subject]
    """The notes to judge."""
    others: Sequence[Subject]
    """Further notes that they could be like."""
    every: Sequence[Deck]
    """All decks, those of the notes among them."""
    text_of: TextOf


def _strings(values: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if name not in _NOT_DRAWN:
            yield from _strings_of(value, f"{path}.{name}" if path else name)


def _strings_of(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _strings_of(item, f"{path}[{number}]")
    elif isinstance(value, Mapping):
        yield from _strings(value, path)
