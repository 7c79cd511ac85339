"""What can be asked for. Heavy modules are imported by the command that needs them.

Exit codes: 0 ok, 1 the work found problems, 2 wrong usage, 3 data unreadable.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence

from quizlr import __version__
from quizlr.errors import QuizlrError

EXIT_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = make_parser().parse_args(argv)
    # Start-up makes many objects and no garbage; the front ends turn the collector on again.
    gc.disable()
    try:
        return int(arguments.run(arguments))
    except QuizlrError as error:
        print(f"quizlr: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    finally:
        gc.enable()


def make_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="quizlr",
        description="Spaced-repetition flashcards and drills for the terminal. "
        "Without a command: open the app.",
        epilog="example: quizlr study sigmoid --minutes 10",
    )
    parser.add_argument("--version", action="version", version=f"quizlr {__version__}")
    _add_home(parser, default=None)
    parser.set_defaults(run=_app)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_study(commands)
    _add_due(commands)
    _add_check(commands)
    return parser


_Commands = argparse._SubParsersAction  # the only name that argparse gives it


def _add_home(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--home",
        metavar="DIR",
        default=default,
        help="folder with your decks, log and settings (default: $QUIZLR_HOME, "
        "else the user's data folder)",
    )


def _add_study(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "study",
        help="study what is due",
        description="Study what is due, in all decks or in those named.",
        epilog="example: quizlr study logreg-cost ./my-deck.yaml --minutes 15",
    )
    parser.add_argument("decks", nargs="*", metavar="DECK|PATH", help="deck ids, files or folders")
    parser.add_argument("--minutes", type=_minutes, metavar="N", help="stop after N minutes")
    parser.add_argument(
        "--cram", action="store_true", help="go through every card; nothing is scheduled"
    )
    parser.add_argument(
        "--plain", action="store_true", help="lines of text: for screen readers and pipes"
    )
    _add_home(parser, default=argparse.SUPPRESS)
    parser.set_defaults(run=_study)


def _add_due(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "due",
        help="say how many cards wait",
        description="Say how many cards wait today, by deck. Works while the app is open.",
        epilog="example: quizlr due --short",
    )
    parser.add_argument("decks", nargs="*", metavar="DECK|PATH", help="deck ids, files or folders")
    parser.add_argument("--short", action="store_true", help="one number, for a status line")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    _add_home(parser, default=argparse.SUPPRESS)
    parser.set_defaults(run=_due)


def _add_check(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "check",
        help="find what is wrong in decks",
        description="Read decks and report every problem with its file, line and column. "
        "Without PATH: all decks that the app would read.",
        epilog="example: quizlr check my-deck.yaml --format github",
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text")
    _add_home(parser, default=argparse.SUPPRESS)
    parser.set_defaults(run=_check)


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0
    if not 0 < minutes <= 1440:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of minutes from 1 to 1440")
    return minutes


def _app(arguments: argparse.Namespace) -> int:
    from quizlr.cli.study import open_app

    return open_app(arguments)


def _study(arguments: argparse.Namespace) -> int:
    from quizlr.cli.study import study

    return study(arguments)


def _due(arguments: argparse.Namespace) -> int:
    from quizlr.cli.due import due

    return due(arguments)


def _check(arguments: argparse.Namespace) -> int:
    from quizlr.cli.check import check

    return check(arguments)
