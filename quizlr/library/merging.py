"""From deck files to decks: shadowing, decks in several files, ids that occur twice, `requires`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quizlr.decks.nearest import did_you_mean
from quizlr.library.deckfile import DeckFile
from quizlr.model import Deck, Note, Place, Problem, Severity

_DECKS_NAMED: Final = 12
"""Of the decks that a name could have meant; the learner's own come first."""


def merged(files: Iterable[DeckFile]) -> tuple[tuple[Deck, ...], list[Problem]]:
    """The decks that a set of files makes, and all that is wrong with them.

    A deck of the learner's shadows the bundled deck of its id, with its problems. Files that share
    a deck id make one deck; of a note id that occurs twice the second is left out.
    """
    groups: dict[str, list[DeckFile]] = {}
    problems: list[Problem] = []
    for file in files:
        if file.deck is None:
            problems.extend(file.problems)
        else:
            groups.setdefault(file.deck.id, []).append(file)
    decks: dict[str, Deck] = {}
    for deck_id, group in groups.items():
        served = [file for file in group if not file.is_bundled] or group
        decks[deck_id], twice = _one_deck(served)
        problems.extend(problem for file in served for problem in file.problems)
        problems.extend(twice)
    problems.extend(_requires_problems(groups, decks))
    return tuple(decks.values()), sorted(problems, key=lambda problem: problem.place)


def _one_deck(files: Sequence[DeckFile]) -> tuple[Deck, list[Problem]]:
    parts = [file.deck for file in files if file.deck is not None]
    first = parts[0]
    if len(parts) == 1:
        return first, []
    notes: dict[str, Note] = {}
    problems: list[Problem] = []
    for part in parts:
        twice = [note for note in part.notes if note.id in notes]
        problems.extend(_twice_problems(part, twice, notes))
        for note in part.notes:
            notes.setdefault(note.id, note)
    deck = replace(
        first,
        tags=_union(part.tags for part in parts),
        requires=_union(part.requires for part in parts),
        sources={key: source for part in reversed(parts) for key, source in part.sources.items()},
        notes=tuple(notes.values()),
        desired_retention=next(
            (part.desired_retention for part in parts if part.desired_retention is not None), None
        ),
        unserved=_sums(part.unserved for part in parts),
    )
    return deck, problems


def _twice_problems(
    part: Deck, twice: Sequence[Note], taken: Mapping[str, Note]
) -> Iterable[Problem]:
    if len(twice) > 1 and len(twice) == len(part.notes):
        first = taken[twice[0].id]
        message = (
            f"All notes of this file are already in deck `{part.id}` (from {first.place} on), so "
            "the file is left out. It is probably a copy: delete one of the two files, or give "
            "this one another deck id."
        )
        return [Problem(part.place, "duplicate-deck", message, "id")]
    return [_twice(part, note, taken[note.id].place) for note in twice]


def _twice(deck: Deck, note: Note, first: Place) -> Problem:
    message = (
        f"`{deck.id}/{note.id}` is already at {first}; this one is left out. Files may share a "
        "deck id, but each note needs an id of its own: rename one of the two, or remove it."
    )
    return Problem(note.place, "duplicate-id", message)


def _requires_problems(
    groups: Mapping[str, Sequence[DeckFile]], decks: Mapping[str, Deck]
) -> Iterable[Problem]:
    for deck in decks.values():
        for needed in deck.requires:
            if needed not in decks:
                guess = did_you_mean(needed, decks, most=_DECKS_NAMED)
                message = (
                    f"`requires` names `{needed}`, and there is no such deck, so nothing is "
                    f"waited for. {guess}"
                )
                yield _at_requires(groups, deck, "unknown-deck", message)
        if deck.requires and _needs_itself(deck.id, decks):
            message = (
                f"`requires` goes round in a circle: `{deck.id}` would wait for itself, and its "
                "new cards would never come. Remove one of the decks from `requires`."
            )
            yield _at_requires(groups, deck, "requires-circle", message)


def _at_requires(
    groups: Mapping[str, Sequence[DeckFile]], deck: Deck, rule: str, message: str
) -> Problem:
    place = next(
        (file.requires_at for file in groups[deck.id] if file.deck and file.deck.requires),
        deck.place,
    )
    return Problem(place, rule, message, "requires", Severity.WARNING)


def _needs_itself(deck_id: str, decks: Mapping[str, Deck]) -> bool:
    waiting = list(decks[deck_id].requires)
    seen: set[str] = set()
    while waiting:
        needed = waiting.pop()
        if needed == deck_id:
            return True
        if needed in decks and needed not in seen:
            seen.add(needed)
            waiting.extend(decks[needed].requires)
    return False


def _union(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for words in lists for word in words))


def _sums(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for count in counts:
        for name, number in count.items():
            total[name] = total.get(name, 0) + number
    return total
