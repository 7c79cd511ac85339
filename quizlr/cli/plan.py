"""`quizlr plan`: how ready on the day of the interview, and what it costs to be readier."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Final

from quizlr.cli.panels import panel_lines, panels_listed
from quizlr.collection import Collection, find_home
from quizlr.errors import UsageError

if TYPE_CHECKING:
    from quizlr.collection.goals import Plan
    from quizlr.collection.planning import Ahead

MORE: Final = (
    "Without --begin it only looks. A plan in force decides what you are asked each day: the cards "
    "that gain most recall on the day for each second of study. After the day all goes on as usual."
)
EXAMPLE: Final = "quizlr plan --by 2026-12-15 --topic log-loss --minutes 45 --begin"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr plan` takes."""
    parser.add_argument("--by", metavar="DATE", help="the day to be ready on, as 2026-12-15")
    parser.add_argument(
        "--topic",
        action="append",
        default=[],
        help="a concept, tag or deck; may be given several times (default: all decks)",
    )
    parser.add_argument("--minutes", type=float, metavar="N", help="minutes a day")
    parser.add_argument(
        "--target", type=float, metavar="SHARE", help="share to recall on the day (default: 0.9)"
    )
    parser.add_argument("--begin", action="store_true", help="put this plan in force")
    parser.add_argument("--end", action="store_true", help="give up the plan in force")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    """Show a plan, begin it, or end the one in force."""
    is_writing = arguments.begin or arguments.end
    collection = Collection.open(find_home(arguments.home), is_read_only=not is_writing)
    try:
        if arguments.end:
            return _end(collection)
        from quizlr.collection.goals import keep
        from quizlr.collection.planning import Ahead

        plan = _asked(collection, arguments)
        seen = Ahead(collection, plan)
        if arguments.begin:
            keep(collection, seen.as_begun(collection.now().study_day))
        _print(seen, arguments.format)
        if arguments.begin:
            print(f"The plan is in force until {plan.by_on:%Y-%m-%d}.", file=sys.stderr)
        elif collection.plan is None and arguments.format == "text":
            print("--begin puts this plan in force.")
    finally:
        collection.close()
    return 0


def _end(collection: Collection) -> int:
    from quizlr.collection.goals import keep

    if collection.plan is None:
        print("No plan is in force.")
        return 0
    keep(collection, None)
    print("The plan was given up: what is due comes as usual.")
    return 0


def _asked(collection: Collection, arguments: argparse.Namespace) -> Plan:
    """What the arguments ask for; what they leave out is as in the plan in force."""
    from quizlr.collection.goals import Plan, day_from

    kept = collection.plan
    if arguments.by is None and kept is None:
        raise UsageError("there is no plan yet: say when, as in `quizlr plan --by 2026-12-15`.")
    if kept is not None and not _says_anything(arguments):
        return kept
    default = kept or Plan(by_day=0, minutes=collection.settings.study.minutes_per_day or 30.0)
    return Plan(
        by_day=day_from(arguments.by, collection.now()) if arguments.by else default.by_day,
        topics=tuple(arguments.topic) or default.topics,
        minutes=_within(arguments.minutes, default.minutes, "--minutes", 1440.0),
        target=_within(arguments.target, default.target, "--target", 1.0),
    )


def _says_anything(arguments: argparse.Namespace) -> bool:
    return bool(arguments.topic) or any(
        value is not None for value in (arguments.by, arguments.minutes, arguments.target)
    )


def _within(asked: float | None, default: float, name: str, most: float) -> float:
    if asked is None:
        return default
    if not 0 < asked <= most:
        raise UsageError(f"{name} is {asked:g}, but must lie above 0 and up to {most:g}.")
    return asked


def _print(seen: Ahead, form: str) -> None:
    from quizlr.plan.inputs import PANELS

    names = [name for name in PANELS if name != "burndown" or seen.inputs.begun]
    panels = {name: seen.panel(name, _tell) for name in names}
    _clear()
    if form == "json":
        asked = seen.inputs.question
        data = {"by_day": asked.by_day, "minutes": asked.minutes, "target": asked.target}
        print(json.dumps({**data, "panels": panels_listed(panels)}, ensure_ascii=False, indent=2))
        return
    for name, panel in panels.items():
        print("\n".join(panel_lines(PANELS[name], panel)), flush=True)


def _tell(share: float) -> None:
    """How far it has come, where somebody looks."""
    if sys.stderr.isatty():
        print(f"\rComputing … {share:4.0%}", end="", file=sys.stderr, flush=True)


def _clear() -> None:
    if sys.stderr.isatty():
        print("\r" + " " * 24 + "\r", end="", file=sys.stderr, flush=True)
