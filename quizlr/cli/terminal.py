"""What is printed, as the terminal wants it."""

from __future__ import annotations

import sys
from shutil import get_terminal_size

from quizlr.authoring.reports.as_text import wrapped

NARROWEST = 20


def fitted(told: str) -> str:
    """A report in words, broken where the terminal's lines end; as it is if it goes elsewhere."""
    if not sys.stdout.isatty():
        return told
    return wrapped(told, max(NARROWEST, get_terminal_size().columns))
