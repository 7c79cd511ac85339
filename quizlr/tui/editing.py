"""Hand the terminal to the learner's editor, and take it back."""

from __future__ import annotations

import subprocess
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from textual.app import App

from quizlr.collection.editor import editor_command
from quizlr.errors import UsageError


def edit(app: App[None], path: Path, line: int, setting: str) -> None:
    """Open a file at a line and wait until the editor is closed.

    Raises:
        UsageError: there is no editor, or it cannot be started.
    """
    command = editor_command(path, line, setting)
    # without a real terminal, as in tests, there is nothing to hand over
    handed_over: AbstractContextManager[None] = nullcontext() if app.is_headless else app.suspend()
    with handed_over:
        try:
            subprocess.run(command, check=False)
        except OSError as error:
            raise UsageError(f"The editor '{command[0]}' cannot be started: {error}") from error
