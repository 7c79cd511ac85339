"""What can be asked for. A command is one file beside this, imported when it is asked for.

Exit codes: 0 ok, 1 the work found problems, 2 wrong usage, 3 data unreadable.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from quizlr import __version__
from quizlr.errors import QuizlrError, UnknownCommandError

if TYPE_CHECKING:
    import argparse

EXIT_INTERRUPTED: Final = 130
BLAS_THREADS: Final = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""One each: a fit multiplies small matrices, and threads that wait for work spin. On two cores it
took six times as long with them."""

COMMANDS: Final[Mapping[str, str]] = {
    "study": "study what is due, in all decks or in those named",
    "interview": "sit a mock interview, or see what came of the past ones",
    "drill": "practise drills without scheduling them",
    "lab": "move numbers and see what follows",
    "preview": "see cards as Study draws them, while you write them",
    "concept": "read about a concept, and test yourself on it",
    "coverage": "say how far each topic is known",
    "fit": "fit the memory model to you",
    "stats": "show what you remember, and how well quizlr predicts you",
    "due": "say how many cards wait",
    "browse": "find cards, look at them, put them aside",
    "plan": "how ready on the day of the interview, and what it costs",
    "reschedule": "move due days to where today's parameters and calendar put them",
    "orphans": "find histories that lost their notes, and give them back",
    "check": "find what is wrong in decks",
    "new": "write a deck to start from, or one more note",
    "schema": "print the JSON Schema of decks, for editors, or all fields",
}
"""Each is a module of this package with `EXAMPLE`, `add_arguments` and `run`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    for variable in BLAS_THREADS:  # read when numpy is imported
        os.environ.setdefault(variable, "1")
    # Start-up makes many objects and no garbage; the front ends turn the collector on again.
    gc.disable()
    try:
        return _run(words)
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


def _run(words: Sequence[str]) -> int:
    if words and words[0] in COMMANDS:
        return _command(words[0], words[1:], home=None)
    if not words:
        return _app(home=None)
    first = root_parser().parse_args(words)
    if first.command is None:
        return _app(first.home)
    return _command(first.command, first.words, first.home)


def _app(home: str | None) -> int:
    from quizlr.cli.study import open_app

    return open_app(home)


def _command(name: str, words: Sequence[str], home: str | None) -> int:
    from importlib import import_module

    if name not in COMMANDS:
        raise UnknownCommandError(name, tuple(COMMANDS))
    arguments = command_parser(name).parse_args(words)
    arguments.home = arguments.home or home
    return int(import_module(f"quizlr.cli.{name}").run(arguments))


def root_parser() -> argparse.ArgumentParser:
    """What stands before the command."""
    import argparse

    from quizlr.collection import find_home

    listing = "\n".join(f"  {name:10} {words}" for name, words in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="quizlr",
        usage="quizlr [--home DIR] [COMMAND …]",
        description="Spaced-repetition flashcards and drills for the terminal. "
        "Without a command: open the app.",
        epilog=f"commands:\n{listing}\n\n`quizlr COMMAND --help` says more. "
        f"Your home is {find_home().folder}\n"
        "example: quizlr study sigmoid --minutes 10",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"quizlr {__version__}")
    _add_home(parser)
    parser.add_argument("command", nargs="?", metavar="COMMAND", help=argparse.SUPPRESS)
    parser.add_argument("words", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


def command_parser(name: str) -> argparse.ArgumentParser:
    """The options of one command."""
    import argparse
    from importlib import import_module

    module = import_module(f"quizlr.cli.{name}")
    parser = argparse.ArgumentParser(
        prog=f"quizlr {name}",
        description=f"{COMMANDS[name].capitalize()}. {module.MORE}".strip(),
        epilog=f"example: {module.EXAMPLE}",
    )
    module.add_arguments(parser)
    _add_home(parser)
    return parser


def _add_home(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--home",
        metavar="DIR",
        help="folder with your decks, log and settings (default: $QUIZLR_HOME, "
        "else the user's data folder)",
    )
