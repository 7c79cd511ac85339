"""The command line: arguments in, one command out, an exit code back."""

from __future__ import annotations

from quizlr.cli.main import main

__all__ = ["main"]
