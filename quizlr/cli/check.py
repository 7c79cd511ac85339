"""`quizlr check`: every problem of the decks, for people, for programs and for code hosts.

Every drill is proved: drawn and graded many times, as honest and as erring learners would answer.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quizlr.authoring.reports import FORMATS, report
from quizlr.cli.progress import bar
from quizlr.cli.terminal import fitted
from quizlr.collection import find_home
from quizlr.collection.loading import named_files
from quizlr.errors import UnknownRuleError, UsageError
from quizlr.model import Problem, Severity
from quizlr.scheduling.words import counted

if TYPE_CHECKING:
    from quizlr.collection.checking import Checked
    from quizlr.collection.proofs import Proved

MORE: Final = (
    "Reads decks, proves their drills, and reports every problem with its file, line and column. "
    "Without DECK or PATH: all decks that the app would read."
)
EXAMPLE: Final = "quizlr check my-deck.yaml --format github"
SEEDS: Final = 200
MOST_SEEDS: Final = 10_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr check` takes."""
    parser.add_argument("paths", nargs="*", metavar="DECK|PATH", help="deck ids, files or folders")
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument(
        "--seeds",
        type=_seeds,
        default=SEEDS,
        metavar="N",
        help=f"variants of each drill (default: {SEEDS})",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--no-proofs", action="store_true", help="read only: draw and grade nothing")
    which.add_argument(
        "--proofs",
        action="store_true",
        help="show the figures of all drills, not of faulty ones only",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--rules", action="store_true", help="list all rules")
    what.add_argument("--explain", metavar="RULE", help="say what a rule means, with an example")
    what.add_argument("--watch", action="store_true", help="check again at every save")
    what.add_argument(
        "--fix",
        action="store_true",
        help="mend what can be mended: missing ids, columns of text, LaTeX in double quotes",
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--diff", action="store_true", help="with --fix: only show the changes")
    how.add_argument("--yes", action="store_true", help="with --fix: write without asking")


def _seeds(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= MOST_SEEDS:
        raise argparse.ArgumentTypeError(f"'{text}' is no number from 1 to {MOST_SEEDS}")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Print the problems; 1 if there is an error or a warning, hints alone are fine."""
    if arguments.rules or arguments.explain is not None:
        return _catalogue(arguments)
    if (arguments.diff or arguments.yes) and not arguments.fix:
        raise UsageError("--diff and --yes go with --fix.")
    if arguments.watch and arguments.format != "text":
        raise UsageError("--watch speaks to people: leave --format out.")
    home = find_home(arguments.home)
    paths = named_files(home, arguments.paths)
    if arguments.fix:
        from quizlr.cli.mending import mend, show

        out = sys.stdout if arguments.format == "text" else sys.stderr
        if arguments.diff:
            return int(bool(show(home, paths, out)))
        mend(home, paths, is_agreed=arguments.yes, out=out)
    seeds = 0 if arguments.no_proofs else arguments.seeds
    if arguments.watch:
        from quizlr.cli.watching import watch

        tell = partial(_tell, arguments)
        return _code(watch(home, paths, seeds=seeds, tell=tell))
    from quizlr.collection.checking import check

    with bar("Proving drills") as progress:
        found = check(home, paths, seeds=seeds, progress=progress)
    _tell(arguments, found)
    return _code(found)


def _tell(arguments: argparse.Namespace, found: Checked) -> None:
    """Print what was found, in the format that was asked for."""
    told = report(arguments.format, found.problems, found.files.line)
    if told:
        print(fitted(told) if arguments.format == "text" else told)
    if arguments.format == "text":
        _print_table([each for each in found.proved if arguments.proofs or each.rules])
        print(f"{_scope(found)}: {_count_words(found.problems)}.")
        if not arguments.fix and _can_be_mended(found.problems):
            print("Some of it can be mended: quizlr check --fix shows how.")


def _code(found: Checked) -> int:
    return int(any(is_failure(problem) for problem in found.problems))


def is_failure(problem: Problem) -> bool:
    """Whether a problem makes the check fail."""
    return problem.severity is not Severity.HINT and not problem.silenced


def _catalogue(arguments: argparse.Namespace) -> int:
    """Print all rules, or one."""
    from quizlr.authoring.explaining import as_row, explained, listed
    from quizlr.authoring.rules import RULES

    name = arguments.explain
    if name is not None and name not in RULES:
        raise UnknownRuleError(name, tuple(RULES))
    if arguments.format == "json":
        rows = [as_row(each) for each in RULES.values()]
        shown = rows if name is None else as_row(RULES[name])
        print(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        print(listed() if name is None else explained(RULES[name]))
    return 0


def _can_be_mended(problems: Sequence[Problem]) -> bool:
    """Whether `--fix` would change a file that has a problem of a rule that it heeds."""
    from quizlr.authoring.rules import RULES
    from quizlr.collection.mending import mended_files

    told = (problem for problem in problems if not problem.silenced)
    files = dict.fromkeys(p.place.file for p in told if RULES[p.rule].is_fixed)
    return next(mended_files(map(Path, files)), None) is not None


# -- words


def _print_table(rows: Sequence[Proved]) -> None:
    """How each template fared: what was drawn, and which slips were named."""
    if not rows:
        return
    width = max(5, *(len(row.name) for row in rows))
    print(f"\n{'drill':{width}}  accepted  different  slips named  found")
    for row in rows:
        proof = row.proof
        named, shown = (sum(getattr(s, f) for s in proof.slips) for f in ("named", "shown"))
        figures = f"{proof.acceptance:8.0%}  {proof.distinct:9}  {f'{named} of {shown}':>11}"
        print(f"{row.name:{width}}  {figures}  {', '.join(row.rules)}".rstrip())
    print()


def _scope(found: Checked) -> str:
    notes = sum(len(deck.notes) for deck in found.decks)
    drills = f", {counted(len(found.proved), 'drill')} proved" if found.proved else ""
    return f"{counted(len(found.decks), 'deck')}, {counted(notes, 'note')}{drills}"


def _count_words(problems: Sequence[Problem]) -> str:
    words = []
    for severity in Severity:
        number = sum(p.severity is severity and not p.silenced for p in problems)
        if number:
            words.append(counted(number, severity))
    silenced = sum(bool(problem.silenced) for problem in problems)
    return (", ".join(words) or "no problems") + (f" ({silenced} silenced)" if silenced else "")
