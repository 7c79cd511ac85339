"""For all tests: laws are not timed, and no test sees the learner's own home or clock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from quizlr.cli.main import BLAS_THREADS
from quizlr.collection import Collection, Home

for variable in BLAS_THREADS:
    os.environ.setdefault(variable, "1")

# The same examples in every run: what lands is what was tested. `QUIZLR_EXPLORE=1` looks further.
explores = bool(os.environ.get("QUIZLR_EXPLORE"))
settings.register_profile("quizlr", deadline=None, derandomize=not explores)
settings.load_profile("quizlr")


@pytest.fixture(autouse=True)
def no_home_of_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the machine that runs the tests out of them."""
    for name in ("QUIZLR_HOME", "QUIZLR_NOW", "NO_COLOR", "VISUAL", "EDITOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home on a fixed morning, without the bundled decks. Test files add theirs to it."""
    monkeypatch.setenv("QUIZLR_NOW", "2026-11-23T09:00:00+00:00")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: None)
    found = Home(tmp_path / "home")
    found.prepare()
    return found


@pytest.fixture
def collection(home: Home) -> Iterator[Collection]:
    """The home of the test, opened."""
    opened = Collection.open(home)
    yield opened
    opened.close()
