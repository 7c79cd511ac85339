"""Which problems the author of a note does not want to hear of, with the reason.

An error is never silenced: it leaves the note out, and with it what the note says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from quizlr.model import Note, Place, Problem, Severity


class Silences:
    """The silences of some notes, by where the notes stand."""

    def __init__(self, notes: Iterable[Note]) -> None:
        every = tuple(notes)
        files = {note.place.file for note in every if note.silence}
        self._notes: dict[str, list[Note]] = {file: [] for file in files}
        for note in every if files else ():
            if note.place.file in files:
                self._notes[note.place.file].append(note)
        for found in self._notes.values():
            found.sort(key=_start)

    def __bool__(self) -> bool:
        return bool(self._notes)

    def __iter__(self) -> Iterator[Note]:
        """The notes that have silences."""
        for notes in self._notes.values():
            yield from (note for note in notes if note.silence)

    def note_at(self, place: Place) -> Note | None:
        """The note that a place lies in, of the files in which a note has silences."""
        notes = self._notes.get(place.file, [])
        at = bisect_right(notes, (place.line, place.column), key=_start) - 1
        return notes[at] if at >= 0 and place.line <= notes[at].end_line else None

    def reason(self, problem: Problem) -> str:
        """Why a problem is not to be told; empty if it is."""
        note = self.note_at(problem.place)
        if note is None or problem.severity is Severity.ERROR:
            return ""
        return next((each.why for each in note.silence if each.rule == problem.rule), "")

    def applied(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems, with the reason at each that is silenced."""
        if not self:
            return list(problems)
        reasons = ((problem, self.reason(problem)) for problem in problems)
        return [replace(p, silenced=why) if why else p for p, why in reasons]


def _start(note: Note) -> tuple[int, int]:
    return note.place.line, note.place.column
