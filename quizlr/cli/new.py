"""`quizlr new`: a deck to start from, or one more note in a deck."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from quizlr.errors import UsageError

MORE: Final = (
    "Writes a deck with one note and comments that explain, into your deck folder, and the schema "
    "that tells editors which fields there are. With --type: adds a note of that type to a deck."
)
EXAMPLE: Final = 'quizlr new "Decision trees" && quizlr new decision-trees --type drill'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr new` takes."""
    from quizlr.cardtypes import CARD_TYPES

    parser.add_argument(
        "name",
        nargs="?",
        metavar="TITLE|DECK",
        help="title of the new deck (asked for if absent); with --type, the deck's id or file",
    )
    parser.add_argument("--type", choices=tuple(CARD_TYPES), help="add a note of this type")
    parser.add_argument(
        "--file", metavar="FILE", type=Path, help="write the new deck to this file instead"
    )
    parser.add_argument("--edit", action="store_true", help="open it in your editor at once")


def run(arguments: argparse.Namespace) -> int:
    """Make a deck, or a note."""
    if arguments.type and not arguments.name:
        raise UsageError("Say which deck: quizlr new DECK --type drill.")
    if arguments.type and arguments.file:
        raise UsageError("--file is for a new deck; --type adds to the deck that is named.")
    path, line = _note(arguments) if arguments.type else _deck(arguments)
    if arguments.edit:
        return _edit(arguments, path, line)
    return 0


def _deck(arguments: argparse.Namespace) -> tuple[Path, int]:
    from quizlr.collection import find_home, load_library
    from quizlr.collection.authoring import new_deck
    from quizlr.rendering import clean_line

    title = " ".join((arguments.name or _asked()).split())
    if not title:
        raise UsageError('A deck needs a title: quizlr new "Decision trees".')
    home = find_home(arguments.home)
    decks = load_library(home, cache=home.deck_cache).decks
    path = new_deck(home, title, {deck.id for deck in decks}, arguments.file)
    name = str(path) if arguments.file else path.stem
    print(f"Made {path}")
    same = next((deck for deck in decks if deck.title.casefold() == title.casefold()), None)
    if same:
        print(f"'{clean_line(same.title)}' is there already, as {same.id}. This is another deck.")
    print(f"Write your notes into it, then: quizlr study {name}")
    return path, 1


def _asked() -> str:
    """The title, from whoever sits there."""
    if not sys.stdin.isatty():
        return ""
    try:
        return input("Title of the deck: ")
    except EOFError:
        return ""


def _note(arguments: argparse.Namespace) -> tuple[Path, int]:
    from quizlr.authoring.scaffold import sketch_lines
    from quizlr.cardtypes import CARD_TYPES
    from quizlr.collection import find_home
    from quizlr.collection.authoring import append, find_deck, known_ids, taken_ids

    home = find_home(arguments.home)
    deck = find_deck(home, arguments.name)
    path = Path(deck.place.file)
    taken = taken_ids(deck, known_ids(home))
    added = append(path, sketch_lines(CARD_TYPES[arguments.type], taken))
    line = added.note.place.line
    print(f"Added {deck.id}/{added.note.id} at {path}:{line}")
    return path, line


def _edit(arguments: argparse.Namespace, path: Path, line: int) -> int:
    from quizlr.collection import find_home
    from quizlr.collection.editor import open_editor
    from quizlr.config import read_settings

    return open_editor(path, line, read_settings(find_home(arguments.home).config).app.editor)
