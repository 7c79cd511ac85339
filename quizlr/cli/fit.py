"""`quizlr fit`: the memory model's parameters, fitted to the learner, kept with their scores."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from quizlr.collection import Collection, find_home
from quizlr.collection.fits import Fit, Found, all_sets, keep, restore
from quizlr.collection.parameters import DEFAULTS, ParameterSet, ParameterSets

if TYPE_CHECKING:
    from datetime import tzinfo

MORE: Final = (
    "The log is fitted, the fit is tried on the newest fifth of the reviews, which it has not "
    "seen, and used if it predicts them no worse than what is in force. Due days stay as they are: "
    "`quizlr reschedule --preview` shows what would move. Ctrl-C stops it and changes nothing."
)
EXAMPLE: Final = "quizlr fit --list"
_BAR: Final = 24
WORDS: Final = (
    "days until 90 % after a first Again",
    "the same after a first Hard",
    "the same after a first Good",
    "the same after a first Easy",
    "difficulty after a first Again",
    "how much a first rating eases it",
    "how much later ratings move it",
    "how fast it returns to the middle",
    "growth of stability by a recall",
    "less growth the more stable",
    "more growth the nearer to forgetting",
    "stability after a lapse",
    "less of it the more difficult",
    "more of it the more stable before",
    "more of it the nearer to forgetting",
    "share of the growth for Hard",
    "factor of the growth for Easy",
    "growth within a day, by rating",
    "growth within a day, for Good",
    "less of it the more stable",
    "how fast the forgetting curve falls",
)
"""What w0 to w20 mean."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr fit` takes."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--list", action="store_true", help="the sets that were fitted so far")
    group.add_argument("--restore", metavar="ID", help="put a set in force again")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    """Fit, list or restore."""
    collection = Collection.open(find_home(arguments.home), is_read_only=arguments.list)
    is_json = arguments.format == "json"
    try:
        if arguments.list:
            _print_list(all_sets(collection), collection.clock.zone, is_json=is_json)
        elif arguments.restore is not None:
            found = restore(collection, arguments.restore)
            print(json.dumps({"in_force": found.id}) if is_json else f"{found.id} is in force.")
        else:
            _fit(collection, is_json=is_json)
    finally:
        collection.close()
    return 0


def _fit(collection: Collection, *, is_json: bool) -> None:
    before = collection.parameters
    with _Bar() as bar:
        found = Fit(collection).run(bar.show)
    keep(collection, found)
    if is_json:
        print(json.dumps(_as_json(found, before, collection.parameters), indent=2))
    else:
        print("\n".join(_as_text(found, before)))


class _Bar:
    """Progress on the terminal, if somebody looks; cleared in the end."""

    def __init__(self) -> None:
        self._is_seen = sys.stderr.isatty()
        self._shown = ""

    def __enter__(self) -> _Bar:
        return self

    def show(self, share: float) -> None:
        """Draw the share that is done."""
        done = round(_BAR * share)
        bar = f"\rfitting {'█' * done}{'·' * (_BAR - done)} {share:4.0%}"
        if self._is_seen and bar != self._shown:
            self._shown = bar
            print(bar, end="", file=sys.stderr, flush=True)

    def __exit__(self, *_: object) -> None:
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def _as_text(found: Found, before: ParameterSet) -> Iterator[str]:
    outcome, kept = found.outcome, found.kept
    yield f"{outcome.scored_count:,} scored reviews on {outcome.day_count} study days."
    if kept is None:
        from quizlr.fitting import LEAST_DAYS, LEAST_SCORED

        yield (
            f"A fit needs {LEAST_SCORED} scored reviews on {LEAST_DAYS} days: until then the "
            "published parameters predict better. A review is scored if it is the card's first "
            "on a later day."
        )
        return
    yield from _trial_lines(kept, before)
    yield from _skill_lines(kept)
    yield ""
    if kept.is_used:
        yield f"In force from now on: {kept.id}. Due days stay as they are;"
        yield "`quizlr reschedule --preview` shows what would move."
    else:
        yield f"The fit predicts worse, so {before.id} stays in force."
        yield f"The new set is kept: `quizlr fit --restore {kept.id}` would use it."
    yield ""
    yield from _parameter_lines(kept)


def _trial_lines(kept: ParameterSet, before: ParameterSet) -> Iterator[str]:
    trial = kept.trial
    assert trial is not None
    yield f"Log loss on the newest {trial.review_count:,}, which the fit had not seen:"
    yield f"  published parameters  {trial.defaults:.4f}"
    if before.id != DEFAULTS.id:
        seen = "  (fitted on some of them)" if trial.is_seen else ""
        yield f"  in force so far       {trial.in_force:.4f}{seen}"
    yield f"  new fit               {trial.fitted:.4f}"


def _skill_lines(kept: ParameterSet) -> Iterator[str]:
    trial = kept.skills_trial
    if trial is None:
        return
    fate = "have their own" if kept.skills else "go by those of all reviews"
    yield f"Drills {fate}: on their newest {trial.review_count:,}, log loss"
    yield f"  parameters of all     {trial.shared:.4f}"
    yield f"  of drills alone       {trial.own:.4f}"


def _parameter_lines(kept: ParameterSet) -> Iterator[str]:
    width = max(map(len, WORDS))
    yield f"{'':4} {'':{width}} {'published':>9} {'yours':>9}  two standard errors"
    for number, words in enumerate(WORDS):
        low, value, high = kept.low[number], kept.values[number], kept.high[number]
        bar = f"{low:.4g} to {high:.4g}" if low < high else "at its bound"
        yield f"w{number:<3} {words:{width}} {DEFAULTS.values[number]:9.4g} {value:9.4g}  {bar}"


def _as_json(found: Found, before: ParameterSet, after: ParameterSet) -> dict[str, Any]:
    outcome = found.outcome
    return {
        "decision": outcome.decision,
        "scored": outcome.scored_count,
        "days": outcome.day_count,
        "before": before.id,
        "in_force": after.id,
        "set": None if found.kept is None else _set_as_json(found.kept),
    }


def _set_as_json(kept: ParameterSet) -> dict[str, Any]:
    trial = kept.trial
    return {
        "id": kept.id,
        "at_ms": kept.at_ms,
        "scored": kept.scored_count,
        "days": kept.day_count,
        "used": kept.is_used,
        "log_loss": None
        if trial is None
        else {
            "held_out": trial.review_count,
            "published": trial.defaults,
            "in_force": trial.in_force,
            "in_force_had_seen_them": trial.is_seen,
            "fitted": trial.fitted,
        },
        "parameters": list(kept.values),
        "drill_parameters": list(kept.skills),
        "drill_log_loss": None if kept.skills_trial is None else asdict(kept.skills_trial),
        "low": list(kept.low),
        "high": list(kept.high),
    }


def _print_list(sets: ParameterSets, zone: tzinfo, *, is_json: bool) -> None:
    if is_json:
        listing = [_set_as_json(each) for each in sets.sets]
        print(json.dumps({"in_force": sets.in_force.id, "sets": listing}, indent=2))
        return
    width = max(len(each.id) for each in sets.sets)
    head = f"{'made':16} {'reviews':>8} {'published':>9} {'before':>7} {'fit':>7}"
    print(f"  {'set':{width}}  {head}")
    for each in sets.sets:
        mark = "*" if each.id == sets.in_force.id else " "
        print(f"{mark} {each.id:{width}}  {_row(each, zone)}".rstrip())
    print("* in force; log losses on the newest fifth, which the fit had not seen")


def _row(each: ParameterSet, zone: tzinfo) -> str:
    trial = each.trial
    if trial is None:
        return ""
    made = datetime.fromtimestamp(each.at_ms / 1000, zone).strftime("%Y-%m-%d %H:%M")
    losses = f"{trial.defaults:9.4f} {trial.in_force:7.4f} {trial.fitted:7.4f}"
    return f"{made:16} {each.scored_count:>8,} {losses}{'' if each.is_used else '  not used'}"
