"""How to open a file at a line in the learner's editor, and wait until it is closed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from quizlr.errors import NoEditorError
from quizlr.values import dataclass

FALLBACKS: Final = ("nano", "vim", "vi")
"""What is taken where no editor is set, if it is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How an editor is told where to open a file, and to wait until it is closed."""

    at: tuple[str, ...]
    """Arguments that open `{path}` at `{line}`."""
    at_column: tuple[str, ...] = ()
    """The same for a column too; empty if it understands none."""
    wait: str = ""
    """The option without which the command ends at once; empty if it always waits."""
    drops: tuple[str, ...] = ()
    """Options that are left out because ours say the same, or the contrary."""


_PLUS: Final = Habit(at=("+{line}", "{path}"))
_VIM: Final = Habit(at=("+{line}", "{path}"), at_column=("+call cursor({line},{column})", "{path}"))
_COLON: Final = Habit(
    at=("+{line}", "{path}"),
    at_column=("+{line}:{column}", "{path}"),
    drops=("-n", "--no-wait"),
)
_SUFFIX: Final = Habit(at=("{path}:{line}",), at_column=("{path}:{line}:{column}",))
_WAITING_SUFFIX: Final = Habit(
    at=_SUFFIX.at, at_column=_SUFFIX.at_column, wait="--wait", drops=("-w", "--wait")
)
_GOTO: Final = Habit(
    at=("--goto", "{path}:{line}"),
    at_column=("--goto", "{path}:{line}:{column}"),
    wait="--wait",
    drops=("-g", "--goto", "-w", "--wait"),
)
_OPTIONS: Final = Habit(
    at=("--line", "{line}", "{path}"),
    at_column=("--line", "{line}", "--column", "{column}", "{path}"),
    wait="--wait",
    drops=("-w", "--wait"),
)
_HABITS: Final[Mapping[Habit, str]] = {
    _PLUS: "vi nvi view vis nvr joe jed mg ne",
    _VIM: "vim nvim lvim vimx",
    Habit(at=_VIM.at, at_column=_VIM.at_column, wait="-f", drops=("-f",)): "gvim mvim",
    Habit(at=_PLUS.at, at_column=("+{line},{column}", "{path}")): "nano rnano",
    _COLON: "emacs emacsclient micro kak",
    _SUFFIX: "hx helix",
    _WAITING_SUFFIX: "subl sublime_text zed zeditor",
    _GOTO: "code codium vscodium code-insiders code-oss cursor windsurf positron",
    Habit(at=_PLUS.at, wait="--wait", drops=("-w", "--wait")): "gedit pluma xed bbedit",
    _OPTIONS: "idea pycharm clion goland rustrover webstorm mate",
    Habit(at=_OPTIONS.at, at_column=_OPTIONS.at_column, wait="--block", drops=("-b", "--block")): (
        "kate"
    ),
}
_BY_NAME: Final = {name: habit for habit, names in _HABITS.items() for name in names.split()}
_UNKNOWN: Final = Habit(at=("{path}",))


def editor_words(setting: str = "") -> list[str]:
    """The learner's editor and its options: the setting, else $VISUAL, else $EDITOR; or nothing.

    Raises:
        NoEditorError: what is set cannot be split into words.
    """
    for name in ("the setting `editor`", "VISUAL", "EDITOR"):
        command = setting if " " in name else os.environ.get(name, "")
        if command.strip():
            try:
                return shlex.split(command, posix=os.name == "posix")
            except ValueError as error:
                where = name if " " in name else f"${name}"
                raise NoEditorError(f"{where} is `{command}`, which has an open quote") from error
    return []


def editor_command(path: Path, line: int, setting: str = "", column: int = 1) -> list[str]:
    """The command that opens `path` at a line and a column (from 1) and waits.

    Raises:
        NoEditorError: no editor is set and none is found.
    """
    words = editor_words(setting)
    if not words:
        found = next((name for name in FALLBACKS if shutil.which(name)), None)
        if found is None:
            raise NoEditorError("No editor is set")
        words = [found]
    # Behind words such as `env LANG=C`, the editor is the first word that is known.
    known = next((at for at, word in enumerate(words) if _name(word) in _BY_NAME), None)
    habit = _UNKNOWN if known is None else _BY_NAME[_name(words[known])]
    first = 1 if known is None else known + 1
    options = [word for word in words[first:] if word not in habit.drops]
    at = habit.at_column if column > 1 and habit.at_column else habit.at
    place = [word.format(path=path, line=line, column=column) for word in at]
    return [*words[:first], *options, *filter(None, [habit.wait]), *place]


def _name(word: str) -> str:
    """The name of a program: `/usr/bin/nvim` and `Code.exe` are `nvim` and `code`."""
    name = Path(word).name.lower()
    return name.removesuffix(".exe").removesuffix(".cmd").removesuffix(".bat")


def startable(command: list[str]) -> list[str]:
    """The same command, if its program is there.

    Raises:
        NoEditorError: it is not.
    """
    if shutil.which(command[0]) is None:
        raise NoEditorError(f"There is no program `{command[0]}`")
    return command


def wait_for(command: list[str]) -> int:
    """Run an editor until it is closed; its exit code.

    Raises:
        NoEditorError: it cannot be started.
    """
    try:
        return subprocess.run(command, check=False).returncode
    except OSError as error:
        raise NoEditorError(f"`{command[0]}` cannot be started ({error.strerror})") from error


def open_editor(path: Path, line: int, setting: str = "", column: int = 1) -> int:
    """Open a file at a line and wait until the editor is closed; its exit code.

    Raises:
        NoEditorError: there is no editor, or it cannot be started.
    """
    return wait_for(startable(editor_command(path, line, setting, column)))
