"""`quizlr drill`: practise drills; nothing is scheduled."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from quizlr.cli.study import open_collection, plain_study, require_terminal
from quizlr.collection import Desk
from quizlr.model import Tier

if TYPE_CHECKING:
    import argparse

    from quizlr.collection import Collection
    from quizlr.collection.drilling import Listed

MORE: Final = (
    "Each question has new numbers; at the end come the score and the slips. "
    "Without a name: all drills. --list names them all."
)
EXAMPLE: Final = "quizlr drill log-loss --tier beginner --questions 5"
LARGEST_SEED: Final = 2**63 - 1
"""What the log's index can hold."""
WIDTH: Final = 80
"""Columns of the list."""
NAME_WIDTH: Final = 36
"""A longer name stands on a line of its own."""

_TIERS: Final = ", ".join(Tier)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr drill` takes."""
    parser.add_argument(
        "names", nargs="*", metavar="FAMILY|TOPIC|DECK", help="what to practise; see --list"
    )
    parser.add_argument("--tier", type=_tier, metavar="T", help=f"only drills of a tier: {_TIERS}")
    parser.add_argument("--seed", type=int, metavar="N", help="the same questions for the same N")
    parser.add_argument(
        "--questions", type=_count, default=10, metavar="N", help="how many (default: 10)"
    )
    parser.add_argument(
        "--variant",
        type=seed_of,
        metavar="SEED",
        help="just the variant of one drill that `!` names in a sitting",
    )
    parser.add_argument("--list", action="store_true", help="name all drills and stop")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of --list")
    parser.add_argument(
        "--plain", action="store_true", help="lines of text: for screen readers and pipes"
    )


def _tier(text: str) -> Tier:
    from argparse import ArgumentTypeError

    try:
        return Tier(text)
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is no tier; the tiers are {_TIERS}") from None


def seed_of(text: str) -> int:
    """The seed that an option names.

    Raises:
        ArgumentTypeError: it is none.
    """
    from argparse import ArgumentTypeError

    is_short = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_SEED))
    if not is_short or int(text) > LARGEST_SEED:
        raise ArgumentTypeError(f"'{text}' is no seed from 0 to {LARGEST_SEED}")
    return int(text)


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
        require_terminal("drill")
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
    from quizlr.collection.drilling import NotOneDrillError, drill_cards

    cards = drill_cards(collection, arguments.names, arguments.tier)
    practice = collection.practice(arguments.questions, arguments.seed)
    if arguments.variant is not None:
        if len(cards) != 1:
            raise NotOneDrillError(len(cards))
        practice = replace(practice, count=1, variant=arguments.variant)
    return Desk(collection, cards, practice=practice)


def _list(arguments: argparse.Namespace) -> int:
    from quizlr.collection import Collection, find_home
    from quizlr.collection.drilling import listed

    collection = Collection.open(find_home(arguments.home), is_read_only=True)
    rows = [row for row in listed(collection) if arguments.tier in (None, row.tier)]
    collection.close()
    if arguments.format == "json":
        print(_json(rows))
        return 0
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row.group)]
    print("\n\n".join("\n".join(_group_lines(group)) for group in groups))
    if sys.stdout.isatty():
        print(f"\n{len(rows)} drills. `quizlr drill NAME` practises one, or a topic, or a deck.")
    return 0


def _json(rows: Iterable[Listed]) -> str:
    import json

    from quizlr.rendering.plain import first_line

    fields = [
        {"name": row.name, "topic": row.group, "tier": row.tier, "title": first_line(row.title)}
        for row in rows
    ]
    return json.dumps(fields, ensure_ascii=False, indent=2)


def _group_lines(rows: Sequence[Listed]) -> Iterator[str]:
    """A heading, then name, tier and title of each drill, in columns."""
    from quizlr.rendering.plain import first_line

    yield _cut(f"{rows[0].group}: {first_line(rows[0].group_title)}")
    column = max((len(row.name) for row in rows if len(row.name) <= NAME_WIDTH), default=0)
    for row in rows:
        name = row.name
        if len(name) > column:
            yield f"  {name}"
            name = ""
        yield _cut(f"  {name:{column}}  {row.tier:12}  {first_line(row.title)}")


def _cut(line: str) -> str:
    """At most WIDTH columns; an ellipsis shows that something is left out."""
    from quizlr.rendering.cells import cell_width, cut

    return line if cell_width(line) <= WIDTH else f"{cut(line, WIDTH - 1)[0].rstrip()}…"
