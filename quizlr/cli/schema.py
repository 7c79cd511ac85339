"""`quizlr schema`: the JSON Schema of decks, for editors; or all fields, for people."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from quizlr.errors import UsageError

MORE: Final = (
    "Editors with the YAML language server (VS Code, Neovim, Helix, Emacs and others) use it when "
    "a deck's first line is `# yaml-language-server: $schema=deck.schema.json`; "
    "`quizlr new` writes that line and the file by itself."
)
EXAMPLE: Final = "quizlr schema --output deck.schema.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `quizlr schema` takes."""
    parser.add_argument(
        "--format",
        choices=("json", "markdown"),
        default="json",
        help="markdown: a reference of all fields, to read (default: json)",
    )
    parser.add_argument(
        "--output", metavar="FILE", type=Path, help="write to a file (default: print)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the schema, or write it."""
    text = _text(arguments.format)
    if arguments.output is None:
        print(text, end="")
        return 0
    try:
        arguments.output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{arguments.output} cannot be written: {error.strerror}.") from error
    print(f"Written to {arguments.output}.")
    return 0


def _text(form: str) -> str:
    from quizlr.cardtypes import CARD_TYPES

    if form == "markdown":
        from quizlr.authoring.reference import reference

        return reference(CARD_TYPES)
    from quizlr.authoring.schema import schema_text

    return schema_text(CARD_TYPES)
