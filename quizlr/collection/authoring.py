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
from quizlr.collection.live import News, read_again
from quizlr.collection.loading import load_library
from quizlr.collection.selection import deck_paths
from quizlr.decks import decode
from quizlr.errors import AddingError, DeckWriteError, ReadOnlyError, UnknownDeckError, UsageError
from quizlr.library.editing import copy_for_editing
from quizlr.library.saving import create_file, replace_file
from quizlr.model import CardId, Deck, Note
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


@dataclass(frozen=True, slots=True)
class Filed:
    """A note that was written."""

    deck_id: str
    note: Note
    news: News
    """What was read afterwards; the collection has it already."""


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


def add(collection: Collection, target: Target, kind: CardType, values: Mapping[str, Any]) -> Filed:
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
    return Filed(deck.id, added.note, read_again(collection, [path]))


def _add_first(
    collection: Collection, target: Target, kind: CardType, values: Mapping[str, Any]
) -> Filed:
    """Make the deck, with this note in it."""
    deck_id = new_id(target.title, collection.decks, "deck")
    lines = note_lines(kind, values, ())
    text = empty_deck_text(target.title, deck_id, SCHEMA_NAME)
    added = add_note(text, f"{deck_id}.yaml", lines, CARD_TYPES)
    path = create_deck(collection.home.decks, deck_id, added.text)
    ensure_schema(collection.home.decks)
    return Filed(deck_id, added.note, read_again(collection, [path]))


def sample(kind: CardType, values: Mapping[str, Any]) -> Note:
    """The note that these values make, in a deck of its own; nothing is written.

    Raises:
        AddingError: the note is not right.
    """
    text = empty_deck_text(OWN_TITLE, "preview", SCHEMA_NAME)
    return add_note(text, "preview", note_lines(kind, values, ()), CARD_TYPES).note


def taken_ids(deck: Deck, known: Iterable[CardId] = ()) -> set[str]:
    """Ids that a new note of a deck must not have: of its notes, and of those with history."""
    prefix = f"{deck.id}/"
    past = {
        name.removeprefix(prefix).partition("#")[0] for name in known if name.startswith(prefix)
    }
    return {note.id for note in deck.notes} | past


def known_ids(home: Home) -> set[CardId]:
    """The cards with history in a home, read beside a running quizlr; the home is never made.

    Raises:
        DataError: the home cannot be read.
    """
    from quizlr.collection.parameters import FOLD_RULE
    from quizlr.store import Store

    if not (home.folder / "log").is_dir():
        return set()
    with Store.open_read_only(home.folder, fold=FOLD_RULE) as store:
        return store.known_card_ids()


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


# -- decks


def find_deck(home: Home, name: str) -> Deck:
    """The learner's deck with this id, or the one in this file.

    Raises:
        UnknownDeckError: there is none.
        AddingError: it is a bundled deck, or no deck can be read from the file.
    """
    paths = deck_paths([name])
    decks = {deck.id: deck for deck in load_library(home, paths, cache=home.deck_cache).decks}
    if paths:
        here = os.path.realpath(paths[0])
        found = next((d for d in decks.values() if os.path.realpath(d.place.file) == here), None)
        if found is None:
            raise AddingError(name, f"no deck can be read from it. `quizlr check {name}` says why.")
        return found
    if name not in decks:
        raise UnknownDeckError(name, sorted(decks))
    if decks[name].is_bundled:
        reason = "it ships with quizlr. `quizlr new TITLE` makes a deck of your own."
        raise AddingError(name, reason)
    return decks[name]


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
        DeckWriteError: it cannot be written.
        UsageError: a file of this path is there.
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
        is_new = create_file(path, text.encode())
    except OSError as error:
        raise DeckWriteError(str(path), error.strerror or str(error)) from error
    if not is_new:
        raise UsageError(f"There is a file {path} already. Choose another name.")


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
