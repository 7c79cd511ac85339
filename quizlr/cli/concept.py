"""`quizlr concept`: the page of a concept."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final

from quizlr.cli.study import open_collection, require_terminal
from quizlr.collection.pages import find_concept

if TYPE_CHECKING:
    import argparse

    from quizlr.collection import Collection

MORE: Final = (
    "Its levels from the core to interview-ready, its flow, a worked example, and a test. "
    "Without a name: the coverage of all topics. --list names them."
)
EXAMPLE: Final = "quizlr concept log-loss"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr concept` takes."""
    parser.add_argument(
        "name", nargs="?", default="", metavar="NAME", help="its id, deck/id or title; see --list"
    )
    parser.add_argument("--list", action="store_true", help="name all concepts and stop")
    parser.add_argument("--plain", action="store_true", help="print the page with all its levels")


def run(arguments: argparse.Namespace) -> int:
    """Open the page, or print it."""
    is_printed = arguments.list or (arguments.plain and arguments.name)
    if not is_printed:
        require_terminal("concept")
    collection = open_collection(arguments.home)
    if collection is None:
        return 3
    try:
        if is_printed:
            _print(collection, arguments.name, is_list=arguments.list)
            return 0
        concept = find_concept(collection, arguments.name) if arguments.name else ""
        from quizlr.tui import run as run_app
        from quizlr.tui.screens.concept import ConceptScreen
        from quizlr.tui.screens.coverage import CoverageScreen

        def first() -> ConceptScreen | CoverageScreen:
            return ConceptScreen(collection, concept) if concept else CoverageScreen(collection)

        run_app(collection, first=first)
    finally:
        collection.close()
    return 0


def _print(collection: Collection, name: str, *, is_list: bool) -> None:
    from quizlr.plain.concepts import concept_lines
    from quizlr.rendering import clean_line

    gc.enable()
    if is_list:
        for key, note in collection.concepts().items():
            print(f"  {key:44} {clean_line(note.content.title)}")
        return
    print("\n".join(concept_lines(collection, find_concept(collection, name))).strip())
