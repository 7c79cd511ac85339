"""`quizlr due`: how many cards wait, for a person, a script or a status line."""

from __future__ import annotations

import argparse
import json
from typing import Final

from quizlr.collection import Collection, backlog_words, deck_paths, find_home, when_words

MORE: Final = "By deck, today. Works while the app is open."
EXAMPLE: Final = "quizlr due --short"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr due` takes."""
    parser.add_argument("decks", nargs="*", metavar="DECK|PATH", help="deck ids, files or folders")
    parser.add_argument("--short", action="store_true", help="one number, for a status line")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    """Print the counts; the home is opened read-only and never made."""
    collection = Collection.open(
        find_home(arguments.home), paths=deck_paths(arguments.decks), is_read_only=True
    )
    try:
        overview = collection.overview(collection.select(arguments.decks))
        rows = list(overview.tallies.values())
        total = sum(row.new + row.learning + row.due for row in rows)
        if arguments.format == "json":
            listing = [
                {"deck": r.deck_id, "new": r.new, "learning": r.learning, "due": r.due}
                for r in rows
            ]
            data = {"total": total, "backlog": overview.backlog, "decks": listing}
            print(json.dumps(data, ensure_ascii=False, indent=2))
        elif arguments.short:
            print(total)
        else:
            width = max((len(row.deck_id) for row in rows), default=4)
            print(f"{'deck':{width}}  {'new':>5} {'learning':>9} {'due':>5}")
            for row in rows:
                print(f"{row.deck_id:{width}}  {row.new:>5} {row.learning:>9} {row.due:>5}")
            if overview.backlog:
                print(backlog_words(overview))
            if total == 0 and overview.next_due_at_ms is not None:
                when = when_words(overview.next_due_at_ms, overview.now, collection.clock.zone)
                print(f"Nothing due until {when}.")
    finally:
        collection.close()
    return 0
