"""Which note a history belongs to when its id is in no deck any more: found by what the note says.

A history hangs on an id. When an id or a deck's id was changed, or a note went to another deck,
the history is an orphan; here it is held against the notes there are. Nothing is decided here:
equal texts are told apart from those that are only alike, and one candidate from several.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from hashlib import sha256
from typing import Any

from quizlr.authoring.likeness import Joined, Sides, join, words_in
from quizlr.decks.provisional import provisional_id
from quizlr.model import Note
from quizlr.values import dataclass

LEAST_LIKENESS = 0.5
"""A note less like an orphan than this is no candidate for its history."""
NEAR = 0.1
"""Candidates whose likeness differs by less are about as good."""
MOST_CANDIDATES = 5
"""So many notes, the best ones, are named for an orphan."""
LONGEST = 2_000
"""Characters of a text that are kept and compared; enough to know it again."""


@dataclass(frozen=True, kw_only=True)
class NoteText:
    """What a note says, wherever it stands."""

    key: str
    """`deck/note`."""
    type: str
    front: str
    back: str = ""
    more: str = ""
    """What its type adds: options, answers, code, …; a line each."""
    digest: str
    """Equal for two notes if, and only if, they say the same, however long they are."""
    provisional: str = ""
    """The key that it had, or has, without an id of its own."""

    @cached_property
    def sides(self) -> Sides:
        """Its words, to be compared."""
        return words_in(self.front), words_in(f"{self.back}\n{self.more}")


class Texts:
    """What notes say, remembered for as long as they are the same."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Note, NoteText]] = {}

    def of(self, deck_id: str, note: Note) -> NoteText:
        """What a note says; see `text_of`."""
        key = f"{deck_id}/{note.id}"
        known = self._known.get(key)
        if known is None or known[0] is not note:
            known = self._known[key] = (note, text_of(deck_id, note))
        return known[1]


def text_of(deck_id: str, note: Note) -> NoteText:
    """What a note says."""
    more = tuple(_words_of(note.content))
    whole = json.dumps([note.type, note.front, note.back, more], ensure_ascii=False)
    return NoteText(
        key=f"{deck_id}/{note.id}",
        type=note.type,
        front=note.front[:LONGEST],
        back=note.back[:LONGEST],
        more="\n".join(more)[:LONGEST],
        digest=sha256(whole.encode("utf-8", "replace")).hexdigest()[:16],
        provisional=f"{deck_id}/{provisional_id(note.type, note.front)}",
    )


def to_json(text: NoteText) -> str:
    """A text as the log keeps it; its key stands beside it."""
    kept = {
        "type": text.type,
        "front": text.front,
        "back": text.back,
        "more": text.more,
        "digest": text.digest,
    }
    return json.dumps({k: v for k, v in kept.items() if v}, ensure_ascii=False)


def from_json(key: str, text: str) -> NoteText | None:
    """Read what `to_json` wrote; None if it is something else."""
    try:
        kept = json.loads(text)
        values = {name: str(kept.get(name, "")) for name in ("type", "front", "back", "more")}
        return NoteText(key=key, digest=str(kept["digest"]), **values)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A history without a note, and a note that it may belong to."""

    old: NoteText
    new: NoteText
    likeness: float
    """0 to 1; 1 if they say the same, word for word."""
    is_same: bool
    """Whether they say the same, or had the same provisional id: then they are one note."""
    rivals: int = 0
    """Other notes for this history, or other histories for this note, that are about as good."""
    is_known: bool = False
    """Whether the note has a history of its own already."""

    @property
    def is_sure(self) -> bool:
        """Whether nothing is left to ask: the same text, once on either side, one history."""
        return self.is_same and not self.rivals and not self.is_known


def matches(
    orphans: Sequence[NoteText],
    notes: Sequence[NoteText],
    apart: AbstractSet[tuple[str, str]] = frozenset(),
) -> tuple[Match, ...]:
    """The notes that each orphan may belong to: sure ones first, then the most alike.

    Args:
        orphans: What the notes said whose histories are without a note.
        notes: The notes that may take a history over.
        apart: (old key, new key) of pairs that the learner has said are not one note.
    """
    found = list(_pairs(orphans, notes, apart))
    by_old = _grouped(found, lambda pair: pair.old.key)
    by_new = _grouped(found, lambda pair: pair.new.key)
    best = (
        pair for group in by_old.values() for pair in sorted(group, key=_rank)[:MOST_CANDIDATES]
    )
    counted = [_with_rivals(pair, [*by_old[pair.old.key], *by_new[pair.new.key]]) for pair in best]
    return tuple(sorted(counted, key=lambda pair: (not pair.is_sure, *_rank(pair))))


def changed_words(old: NoteText, new: NoteText) -> tuple[tuple[str, str], ...]:
    """What stood there and what stands there now, change by change; either may be empty."""
    found = []
    for before, after in ((old.front, new.front), (old.back, new.back), (old.more, new.more)):
        left, right = before.split(), after.split()
        for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            if kind != "equal":
                found.append((" ".join(left[a:b]), " ".join(right[c:d])))
    return tuple(found)


def _pairs(
    orphans: Sequence[NoteText], notes: Sequence[NoteText], apart: AbstractSet[tuple[str, str]]
) -> Iterator[Match]:
    """All pairs that say the same, and all that are alike where that leaves something open."""
    same = {
        (left, right)
        for left, right in _same(orphans, notes)
        if (orphans[left].key, notes[right].key) not in apart
    }
    for left, right in same:
        yield Match(old=orphans[left], new=notes[right], likeness=1.0, is_same=True)
    lefts, rights = Counter(left for left, _ in same), Counter(right for _, right in same)
    sure = [pair for pair in same if lefts[pair[0]] == rights[pair[1]] == 1]
    open_orphans = _without(orphans, {left for left, _ in sure})
    open_notes = _without(notes, {right for _, right in sure})
    named = {(orphans[left].key, notes[right].key) for left, right in same} | apart
    for pair in _alike(open_orphans, open_notes):
        old, new = open_orphans[pair.left], open_notes[pair.right]
        if (old.key, new.key) not in named:
            yield Match(old=old, new=new, likeness=pair.likeness, is_same=False)


def _without(texts: Sequence[NoteText], places: AbstractSet[int]) -> Sequence[NoteText]:
    return [text for place, text in enumerate(texts) if place not in places]


def _same(orphans: Sequence[NoteText], notes: Sequence[NoteText]) -> Iterator[tuple[int, int]]:
    by_name: dict[str, list[int]] = {}
    for place, note in enumerate(notes):
        for name in (note.digest, note.provisional):
            if name:
                by_name.setdefault(name, []).append(place)
    for place, old in enumerate(orphans):
        # the key of an orphan may be the provisional one that a note had before it got its id
        for name in (old.digest, old.key):
            yield from ((place, new) for new in by_name.get(name, ()))


def _alike(orphans: Sequence[NoteText], notes: Sequence[NoteText]) -> Iterable[Joined]:
    if not orphans:
        return ()
    return join([old.sides for old in orphans], [new.sides for new in notes], LEAST_LIKENESS)


def _grouped(pairs: Iterable[Match], name: Callable[[Match], str]) -> Mapping[str, Sequence[Match]]:
    groups: dict[str, list[Match]] = {}
    for pair in pairs:
        groups.setdefault(name(pair), []).append(pair)
    return groups


def _rank(pair: Match) -> tuple[bool, float, str, str]:
    return (not pair.is_same, -pair.likeness, pair.old.key, pair.new.key)


def _with_rivals(pair: Match, others: Iterable[Match]) -> Match:
    """The pair with the number of those that share its history or its note and are as good."""
    as_good = (
        other.is_same if pair.is_same else other.likeness > pair.likeness - NEAR
        for other in others
        if (other.old.key, other.new.key) != (pair.old.key, pair.new.key)
    )
    return replace(pair, rivals=sum(as_good))


def _words_of(value: Any) -> Iterator[str]:
    """All that a value says, in the order of its fields; what is empty or absent says nothing."""
    if isinstance(value, str):
        if value:
            yield str(value)
    elif isinstance(value, Mapping):
        for name, item in sorted(value.items(), key=lambda pair: str(pair[0])):
            yield str(name)
            yield from _words_of(item)
    elif isinstance(value, AbstractSet):
        yield from sorted(word for item in value for word in _words_of(item))
    elif isinstance(value, Sequence):
        for item in value:
            yield from _words_of(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _words_of(getattr(value, field.name))
    elif value is not None and value is not False and not callable(value):
        yield str(value)
