"""New decks, and new notes in decks: where they go, which ids are taken, and the files written."""

from __future__ import annotations

import os
from collections.abc import Collection as Ids
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from quizlr.authoring.adding import Added, add_note, note_lines
from quizlr.authoring.scaffold import SCHEMA_NAME, deck_text, empty_deck_text, new_id
from quizlr.cardtypes import CARD_TYPES
from quizlr.cardtypes.cardtype import CardType
from quizlr.collection.collection import Collection
from quizlr.collection.home import Home
from quizlr.decks import decode
from quizlr.errors import AddingError, DeckWriteError, ReadOnlyError
from quizlr.library import copy_for_editing
from quizlr.library.saving import create_file, replace_file
from quizlr.library.watching import changes
from quizlr.model import CardId, Deck
from quizlr.values import dataclass

OWN_TITLE: Final = "My notes"
"""Of the deck that is made for a learner who has none."""


@dataclass(frozen=True, slots=True)
class Target:
    """A deck that a note can be put into."""

    title: str
    deck_id: str = ""
    """Empty for a deck that is made with its first note."""
    is_copied: bool = False
    """Whether it is a bundled deck, which is copied to the learner's decks first."""


def targets(collection: Collection, deck_id: str = "") -> tuple[Target, ...]:
    """The decks that a note can go into, the likeliest first.

    That is the named deck, if it is the learner's; else another deck of theirs, or a new one. A
    bundled deck comes last: with a note in it, it is the learner's copy for ever.
    """
    decks = collection.decks.values()
    own = [Target(deck.title, deck.id) for deck in decks if not deck.is_bundled]
    own.sort(key=lambda target: target.deck_id != deck_id)
    named = collection.decks.get(deck_id)
    copied = [Target(named.title, named.id, is_copied=True)] if named and named.is_bundled else []
    return (*(own or [Target(OWN_TITLE)]), *copied)


# -- notes


def add(collection: Collection, target: Target, kind: CardType, values: Mapping[str, Any]) -> Added:
    """Write a note at the end of a deck, and read the deck again.

    Args:
        collection: the learner's.
        target: where the note goes.
        kind: its type.
        values: its fields, as the reader would give them.

    Raises:
        AddingError: the note is not right, or the file cannot take one.
        DataError: the file cannot be written.
    """
    if collection.store.is_read_only:
        raise ReadOnlyError("this quizlr is open read-only.")
    deck = collection.decks.get(target.deck_id)
    if deck is None:
        return _add_first(collection, target, kind, values)
    known = collection.store.known_card_ids()
    lines = note_lines(kind, values, taken_ids(deck, known))
    path = Path(deck.place.file)
    if deck.is_bundled:
        added_to(path, lines)  # a note that is refused shall leave no copy behind
        path = copy_for_editing(deck, collection.home.decks)
    added = append(path, lines)
    ensure_schema(collection.home.decks)
    _take_up(collection, path)
    return added


def _add_first(
    collection: Collection, target: Target, kind: CardType, values: Mapping[str, Any]
) -> Added:
    """Make the deck, with this note in it."""
    deck_id = new_id(target.title, collection.decks, "deck")
    lines = note_lines(kind, values, ())
    text = empty_deck_text(target.title, deck_id, SCHEMA_NAME)
    added = add_note(text, f"{deck_id}.yaml", lines, CARD_TYPES)
    path = create_deck(collection.home.decks, deck_id, added.text)
    ensure_schema(collection.home.decks)
    _take_up(collection, path)
    return added


def taken_ids(deck: Deck, known: Iterable[CardId] = ()) -> set[str]:
    """Ids that a new note of a deck must not have: of its notes, and of those with history."""
    prefix = f"{deck.id}/"
    past = {
        name.removeprefix(prefix).partition("#")[0] for name in known if name.startswith(prefix)
    }
    return {note.id for note in deck.notes} | past


def append(path: Path, lines: Sequence[str]) -> Added:
    """Put the lines of a note at the end of a deck file.

    Raises:
        AddingError: the note is not right, or the file cannot take one.
        DataError: the file cannot be read or written.
    """
    data, added = added_to(path, lines)
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    replace_file(path, data, mark + added.text.encode())
    return added


def added_to(path: Path, lines: Sequence[str]) -> tuple[bytes, Added]:
    """What a file holds, and its text with a note; nothing is written."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AddingError(str(path), f"it cannot be read: {error.strerror}.") from error
    text, problems = decode(data, str(path))
    if text is None:
        raise AddingError(str(path), problems[0].message)
    return data, add_note(text, str(path), lines, CARD_TYPES)


def _take_up(collection: Collection, path: Path) -> None:
    """Read what was written; a copied deck may have brought several files."""
    found = changes(collection.library, collection.home.decks, ()).edited
    for each in dict.fromkeys((path, *found)):
        collection.reload(each)


# -- decks


def new_deck(home: Home, title: str, taken: Ids[str], path: Path | None = None) -> Path:
    """Write a deck to start from.

    Args:
        home: the learner's; the deck goes into its deck folder unless a path is given.
        title: of the deck.
        taken: ids of the decks there are.
        path: of the file to be made.

    Returns:
        The file.

    Raises:
        DeckWriteError: it cannot be written, or a file of this path is there.
    """
    deck_id = new_id(title, taken, "deck")
    folder = home.decks if path is None else path.absolute().parent
    is_home = folder == home.decks or home.decks in folder.parents
    root = home.decks if is_home else folder
    schema = Path(os.path.relpath(root / SCHEMA_NAME, folder)).as_posix()
    text = deck_text(title, deck_id, schema, CARD_TYPES)
    if path is None:
        made = create_deck(folder, deck_id, text)
    else:
        made = path
        _create(made, text)
    ensure_schema(root)
    return made


def create_deck(folder: Path, deck_id: str, text: str) -> Path:
    """Write a deck into a folder, which is made if need be, under a name that is free."""
    number = 1
    while True:
        path = folder / (f"{deck_id}.yaml" if number == 1 else f"{deck_id}-{number}.yaml")
        if not path.exists():
            _create(path, text)
            return path
        number += 1


def _create(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not create_file(path, text.encode()):
            raise DeckWriteError(str(path), "there is a file of this name")
    except OSError as error:
        raise DeckWriteError(str(path), error.strerror or str(error)) from error


def ensure_schema(folder: Path) -> None:
    """Write the schema beside the decks unless it is there already, word for word.

    A deck is complete without it, so that a folder in which it cannot be written is no problem.
    """
    from quizlr.authoring.schema import schema_text

    data = schema_text(CARD_TYPES).encode()
    path = folder / SCHEMA_NAME
    with suppress(OSError):
        if not path.exists() or path.read_bytes() != data:
            beside = path.with_suffix(f".{os.getpid()}.new")
            beside.write_bytes(data)
            beside.replace(path)
