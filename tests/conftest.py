"""For all tests: laws are not timed, and no test sees the learner's own home or clock."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("local", deadline=None)
if "CI" not in os.environ:
    settings.load_profile("local")


@pytest.fixture(autouse=True)
def no_home_of_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the machine that runs the tests out of them."""
    for name in ("QUIZLR_HOME", "QUIZLR_NOW", "NO_COLOR", "VISUAL", "EDITOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
