"""`quizlr coverage`: how far each topic is known."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Final

from quizlr.collection import Collection, find_home
from quizlr.collection.pages import Covered, covered, find_concept
from quizlr.rendering import cell_width, clean_line
from quizlr.rendering.cells import cut
from quizlr.stats.coverage import Counts, Strand

MORE: Final = (
    "By kind of work: known of all cards, then !due or ~learning; what is left is new. "
    "A topic with ✓ has passed its own test. Works while the app is open."
)
EXAMPLE: Final = "quizlr coverage log-loss convexity"
_TITLE_CELLS: Final = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr coverage` takes."""
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help="concepts; all if none is named")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    """Print the table."""
    collection = Collection.open(find_home(arguments.home), is_read_only=True)
    try:
        keys = [find_concept(collection, name) for name in arguments.topics]
        rows = [row for row in covered(collection) if not keys or row.key in keys]
    finally:
        collection.close()
    if arguments.format == "json":
        print(json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        _print(rows)
    return 0


def _print(rows: Sequence[Covered]) -> None:
    width = min(_TITLE_CELLS, max((cell_width(_title(row)) for row in rows), default=5))
    print(f"  {'topic':{width}}" + "".join(f"{strand:>12}" for strand in Strand))
    for row in rows:
        mark = "✓" if row.test is not None and row.test.is_passed else " "
        title = _title(row)
        title = title if cell_width(title) <= width else f"{cut(title, width - 1)[0]}…"
        padded = title + " " * (width - cell_width(title))
        cells = (f"{_cell(row.row.get(strand)):>12}" for strand in Strand)
        print(f"{mark} {padded}{''.join(cells)}")


def _title(row: Covered) -> str:
    return clean_line(row.title)


def _cell(counts: Counts | None) -> str:
    if counts is None:
        return "-"
    mark = f" !{counts.due}" if counts.due else f" ~{counts.learning}" if counts.learning else ""
    return f"{counts.known}/{counts.total}{mark}"


def _plain(row: Covered) -> dict[str, object]:
    strands = {
        str(strand): {name: getattr(counts, name) for name in ("new", "learning", "known", "due")}
        for strand, counts in row.row.items()
    }
    test = row.test and {"right": row.test.right, "of": row.test.of, "passed": row.test.is_passed}
    return {"concept": row.key or None, "title": row.title, "strands": strands, "test": test}
