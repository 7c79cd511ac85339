"""The house itself: what the core loads, and that the documents say what is so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from quizlr.cli.main import COMMANDS, main

ROOT = Path(__file__).parent.parent
HEAVY = {"textual", "rich", "sqlite3", "sqlite_utils", "numpy", "markdown_it", "pygments"}


def loaded_by(statement: str) -> set[str]:
    """Top-level modules that a fresh interpreter has after a statement."""
    code = f"before = set(sys.modules); {statement}; print(*(set(sys.modules) - before))"
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in run.stdout.split()}


def test_the_core_loads_no_screen_no_database_and_no_numbers() -> None:
    assert not loaded_by("import quizlr.session, quizlr.interview.comparing") & HEAVY


def test_the_study_path_loads_neither_numpy_nor_sqlite_utils() -> None:
    loaded = loaded_by("import quizlr.cli.study, quizlr.plain")
    assert not loaded & {"numpy", "sqlite_utils", "textual", "rich", "click"}


def test_ci_runs_the_test_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = next(line for line in readme.splitlines() if line.endswith("/pytest"))
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


SOON = {"new", "orphans", "preview", "schema"}
"""Commands whose line in the README is still to be written."""


def test_the_readme_shows_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS.keys() - SOON:
        assert f"`quizlr {name}" in readme


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_every_command_has_help_with_an_example(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main([*command, "--help"])
    assert stop.value.code == 0
    assert "example: quizlr" in capsys.readouterr().out


@pytest.mark.parametrize("path", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_the_documents_name_only_files_that_exist(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    for word in text.replace("(", " ").replace(")", " ").replace("`", " ").split():
        if word.startswith(("tests/", "content/", "quizlr/")) and "<" not in word:
            assert (ROOT / word.rstrip(".,;")).exists(), word
