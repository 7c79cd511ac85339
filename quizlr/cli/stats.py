"""`quizlr stats`: the mirror, for a person or a program."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Final

from quizlr.cli.panels import panel_lines, panels_listed
from quizlr.collection import Collection, find_home
from quizlr.errors import UnknownPanelError

if TYPE_CHECKING:
    from quizlr.collection.mirror import Sight

MORE: Final = (
    "How well quizlr predicts you, what you remember, what falls due, your slips and your time. "
    "Works while the app is open."
)
EXAMPLE: Final = "quizlr stats calibration retention --format json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr stats` takes."""
    parser.add_argument(
        "panels",
        nargs="*",
        metavar="PANEL",
        help="days, retention, calibration, fit, confidence, forecast, topics, slips, time, cards; "
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
                print("\n".join(panel_lines(PANELS.get(name, ""), sight.panel(name))), flush=True)
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
    panels = {name: sight.panel(name) for name in names}
    return {"study_day": sight.now.study_on.isoformat(), "panels": panels_listed(panels)}
