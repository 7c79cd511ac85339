"""`quizlr` and `quizlr study`: open the collection, hand it to a front end, close it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quizlr.collection import Collection, Desk, deck_paths, find_home
from quizlr.errors import HomeLockedError, NoTerminalError, ReadOnlyError

if TYPE_CHECKING:
    import argparse

    from quizlr.model import Card


MORE: Final = "Without --plain, in the app."
EXAMPLE: Final = "quizlr study logreg-cost ./my-deck.yaml --minutes 15"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr study` takes."""
    parser.add_argument("decks", nargs="*", metavar="DECK|PATH", help="deck ids, files or folders")
    parser.add_argument(
        "--search", metavar="QUERY", help="only cards that this finds, as in 'tag:ml is:due'"
    )
    parser.add_argument("--minutes", type=_minutes, metavar="N", help="stop after N minutes")
    parser.add_argument(
        "--cram", action="store_true", help="go through every card; nothing is scheduled"
    )
    parser.add_argument(
        "--plain", action="store_true", help="lines of text: for screen readers and pipes"
    )


def _minutes(text: str) -> float:
    from argparse import ArgumentTypeError

    try:
        minutes = float(text)
    except ValueError:
        minutes = 0
    if not 0 < minutes <= 1440:
        raise ArgumentTypeError(f"'{text}' is no number of minutes from 1 to 1440")
    return minutes


def open_app(home: str | None) -> int:
    """The app, on its Home screen."""
    require_terminal()
    from quizlr.tui import run as run_app

    collection = open_collection(home, ())
    if collection is None:
        return HomeLockedError.exit_code
    try:
        run_app(collection)
    finally:
        collection.close()
    return 0


def run(arguments: argparse.Namespace) -> int:
    """A sitting, in the app or as plain text."""
    if not arguments.plain:
        require_terminal()
    collection = open_collection(arguments.home, deck_paths(arguments.decks))
    if collection is None:
        return HomeLockedError.exit_code
    try:
        desk = Desk(
            collection,
            _cards(collection, arguments),
            practice=collection.practice() if arguments.cram else None,
            minutes=arguments.minutes,
        )
        if arguments.plain:
            plain_study(collection, desk)
        else:
            from quizlr.tui import run as run_app

            run_app(collection, start=desk)
    finally:
        collection.close()
    return 0


def _cards(collection: Collection, arguments: argparse.Namespace) -> Sequence[Card]:
    """The cards of the decks that are named, and of these the ones that are searched for."""
    cards = collection.select(arguments.decks)
    if arguments.search is None:
        return cards
    from quizlr.collection.browsing import find_cards

    found = {card.id for card in find_cards(collection, arguments.search)}
    return tuple(card for card in cards if card.id in found)


def require_terminal(command: str = "study") -> None:
    """Refuse where the app cannot be drawn; `command` has `--plain`.

    Raises:
        NoTerminalError: input or output is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminalError(command)


def plain_study(collection: Collection, desk: Desk) -> None:
    """A sitting as lines of text."""
    from quizlr.plain import PlainStudy

    for sentence in (*collection.store.notices, collection.clock_warning()):
        if sentence:
            print(sentence)
    if collection.problems:
        count = len(collection.problems)
        problems = "1 problem" if count == 1 else f"{count} problems"
        print(f"{problems} in the decks: quizlr check shows what is wrong.")
    gc.enable()
    PlainStudy(desk, read_line, print).run()


def read_line(prompt: str) -> str:
    """A line of the learner's; what is asked goes into a pipe too.

    Raises:
        EOFError: there is none.
    """
    if sys.stdin.isatty():
        return input(prompt)
    print(prompt, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


def open_collection(home_option: str | None, paths: Sequence[Path] = ()) -> Collection | None:
    """The collection; read-only if nothing can be saved in it and the learner wants that."""
    home = find_home(home_option)
    try:
        return Collection.open(home, paths=paths)
    except (HomeLockedError, ReadOnlyError) as error:
        if not sys.stdin.isatty():
            raise
        print(f"quizlr: {error}", file=sys.stderr)
        if input("Open read-only? [y/N] ").strip().lower() not in ("y", "yes"):
            return None
        return Collection.open(home, paths=paths, is_read_only=True)
