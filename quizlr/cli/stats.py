"""`quizlr stats`: the mirror, for a person or a program."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from quizlr.collection import Collection, find_home
from quizlr.errors import UnknownPanelError

if TYPE_CHECKING:
    from quizlr.collection.mirror import Sight
    from quizlr.stats.panel import Panel

MORE: Final = (
    "How well quizlr predicts you, what you remember, what falls due, your slips and your time. "
    "Works while the app is open."
)
EXAMPLE: Final = "quizlr stats calibration retention --format json"
_ROWS = 15
"""Of a table in text; JSON has all."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr stats` takes."""
    parser.add_argument(
        "panels",
        nargs="*",
        metavar="PANEL",
        help="days, retention, calibration, confidence, forecast, topics, slips, time, cards; "
        "all without a name",
    )
    parser.add_argument(
        "--card",
        action="append",
        default=[],
        metavar="DECK/NOTE",
        help="also the memory of this card",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    """Print the panels; the home is opened read-only and never made."""
    from quizlr.collection.mirror import PANELS, Sight

    for name in arguments.panels:
        if name not in PANELS:
            raise UnknownPanelError(name, tuple(PANELS))
    memories = tuple(f"memory:{card_id}" for card_id in arguments.card)
    names = (*(arguments.panels or (() if memories else PANELS)), *memories)
    collection = Collection.open(find_home(arguments.home), is_read_only=True)
    try:
        _require_cards(collection, arguments.card)
        sight = Sight(collection)
        if arguments.format == "json":
            print(json.dumps(_as_json(sight, names), ensure_ascii=False, indent=2))
        else:
            for name in names:
                print("\n".join(_as_text(PANELS.get(name, ""), sight.panel(name))), flush=True)
    finally:
        collection.close()
    return 0


def _require_cards(collection: Collection, names: list[str]) -> None:
    from quizlr.errors import UnknownCardError

    known = {card.id for card in collection.cards} | set(collection.schedules)
    for name in names:
        if name not in known:
            raise UnknownCardError(name, tuple(map(str, known)))


def _as_json(sight: Sight, names: tuple[str, ...]) -> dict[str, object]:
    from quizlr.stats.listing import listed

    panels = {name: sight.panel(name) for name in names}
    return {
        "study_day": sight.now.study_on.isoformat(),
        "panels": {
            name: {
                "headline": panel.headline,
                "notes": list(panel.notes),
                "figures": listed(panel.figures),
            }
            for name, panel in panels.items()
        },
    }


def _as_text(title: str, panel: Panel) -> Iterator[str]:
    """The panel in lines: what it says, then its tables."""
    if title:
        yield title.upper()
    yield panel.headline
    yield from panel.notes
    for view in panel.views:
        head, rows = view.table.head, view.table.rows
        shown = rows[:_ROWS]
        widths = [max(map(len, column)) for column in zip(head, *shown, strict=True)]
        yield f"\n{view.chart.title}"
        for row in (head, *shown):
            first, *others = (
                cell.rjust(width) if at else cell.ljust(width)
                for at, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            yield "  ".join((" ", first, *others)).rstrip()
        if len(shown) < len(rows):
            yield f"    and {len(rows) - len(shown)} more rows"
    yield ""
