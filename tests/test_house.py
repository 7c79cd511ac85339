"""The house itself: what the core loads, and that the documents say what is so."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizlr.cli.main import COMMANDS, main
from quizlr.collection import Collection, Home

ROOT = Path(__file__).parent.parent
HEAVY = {"textual", "rich", "sqlite3", "sqlite_utils", "numpy", "markdown_it", "pygments"}


def modules_after(statement: str) -> set[str]:
    """Modules that a fresh interpreter has after a statement, and did not have before."""
    code = f"before = set(sys.modules); {statement}; print(*(set(sys.modules) - before))"
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stdout.split())


def loaded_by(statement: str) -> set[str]:
    """Their top-level packages."""
    return {name.partition(".")[0] for name in modules_after(statement)}


def test_the_core_loads_no_screen_no_database_and_no_numbers() -> None:
    assert not loaded_by("import quizlr.session, quizlr.interview.comparing") & HEAVY


def test_the_study_path_loads_neither_numpy_nor_sqlite_utils() -> None:
    loaded = loaded_by("import quizlr.cli.study, quizlr.plain")
    assert not loaded & {"numpy", "sqlite_utils", "textual", "rich", "click"}


LATER_ROOMS = {"authoring", "drills", "expressions", "fitting", "interview", "labs", "numeric",
               "plan", "plain", "search", "stats"}  # fmt: skip
LATER = {"collection.goals", "collection.leeches", "collection.load", "collection.overview",
         "config.parsing", "decks.parsing", "library.editing", "scheduling.balance",
         "scheduling.worth", "store.beside", "store.columns", "store.verify"}  # fmt: skip
"""What the first card does not need: each is imported by what does."""


def test_the_way_to_the_first_card_imports_only_what_it_needs(tmp_path: Path) -> None:
    home = Home(tmp_path)
    (tmp_path / "decks").mkdir()
    deck = "quizlr: 1\nid: d\ntitle: D\nnotes:\n  - {id: a, front: Q, back: A}\n"
    (tmp_path / "decks" / "d.yaml").write_text(deck, encoding="utf-8")
    os.utime(tmp_path / "decks" / "d.yaml", (1e9, 1e9))
    Collection.open(home).close()  # from now on the decks are cached
    modules = modules_after(
        "from pathlib import Path; from quizlr.cli.study import Collection, Desk; "
        "from quizlr.collection import Home; "
        f"found = Collection.open(Home(Path({str(tmp_path)!r}))); "
        "Desk(found, found.select(['d'])).turn()"
    )
    own = {name.removeprefix("quizlr.") for name in modules if name.startswith("quizlr.")}
    assert not {name for name in own if name.partition(".")[0] in LATER_ROOMS}
    assert not own & LATER
    assert not modules & {"yaml", "tomllib", "shutil", "textual"}


LINES = 400
LINES_OF = {ast.FunctionDef: 60, ast.AsyncFunctionDef: 60, ast.ClassDef: 300}


def too_long(path: Path) -> Iterator[str]:
    """What in a file has more lines than it may have."""
    text = path.read_text(encoding="utf-8")
    if (count := len(text.splitlines())) > LINES:
        yield f"{path}: {count} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            count = (node.end_lineno or 0) - node.lineno + 1
            if count > LINES_OF[type(node)]:
                yield f"{path}:{node.lineno}: {node.name} has {count} lines"


def test_files_classes_and_functions_stay_small() -> None:
    files = (ROOT / "quizlr").rglob("*.py")
    assert not [words for path in files for words in too_long(path)]


def test_ci_runs_the_test_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = next(line for line in readme.splitlines() if line.endswith("/pytest"))
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_the_readme_shows_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
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
