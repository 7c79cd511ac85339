"""Each screen as text at two sizes, against the frames in tests/screens.

`QUIZLR_RENEW=1 pytest tests/test_tui_frames.py` writes them again: look at the difference.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

import pytest
from interview_home import HandClock
from test_tui_study import press, screen_text

from quizlr.collection import Clock, Collection, Home
from quizlr.tui.app import QuizlrApp

SCREENS = Path(__file__).parent / "screens"
DECK = """\
quizlr: 1
id: frames
title: Frames
notes:
  - id: loss
    about: [log-loss]
    front: |
      What is the mean log loss of $m$ rows?
    back: |
      $$J = -\\frac{1}{m}\\sum_{i=1}^{m}\\left[y_i\\log p_i + (1-y_i)\\log(1-p_i)\\right]$$

      | symbol | meaning |
      |---|---|
      | $p_i$ | predicted probability |

      ```python
      def log_loss(p, y):
          return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
      ```
  - id: convex
    type: choice
    shuffle: no
    front: Which of these are convex in $z$?
    options:
      - {text: log loss, correct: yes, why: its curvature is p(1-p)}
      - {text: squared error after the sigmoid, why: it turns where p is 1/3}
  - id: log-loss
    type: concept
    title: Log loss
    body: The negative log of the probability given to what happened.
  - id: bad
    frunt: a field that does not exist
"""


@pytest.fixture
def home(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr("quizlr.tui.screens.study.GUARD_S", 0.0)
    (home.decks / "frames.yaml").write_text(DECK, encoding="utf-8")
    return home


@pytest.fixture
def collection(collection: Collection) -> Collection:
    collection.clock = cast(Clock, HandClock())  # it stands: minutes do not hang on the machine
    return collection


def compare(name: str, frame: str) -> None:
    """Hold a frame against the one that was looked at."""
    path = SCREENS / f"{name}.txt"
    if os.environ.get("QUIZLR_RENEW"):
        path.write_text(frame + "\n", encoding="utf-8")
    assert frame + "\n" == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_screen_looks_as_it_was_drawn(
    collection: Collection, size: tuple[int, int]
) -> None:
    app = QuizlrApp(collection)
    suffix = f"{size[0]}x{size[1]}"
    steps = [
        ("home", []),
        ("problems", ["p"]),
        ("concept", ["q", "space"]),
        ("question", ["enter"]),
        ("answer", ["space"]),
        ("help", ["question_mark"]),
        ("choice", ["escape", "4"]),
        ("graded", ["2", "enter"]),
        ("end", ["4"]),
        ("summary", ["q"]),
        ("browse", ["q", "b", "l", "o", "s", "s"]),
    ]
    async with app.run_test(size=size) as pilot:
        for name, keys in steps:
            await press(pilot, *keys)
            await app.workers.wait_for_complete()
            await pilot.pause(0.2 if name == "browse" else 0.05)
            compare(f"{name}-{suffix}", screen_text(app))
