"""`quizlr reschedule`: due days by today's parameters, retention and calendar."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Final

from quizlr.collection import Collection, deck_paths, find_home
from quizlr.collection.rescheduling import Preview, carry_out, preview
from quizlr.errors import UsageError

MORE: Final = (
    "After a fit, or a change of retention, easy days or holidays, cards keep their due days "
    "until they are answered; this moves them. It first shows what that does to the coming days."
)
EXAMPLE: Final = "quizlr reschedule --preview"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr reschedule` takes."""
    parser.add_argument("decks", nargs="*", metavar="DECK|PATH", help="deck ids, files or folders")
    parser.add_argument("--preview", action="store_true", help="only show what would change")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    """Show what would move; move it after a yes."""
    collection = Collection.open(
        find_home(arguments.home),
        paths=deck_paths(arguments.decks),
        is_read_only=arguments.preview,
    )
    try:
        found = preview(collection, collection.select(arguments.decks))
        print(_json(found) if arguments.format == "json" else _table(found))
        if arguments.preview or not found.moves:
            return 0
        if not arguments.yes and not _agrees():
            print("Nothing was moved.")
            return 0
        carry_out(collection, found.moves)
        print(f"{_cards(found.moves)} moved.", file=sys.stderr)
    finally:
        collection.close()
    return 0


def _cards(moves: Sequence[object]) -> str:
    return "1 card" if len(moves) == 1 else f"{len(moves)} cards"


def _table(found: Preview) -> str:
    later = sum(move.to_day > move.from_day for move in found.moves)
    lines = [
        f"{len(found.moves)} of {found.count} cards in review would move: "
        f"{later} to a later day, {len(found.moves) - later} to an earlier one.",
        f"{'reviews due':12} {'now':>7} {'after':>7}",
    ]
    rows = (
        ("today", found.load.today),
        ("tomorrow", found.load.tomorrow),
        ("7 days", found.load.week),
    )
    lines += [f"{name:12} {before:>7} {after:>7}" for name, (before, after) in rows]
    return "\n".join(lines)


def _json(found: Preview) -> str:
    load = {
        name: {"now": before, "after": after}
        for name, (before, after) in (
            ("today", found.load.today),
            ("tomorrow", found.load.tomorrow),
            ("week", found.load.week),
        )
    }
    data = {"cards": found.count, "moving": len(found.moves), "load": load}
    return json.dumps(data, indent=2)


def _agrees() -> bool:
    if not sys.stdin.isatty():
        raise UsageError("there is nobody to ask here: add --yes to move, or --preview to look.")
    return input("Move them? [y/N] ").strip().lower() in ("y", "yes")
