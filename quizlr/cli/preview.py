"""`quizlr preview`: a card as Study draws it, both sides; nothing is scheduled."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final

from quizlr.cli.drill import seed_of
from quizlr.cli.study import require_terminal
from quizlr.collection import Collection, find_home

if TYPE_CHECKING:
    import argparse

    from quizlr.collection.previewing import Preview

MORE: Final = (
    "Edit the deck beside it: each save is shown at once, or what is wrong with it. "
    "No review is written, and it works while the app is open."
)
EXAMPLE: Final = "quizlr preview my-deck.yaml:my-note"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr preview` takes."""
    parser.add_argument(
        "target", metavar="DECK[:NOTE]", help="a deck's id, a file or a folder; and a note's id"
    )
    parser.add_argument(
        "--variant",
        type=seed_of,
        metavar="SEED",
        help="the variant to begin with, of cards that draw or shuffle (default: 1)",
    )
    parser.add_argument(
        "--plain", action="store_true", help="print both sides: for screen readers and pipes"
    )


def run(arguments: argparse.Namespace) -> int:
    """Show the card, or print it; 1 if what is printed has errors in its files."""
    from quizlr.collection.previewing import FIRST_VARIANT, Preview, find_target, preview_paths

    if not arguments.plain:
        require_terminal("preview")
    collection = Collection.open(
        find_home(arguments.home), paths=preview_paths(arguments.target), is_read_only=True
    )
    try:
        preview = Preview(collection, find_target(collection, arguments.target))
        preview.variant = FIRST_VARIANT if arguments.variant is None else arguments.variant
        if arguments.plain:
            gc.enable()
            return _print(preview)
        from quizlr.tui import run as run_app
        from quizlr.tui.screens.preview import PreviewScreen

        run_app(collection, first=lambda: PreviewScreen(preview, is_alone=True))
    finally:
        collection.close()
    return 0


def _print(preview: Preview) -> int:
    """The cards that are named, then what is wrong in their files."""
    import sys

    from quizlr.plain.looking import preview_lines
    from quizlr.rendering import clean

    for line in preview_lines(preview.named(), preview.variant):
        print(line)
    for problem in preview.problems:
        print(clean(str(problem)), file=sys.stderr)
    return int(preview.has_errors)
