"""`quizlr orphans`: histories whose notes are in no deck, and giving them to other notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quizlr.collection import Collection, find_home
from quizlr.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Set
    from datetime import tzinfo

    from quizlr.authoring.identity import Match, NoteText
    from quizlr.collection.adopting import Orphan, Survey

MORE: Final = (
    "A history hangs on an id. When an id was changed it waits here, with the notes that it may "
    "belong to, until you say which. The app asks too, one pair after the other: key o on Home."
)
EXAMPLE: Final = "quizlr orphans adopt old-deck/sigmoid logreg/sigmoid"
DOINGS: Final = {"adopt": 2, "release": 1}
"""How many ids each takes."""
WIDTH: Final = 60
"""Characters of a text on a line."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr orphans` takes."""
    parser.add_argument(
        "doing",
        nargs="?",
        choices=tuple(DOINGS),
        help="adopt OLD NEW: the note NEW goes on with the history of OLD. release OLD: OLD has "
        "its own history again. Without: list what is waiting",
    )
    parser.add_argument(
        "ids", nargs="*", metavar="ID", help="deck/note, or deck/note#part for one card of it"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of the list")


def run(arguments: argparse.Namespace) -> int:
    """List, or move a history; nothing is ever deleted."""
    if arguments.doing is None:
        return _list(arguments)
    wanted = DOINGS[arguments.doing]
    if len(arguments.ids) != wanted:
        ids = "two ids, the old one and the new one" if wanted == 2 else "one id, the old one"
        raise UsageError(f"`{arguments.doing}` takes {ids}.")
    from quizlr.collection.adopting import adopt_named, release

    collection = Collection.open(find_home(arguments.home))
    try:
        if arguments.doing == "adopt":
            old, new = arguments.ids
            for card, owner in adopt_named(collection, old, new).pairs.items():
                count = collection.schedules[owner].review_count
                print(f"{owner} goes on with the history of {card}: {_ratings(count)} in all.")
            print(f"`quizlr orphans release {old}` takes it back.")
        else:
            (old,) = arguments.ids
            release(collection, old)
            print(f"{old} has its own history again.")
    finally:
        collection.close()
    return 0


def _list(arguments: argparse.Namespace) -> int:
    """What is waiting; the home is opened read-only and never made."""
    from quizlr.collection.adopting import survey_now

    collection = Collection.open(find_home(arguments.home), is_read_only=True)
    try:
        found = survey_now(collection)
        if arguments.format == "json":
            import json

            print(json.dumps(list(_rows(found)), ensure_ascii=False, indent=2))
        else:
            there = {card.note_key for card in collection.cards}
            for line in _lines(found, there, collection.clock.zone):
                print(line)
    finally:
        collection.close()
    return 0


def _rows(found: Survey) -> Iterator[Mapping[str, object]]:
    """An object for each history."""
    candidates = found.candidates
    for orphan in found.orphans.values():
        yield {
            "note": orphan.key,
            "cards": _card_ids(orphan),
            "ratings": orphan.review_count,
            "last_rated_at_ms": orphan.last_at_ms or None,
            "front": orphan.text.front,
            "back": orphan.text.back,
            "candidates": [
                {
                    "note": match.new.key,
                    "likeness": round(match.likeness, 3),
                    "is_same": match.is_same,
                    "rivals": match.rivals,
                    "front": match.new.front,
                    "back": match.new.back,
                }
                for match in candidates[orphan.key]
            ],
        }


def _lines(found: Survey, there: Set[str], zone: tzinfo) -> Iterator[str]:
    """Those that may belong to a note first, then the others; `there` are the keys of all notes."""
    if not found.orphans:
        yield "Every history has its note."
        return
    others: list[str] = []
    parts: list[str] = []
    for key, candidates in found.candidates.items():
        orphan = found.orphans[key]
        if not candidates:
            lines = parts if key in there else others
            lines.append(f"  {_orphan_line(orphan, zone)}: {_one_line(orphan.text)}")
            continue
        yield _orphan_line(orphan, zone)
        yield f"  was: {_one_line(orphan.text)}"
        for match in candidates:
            yield f"  {_likeness(match)} {match.new.key}: {_one_line(match.new)}"
        if candidates[0].is_sure:
            yield "  It goes on by itself when quizlr opens."
        else:
            yield f"  quizlr orphans adopt {key} {candidates[0].new.key}"
        yield ""
    if parts:
        yield "Of these the note is there and the card is not: a gap has another number, or it"
        yield "is not asked both ways now. `quizlr orphans adopt OLD NEW` takes ids of cards:"
        yield from (*parts, *([""] if others else ()))
    if others:
        yield "No note is like these; a history goes on when a note has its id again:"
        yield from others


def _orphan_line(orphan: Orphan, zone: tzinfo) -> str:
    from datetime import UTC, datetime

    words = f"{', '.join(_card_ids(orphan))}, {_ratings(orphan.review_count)}"
    if not orphan.last_at_ms:
        return words
    at = datetime.fromtimestamp(orphan.last_at_ms / 1000, UTC).astimezone(zone)
    return f"{words}, last on {at:%Y-%m-%d}"


def _card_ids(orphan: Orphan) -> list[str]:
    return [f"{orphan.key}#{part}" if part else orphan.key for part in orphan.cards]


def _likeness(match: Match) -> str:
    return "the same" if match.is_same else f"{match.likeness:.0%} alike"


def _ratings(count: int) -> str:
    return "1 rating" if count == 1 else f"{count} ratings"


def _one_line(text: NoteText) -> str:
    from quizlr.rendering import clean_line, plain_text
    from quizlr.rendering.cells import cut

    if not text.digest:
        return "(its text is not known)"
    said = " ".join(plain_text(text.front).split())
    whole = clean_line(said)
    part = cut(whole, WIDTH)[0]
    return whole if part == whole else f"{part}…"
