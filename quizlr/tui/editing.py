"""Hand the terminal to the learner's editor, and take it back."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from textual.app import App

from quizlr.collection.editor import editor_command, startable, wait_for


def edit(app: App[None], path: Path, line: int, setting: str, column: int = 1) -> str:
    """Open a file at a place and wait until the editor is closed; a sentence if it failed.

    Raises:
        NoEditorError: there is no editor, or it cannot be started.
    """
    command = startable(editor_command(path, line, setting, column))
    # without a real terminal, as in tests, there is nothing to hand over
    handed_over: AbstractContextManager[None] = nullcontext() if app.is_headless else app.suspend()
    with handed_over:
        code = wait_for(command)
    return f"The editor ended with code {code}." if code else ""
