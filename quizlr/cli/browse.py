"""`quizlr browse`: find cards; in the app, or as a list for pipes and scripts."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from quizlr.cli.study import open_collection
from quizlr.collection import Collection, find_home
from quizlr.errors import HomeLockedError
from quizlr.search.keys import KEYS

if TYPE_CHECKING:
    from quizlr.collection.describing import Described

MORE: Final = (
    "In a terminal the app opens on what is found; in a pipe, or with --format, the cards are "
    "listed, also while the app is open. Words stand for themselves; -word leaves out; "
    '`or`, parentheses, "phrases", * and _ work as in Anki. Keys: '
    f"{', '.join(f'{key.name}:' for key in KEYS)}. "
    "A query that begins with a minus stands in parentheses, as in '(-is:new)'."
)
EXAMPLE: Final = "quizlr browse 'deck:sigmoid prop:stability<7 -is:suspended' --format json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr browse` takes."""
    parser.add_argument(
        "query", nargs="*", metavar="QUERY", help="what to find; all cards if nothing is said"
    )
    parser.add_argument("--format", choices=("text", "json"), help="list the cards and stop")


def run(arguments: argparse.Namespace) -> int:
    """Open the app on what the query finds, or list it; to list, the home is only read."""
    query = " ".join(arguments.query)
    if arguments.format is None and sys.stdin.isatty() and sys.stdout.isatty():
        return _open_app(arguments.home, query)
    collection = Collection.open(find_home(arguments.home), is_read_only=True)
    try:
        from quizlr.collection.browsing import find_cards
        from quizlr.collection.describing import described

        found = described(collection, find_cards(collection, query))
        for piece in _json(found) if arguments.format == "json" else _lines(found):
            print(piece)
    finally:
        collection.close()
    return 0


def _open_app(home: str | None, query: str) -> int:
    collection = open_collection(home)
    if collection is None:
        return HomeLockedError.exit_code
    try:
        from quizlr.tui import run as run_app
        from quizlr.tui.screens.browse import BrowseScreen

        run_app(collection, first=lambda: BrowseScreen(collection, query))
    finally:
        collection.close()
    return 0


def _lines(found: Iterable[Described]) -> Iterator[str]:
    """Id, when it is due, stability, question; with a tab between them."""
    for each in found:
        days = "" if each.stability_days is None else f"{each.stability_days:.1f}d"
        yield "\t".join((each.id, each.due_words, days, each.question))


def _json(found: Iterable[Described]) -> Iterator[str]:
    """A list of objects, written as the cards come: there may be very many."""
    opening = "["
    for each in found:
        yield f"{opening}{json.dumps(_fields(each), ensure_ascii=False)}"
        opening = ","
    yield "[]" if opening == "[" else "]"


def _fields(each: Described) -> dict[str, Any]:
    """A card as an object; days are study days, instants are UTC."""
    card, schedule = each.card, each.schedule
    place = card.note.place
    return {
        "id": each.id,
        "deck": card.deck_id,
        "note": card.note.id,
        "part": card.part,
        "type": card.note.type,
        "tier": card.note.tier,
        "tags": list(each.tags),
        "about": list(card.note.about),
        "question": each.question,
        "state": schedule.state.name.lower(),
        "due": each.due_on and each.due_on.isoformat(),
        "due_at": each.due_at and each.due_at.isoformat(),
        "due_in_days": each.due_in_days,
        "interval_days": schedule.scheduled_days,
        "stability": _rounded(each.stability_days),
        "difficulty": _rounded(each.difficulty),
        "retrievability": _rounded(each.recall),
        "reps": schedule.review_count,
        "lapses": schedule.lapse_count,
        "suspended": schedule.is_suspended,
        "buried": each.is_buried,
        "flag": schedule.flag,
        "file": place.file,
        "line": place.line,
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
