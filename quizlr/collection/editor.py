"""How to open a file at a line in the learner's editor."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

from quizlr.errors import UsageError

PLUS_LINE = ("vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "mg", "ne")
COLON_LINE = ("hx", "helix", "subl", "zed")
GOTO_LINE = ("code", "codium", "code-insiders", "cursor")


def editor_command(path: Path, line: int, setting: str = "") -> list[str]:
    """The command that opens `path` at `line` (from 1).

    Raises:
        UsageError: no editor is set and none is found.
    """
    words = shlex.split(setting or os.environ.get("VISUAL", "") or os.environ.get("EDITOR", ""))
    if not words:
        found = next((name for name in ("nano", "vim", "vi") if shutil.which(name)), None)
        if found is None:
            raise UsageError("No editor is set: set $EDITOR, or `editor` in config.toml.")
        words = [found]
    name = Path(words[0]).name
    if name in PLUS_LINE:
        return [*words, f"+{line}", str(path)]
    if name in COLON_LINE:
        return [*words, f"{path}:{line}"]
    if name in GOTO_LINE:
        options = [word for word in words[1:] if word not in ("-g", "--goto", "-w", "--wait")]
        return [words[0], *options, "--wait", "--goto", f"{path}:{line}"]
    return [*words, str(path)]
