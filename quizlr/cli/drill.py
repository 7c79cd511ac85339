"""`quizlr drill`: practise drills; nothing is scheduled."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Final

from quizlr.cli.study import open_collection, plain_study, require_terminal
from quizlr.collection import Desk
from quizlr.model import Tier

if TYPE_CHECKING:
    import argparse

    from quizlr.collection import Collection

MORE: Final = (
    "Each question has new numbers; at the end come the score and the slips. "
    "Without a name: all drills. --list names them all."
)
EXAMPLE: Final = "quizlr drill log-loss --tier beginner --questions 5"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr drill` takes."""
    parser.add_argument(
        "names", nargs="*", metavar="FAMILY|TOPIC|DECK", help="what to practise; see --list"
    )
    parser.add_argument("--tier", type=Tier, choices=tuple(Tier), metavar="T", help=_TIERS)
    parser.add_argument("--seed", type=int, metavar="N", help="the same questions for the same N")
    parser.add_argument(
        "--questions", type=_count, default=10, metavar="N", help="how many (default: 10)"
    )
    parser.add_argument("--list", action="store_true", help="name all drills and stop")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of --list")
    parser.add_argument(
        "--plain", action="store_true", help="lines of text: for screen readers and pipes"
    )


_TIERS: Final = f"only drills of a tier: {', '.join(Tier)}"


def _count(text: str) -> int:
    from argparse import ArgumentTypeError

    if not text.isdigit() or not 0 < int(text) <= 1000:
        raise ArgumentTypeError(f"'{text}' is no number of questions from 1 to 1000")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Practise, or list what there is."""
    if arguments.list:
        return _list(arguments)
    if not arguments.plain:
        require_terminal()
    collection = open_collection(arguments.home)
    if collection is None:
        return 3
    try:
        desk = _desk(collection, arguments)
        if arguments.plain:
            gc.enable()
            plain_study(collection, desk)
        else:
            from quizlr.tui import run as run_app

            run_app(collection, start=desk)
    finally:
        collection.close()
    return 0


def _desk(collection: Collection, arguments: argparse.Namespace) -> Desk:
    from quizlr.collection.drilling import drill_cards

    cards = drill_cards(collection, arguments.names, arguments.tier)
    practice = collection.practice(arguments.questions, arguments.seed)
    return Desk(collection, cards, practice=practice)


def _list(arguments: argparse.Namespace) -> int:
    import json

    from quizlr.collection import Collection, find_home
    from quizlr.collection.drilling import listed
    from quizlr.rendering import plain_text

    collection = Collection.open(find_home(arguments.home), is_read_only=True)
    rows = [row for row in listed(collection) if arguments.tier in (None, row.tier)]
    collection.close()
    if arguments.format == "json":
        fields = [
            {"name": r.name, "topic": r.topic, "tier": r.tier, "title": plain_text(r.title)}
            for r in rows
        ]
        print(json.dumps(fields, ensure_ascii=False, indent=2))
        return 0
    topic = ""
    for row in rows:
        if row.topic != topic:
            topic = row.topic
            print(f"{'' if row is rows[0] else chr(10)}{plain_text(topic)}")
        print(f"  {row.name:26} {row.tier:13} {plain_text(row.title)}")
    if sys.stdout.isatty():
        print(f"\n{len(rows)} drills. `quizlr drill NAME` practises one, or a topic, or a deck.")
    return 0
