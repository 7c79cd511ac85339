"""The labs of the decks."""

from __future__ import annotations

from collections.abc import Iterable

from quizlr.cardtypes.lab import LabContent
from quizlr.collection.collection import Collection
from quizlr.errors import UnknownLabError
from quizlr.model import Note
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class FoundLab:
    """A lab and where it stands."""

    key: str
    """`deck/note`."""
    note: Note


def labs(collection: Collection) -> tuple[FoundLab, ...]:
    """All labs, deck by deck; those of which no card is made too."""
    return tuple(
        FoundLab(f"{deck.id}/{note.id}", note)
        for deck in collection.decks.values()
        for note in deck.notes
        if isinstance(note.content, LabContent)
    )


def labs_about(collection: Collection, keys: Iterable[str]) -> tuple[FoundLab, ...]:
    """The labs that are about one of these concepts, in the order of the decks."""
    concepts = collection.concepts()

    def is_about(lab: FoundLab) -> bool:
        deck_id = lab.key.partition("/")[0]
        return not set(keys).isdisjoint(concepts.named(deck_id, lab.note.about))

    return tuple(each for each in labs(collection) if is_about(each))


def place_of(found: tuple[FoundLab, ...], name: str) -> int:
    """The place of the lab called `deck/note`, `note`, or by its scene; the first without a name.

    Raises:
        UnknownLabError: there is no such lab.
    """
    for at, each in enumerate(found):
        content = each.note.content
        scene = content.spec.scene if isinstance(content, LabContent) else ""
        if name in ("", each.key, each.note.id, scene):
            return at
    raise UnknownLabError(name, [each.note.id for each in found])
