"""The seam between the deck reader and the card types.

The reader knows YAML, fields and positions; a note type knows what its fields mean together.
The registry of types is handed to `parse_deck`, so that neither imports the other's inside.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from quizlr.decks.fields import Field
from quizlr.model import Content, Note, Place, Problem, Severity
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """A note whose fields have been read one by one, before its type has judged the whole."""

    values: Mapping[str, Any]
    """Field name to typed value (see `fields`); absent fields are absent."""
    places: Mapping[str, Place]
    """Where each value stands: `options[2].text` -> place; `` (empty) for the note itself."""
    path: str
    """`notes[3]`."""

    def place(self, path: str = "") -> Place:
        """Where the value at `path` (within the note) stands, or its nearest parent."""
        while path and path not in self.places:
            cut = max(path.rfind("."), path.rfind("["))
            path = path[:cut] if cut > 0 else ""
        return self.places[path]

    def problem(
        self,
        rule: str,
        message: str,
        at: str = "",
        severity: Severity = Severity.ERROR,
        words: str = "",
    ) -> Problem:
        """A problem at a field of this note, `at` relative to the note: `options[2].text`.

        If the source of the field has `words` as they are, the problem is there.
        """
        path = f"{self.path}.{at}" if at else self.path
        return Problem(self._place_of(at, words), rule, message, path, severity)

    def _place_of(self, at: str, words: str) -> Place:
        if words:
            from quizlr.decks.places import words_in

            found = words_in(self.places, at, words)
            if found is not None:
                return found
        return self.place(at)


class NoteType(Protocol):
    """One type of note, as the reader sees it."""

    @property
    def name(self) -> str:
        """The word in `type:`."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields beyond those that every note has; one of a common name replaces it."""

    @property
    def front_field(self) -> str:
        """The field that is the note's prompt: `front`, or one of `fields`."""

    @property
    def is_generated(self) -> bool:
        """Whether its texts are computed at each review; of other types they are once, here."""

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """What the type adds to the note, and what is wrong; None if the note cannot be served."""

    def parts(self, note: Note) -> tuple[str, ...]:
        """The part of each card that the note makes; empty text for a note's only card."""
