"""Where the fields of notes stand: drafts kept while decks are read, which only `check` needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from quizlr.cardtypes import KNOWN_UNSERVED, NOTE_TYPES
from quizlr.cardtypes.topicchecks import Finding
from quizlr.decks import Draft, NoteType
from quizlr.decks.fields import Field
from quizlr.library.deckfile import read_deck_file
from quizlr.model import Content, Note, Place, Problem, Severity


class Drafts:
    """The drafts of notes: of decks read with `types`, and of others read again when asked for."""

    def __init__(self) -> None:
        self._kept: dict[Place, Draft] = {}
        self._read: set[str] = set()

    @property
    def types(self) -> Mapping[str, NoteType]:
        """The note types, each with an eye on the drafts."""
        return {name: _Keeping(kind, self._kept) for name, kind in NOTE_TYPES.items()}

    def of(self, note: Note) -> Draft | None:
        """The draft of a note; None if its file has changed."""
        place = note.place
        if place not in self._kept and place.file not in self._read:
            self._read.add(place.file)
            read_deck_file(Path(place.file), types=self.types, known_unserved=KNOWN_UNSERVED)
        return self._kept.get(place)


class _Keeping:
    """A note type that keeps the drafts of its notes by their places."""

    def __init__(self, kind: NoteType, kept: dict[Place, Draft]) -> None:
        self._kind = kind
        self._kept = kept
        self.name = kind.name
        self.fields: tuple[Field, ...] = kind.fields
        self.front_field = kind.front_field
        self.is_generated = kind.is_generated

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """What the type makes of it."""
        self._kept[draft.place()] = draft
        return self._kind.content(draft)

    def parts(self, note: Note) -> tuple[str, ...]:
        """What the type makes of it."""
        return self._kind.parts(note)


def placed(findings: Iterable[Finding], drafts: Drafts) -> tuple[Problem, ...]:
    """Findings as warnings at their fields, each once."""
    problems = []
    for each in findings:
        draft = drafts.of(each.note)
        problems.append(
            draft.problem(each.rule, each.message, each.at, Severity.WARNING)
            if draft
            else Problem(each.note.place, each.rule, each.message, each.at, Severity.WARNING)
        )
    return tuple(dict.fromkeys(problems))
