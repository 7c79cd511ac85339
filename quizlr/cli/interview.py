"""`quizlr interview`: a mock interview, or what came of the past ones."""

from __future__ import annotations

import gc
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from quizlr.cli.study import open_collection, read_line, require_terminal
from quizlr.model import Tier

if TYPE_CHECKING:
    import argparse

    from quizlr.collection import Collection
    from quizlr.interview.record import Interview
    from quizlr.interview.report import Report

MORE: Final = (
    "Questions climb the tiers while answers go well; drills, bugs and follow-ups come between. "
    "A topic is a concept, a tag, a deck, or a word of the questions; without one, all are asked. "
    "An interview that was paused or cut off is offered again."
)
EXAMPLE: Final = "quizlr interview log-loss --minutes 15"
LADDER: Final = "ladder"
_SHORTEST, _LONGEST = 5, 180


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr interview` takes."""
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help="what it is about; see --list")
    parser.add_argument(
        "--minutes", type=_minutes, metavar="N", help="how long it takes (default: 30)"
    )
    parser.add_argument(
        "--tier",
        type=_tier,
        metavar="T",
        help=f"only questions of a tier: {', '.join(Tier)}; default: {LADDER}",
    )
    parser.add_argument("--list", action="store_true", help="name the topics and stop")
    parser.add_argument("--past", action="store_true", help="list past interviews and stop")
    parser.add_argument(
        "--report",
        metavar="ID",
        help="show the report of a past interview, beside the one before; `last` is the newest",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="of --list, --past, --report"
    )
    parser.add_argument(
        "--plain", action="store_true", help="lines of text: for screen readers and pipes"
    )


def _minutes(text: str) -> float:
    from argparse import ArgumentTypeError

    try:
        minutes = float(text)
    except ValueError:
        minutes = 0
    if not _SHORTEST <= minutes <= _LONGEST:
        raise ArgumentTypeError(f"'{text}' is no number of minutes from {_SHORTEST} to {_LONGEST}")
    return minutes


def _tier(text: str) -> Tier | str:
    from argparse import ArgumentTypeError

    if text == LADDER:
        return text
    try:
        return Tier(text)
    except ValueError:
        known = ", ".join((*Tier, LADDER))
        raise ArgumentTypeError(f"'{text}' is no tier; the tiers are {known}") from None


def run(arguments: argparse.Namespace) -> int:
    """Interview, or tell of past interviews."""
    if arguments.list or arguments.past or arguments.report is not None:
        return _tell(arguments)
    if not arguments.plain:
        require_terminal("interview")
    collection = open_collection(arguments.home)
    if collection is None:
        return 3
    try:
        tier = arguments.tier if isinstance(arguments.tier, Tier) else None
        if arguments.plain:
            _plain(collection, arguments, tier)
        else:
            _app(collection, arguments, tier)
    finally:
        collection.close()
    return 0


def _app(collection: Collection, arguments: argparse.Namespace, tier: Tier | None) -> None:
    """Straight into the interview; first to the list where one is not finished."""
    from quizlr.collection.interview_desk import USUAL_MIN, begin
    from quizlr.collection.interview_pool import pool
    from quizlr.collection.interviewing import unfinished
    from quizlr.tui import run as run_app
    from quizlr.tui.screens.interview import InterviewScreen
    from quizlr.tui.screens.interviews import InterviewsScreen, Wish

    minutes = arguments.minutes or USUAL_MIN
    if unfinished(collection) is None:
        desk = begin(collection, arguments.topics, minutes, tier)
        run_app(collection, first=lambda: InterviewScreen(desk))
    else:
        pool(collection, arguments.topics, tier)  # a wrong topic is told before the app opens
        wish = Wish(minutes=minutes, tier=tier, topics=tuple(arguments.topics))
        run_app(collection, first=lambda: InterviewsScreen(collection, wish))


def _plain(collection: Collection, arguments: argparse.Namespace, tier: Tier | None) -> None:
    from quizlr.collection.interview_desk import USUAL_MIN, begin, resume
    from quizlr.collection.interviewing import unfinished
    from quizlr.plain.interview import PlainInterview

    gc.enable()
    minutes = arguments.minutes or USUAL_MIN
    old = unfinished(collection)
    if old is not None and _goes_on(old):
        desk = resume(collection, old)
    else:
        desk = begin(collection, arguments.topics, minutes, tier)
    PlainInterview(desk, read_line, print).run()


def _goes_on(old: Interview) -> bool:
    from quizlr.interview.telling import topics_words

    print(
        f"An interview on {topics_words(old.begun.topics)} is not finished: "
        f"{len(old.answered)} answered, {old.left_s() / 60:.0f} min left."
    )
    return read_line("Go on with it? [Y/n] ").strip().lower() not in ("n", "no")


# -- what there is, and what there was


def _tell(arguments: argparse.Namespace) -> int:
    """Beside a running quizlr too."""
    from quizlr.collection import Collection, find_home

    collection = Collection.open(find_home(arguments.home), is_read_only=True)
    try:
        if arguments.list:
            lines = _topics(collection, as_json=arguments.format == "json")
        elif arguments.past:
            lines = _past(collection, as_json=arguments.format == "json")
        else:
            lines = _report(collection, arguments.report, as_json=arguments.format == "json")
    finally:
        collection.close()
    print("\n".join(lines))
    return 0


def _topics(collection: Collection, *, as_json: bool) -> list[str]:
    from quizlr.collection.interview_pool import topics

    found = topics(collection)
    if as_json:
        names = ("name", "questions", "title")
        return [_json([{name: getattr(each, name) for name in names} for each in found])]
    width = max((len(each.name) for each in found), default=0)
    return [f"  {each.name:{width}}  {each.questions:3}  {each.title}".rstrip() for each in found]


def _past(collection: Collection, *, as_json: bool) -> list[str]:
    from quizlr.collection.interviewing import all_interviews, report_of
    from quizlr.interview.exporting import summary_fields
    from quizlr.interview.telling import past_words

    reports = [report_of(collection, each) for each in all_interviews(collection)]
    if as_json:
        return [_json([summary_fields(each, _iso(collection, each)) for each in reports])]
    if not reports:
        return ["No interview yet. `quizlr interview` begins one."]
    return [f"{each.id}  {_when(collection, each)}  {past_words(each)}" for each in reports]


def _report(collection: Collection, name: str, *, as_json: bool) -> list[str]:
    from quizlr.collection.interviewing import all_interviews, called, report_of
    from quizlr.interview.comparing import compare
    from quizlr.interview.exporting import report_fields
    from quizlr.interview.telling import comparison, headline, sections, subject_words
    from quizlr.plain.interview import section_lines

    found = all_interviews(collection)
    one = called(found, name)
    made = report_of(collection, one)
    earlier = [each for each in found[: found.index(one)] if each.answered]
    before = report_of(collection, earlier[-1]) if earlier else None
    changes = () if before is None else compare(made, before)
    if as_json:
        return [_json(report_fields(made, _iso(collection, made), changes))]
    told = list(sections(made))
    if before is not None:
        told.append(comparison(changes, _when(collection, before)))
    head = f"Interview {made.id} of {_when(collection, made)}: {subject_words(made)}"
    return [head, headline(made), *section_lines(told)]


def _began(collection: Collection, made: Report) -> datetime:
    return datetime.fromtimestamp(made.began_at_ms / 1000, UTC).astimezone(collection.clock.zone)


def _iso(collection: Collection, made: Report) -> str:
    return _began(collection, made).isoformat(timespec="seconds")


def _when(collection: Collection, made: Report) -> str:
    return f"{_began(collection, made):%Y-%m-%d %H:%M}"


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
