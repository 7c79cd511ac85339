"""Notes that have the same words as another, or nearly the same.

Two notes are compared by the runs of three words in all their texts: nearly the same are those
that share four fifths of them (Jaccard). Only notes that share one of their rarest runs can do
so (the prefix filter of Bayardo, Ma and Srikant, "Scaling up all pairs similarity search", 2007),
and a run that many notes have is rare in none: so the time grows with the number of notes.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import Any
from zlib import crc32

from quizlr.authoring.likeness import share
from quizlr.authoring.lint.subject import Scope, Subject
from quizlr.authoring.scaffold import sketched
from quizlr.cardtypes import CARD_TYPES
from quizlr.model import Problem, Severity
from quizlr.values import dataclass

LEAST_LIKENESS = 0.8
"""Share of the runs of words that two notes have in common, of those that one of them has."""
FEWEST_WORDS = 12
"""Shorter notes are compared as a whole only: few words are soon alike."""
MOST_NOTES_OF_A_RUN = 32
"""A note is compared with so many earlier ones that share a rare run."""

_WORD = re.compile(r"\w+|[^\w\s]")
_STOPS = frozenset(",.;:?")
"""What tells no two notes apart. A `!` does: a factorial is another number."""
_BESIDE = ("id", "type", "tags", "about", "tier", "source", "was", "silence", "verify", "version")
_BUCKETS = 1 << 20


def find(scope: Scope) -> Iterator[Problem]:
    """What is there twice, at the later of the two notes."""
    judged = {id(subject) for subject in scope.subjects}
    # Others come first, so that what is asked about is the copy.
    subjects = _written([*scope.others, *scope.subjects])
    words = [_words(subject) for subject in subjects]
    apart = list(range(len(words)))
    for name_of, how_near in ((_in_a_row, ""), (_without_stops, "save for commas and stops")):
        first: dict[str, int] = {}
        originals = {at: first.setdefault(name_of(words[at]), at) for at in apart}
        apart = list(first.values())
        for at, other in originals.items():
            if at != other and id(subjects[at]) in judged:
                yield _problem(subjects[at], subjects[other], how_near)
    long = [at for at in apart if len(words[at]) >= FEWEST_WORDS]
    for at, original, likeness in alike([runs(words[at]) for at in long]):
        if id(subjects[long[at]]) in judged:
            how = f"{likeness:.0%} of the words in a row"
            yield _problem(subjects[long[at]], subjects[long[original]], how)


@dataclass(frozen=True, slots=True)
class _Index:
    """Earlier notes by each of their rare runs."""

    notes: dict[int, list[int]]

    def near(self, prefix: Sequence[int]) -> Iterable[int]:
        """The notes that share a rare run, each once, earliest first."""
        return sorted({note for run in prefix for note in self.notes.get(run, ())})

    def add(self, note: int, prefix: Sequence[int]) -> None:
        """Take a note in under its rare runs."""
        for run in prefix:
            known = self.notes.setdefault(run, [])
            if len(known) < MOST_NOTES_OF_A_RUN:
                known.append(note)


def runs(words: Sequence[str]) -> frozenset[int]:
    """A number for each run of three words; both ends of the text count as words."""
    codes = [0, *(crc32(word.encode()) for word in words), 0]
    return frozenset(
        (a * 1_000_003 ^ b) * 1_000_003 ^ c
        for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)
    )


def alike(texts: Sequence[frozenset[int]]) -> Iterator[tuple[int, int, float]]:
    """For each text that is like an earlier one: both, and the share of runs in common."""
    often = array("I", bytes(4 * _BUCKETS))
    for text in texts:
        for run in text:
            often[run % _BUCKETS] += 1
    index = _Index({})
    for at, text in enumerate(texts):
        size = len(text) - ceil(LEAST_LIKENESS * len(text)) + 1
        prefix = sorted(text, key=lambda run: (often[run % _BUCKETS], run))[:size]
        for earlier in index.near(prefix):
            likeness = share(text, texts[earlier])
            if likeness >= LEAST_LIKENESS:
                yield at, earlier, likeness
                break
        index.add(at, prefix)


def _written(subjects: Iterable[Subject]) -> list[Subject]:
    """Without the notes that are still as `quizlr new` begins them: nobody wrote those twice."""
    sketches: dict[str, Mapping[str, Any]] = {}
    found = []
    for subject in subjects:
        kind = subject.note.type
        if kind not in sketches:
            sketches[kind] = sketched(CARD_TYPES[kind])
        values = subject.draft.values
        if any(values.get(name) != value for name, value in sketches[kind].items()):
            found.append(subject)
    return found


def _words(subject: Subject) -> list[str]:
    """All that a note says, in small letters; its name and place in the deck left out."""
    values = subject.draft.values
    # A built-in family may well be asked for in several decks.
    where = subject.deck.id if "family" in values else ""
    said = (_said(values[name]) for name in sorted(values) if name not in _BESIDE)
    return [subject.note.type, where, *_WORD.findall(" ".join(said).lower())]


def _in_a_row(words: Sequence[str]) -> str:
    return " ".join(words)


def _without_stops(words: Sequence[str]) -> str:
    return " ".join(word for word in words if word not in _STOPS)


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(f"{name} {_said(item)}" for name, item in value.items())
    if isinstance(value, tuple):
        return " ".join(map(_said, value))
    return str(value)


def _problem(copy: Subject, original: Subject, how_near: str = "") -> Problem:
    where = f"`{original.key}` (at {original.note.place})"
    if not how_near:
        message = (
            f"{where} says the same, so the learner sees one card twice. Keep one of the two, and "
            "name the other's id in its `was`."
        )
        return copy.problem("duplicate-note", message, "", Severity.WARNING)
    message = (
        f"{where} says nearly the same ({how_near}). Say what sets the two "
        "apart, or make one note of them."
    )
    return copy.problem("near-duplicate", message, "", Severity.HINT)
