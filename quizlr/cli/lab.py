"""`quizlr lab`: move numbers and see what follows; nothing is scheduled."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final

from quizlr.cli.study import open_collection, require_terminal
from quizlr.collection.labs import labs, place_of
from quizlr.errors import UnknownInputError

if TYPE_CHECKING:
    import argparse

    from quizlr.model import Note

MORE: Final = (
    "It asks what will happen, then shows it; then the numbers are yours. "
    "Without a name: all labs, to choose one. --list prints their names."
)
EXAMPLE: Final = "quizlr lab two-losses"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr lab` takes."""
    parser.add_argument("name", nargs="?", default="", metavar="NOTE", help="a lab; see --list")
    parser.add_argument("--list", action="store_true", help="name all labs and stop")
    parser.add_argument(
        "--plain", action="store_true", help="print the figures, and the plots in words"
    )
    parser.add_argument(
        "--set",
        type=_change,
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help="of --plain: an input that is not at its start",
    )


def _change(text: str) -> tuple[str, float]:
    from argparse import ArgumentTypeError

    name, sign, number = text.partition("=")
    try:
        return name.strip(), float(number)
    except ValueError:
        what = "a number" if sign else "of the form z=2.5"
        raise ArgumentTypeError(f"'{text}' is not {what}") from None


def run(arguments: argparse.Namespace) -> int:
    """Open the lab, or print it."""
    if not arguments.plain and not arguments.list:
        require_terminal("lab")
    collection = open_collection(arguments.home)
    if collection is None:
        return 3
    try:
        found = labs(collection)
        if arguments.list:
            for each in found:
                print(f"  {each.note.id:26} {each.note.content.title}")
            return 0
        at = place_of(found, arguments.name) if arguments.name or arguments.plain else None
        notes = [each.note for each in found]
        if arguments.plain and at is not None:
            gc.enable()
            _print(notes[at], arguments.set)
            return 0
        from quizlr.tui import run as run_app
        from quizlr.tui.screens.lab import LabScreen
        from quizlr.tui.screens.labs import LabsScreen

        def first() -> LabScreen | LabsScreen:
            return LabsScreen(collection) if at is None else LabScreen(notes, at)

        run_app(collection, first=first)
    finally:
        collection.close()
    return 0


def _print(note: Note, changes: list[tuple[str, float]]) -> None:
    """The state in words."""
    from quizlr.cardtypes.lab import LabContent
    from quizlr.labs.lab import lab_of
    from quizlr.rendering import plain_text
    from quizlr.rendering.plots import plain

    content = note.content
    assert isinstance(content, LabContent)
    lab = lab_of(content.spec)
    known = lab.values(lab.start)
    for name, _ in changes:
        if name not in known:
            raise UnknownInputError(name, tuple(known))
    places = lab.moved(lab.start, changes)
    made = lab.compute(places)
    print(f"{content.title}\n{plain_text(note.front)}\n\n{lab.shown(places)}")
    for figure in made.figures:
        print(f"  {figure.label}: {figure.shown}")
    for plot in made.plots:
        print(f"\n{plain(plot)}")
